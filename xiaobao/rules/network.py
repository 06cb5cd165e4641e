"""The network of a bureau as data (先行和解网络): a sample to begin with. ``content/network/<id>.yaml``.

It is put into the registers once; from then on the registers are what counts, and this file changes nothing.
"""

from __future__ import annotations

from datetime import date
from functools import lru_cache
from pathlib import Path
from typing import Literal

from pydantic import BaseModel, ConfigDict, Field, ValidationError, model_validator

from xiaobao.law import Finding, MalformedContent, source
from xiaobao.rules.locality import Locality

CODE = r"^[a-z0-9][a-z0-9-]{0,49}$"
SITES = ("mall", "supermarket", "market", "enterprise", "scenic")
"""五进: 进商场、进超市、进市场、进企业、进景区."""


class _Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class PartnerEntry(_Strict):
    """One ODR enterprise or service point; ``names`` are the other names complaints call it by."""

    code: str = Field(pattern=CODE)
    kind: Literal["odr", "point"]
    site: Literal["", "mall", "supermarket", "market", "enterprise", "scenic"] = ""
    name: str = Field(min_length=1, max_length=200)
    names: tuple[str, ...] = ()
    address: str = Field(default="", max_length=300)
    industry: str = Field(default="", max_length=64)
    office: str
    applied_on: date
    committed_on: date
    opened_on: date

    @model_validator(mode="after")
    def _stands_somewhere(self) -> PartnerEntry:
        if (self.kind == "point") != bool(self.site):
            raise ValueError(f"“{self.name}”：维权服务站应当写明设在哪里（site），ODR企业不写")
        if self.opened_on < max(self.applied_on, self.committed_on):
            raise ValueError(f"“{self.name}”的开通日早于申请或者承诺之日")
        return self


class ShopEntry(_Strict):
    """One shop that promised no-reason returns; ``days`` are natural days, ``partner`` a code of the file."""

    name: str = Field(min_length=1, max_length=200)
    names: tuple[str, ...] = ()
    address: str = Field(default="", max_length=300)
    street: str = Field(max_length=32)
    days: int = Field(ge=1, le=365)
    scope: str = Field(min_length=1)
    exceptions: str = ""
    partner: str = ""
    since: date


class KeyEntry(_Strict):
    """One key enterprise, why it is listed, and since when."""

    name: str = Field(min_length=1, max_length=200)
    names: tuple[str, ...] = ()
    industry: str = Field(default="", max_length=64)
    office: str
    reasons: str = Field(min_length=1)
    since: date


class SeatEntry(_Strict):
    """An invented person who sits at a partner, to try the portal with; ``partner`` is a code of the file."""

    username: str = Field(pattern=r"^[a-z][a-z0-9]{0,31}$")
    name: str = Field(min_length=1, max_length=64)
    partner: str


class Network(_Strict):
    """All of it. Everything in such a file is invented, and the registers keep that it is."""

    id: str
    note: str = Field(min_length=1)
    partners: tuple[PartnerEntry, ...] = ()
    shops: tuple[ShopEntry, ...] = ()
    key_enterprises: tuple[KeyEntry, ...] = ()
    demo_seats: tuple[SeatEntry, ...] = ()

    @model_validator(mode="after")
    def _everything_named_exists(self) -> Network:
        codes = [partner.code for partner in self.partners]
        for kind, words in (("代码", codes), ("单位", [partner.name for partner in self.partners])):
            for twice in sorted({word for word in words if words.count(word) > 1}):
                raise ValueError(f"{kind}“{twice}”出现了不止一次")
        for name, code in self._named_codes():
            if code not in codes:
                raise ValueError(f"“{name}”所写的先行和解单位“{code}”不存在")
        return self

    def _named_codes(self) -> list[tuple[str, str]]:
        shops = [(shop.name, shop.partner) for shop in self.shops if shop.partner]
        return [*shops, *((seat.username, seat.partner) for seat in self.demo_seats)]

    @property
    def offices(self) -> frozenset[str]:
        """Every office the file names."""
        of_partners = {entry.office for entry in self.partners}
        return frozenset(of_partners | {entry.office for entry in self.key_enterprises})


@lru_cache(maxsize=8)
def load(content: Path, name: str) -> Network | None:
    """Read the network of one locality; None where it has none.

    Raises law.MalformedContent or ``pydantic.ValidationError`` naming what is wrong.
    """
    file = content / "network" / f"{name}.yaml"
    return Network.model_validate(source.read(file).data) if file.exists() else None


def check(content: Path) -> list[Finding]:
    """Check every file of content/network, and that its locality has the offices it names."""
    return [finding for file in sorted((content / "network").glob("*.yaml")) for finding in _check(file)]


def _check(file: Path) -> list[Finding]:
    try:
        read = source.read(file)
        network = Network.model_validate(read.data)
    except MalformedContent as error:
        return [Finding(error.file, error.line, error.reason)]
    except ValidationError as error:
        return [Finding(file, line, reason) for line, reason in source.complaints(read, error)]
    return [Finding(file, 1, f"单位代码“{code}”不在辖区文件中") for code in _unknown(network, file)]


def _unknown(network: Network, file: Path) -> list[str]:
    locality = file.parent.parent / "localities" / file.name
    if not locality.exists():
        return []
    try:
        known = Locality.model_validate(source.read(locality).data)
    except (MalformedContent, ValidationError):
        # The check of localities says what is wrong with that file.
        return []
    return sorted(network.offices - {office.code for office in known.offices})
