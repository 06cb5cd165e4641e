"""Writing a step or the decision of a case, whoever told of it: an officer on screen, or a file."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from xiaobao.docket import clockwork
from xiaobao.docket.answers import begin_answers
from xiaobao.docket.case_clocks import Former, moved
from xiaobao.docket.models import Case, ImportBatch, Matter, Milestone
from xiaobao.docket.rulebook import Rulebook
from xiaobao.docket.shield import shield
from xiaobao.refusals import Refused
from xiaobao.rules.case_outcome import OutcomeGiven, closable, publicity_clock
from xiaobao.rules.errors import ClockError
from xiaobao.rules.ledger import Entry
from xiaobao.rules.milestones import Done, Step
from xiaobao.staff.models import User

CLOSABLE = "case.closable"


@dataclass(frozen=True)
class Teller:
    """Who told: an officer, or the file a batch was."""

    by: User | None = None
    batch: ImportBatch | None = None


def write_step(
    matter: Matter,
    case: Case | None,
    step: Step,
    done: Done,
    *,
    teller: Teller,
    rulebook: Rulebook,
    words: str = "",
    days: int | None = None,
) -> Former:
    """Keep a milestone and move its clocks; returns the runs of clocks that were begun anew.

    The matter is not saved here. Raises Refused when a clock cannot move on that day.
    """
    Milestone.objects.create(
        matter=matter,
        event=done.event,
        on=done.on,
        document=done.document,
        words=words,
        by=teller.by,
        batch=teller.batch,
    )
    if step.lengthens:
        _lengthen(matter, step, done, days, rulebook)
    former = moved(matter, (step.event, *step.also), done.on, rulebook=rulebook)
    if CLOSABLE in step.also and case is not None and case.closable_on is None:
        case.closable_on = done.on
        case.save()
    return former


def write_decision(
    matter: Matter, case: Case, given: OutcomeGiven, *, rulebook: Rulebook
) -> dict[str, object]:
    """Keep what a case ended in and start the clocks that hang on it; returns what the event says of it.

    The clocks that end with the decision itself stop with the act. The matter is not saved here.
    """
    penalised = publicity_clock(given, rulebook.law)
    ends_it = closable(given.outcome, rulebook.law)
    _write(case, _of_case(matter, given) | ({"closable_on": given.on} if ends_it else {}))
    _write(matter.report, {"fined": given.fined, "confiscated": given.confiscated})
    if penalised:
        moved(matter, ("penalty.decided",), given.on, rulebook=rulebook, starting=(penalised,))
    if ends_it:
        moved(matter, (CLOSABLE,), given.on, rulebook=rulebook)
    begin_answers(matter, rulebook=rulebook, today=given.on, ended_on=given.on)
    return {"item": given.outcome, "on": given.on.isoformat()} | _amounts(given)


def _of_case(matter: Matter, given: OutcomeGiven) -> dict[str, Any]:
    return {
        "outcome": given.outcome,
        "decided_on": given.on,
        "decision_number": given.decision_number.strip(),
        "penalty": shield(matter, given.penalty.strip()),
        "fined": given.fined,
        "confiscated": given.confiscated,
        "collective": given.collective,
        "published": given.published,
    }


def _amounts(given: OutcomeGiven) -> dict[str, object]:
    amounts = {"fined": given.fined, "confiscated": given.confiscated}
    return {name: str(amount) for name, amount in amounts.items() if amount is not None}


def _write(row: Any, values: Mapping[str, Any]) -> None:
    for name, value in values.items():
        setattr(row, name, value)
    row.save()


def _lengthen(matter: Matter, step: Step, done: Done, days: int | None, rulebook: Rulebook) -> None:
    row = rulebook.law.clock(step.lengthens, day=done.on)
    approver = row.extensions[0].approved_by
    entry = Entry("extend", done.on, document=done.document, approved_by=approver, amount=days)
    try:
        clockwork.enter(matter, clock=step.lengthens, entry=entry, rulebook=rulebook)
    except ClockError as error:
        raise Refused(error.message, code=error.code, fields={"event": error.message}) from error
