"""The case of a report as its page shows it: its steps with their clocks, the amounts, the police."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from xiaobao.docket.case_clocks import CASE_CLOCKS
from xiaobao.docket.case_facts import case_closing_facts, case_of, filed_only_told, milestone_facts
from xiaobao.docket.models import Case, CrimeTransfer, Matter, Milestone
from xiaobao.docket.rulebook import Rulebook
from xiaobao.documents.redaction import mask_text
from xiaobao.law import Lawbook
from xiaobao.rules import case_closing, case_outcome, crime_transfer, milestones
from xiaobao.rules.case_closing import CaseClosingFacts
from xiaobao.rules.case_period import CASE_CLOCK
from xiaobao.rules.workflow import Act


@dataclass(frozen=True)
class StepOffered:
    """A step that may be recorded now; ``said`` is its name with the clocks it moves."""

    event: str
    stage: str
    said: str


@dataclass(frozen=True)
class MilestoneLine:
    """One step on record: its day, its paper, the clocks it started and stopped, who or what told us."""

    label: str
    stage: str
    on: date
    document: str
    words: str
    by: str
    starts: tuple[str, ...]
    stops: tuple[str, ...]


@dataclass(frozen=True)
class TransferLine:
    """One suspected crime: on which day reported, what the head decided, with which papers."""

    charge: str
    facts: str
    officers: tuple[str, ...]
    reported_on: date
    decided_on: date | None
    approved: bool | None
    words: str
    body: str
    procuratorate: str
    copies: tuple[str, ...]
    within: str


class CasePart:
    """The case of a matter; each part is read when it is first asked for."""

    def __init__(self, matter: Matter, rulebook: Rulebook, today: date) -> None:
        """Hold what the parts are read from."""
        self._matter, self._rulebook, self._today = matter, rulebook, today

    @cached_property
    def case(self) -> Case | None:
        """The case, None without one."""
        return case_of(self._matter)

    @property
    def there(self) -> bool:
        """Whether there is anything to show: a case, or a crime that was suspected."""
        filed = self._matter.state in ("filed", "halted", "decided", "abandoned")
        return bool(self.case or filed or self.transfers or self.lines)

    @property
    def assumed(self) -> bool:
        """Whether the day of filing is assumed: an export told of it and gave none."""
        return filed_only_told(self._matter)

    @cached_property
    def lines(self) -> list[MilestoneLine]:
        """The steps on record, oldest first."""
        law = self._rulebook.law
        kept = self._matter.milestones.select_related("by", "batch")
        # A step that would have stopped a clock which never began stops nothing.
        begun = {row.name for row in law.clocks() if row.id in self._clocks}
        return [_line(one, law, begun) for one in kept]

    @cached_property
    def _clocks(self) -> frozenset[str]:
        return frozenset(self._matter.clocks.values_list("clock", flat=True))

    @property
    def outcome(self) -> str:
        """What kind of decision the case ended in."""
        known = case_outcome.outcomes(self._rulebook.law)
        item = known.item(self.case.outcome) if self.case and self.case.outcome else None
        return item.text if item else ""

    @property
    def penalty(self) -> str:
        """What was decided, in words, numbers masked."""
        return mask_text(self.case.penalty) if self.case else ""

    @property
    def penalised(self) -> bool:
        """Whether it ended in a penalty: only then are there amounts and publicity."""
        return self.case is not None and self.case.outcome == milestones.PENALTY

    @property
    def closing(self) -> str:
        """In which situation the case was closed."""
        known = case_closing.grounds(self._rulebook.law)
        item = known.item(self.case.closing) if self.case and self.case.closing else None
        return item.text if item else ""

    @cached_property
    def _crimes(self) -> list[CrimeTransfer]:
        return list(self._matter.crime_transfers.all())

    @property
    def waiting(self) -> CrimeTransfer | None:
        """The suspected crime that waits for the head's decision."""
        return next((one for one in reversed(self._crimes) if one.approved is None), None)

    @cached_property
    def transfers(self) -> list[TransferLine]:
        """The suspected crimes, oldest first."""
        return [_transfer(one, self._rulebook.law) for one in self._crimes]

    @cached_property
    def offered(self) -> tuple[StepOffered, ...]:
        """The steps that may be recorded now."""
        return offered_steps(self._matter, self._rulebook, self._today)

    @property
    def closing_facts(self) -> CaseClosingFacts:
        """What is on file when the report is to be closed."""
        return case_closing_facts(self._matter, rulebook=self._rulebook, today=self._today)

    @property
    def missing(self) -> dict[Act, str]:
        """Say of each act of a case that has nothing to work on what is missing."""
        wanted = {
            Act.MILESTONE: (bool(self.offered), "现在没有可以登记的案件进展。"),
            Act.HAND_TO_POLICE: (self.waiting is not None, "没有等待决定的移送报告。"),
            Act.SUSPECT: (self.waiting is None, "已有一份移送报告等待决定。"),
        }
        return {act: sentence for act, (there, sentence) in wanted.items() if not there}


