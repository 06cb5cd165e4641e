"""When the tick looks at a clock: worked out from its due day and the ladder wherever a clock is written."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from xiaobao.docket.clock_row import ClockRow
from xiaobao.docket.reckoning import binding_others
from xiaobao.docket.rulebook import Rulebook
from xiaobao.rules.supervision import first_moment

COLUMNS = (*ClockRow.COLUMNS, "watch_at")
"""The columns of a clock as it is written for the first time."""


def values(matter_id: int, row: ClockRow, rulebook: Rulebook) -> tuple[Any, ...]:
    """Return the values of ``COLUMNS`` for a clock of this matter."""
    return (matter_id, *row.values(), watched_from(row, rulebook))


def watched_from(row: ClockRow, rulebook: Rulebook) -> datetime | None:
    """Return when the lowest stage of a running clock falls due; None when nobody has to be warned.

    A clock that binds a party or another authority has no ladder. Stages raised before are passed over by
    the tick: to look early does no harm.
    """
    if row.state != "running" or row.clock in binding_others(rulebook):
        return None
    return first_moment(rulebook.ladder, row.clock, row.due_earliest, rulebook.calendar)
