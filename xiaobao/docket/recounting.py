"""A clock counted anew from another first day: receipt corrected, or a return from settling first."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import date

from xiaobao.docket.clock_row import ClockRow
from xiaobao.docket.models import Matter
from xiaobao.docket.reckoning import (
    CAME_BACK,
    WITH_THE_DECISION,
    is_assumed,
    provision_of,
    recompute,
    start_events,
)
from xiaobao.docket.rulebook import Rulebook
from xiaobao.rules.ledger import Entry

_RECEIPT = frozenset({"complaint.received", "report.received"})
_CORRECTED = "更正收到时间"


def came_back_on(clocks: Iterable[ClockRow]) -> date | None:
    """Return the day a complaint came back from settling first, where its clocks count from it; else None."""
    starts = (clock.ledger[0] for clock in clocks if clock.ledger)
    return next((first.on for first in starts if first.reason == CAME_BACK), None)


def recounted(clock: ClockRow, matter: Matter, rulebook: Rulebook, *, back_on: date | None) -> ClockRow:
    """Return a clock counted anew from the corrected day of receipt.

    ``back_on``: the complaint came back from settling first that day and what counts from receipt counts
    from it, whatever the day of receipt was.
    """
    if not clock.regulation:
        return clock
    first, rest = _first(clock, matter, back_on, rulebook), clock.ledger[1:]
    provision = provision_of(rulebook, clock.clock, first.on, matter.regulation)
    regulation = provision.regulation if provision else clock.regulation
    moved = replace(clock, ledger=(first, *rest), started_on=first.on, regulation=regulation)
    return recompute(moved, rulebook)


def _first(clock: ClockRow, matter: Matter, back_on: date | None, rulebook: Rulebook) -> Entry:
    first = clock.ledger[0]
    if first.reason == CAME_BACK:
        return first
    if is_assumed(clock):
        return replace(first, on=matter.received_on)
    if clock.clock == WITH_THE_DECISION:
        return Entry("start", back_on or matter.received_on, reason=_CORRECTED)
    if start_events(rulebook, clock.clock) & _RECEIPT:
        return Entry("start", matter.received_on, reason=_CORRECTED)
    return first
