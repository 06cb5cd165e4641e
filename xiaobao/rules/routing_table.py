"""The rules of routing as a table (分办规则): which conditions lead to which tier and office.

``content/routing/<locality>.yaml``, or what two officers have put over it. An officer reads and changes it on
screen; ``rules.routing`` goes by it.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from functools import cached_property
from typing import Literal

from pydantic import BaseModel, ConfigDict, Field, model_validator

from xiaobao.rules.acts import Labelled
from xiaobao.rules.areas import Areas

BY_AREA = "by_area"
"""In place of an office: the station in charge of the street."""
INTAKE = "intake"
Choice = Literal["odr", "green_channel", "point"]


class Tier(Labelled):
    """Who acts on a matter first."""

    OUT = "out", "不属本局管辖"
    ENTERPRISE = "enterprise", "企业先行和解"
    POINT = "point", "维权服务站先行和解"
    DESK = "desk", "区局投诉台"
    STATION = "station", "市场监管所"
    INTAKE = "intake", "接收机构"


class _Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class When(_Strict):
    """What must be so for a rule to fit: all that is written; what is left out does not matter.

    ``in_district`` False fits only what is known to be out. ``categories`` and ``problems`` fit a step of the
    path, ``words`` a part of the respondent's name or address. ``industries`` are ids of this file.
    """

    track: Literal["complaint", "report"] | None = None
    in_district: bool | None = None
    chosen: tuple[Choice, ...] = ()
    odr_enterprise: bool | None = None
    service_point: bool | None = None
    key_enterprise: bool | None = None
    industries: tuple[str, ...] = ()
    categories: tuple[str, ...] = ()
    problems: tuple[str, ...] = ()
    channels: tuple[str, ...] = ()
    streets: tuple[str, ...] = ()
    communities: tuple[str, ...] = ()
    street_known: bool | None = None
    words: tuple[str, ...] = ()


class Rule(_Strict):
    """One line of the table: when it fits, to which tier, and to which office (a code, or ``by_area``)."""

    id: str = Field(pattern=r"^[a-z][a-z0-9_]{0,31}$")
    name: str = Field(min_length=1, max_length=64)
    when: When = When()
    tier: Tier
    office: str = BY_AREA

    @property
    def fits_everything(self) -> bool:
        """Whether nothing is asked."""
        return self.when == When()


class Industry(_Strict):
    """A key industry (重点行业) of a station: what belongs to it, its scale, and how its matters are handled.

    ``categories`` are steps of the object path, ``words`` parts of the respondent's name.
    """

    id: str = Field(pattern=r"^[a-z][a-z0-9_]{0,31}$")
    name: str = Field(min_length=1, max_length=32)
    office: str
    categories: tuple[str, ...] = ()
    words: tuple[str, ...] = ()
    scale: str = ""
    principles: tuple[str, ...] = ()
    procedure: tuple[str, ...] = ()

    @model_validator(mode="after")
    def _says_what_belongs(self) -> Industry:
        if not (self.categories or self.words):
            raise ValueError(f"重点行业“{self.name}”应当写明包括哪些类别或者名称")
        return self


class Routing(_Strict):
    """The whole table of one bureau."""

    id: str
    note: str
    areas: Areas
    industries: tuple[Industry, ...] = ()
    rules: tuple[Rule, ...] = Field(min_length=1)

    @model_validator(mode="after")
    def _can_be_followed(self) -> Routing:
        for sentence in _wrong(self):
            raise ValueError(sentence)
        return self

    @cached_property
    def version(self) -> str:
        """A digest of what the table says, whatever its layout."""
        return hashlib.sha256(self.model_dump_json().encode()).hexdigest()


def _wrong(routing: Routing) -> Iterator[str]:
    ids = [rule.id for rule in routing.rules]
    if len(set(ids)) != len(ids):
        yield "规则的代码重复"
    for rule in routing.rules[:-1]:
        if rule.fits_everything:
            yield f"规则“{rule.name}”没有条件，它后面的规则永远用不上；没有条件的规则只能放在最后"
    if not routing.rules[-1].fits_everything:
        yield "最后一条规则不能带条件，否则有的来件没有去处"
    known = {industry.id for industry in routing.industries}
    streets = {area.street for area in routing.areas.streets}
    for rule in routing.rules:
        for missing in sorted(set(rule.when.industries) - known):
            yield f"规则“{rule.name}”所写的重点行业“{missing}”不存在"
        for missing in sorted(set(rule.when.streets) - streets):
            yield f"规则“{rule.name}”所写的街道“{missing}”不在街道表中"
