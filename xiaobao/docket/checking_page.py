"""Checking a report as its page shows it: the steps, the days left out, the signatures, who is to be told."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import cached_property

from xiaobao.docket.answers import answers_of
from xiaobao.docket.checking_facts import investigators, pending, provision
from xiaobao.docket.clocks_page import ClockLine
from xiaobao.docket.due import DueBadge
from xiaobao.docket.filing_papers import facts_line, proposed_of
from xiaobao.docket.models import Check, Clock, Exclusion, Matter, Proposal
from xiaobao.docket.reckoning import name_of
from xiaobao.docket.reporters import is_reachable
from xiaobao.docket.rulebook import Rulebook
from xiaobao.documents.redaction import mask_text
from xiaobao.rules import answering, exclusion, filing
from xiaobao.rules.answering import HOUSE_CLOCKS, Owed
from xiaobao.rules.checking import CheckWay
from xiaobao.rules.workflow import Act
from xiaobao.staff.models import User

VERIFIER, HEAD, LEADER = SIGNATURES = ("核查人员", "单位负责人", "本局负责人")
"""Who signs a proposal on filing, in order."""
WAITING, TO_DECIDE, RETURNED, DONE, ELSEWHERE = STANDINGS = (
    *("等待审核", "等待决定", "已退回", "已决定"),
    "来源已载明决定",
)
TOLD, SENT, INTERIM, OPEN = TELLINGS = ("已告知", "已制作，未送达", "已告知办理情况，结果未告知", "未告知")
PHRASES = (*SIGNATURES, *STANDINGS, *TELLINGS)
"""The words that stand in no list of the rules or the tables."""


@dataclass(frozen=True)
class CheckLine:
    """One step of checking; words are masked."""

    on: date
    officers: tuple[str, ...]
    way: str
    place: str
    found: str
    evidence: str


@dataclass(frozen=True)
class ExclusionLine:
    """Days left out; ``ended_on`` None while they go on."""

    id: int
    clock: str
    ground: str
    citation: str
    subject: str
    body: str
    began_on: date
    ended_on: date | None
    proof: str
    ended_proof: str
    result: str


@dataclass(frozen=True)
class SignatureLine:
    """One signature: whose turn it is, who signed and when (None: not yet), and in what words."""

    role: str
    name: str
    at: datetime | None
    agreed: bool
    words: str


@dataclass(frozen=True)
class ProposalLine:
    """A proposal on filing with its signatures; ``standing`` says how far it has come."""

    what: str
    files: bool
    cause: str
    facts: str
    reason: str
    citation: str
    officers: tuple[str, ...]
    standing: str
    open: bool
    signatures: tuple[SignatureLine, ...]


@dataclass(frozen=True)
class DutyLine:
    """One duty to tell: on whose article, by when (``due`` None: not counting yet), how far it has come.

    ``house``: only the house says by when.
    """

    id: str
    subject: str
    duty: str
    citation: str
    by_when: str
    due: DueBadge | None
    due_on: date | None
    house: bool
    written: bool
    standing: str
    open: bool
    told_on: date | None


class CheckingPart:
    """Everything about checking a report and telling the result; each part is read when first asked for."""

    def __init__(self, matter: Matter, rulebook: Rulebook, clocks: Sequence[ClockLine], today: date) -> None:
        """Hold what every part is read from."""
        self._matter, self._rulebook, self._clocks, self._today = matter, rulebook, clocks, today

    @cached_property
    def checks(self) -> list[CheckLine]:
        """The steps of checking, oldest first."""
        return [_check(row) for row in self._matter.checks.all()]

    @cached_property
    def exclusions(self) -> list[ExclusionLine]:
        """The days left out, oldest first."""
        rows = list(self._matter.exclusions.all())
        counted = {clock.clock: clock for clock in self._matter.clocks.all()} if rows else {}
        return [self._exclusion(row, counted.get(row.clock)) for row in rows]

    @cached_property
    def proposals(self) -> list[ProposalLine]:
        """The proposals on filing, newest first."""
        rows = self._matter.proposals.select_related("proposed_by", "reviewed_by", "decided_by")
        return [self._proposal(row) for row in reversed(list(rows))]

    @cached_property
    def pending(self) -> Proposal | None:
        """The proposal that waits for a signature."""
        return pending(self._matter)

    @cached_property
    def owed(self) -> tuple[Owed, ...]:
        """The duties to tell that bind."""
        return answers_of(self._matter, self._rulebook)

    @property
    def duties(self) -> list[DutyLine]:
        """The duties to tell that bind, as lines."""
        return [self._duty(one) for one in self.owed]

    @property
    def unreachable(self) -> bool:
        """Whether there is no way to the reporter."""
        return not is_reachable(self._matter)

    @cached_property
    def investigators(self) -> tuple[str, ...]:
        """Who may be named for the case."""
        return investigators(self._matter, self._rulebook, self._today)

    @property
    def begun(self) -> bool:
        """Whether anything has been done."""
        return bool(self.checks or self.exclusions or self.proposals)

    @property
    def missing(self) -> dict[Act, str]:
        """Say of each act of checking that has nothing to work on what is missing."""
        waiting = self.pending
        reviewed = waiting is not None and waiting.review == Proposal.Outcome.APPROVED
        files = waiting is not None and waiting.what == filing.FILE
        wanted = {
            Act.PROPOSE: (waiting is None and bool(self.checks), _no_proposing(waiting)),
            Act.REVIEW: (waiting is not None and not reviewed, "没有等待审核的立案意见。"),
            Act.SEND_BACK: (reviewed, "没有审核同意的立案意见。"),
            Act.FILE: (reviewed and files, "没有审核同意的立案建议。"),
            Act.NOT_FILE: (reviewed and not files, "没有审核同意的不予立案建议。"),
            Act.LEAVE_OUT: (bool(self.counting), "没有可以扣除时间的期限在计时。"),
            Act.COUNT_AGAIN: (any(not one.ended_on for one in self.exclusions), "没有进行中的扣除期间。"),
            Act.ANSWER: (bool(self.owed), "没有规定应当把这件举报的处理结果告知举报人。"),
        }
        return {act: sentence for act, (there, sentence) in wanted.items() if not there}

    @property
    def counting(self) -> list[ClockLine]:
        """The periods that run now and can leave days out."""
        return [one for one in self._clocks if one.clock in exclusion.CLOCKS and one.state == "running"]

    def grounds_of(self, clock: str) -> list[tuple[str, str]]:
        """Return (id, label) of the grounds on which a period leaves days out."""
        stored = next((one for one in self._matter.clocks.all() if one.clock == clock), None)
        if stored is None:
            return []
        return [(one.id, one.label) for one in exclusion.grounds(provision(stored, self._rulebook))]

    def _exclusion(self, row: Exclusion, clock: Clock | None) -> ExclusionLine:
        known = provision(clock, self._rulebook) if clock else None
        label = next((one.label for one in known.pauses if one.id == row.ground), "") if known else ""
        return ExclusionLine(
            id=row.pk,
            clock=name_of(row.clock, self._rulebook),
            ground=label or row.ground,
            citation=exclusion.basis(known, row.ground, self._rulebook.law) if known else "",
            subject=mask_text(row.subject),
            body=row.body,
            began_on=row.began_on,
            ended_on=row.ended_on,
            proof=mask_text(row.proof),
            ended_proof=mask_text(row.ended_proof),
            result=mask_text(row.result),
        )

    def _proposal(self, row: Proposal) -> ProposalLine:
        here = self.pending is not None and self.pending.pk == row.pk
        undecided = not self._matter.report.decision
        return ProposalLine(
            what=str(row.get_what_display()),
            files=row.what == filing.FILE,
            cause=mask_text(row.cause),
            facts=mask_text(facts_line(row, self._rulebook.law)),
            reason=mask_text(row.reason),
            citation=filing.basis(proposed_of(row), self._rulebook.law),
            officers=tuple(row.officers),
            standing=_standing(row) if undecided or row.decision or not here else ELSEWHERE,
            open=here and undecided,
            signatures=tuple(_signatures(row)),
        )

    def _duty(self, one: Owed) -> DutyLine:
        clock = self._clock_of(one)
        law, day = self._rulebook.law, self._matter.received_on
        return DutyLine(
            id=one.duty.id,
            subject=one.duty.subject,
            duty=one.duty.duty,
            citation=one.cited,
            by_when=answering.promptness(one.duty, law, day),
            due=clock.due if clock and one.open else None,
            due_on=(clock.due_on or clock.due_earliest) if clock and one.open else None,
            house=clock.clock in HOUSE_CLOCKS if clock else answering.house_period(one.duty),
            written=one.duty.written,
            standing=_telling(one),
            open=one.open,
            told_on=one.told_on or one.interim_on,
        )

    def _clock_of(self, one: Owed) -> ClockLine | None:
        running = [line for line in self._clocks if line.state == "running"]
        for clock in (one.duty.clock, *reversed(HOUSE_CLOCKS)):
            found = next((line for line in running if clock and line.clock == clock), None)
            if found is not None:
                return found
        return None


def _no_proposing(waiting: Proposal | None) -> str:
    return "还没有核查记录，核查以后才能提出意见。" if waiting is None else "已有立案意见在等待审核或者决定。"


def _check(row: Check) -> CheckLine:
    known = row.way in tuple(CheckWay)
    return CheckLine(
        on=row.on,
        officers=tuple(row.officers),
        way=CheckWay(row.way).label if known else row.way,
        place=mask_text(row.place),
        found=mask_text(row.found),
        evidence=mask_text(row.evidence),
    )


def _standing(row: Proposal) -> str:
    returned = Proposal.Outcome.RETURNED
    if returned in (row.review, row.decision):
        return RETURNED
    if row.decision:
        return DONE
    return TO_DECIDE if row.review else WAITING


def _telling(one: Owed) -> str:
    if not one.open:
        return TOLD
    return SENT if one.sent else INTERIM if one.interim_on else OPEN


def _signatures(row: Proposal) -> Iterator[SignatureLine]:
    yield SignatureLine(VERIFIER, row.proposed_by.name, row.proposed_at, True, "")
    yield _signature(HEAD, row.reviewed_by, row.reviewed_at, row.review, row.review_words)
    yield _signature(LEADER, row.decided_by, row.decided_at, row.decision, row.decision_words)


def _signature(role: str, by: User | None, at: datetime | None, outcome: str, words: str) -> SignatureLine:
    agreed = outcome == Proposal.Outcome.APPROVED
    return SignatureLine(role, by.name if by else "", at, agreed, mask_text(words))
