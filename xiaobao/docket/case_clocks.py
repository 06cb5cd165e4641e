"""The clocks of a case as its milestones move them, and what becomes of a clock that begins a second time.

A clock is one row a matter. When its starting event comes again (goods sealed a second time, a second notice
of penalty) the row counts anew; the former run is handed back as it stood, for the event that began the new
one, so that it is never lost. While a clock that binds the bureau still runs, the rules refuse a second
start.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from datetime import date
from typing import Any

from xiaobao.docket import clockwork, reckoning
from xiaobao.docket.actions.taking import Taken
from xiaobao.docket.clock_row import ClockRow, from_model
from xiaobao.docket.models import Matter
from xiaobao.docket.reckoning import FOLLOWED
from xiaobao.docket.rulebook import Rulebook
from xiaobao.refusals import Refused
from xiaobao.rules.case_outcome import PUBLICITY_CLOCKS
from xiaobao.rules.errors import ClockError

OF_A_CASE = ("case.", "publicity.", "crime_transfer.")
CASE_CLOCKS = tuple(clock for clock in FOLLOWED if clock.startswith(OF_A_CASE))
"""The clocks that run on a report because of its case or of a suspected crime."""

Former = dict[str, Any]
_BY_EVENT = tuple(clock for clock in CASE_CLOCKS if clock not in PUBLICITY_CLOCKS)


def open_clocks(matter: Matter) -> frozenset[str]:
    """Return the clocks of the matter that have not stopped."""
    return frozenset(matter.clocks.exclude(state="stopped").values_list("clock", flat=True))


def moved(
    matter: Matter,
    events: Iterable[str],
    on: date,
    *,
    rulebook: Rulebook,
    starting: Collection[str] = _BY_EVENT,
) -> Former:
    """Stop and start the clocks these events move on that day; returns the runs that were begun anew.

    Which of the two clocks of publicity a penalty starts depends on the province: they only start when they
    are among ``starting``. The matter is not saved here. Raises Refused when a clock cannot stop that day.
    """
    former: Former = {}
    rows = {row.clock: row for row in map(from_model, matter.clocks.all())}
    try:
        for event in events:
            rows = {name: reckoning.halted(rulebook, row, event, on) for name, row in rows.items()}
            for new in _begun(matter, event, on, starting, rulebook):
                if new.clock in rows:
                    former[new.clock] = run_of(rows[new.clock])
                rows[new.clock] = new
    except ClockError as error:
        raise Refused(error.message, code=error.code) from error
    clockwork.keep_clocks(matter, list(rows.values()))
    return former


def move(taken: Taken, *events: str, on: date, starting: Collection[str] = _BY_EVENT) -> None:
    """Do the same within an act: the former runs are kept in its event."""
    former = moved(taken.matter, events, on, rulebook=taken.rulebook, starting=starting)
    if former:
        taken.data["former"] = {**former, **_kept(taken)}


def _kept(taken: Taken) -> Former:
    kept = taken.data.get("former", {})
    return kept if isinstance(kept, dict) else {}


def _begun(
    matter: Matter, event: str, on: date, starting: Collection[str], rulebook: Rulebook
) -> Iterable[ClockRow]:
    begins = {row.id for row in rulebook.law.clocks() if row.start.event == event}
    for clock in (one for one in starting if one in begins):
        row = reckoning.provision_of(rulebook, clock, on, matter.regulation)
        if row is not None:
            yield reckoning.fresh(rulebook, row.id, row.regulation, on, False)


def run_of(row: ClockRow) -> Former:
    """Say how a former run stood, without who approved what: an event holds no names."""
    ledger = [entry.to_json() for entry in row.ledger]
    return {
        "ledger": [{name: value for name, value in one.items() if name != "approved_by"} for one in ledger],
        "due_earliest": row.due_earliest.isoformat(),
        "stopped_on": row.stopped_on.isoformat() if row.stopped_on else None,
    }
