"""Counting days: from the day after the start, leaving pauses out, to the last day and where it rolls to.

令121 第四十五条 / 处罚程序规定 第八十条: the day of the start is not counted; a last day that is a 法定节假日
gives way to the first day after it. Whether that word covers an ordinary day off is not said, so both
readings are computed for natural days; a working-day clock ends on a working day and has one reading only.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from xiaobao.law.clock import Unit
from xiaobao.rules.daytable import DayTable
from xiaobao.rules.ledger import Pause


@dataclass(frozen=True, slots=True)
class LeftOut:
    """A pause and how many days of the clock's unit it took out of the count."""

    pause: Pause
    days: int
    going_on: bool


@dataclass(frozen=True, slots=True)
class Count:
    """Ordinals. ``end`` is the last day counted, before any rolling; ``latest`` is 0 when nobody can know.

    ``certain``: every day the count rests on is in a loaded year. ``going_on``: a pause without an end
    moves the last day further every day.
    """

    start: int
    total: int
    end: int
    earliest: int
    latest: int
    certain: bool
    left_out: tuple[LeftOut, ...]

    @property
    def going_on(self) -> bool:
        """Tell whether a pause that has not ended decides the last day."""
        return any(entry.going_on for entry in self.left_out)


def count(
    table: DayTable, unit: Unit, start: date, total: int, pauses: tuple[Pause, ...], as_of: date | None
) -> Count:
    """Count ``total`` days of ``unit`` after ``start``; a pause going on runs to ``as_of``.

    Raises BeyondCalendar.
    """
    first = start.toordinal()
    working = unit == "working_day"
    end = table.nth_working_after(first, total) if working else first + total
    left_out: list[LeftOut] = []
    covered = first
    for pause in sorted(pauses, key=lambda p: p.first) if pauses else ():
        begin = max(pause.first.toordinal(), covered + 1)
        last = _last(pause, as_of)
        if begin > end:
            break
        if last < begin and pause.last is not None:
            continue
        days = _days(table, begin - 1, last, working=working)
        end = table.nth_working_after(end, days) if working and days else end + (0 if working else days)
        covered = max(covered, last)
        left_out.append(LeftOut(pause, days, pause.last is None))
    return _rolled(table, first, total, end, tuple(left_out), working=working)


def _last(pause: Pause, as_of: date | None) -> int:
    return (pause.last or max(pause.first, as_of or pause.first)).toordinal()


def _days(table: DayTable, after: int, until: int, *, working: bool) -> int:
    if until <= after:
        return 0
    return table.working_between(after, until) if working else until - after


def _rolled(
    table: DayTable, start: int, total: int, end: int, left_out: tuple[LeftOut, ...], *, working: bool
) -> Count:
    if working:
        certain = not table.unknown_between(start, end)
        return Count(start, total, end, end, end if certain else 0, certain, left_out)
    earliest = table.roll_earliest(end)
    latest = table.roll_latest(end)
    return Count(start, total, end, earliest, latest, latest != 0, left_out)
