"""One finding (挖掘发现): why, its parts, its evidence, its matters, and what has been decided of it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import cached_property

from xiaobao.docket.finding_bars import Bars, bars_of
from xiaobao.docket.finding_parts import Part, PartsOf, by_criterion, parts_of
from xiaobao.docket.finding_reach import Reach, members_of, one_seen, reaches
from xiaobao.docket.finding_rulings import offered
from xiaobao.docket.finding_words import said_of
from xiaobao.docket.findings_page import title_of
from xiaobao.docket.models import Finding, FindingMember, FindingRuling, FindingVerb
from xiaobao.docket.rulebook import Rulebook
from xiaobao.documents.redaction import mask_text
from xiaobao.rules.workflow import ORDER_121, Track
from xiaobao.staff.permissions import Authority

PAGE = 25
_RELATED = ("matter", "matter__office", "matter__respondent")


@dataclass(frozen=True, slots=True)
class MemberLine:
    """A matter of a finding; ``subject`` is masked, ``counted`` is false for noise counted once already."""

    id: int
    number: str
    kind: str
    state: str
    received_on: date
    office: str
    respondent: str
    subject: str
    why: str
    counted: bool


@dataclass(frozen=True, slots=True)
class RulingLine:
    """What somebody decided: ``reason`` in words, maybe empty; ``matters`` is how large it was then."""

    verb: str
    label: str
    reason: str
    words: str
    matters: int
    by: str
    at: datetime


class FindingPage:
    """One finding as an officer sees it; each part is read when it is first asked for."""

    def __init__(
        self, finding: Finding, officer: Authority, rulebook: Rulebook, today: date, page: int = 1
    ) -> None:
        """Hold what every part is read from and for; ``page`` is that of the list of members."""
        self.finding, self.today = finding, today
        self._officer, self._rulebook, self._page = officer, rulebook, page

    @cached_property
    def reach(self) -> Reach:
        """How much of it the officer sees."""
        return reaches(self._officer, [self.finding])[self.finding.pk]

    @property
    def whole_bureau(self) -> bool:
        """Whether the officer's reach is the whole bureau."""
        return self._officer.offices is None

    @property
    def title(self) -> str:
        """What it is called."""
        return title_of(self.finding, whole=self.reach.whole)

    @property
    def why(self) -> str:
        """Why it is one, for who sees the whole of it."""
        return self.finding.why if self.reach.whole else ""

    @property
    def score(self) -> float | None:
        """The score, for who sees the whole of it; never without its parts."""
        return self.finding.score if self.reach.whole and self.parts else None

    @cached_property
    def parts(self) -> tuple[Part, ...]:
        """The parts, for who sees the whole of it."""
        return parts_of(self.finding) if self.reach.whole else ()

    @property
    def criteria(self) -> tuple[PartsOf, ...]:
        """The parts under their criteria."""
        return by_criterion(self.parts)

    @property
    def measured(self) -> bool:
        """Whether any part has a unit-free measure."""
        return any(part.measure is not None for part in self.parts)

    @property
    def weighted(self) -> bool:
        """Whether any part has a weight."""
        return any(part.weight is not None for part in self.parts)

    @property
    def words(self) -> tuple[str, ...]:
        """The words it is known by, for who sees the whole of it."""
        given = self.finding.evidence.get("words") if self.reach.whole else None
        return tuple(str(word) for word in given) if isinstance(given, list) else ()

    @property
    def quotes(self) -> tuple[str, ...]:
        """Passages that stand for the others, masked once more; for who sees the whole of it."""
        given = self.finding.evidence.get("quotes") if self.reach.whole else None
        return tuple(mask_text(str(quote)) for quote in given) if isinstance(given, list) else ()

    @cached_property
    def days(self) -> Sequence[date]:
        """The days its matters within reach were received on, in order."""
        received = members_of(self._officer, self.finding).values_list("matter__received_on", flat=True)
        return list(received)

    @property
    def bars(self) -> Bars:
        """How they lie in time."""
        return bars_of(self.days)

    @property
    def pages(self) -> int:
        """How many pages the members fill."""
        return max(-(-len(self.days) // PAGE), 1)

    @property
    def page(self) -> int:
        """The page shown; one too far is the last."""
        return min(max(self._page, 1), self.pages)

    @cached_property
    def members(self) -> tuple[MemberLine, ...]:
        """One page of the members, the latest received first."""
        latest = members_of(self._officer, self.finding).order_by("-matter__received_at", "-matter_id")
        begin = (self.page - 1) * PAGE
        rows = latest.select_related(*_RELATED)[begin : begin + PAGE]
        return tuple(_member(row) for row in rows)

    @cached_property
    def _rulings(self) -> list[FindingRuling]:
        return list(self.finding.rulings.select_related("by"))

    @property
    def rulings(self) -> tuple[RulingLine, ...]:
        """What has been decided, the latest first."""
        return tuple(_ruling(row, self._rulebook) for row in reversed(self._rulings))

    @cached_property
    def offered(self) -> tuple[FindingVerb, ...]:
        """What the officer may rule of it now."""
        return offered(self.finding, self._rulings, self._officer)

    @property
    def contest(self) -> RulingLine | None:
        """The objection that waits for a decision."""
        last = self.rulings[:1]
        return last[0] if last and last[0].verb == FindingVerb.CONTEST else None

    def may(self, act: str) -> bool:
        """Whether the officer's posts allow ``act``."""
        return self._officer.may(act)

    def cite(self, article: str) -> str:
        """Return how an article of 令121 is cited: ``14`` → 《…办法》第十四条."""
        return self._rulebook.law.cite(ORDER_121, article)


def finding_page(
    officer: Authority, finding_id: int, *, rulebook: Rulebook, today: date, page: int = 1
) -> FindingPage:
    """Return the page of a finding; raises NotAllowed, and NotFound for one out of reach."""
    return FindingPage(one_seen(officer, finding_id), officer, rulebook, today, page)


def _member(row: FindingMember) -> MemberLine:
    matter = row.matter
    return MemberLine(
        id=matter.pk,
        number=matter.number,
        kind=matter.kind,
        state=matter.state,
        received_on=matter.received_on,
        office=matter.office.name,
        respondent=matter.respondent.name if matter.respondent else "",
        subject=mask_text(matter.subject),
        # Why a report belongs to it could tell by whom it was made.
        why=row.why if matter.kind == Track.COMPLAINT else "",
        counted=row.counted,
    )


def _ruling(row: FindingRuling, rulebook: Rulebook) -> RulingLine:
    return RulingLine(
        verb=row.verb,
        label=str(row.get_verb_display()),
        reason=said_of(rulebook.content, row.reason),
        words=row.words,
        matters=row.matters,
        by=row.by.name,
        at=row.at,
    )
