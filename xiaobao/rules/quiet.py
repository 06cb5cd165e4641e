"""Quiet hours (免打扰): until when they hold back what would go out to an officer.

At most until the office opens: whatever was written before the office opened, and whatever has been held back
until it did, is held no longer. So no choice of hours silences anything for good.
"""

from __future__ import annotations

from datetime import date, datetime, time, timedelta

from xiaobao.rules.ladder import OfficeHours
from xiaobao.rules.ledger import SHANGHAI
from xiaobao.rules.supervision import late_from, works
from xiaobao.rules.workdays import Calendar

_DAY = timedelta(days=1)


def quiet_until(
    at: datetime, *, since: datetime, begins: time, ends: time, hours: OfficeHours, calendar: Calendar
) -> datetime | None:
    """Return until when quiet hours hold back at ``at`` what was written at ``since``; None: not at all.

    ``ends`` before ``begins`` is on the next day; the hours end when they end (half-open).
    """
    local = at.astimezone(SHANGHAI)
    for day in (local.date(), local.date() - _DAY):
        start, end = _hours_of(day, begins, ends)
        if start <= local < end:
            held = min(end, _opening_from(min(since.astimezone(SHANGHAI), start), hours, calendar))
            return held if held > local else None
    return None


def _hours_of(day: date, begins: time, ends: time) -> tuple[datetime, datetime]:
    last = day if begins < ends else day + _DAY
    return datetime.combine(day, begins, SHANGHAI), datetime.combine(last, ends, SHANGHAI)


def _opening_from(moment: datetime, hours: OfficeHours, calendar: Calendar) -> datetime:
    """Return when the office opens next, at ``moment`` or later."""
    opening = datetime.combine(moment.date(), hours.opens, SHANGHAI)
    if opening >= moment and works(moment.date(), calendar):
        return opening
    return late_from(moment.date(), hours, calendar)
