"""The bureau as data: ``content/localities/<name>.yaml``. Another district adds a file, not a fork."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path
from typing import Literal

from pydantic import BaseModel, ConfigDict, Field, ValidationError, model_validator

from xiaobao.law import Finding, MalformedContent, source
from xiaobao.rules.claimant_thresholds import ClaimantThresholds
from xiaobao.rules.tiers import Tiers


class NoNumberPattern(Exception):
    """The locality says nothing of how documents of a series are numbered."""

    def __init__(self, series: str) -> None:
        """Name the series in a sentence an officer can act on."""
        self.message = f"本局没有规定“{series}”类文书的文号式样，请在 content/localities 中补充。"
        super().__init__(self.message)


class _Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class OfficeEntry(_Strict):
    """An office of the bureau; ``aliases`` are the names exports use for it.

    An ``advisory`` one (参与审稿的科室) reviews the handbook and is never given a matter.
    """

    code: str
    name: str
    kind: Literal["bureau", "desk", "station", "section", "advisory"]
    streets: tuple[str, ...] = ()
    aliases: tuple[str, ...] = ()


class PostEntry(_Strict):
    """A post somebody may hold (岗位); ``reach`` says whose matters it sees."""

    code: str
    name: str
    reach: Literal["own_office", "bureau", "none"]
    acts: tuple[str, ...] = ()


class DemoAccount(_Strict):
    """An invented officer of the demo locality, one per post."""

    username: str
    name: str
    office: str
    post: str


class Bureau(_Strict):
    """Name, letterhead and contact of the bureau."""

    code: str
    name: str
    short_name: str
    district: str
    phone: str
    address: str


class Settings(_Strict):
    """Choices the law leaves to the bureau.

    ``printed_reading``: which reading of Art. 45 (法定节假日) is printed as the due date of a clock in
    natural days. ``transition``: which regulation governs a complaint received before 2026-04-15;
    Order 121 has no transitional article, so this is the bureau's legal choice. ``release_hours``: how long
    an insider's identity, once released, may be looked at once. ``reveals_a_day``: above this many looks at
    identities by one officer in a day the auditor's page says so. ``hotline_order_days``: working days for
    the reply to an order (督办) of the hotline that names no day. ``revisit_days``: working days to look
    again at what the handbook and the notices say after a regulation they cite has changed.
    """

    printed_reading: Literal["earliest", "latest"] = "earliest"
    transition: Literal["by_day_received", "order_121_throughout"] = "by_day_received"
    due_soon_working_days: int = Field(default=3, ge=0)
    release_hours: int = Field(default=24, ge=1)
    reveals_a_day: int = Field(default=12, ge=1)
    hotline_order_days: int = Field(default=1, ge=1, le=99)
    revisit_days: int = Field(default=10, ge=1, le=99)


Reviewer = Literal["legal_expert", "enforcement", "legal", "credit", "station", "consumer"]


class HandbookSettings(_Strict):
    """How the bureau writes its handbook: ``reviewers`` are the roles whose opinion a draft needs.

    The roles are those of a review (``handbook.Role``); all of them must have given an opinion in some round
    before the leader remarks on the draft. ``review_days`` are the working days a round usually takes.
    """

    reviewers: tuple[Reviewer, ...] = ("legal_expert", "enforcement", "legal", "credit")
    review_days: int = Field(default=3, ge=1, le=99)


class Locality(_Strict):
    """One bureau, whole; ``street_cells``: where a drawn scheme has each street, (column, row) from 0."""

    id: str
    note: str
    bureau: Bureau
    settings: Settings
    offices: tuple[OfficeEntry, ...]
    posts: tuple[PostEntry, ...]
    matter_number: str
    document_numbers: dict[str, str]
    demo_accounts: tuple[DemoAccount, ...] = ()
    tiers: Tiers = Tiers()
    handbook: HandbookSettings = HandbookSettings()
    claimants: ClaimantThresholds = ClaimantThresholds()
    street_cells: dict[str, tuple[int, int]] = {}

    @model_validator(mode="after")
    def _everything_named_exists(self) -> Locality:
        offices, posts = {o.code for o in self.offices}, {p.code for p in self.posts}
        for account in self.demo_accounts:
            if account.office not in offices or account.post not in posts:
                raise ValueError(f"示例账号 {account.username} 的单位或岗位不存在")
        if "intake" not in offices:
            raise ValueError("必须有代码为 intake 的接收单位（办法第四十一条：统一接收投诉举报的工作机构）")
        return self

    def number_pattern(self, series: str) -> str:
        """Return the pattern of the numbers of one series of documents; raises NoNumberPattern."""
        try:
            return self.document_numbers[series]
        except KeyError:
            raise NoNumberPattern(series) from None

    @property
    def handling(self) -> tuple[OfficeEntry, ...]:
        """The offices that may be given a matter."""
        return tuple(office for office in self.offices if office.kind != "advisory")

    def office_called(self, name: str) -> str:
        """Return the code of the office an export calls ``name``; unknown names go to intake.

        办法第四十一条: the unit that receives for the bureau distributes; nothing is left without an office.
        """
        return self._called(name) or "intake"

    def knows(self, name: str) -> bool:
        """Whether an export's name for an office is one of ours; a blank name says nothing and is fine."""
        return not name.strip() or self._called(name) is not None

    def _called(self, name: str) -> str | None:
        wanted = name.strip()
        return next((o.code for o in self.handling if wanted in (o.name, *o.aliases)), None)


@lru_cache(maxsize=8)
def load(content: Path, name: str) -> Locality:
    """Read one locality; raises law.MalformedContent or ``pydantic.ValidationError`` naming what is wrong."""
    return Locality.model_validate(source.read(content / "localities" / f"{name}.yaml").data)


def check(content: Path) -> list[Finding]:
    """Check every file of content/localities."""
    return [finding for file in sorted((content / "localities").glob("*.yaml")) for finding in _check(file)]


def _check(file: Path) -> list[Finding]:
    try:
        read = source.read(file)
    except MalformedContent as error:
        return [Finding(error.file, error.line, error.reason)]
    try:
        Locality.model_validate(read.data)
    except ValidationError as error:
        return [Finding(file, line, reason) for line, reason in source.complaints(read, error)]
    return []
