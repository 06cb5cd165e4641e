"""When a clock's stages fall due, and which have been reached: a ladder, a due day and a calendar in.

Nothing here asks what time it is or what has been sent; both are arguments. A stage is done for a due day
when it was raised for that day or a later one: a deadline that an act or a calendar moves later is warned of
again, one that is looked at twice is not.
"""

from __future__ import annotations

from calendar import SATURDAY
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import lru_cache

from xiaobao.rules.ladder import Ladder, OfficeHours, Stage, Steps
from xiaobao.rules.ledger import SHANGHAI
from xiaobao.rules.workdays import Calendar

_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Reached:
    """A stage that has fallen due: ``moment`` is when it did (aware), however late anybody looks."""

    stage: Stage
    moment: datetime


@dataclass(frozen=True, slots=True)
class Look:
    """What a look at a clock finds: stages to raise now, lowest first, and when to look again."""

    reached: tuple[Reached, ...]
    again_at: datetime | None


def look(
    ladder: Ladder, clock: str, due: date, calendar: Calendar, *, done: Mapping[str, date], at: datetime
) -> Look:
    """Return the stages of ``clock``, due on ``due``, that are to be raised at ``at``, and the next moment.

    ``done`` maps the id of a stage to the latest due day it was raised for.
    """
    owed = [
        reached
        for reached in moments(ladder, clock, due, calendar)
        if done.get(reached.stage.id, date.min) < due
    ]
    return Look(
        reached=tuple(one for one in owed if one.moment <= at),
        again_at=next((one.moment for one in owed if one.moment > at), None),
    )


def first_moment(ladder: Ladder, clock: str, due: date, calendar: Calendar) -> datetime:
    """Return when the lowest stage of a clock falls due; to look earlier than needed does no harm."""
    return moments(ladder, clock, due, calendar)[0].moment


def moments(ladder: Ladder, clock: str, due: date, calendar: Calendar) -> tuple[Reached, ...]:
    """Return every stage of a clock's ladder with its moment, in order."""
    return _moments(ladder.of(clock), ladder.office_hours, due, calendar)


# A year of clocks falls due on a few hundred days.
@lru_cache(maxsize=20_000)
def _moments(steps: Steps, hours: OfficeHours, due: date, calendar: Calendar) -> tuple[Reached, ...]:
    days = ((stage, stage_day(stage, due, calendar)) for stage in steps.stages)
    return tuple(Reached(stage, _opening(day, hours)) for stage, day in days)


def stage_day(stage: Stage, due: date, calendar: Calendar) -> date:
    """Return the working day on which a stage falls due.

    ``left`` n: the latest working day after which n more remain, the due day included. ``overdue`` n: the
    n-th working day after it. A day of a year nobody has loaded is taken by the weekday and the statutory
    holidays, which are certain before any notice.
    """
    if stage.offset > 0:
        return _nth_after(due, stage.offset, calendar)
    return _with_left(due, -stage.offset, calendar)


def next_opening(at: datetime, hours: OfficeHours, calendar: Calendar) -> datetime:
    """Return ``at`` when it lies within office hours of a working day, else when the office next opens."""
    local = at.astimezone(SHANGHAI)
    day = local.date()
    if works(day, calendar) and local.time() < hours.closes:
        return max(local, _opening(day, hours))
    return _opening(_nth_after(day, 1, calendar), hours)


def reply_day(issued: date, within: int, calendar: Calendar) -> date:
    """Return the last day of a reply owed ``within`` working days of the day of issue."""
    return _nth_after(issued, within, calendar)


def late_from(day: date, hours: OfficeHours, calendar: Calendar) -> datetime:
    """Return when the office opens on the working day after ``day``: what was owed on it is late then."""
    return _opening(_nth_after(day, 1, calendar), hours)


@lru_cache(maxsize=20_000)
def working_days_from(due: date, day: date, calendar: Calendar) -> int:
    """Return how many working days ``day`` lies after ``due``; negative: so many are left."""
    earlier, later = min(due, day), max(due, day)
    count = sum(works(earlier + n * _DAY, calendar) for n in range(1, (later - earlier).days + 1))
    return count if day > due else -count


def works(day: date, calendar: Calendar) -> bool:
    """Whether people work on a day; by weekday and statutory holidays in a year nobody has loaded."""
    known = calendar.is_working(day)
    if known is not None:
        return known
    return day.weekday() < SATURDAY and day not in calendar.statutory_days(day.year)


def _opening(day: date, hours: OfficeHours) -> datetime:
    return datetime.combine(day, hours.opens, SHANGHAI)


def closing(day: date, hours: OfficeHours) -> datetime:
    """Return when the office closes on a day."""
    return datetime.combine(day, hours.closes, SHANGHAI)


def _nth_after(day: date, count: int, calendar: Calendar) -> date:
    return next(one for n, one in enumerate(_working_from(day, _DAY, calendar), 1) if n == count)


def _with_left(due: date, count: int, calendar: Calendar) -> date:
    before = _working_from(due + _DAY, -_DAY, calendar)
    return next(one for n, one in enumerate(before) if n == count)


def _working_from(day: date, step: timedelta, calendar: Calendar) -> Iterator[date]:
    while True:
        day += step
        if works(day, calendar):
            yield day