def offered_steps(matter: Matter, rulebook: Rulebook, today: date) -> tuple[StepOffered, ...]:
    """Return the steps of a case that may be recorded now, in the order of the procedure."""
    law = rulebook.law
    facts = milestone_facts(matter, today=today)
    return tuple(
        StepOffered(step.event, step.stage.label, _said(step.event, law))
        for step in milestones.offered(facts, law)
    )


def prolonged(matter: Matter) -> bool:
    """Whether the period of the case has been lengthened before."""
    clock = matter.clocks.filter(clock=CASE_CLOCK).first()
    return clock is not None and any(entry["kind"] == "extend" for entry in clock.ledger)


def _said(event: str, law: Lawbook) -> str:
    effects = "；".join(_effects(event, law))
    name = milestones.label(event, law)
    return f"{name}（{effects}）" if effects else name


def _effects(event: str, law: Lawbook) -> Iterator[str]:
    starts, stops = _clocks(event, law)
    if starts:
        yield f"起算{'、'.join(starts)}"
    if stops:
        yield f"停止{'、'.join(stops)}"


def _clocks(event: str, law: Lawbook) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Return the names of the clocks a step starts and stops, those of what comes about with it too."""
    step = milestones.find(event)
    events = (event, *(step.also if step else ()))
    starts = (row.name for one in events for row in milestones.started(one, law) if row.id in CASE_CLOCKS)
    stops = (row.name for one in events for row in milestones.stopped(one, law) if row.id in CASE_CLOCKS)
    return tuple(dict.fromkeys(starts)), tuple(dict.fromkeys(stops))


def _line(kept: Milestone, law: Lawbook, begun: Collection[str]) -> MilestoneLine:
    step = milestones.find(kept.event)
    starts, stops = _clocks(kept.event, law)
    return MilestoneLine(
        label=milestones.label(kept.event, law),
        stage=step.stage.label if step else "",
        on=kept.on,
        document=kept.document,
        words=mask_text(kept.words),
        by=kept.by.name if kept.by else f"导入：第{kept.batch_id}批" if kept.batch_id else "",
        starts=tuple(name for name in starts if name in begun),
        stops=tuple(name for name in stops if name in begun),
    )


def _transfer(kept: CrimeTransfer, law: Lawbook) -> TransferLine:
    papers = crime_transfer.copies(law)
    listed = (papers.item(number) for number in kept.copies)
    return TransferLine(
        charge=mask_text(kept.charge),
        facts=mask_text(kept.facts),
        officers=tuple(mask_text(name) for name in kept.officers),
        reported_on=kept.reported_on,
        decided_on=kept.decided_on,
        approved=kept.approved,
        words=mask_text(kept.words),
        body=kept.body,
        procuratorate=kept.procuratorate,
        copies=tuple(item.text for item in listed if item),
        within=crime_transfer.within(law) if kept.approved else "",
    )
