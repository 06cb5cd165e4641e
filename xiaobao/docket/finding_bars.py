"""How the matters of a finding lie in time: a bar a day, a week or a month, by how long it goes on."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

MOST_DAYS, MOST_WEEKS = 45, 60
_WEEK = timedelta(days=7)
_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Bar:
    """How many were received from ``first`` to ``last``, both included."""

    first: date
    last: date
    count: int


@dataclass(frozen=True, slots=True)
class Bars:
    """The bars without a gap, and what each stands for: day, week or month."""

    step: str
    bars: tuple[Bar, ...]

    @property
    def most(self) -> int:
        """The tallest."""
        return max((bar.count for bar in self.bars), default=0)

    @property
    def busiest(self) -> Bar | None:
        """The first of the tallest; None without any."""
        return max(self.bars, key=lambda bar: bar.count, default=None)


def bars_of(days: Sequence[date]) -> Bars:
    """Return the bars of these days of receipt; none for no day."""
    if not days:
        return Bars("day", ())
    first, last, counts = min(days), max(days), Counter(days)
    span = (last - first).days
    step = "day" if span < MOST_DAYS else "week" if span < 7 * MOST_WEEKS else "month"
    stretches = {"day": _days, "week": _weeks, "month": _months}[step](first, last)
    return Bars(step, tuple(_bar(begin, end, counts) for begin, end in stretches))


def _bar(first: date, last: date, counts: Counter[date]) -> Bar:
    return Bar(first, last, sum(many for day, many in counts.items() if first <= day <= last))


def _days(first: date, last: date) -> Iterator[tuple[date, date]]:
    for number in range((last - first).days + 1):
        day = first + timedelta(days=number)
        yield day, day


def _weeks(first: date, last: date) -> Iterator[tuple[date, date]]:
    begin = first - timedelta(days=first.weekday())
    while begin <= last:
        yield begin, begin + _WEEK - _DAY
        begin += _WEEK


def _months(first: date, last: date) -> Iterator[tuple[date, date]]:
    begin = first.replace(day=1)
    while begin <= last:
        following = (begin + timedelta(days=32)).replace(day=1)
        yield begin, following - _DAY
        begin = following
