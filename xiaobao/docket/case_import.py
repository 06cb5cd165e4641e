"""What one row of the enforcement system changes on its case, and where it contradicts what is known here.

Nothing recorded here is overwritten: what the row says otherwise is refused with a reason, and the whole row
with it. What it says again changes nothing.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from xiaobao.docket import clockwork
from xiaobao.docket.actions.take_up import unclocked
from xiaobao.docket.case_clocks import moved
from xiaobao.docket.case_facts import case_standing, filed_only_told, milestone_facts, opened_case
from xiaobao.docket.case_filing import move_filing
from xiaobao.docket.case_known import Contradiction, same_number
from xiaobao.docket.case_steps import Teller, write_decision, write_step
from xiaobao.docket.models import Case, Event, ImportBatch, Matter
from xiaobao.docket.rulebook import Rulebook
from xiaobao.intake.case_reading import CaseRow
from xiaobao.rules import case_outcome, milestones
from xiaobao.rules.case_outcome import OutcomeGiven
from xiaobao.rules.decision import REFUSED, Decision
from xiaobao.rules.milestones import Done
from xiaobao.rules.workflow import Act, State
from xiaobao.vault.audit import record

PUBLISHED = "penalty.published"
_DECISION = {
    "outcome": "处理结果",
    "decided_on": "决定日期",
    "decision_number": "决定书文号",
    "fined": "罚款金额",
    "confiscated": "没收金额",
}


@dataclass
class Applying:
    """One row being applied: ``told`` says for a person what it changes, ``events`` what is written of it."""

    row: CaseRow
    matter: Matter
    case: Case
    batch: ImportBatch | None
    rulebook: Rulebook
    at: datetime
    told: list[str] = field(default_factory=list)
    fields: list[str] = field(default_factory=list)
    events: list[tuple[str, dict[str, Any]]] = field(default_factory=list)

    @property
    def today(self) -> date:
        """The day of the import in Xiamen."""
        return self.rulebook.today(self.at)

    def changed(self, name: str, said: str) -> None:
        """Note a change, by the field it is in and for a person."""
        self.fields.append(name)
        self.told.append(said)


def apply_row(
    row: CaseRow, matter_id: int, *, batch: ImportBatch | None, rulebook: Rulebook, at: datetime
) -> tuple[str, tuple[str, ...]]:
    """Apply a row to its matter; returns (matter number, what changed). The caller holds a transaction.

    Raises Contradiction or Refused, and the caller undoes what was written of the row.
    """
    matter = Matter.objects.select_for_update().get(pk=matter_id)
    if matter.state not in (State.FILED, State.HALTED, State.DECIDED, State.ABANDONED, State.CLOSED):
        raise Contradiction("本系统中这件举报还没有立案，不能记入案件进展；请先立案。")
    case = opened_case(matter, rulebook=rulebook, today=rulebook.today(at))
    doing = Applying(row, matter, case, batch, rulebook, at)
    _link(doing)
    _filed(doing)
    _step(doing, row.event, row.step_on, row.document)
    _decision(doing)
    _step(doing, PUBLISHED if row.published_on else "", row.published_on, "")
    _closed(doing)
    if doing.told:
        _put_back(doing)
    return matter.number, tuple(doing.told)


def _link(doing: Applying) -> None:
    given, case = doing.row.case_number, doing.case
    if not given or same_number(given, case.number) or same_number(given, case.enforcement_number):
        return
    if case.enforcement_number:
        raise Contradiction(f"这件举报已对应执法办案系统案件“{case.enforcement_number}”，与“{given}”不同。")
    case.enforcement_number = given
    case.save()
    doing.changed("enforcement_number", f"记住执法办案系统编号{given}")


def _filed(doing: Applying) -> None:
    given, case = doing.row.filed_on, doing.case
    if given is None or given == case.filed_on:
        return
    if not filed_only_told(doing.matter):
        raise Contradiction(f"立案日期为{given}，本系统记载为{case.filed_on}，不覆盖。")
    move_filing(doing.matter, case, given, rulebook=doing.rulebook)
    doing.changed("filed_on", f"补记立案日期{given}")


def _step(doing: Applying, event: str, on: date | None, document: str) -> None:
    step = milestones.find(event) if event else None
    if step is None or on is None:
        return
    name = milestones.label(event, doing.rulebook.law)
    for kept in doing.matter.milestones.filter(event=event):
        if kept.on == on and (not document or not kept.document or same_number(kept.document, document)):
            return
        if step.once:
            raise Contradiction(f"“{name}”的日期为{on}，本系统记载为{kept.on}，不覆盖。")
    facts = milestone_facts(doing.matter, today=doing.today)
    _insist(
        milestones.check_milestone(
            event=event, on=on, document=document, days=None, facts=facts, law=doing.rulebook.law
        )
    )
    done, teller = Done(event, on, document), Teller(batch=doing.batch)
    former = write_step(doing.matter, doing.case, step, done, teller=teller, rulebook=doing.rulebook)
    told = {"milestone": event, "on": on.isoformat()} | ({"former": former} if former else {})
    doing.events.append((Act.MILESTONE.value, told))
    doing.changed("milestone", f"登记{name}（{on}）")


def _decision(doing: Applying) -> None:
    row, case = doing.row, doing.case
    if not row.decides:
        return
    if case.outcome is not None or case.decided_on is not None:
        _compare(doing)
        return
    if doing.matter.state != State.FILED:
        raise Contradiction(f"案件现为“{State(doing.matter.state).label}”，不能记入处理决定。")
    if row.outcome is None or row.decided_on is None:
        raise Contradiction("本系统还没有处理决定；这一行缺少处理结果或者决定日期，不能据以记入。")
    given = _given(row, row.outcome, row.decided_on)
    standing = case_standing(doing.matter, case, today=doing.today)
    _insist(case_outcome.check_decide(given, standing, doing.rulebook.law))
    told = write_decision(doing.matter, case, given, rulebook=doing.rulebook)
    doing.matter.state = State.DECIDED.value
    clockwork.advance(doing.matter, act=Act.DECIDE, on=given.on, rulebook=doing.rulebook)
    doing.events.append((Act.DECIDE.value, told))
    doing.changed("decision", f"记入处理决定（{given.on}）")


def _given(row: CaseRow, outcome: int, on: date) -> OutcomeGiven:
    return OutcomeGiven(
        outcome, on, row.decision_number, row.penalty, row.fined, row.confiscated, row.collective,
        row.published, row.same_province, row.words,
    )  # fmt: skip


def _compare(doing: Applying) -> None:
    """Hold what the row says of the decision against what is recorded; a number left blank is filled in."""
    case = doing.case
    for name, label in _DECISION.items():
        said, kept = getattr(doing.row, name), getattr(case, name)
        if _says_the_same(said, kept):
            continue
        if name != "decision_number" or kept:
            text = (
                f"处理决定与本系统记载的不同：{label}为{said}，本系统为{kept if kept is not None else '空'}"
            )
            raise Contradiction(f"{text}，不覆盖。")
        case.decision_number = said
        case.save()
        doing.changed("decision_number", f"补记{label}{said}")


def _says_the_same(said: object, kept: object) -> bool:
    """Tell whether a cell adds nothing: blank, the same, or no amount where there is none."""
    if isinstance(said, str):
        return not said or same_number(said, str(kept))
    return said is None or said == kept or (kept is None and isinstance(said, Decimal) and not said)


def _closed(doing: Applying) -> None:
    given, case = doing.row.closed_on, doing.case
    if given is None or given == case.closed_on:
        return
    if case.closed_on is not None:
        raise Contradiction(f"结案日期为{given}，本系统记载为{case.closed_on}，不覆盖。")
    if doing.matter.state not in (State.DECIDED, State.ABANDONED):
        raise Contradiction("本系统中案件还没有处理决定，也没有终止调查，不能记入结案日期。")
    if case.decided_on and given < case.decided_on:
        raise Contradiction(f"结案日期{given}早于作出处理决定之日{case.decided_on}。")
    case.closed_on = given
    case.save()
    # The report itself is closed by an officer: whoever has to be told of the result is told first.
    moved(doing.matter, ("case.closed",), given, rulebook=doing.rulebook)
    doing.changed("closed_on", f"记入结案日期{given}")


def _insist(decision: Decision) -> None:
    if decision.outcome == REFUSED:
        raise Contradiction("".join(reason.text for reason in decision.reasons))


def _put_back(doing: Applying) -> None:
    matter = doing.matter
    matter.version += 1
    matter.unclocked = unclocked(matter)
    matter.save()
    told = {"fields": sorted(set(doing.fields))}
    Event.objects.bulk_create(
        Event(matter=matter, verb=verb, recorded_at=doing.at, batch=doing.batch, data=data)
        for verb, data in _all_events(doing, told)
    )
    by = doing.batch.by if doing.batch else None
    detail = {"number": matter.number, "version": matter.version, "row": doing.row.row, **told}
    record(act="matter.case_told", subject=f"matter:{matter.pk}", at=doing.at, actor=by, detail=detail)


def _all_events(doing: Applying, told: dict[str, Any]) -> Iterator[tuple[str, dict[str, Any]]]:
    yield from doing.events
    yield "amend", told
