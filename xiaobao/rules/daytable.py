"""Days as arrays, so that counting is a look-up: how many working days so far, where a last day rolls to."""

from __future__ import annotations

from array import array
from bisect import bisect_left, bisect_right
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import accumulate

from xiaobao.rules.errors import BeyondCalendar

FIRST_DAY, LAST_DAY = date(1990, 1, 1), date(2069, 12, 31)
_BASE, _END = FIRST_DAY.toordinal(), LAST_DAY.toordinal()
#: Ordinal 1 is a Monday, so ``ordinal % 7`` is 6 on a Saturday and 0 on a Sunday.
_WEEKEND = (6, 0)
_WEEKEND_LENGTH = 2


@dataclass(frozen=True, slots=True)
class Stretch:
    """A run of days off that is more than a weekend; ``first`` and ``last`` are ordinals, both off."""

    first: int
    last: int
    name: str


@dataclass(frozen=True, eq=False, slots=True)
class DayTable:
    """Arrays over the days from ``FIRST_DAY`` to ``LAST_DAY``; days go in and out as ordinals.

    A day of an unknown year counts as a working day unless the measure itself makes it a holiday: a count
    can then only end too early, never too late, which is what a warning needs.

    ``worked`` and ``unknown`` are running totals, ``working`` the working days in order, ``earliest`` the
    first day from each on that is no statutory holiday, ``latest`` the first working day from each on (0
    where an unknown year is in the way).
    """

    worked: Sequence[int]
    unknown: Sequence[int]
    working: Sequence[int]
    earliest: Sequence[int]
    latest: Sequence[int]
    stretches: tuple[Stretch, ...]
    makeup: tuple[int, ...]

    @classmethod
    def build(
        cls,
        years: Collection[int],
        work: Collection[date],
        off: Collection[date],
        statutory: Mapping[int, Mapping[date, str]],
    ) -> DayTable:
        """Build from the known years, the weekend days worked, the days off and the statutory holidays."""
        names = {day.toordinal(): name for days in statutory.values() for day, name in days.items()}
        makeup = {day.toordinal() for day in work}
        closed = {day.toordinal() for day in off} | names.keys()
        known, works = array("b"), array("b")
        for ordinal in range(_BASE, _END + 1):
            sure = date.fromordinal(ordinal).year in years
            known.append(sure)
            open_day = ordinal in makeup or (ordinal % 7 not in _WEEKEND and ordinal not in closed)
            works.append(open_day if sure else ordinal not in names)
        return cls(
            worked=array("l", accumulate(works)),
            unknown=array("l", accumulate(not sure for sure in known)),
            working=array("l", (_BASE + i for i, open_day in enumerate(works) if open_day)),
            earliest=_first_open(array("b", (_BASE + i not in names for i in range(len(works)))), None),
            latest=_first_open(works, known),
            stretches=tuple(_stretches(works, known, names)),
            makeup=tuple(sorted(makeup)),
        )

    def is_working(self, day: int) -> bool:
        """Tell whether a day counts as a working day."""
        at = day - _BASE
        return bool(self.worked[at] - (self.worked[at - 1] if at else 0))

    def nth_working_after(self, day: int, count: int) -> int:
        """Return the ``count``-th working day after ``day``; raises BeyondCalendar."""
        try:
            return self.working[self.worked[day - _BASE] + count - 1]
        except IndexError:
            raise _beyond() from None

    def working_between(self, after: int, until: int) -> int:
        """Count the working days after ``after`` up to and including ``until``."""
        return self.worked[until - _BASE] - self.worked[after - _BASE]

    def unknown_between(self, after: int, until: int) -> bool:
        """Tell whether a day after ``after`` up to and including ``until`` lies in an unknown year."""
        return self.unknown[until - _BASE] != self.unknown[after - _BASE]

    def roll_earliest(self, day: int) -> int:
        """Return the first day from ``day`` on that is no statutory holiday; raises BeyondCalendar."""
        if day > _END:
            raise _beyond()
        return self.earliest[day - _BASE]

    def roll_latest(self, day: int) -> int:
        """Return the first working day from ``day`` on, 0 when an unknown year is in the way."""
        return self.latest[day - _BASE]

    def stretches_between(self, after: int, until: int) -> Sequence[Stretch]:
        """Return the runs of days off that touch the days after ``after`` up to ``until``."""
        low = bisect_right(self.stretches, after, key=lambda s: s.last)
        high = bisect_right(self.stretches, until, key=lambda s: s.first)
        return self.stretches[low:high]

    def makeup_between(self, after: int, until: int) -> Sequence[int]:
        """Return the weekend days worked after ``after`` up to and including ``until``."""
        return self.makeup[bisect_right(self.makeup, after) : bisect_left(self.makeup, until + 1)]


def _first_open(works: Sequence[int], known: Sequence[int] | None) -> Sequence[int]:
    """From each day, the first open day at or after it; 0 where an unknown day comes first."""
    answer = array("l", bytes(8 * len(works)))
    following = 0
    for at in range(len(works) - 1, -1, -1):
        if known is not None and not known[at]:
            following = 0
        elif works[at]:
            following = _BASE + at
        answer[at] = following
    return answer


def _stretches(works: Sequence[int], known: Sequence[int], names: Mapping[int, str]) -> Iterator[Stretch]:
    begun: int | None = None
    for at, (open_day, sure) in enumerate(zip(works, known, strict=True)):
        if sure and not open_day:
            begun = _BASE + at if begun is None else begun
        elif begun is not None:
            run = range(begun, _BASE + at)
            held = list(dict.fromkeys(names[day] for day in run if day in names))
            if held or len(run) > _WEEKEND_LENGTH:
                yield Stretch(run[0], run[-1], "、".join(held) or "调休")
            begun = None


def _beyond() -> BeyondCalendar:
    return BeyondCalendar(f"计算结果超出日历可计算的范围（至{LAST_DAY.year}年），请核对日期与天数")
