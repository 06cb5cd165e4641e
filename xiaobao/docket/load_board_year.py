"""The twelve months a board of the contradictions looks back on, beside the same of the year before."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from xiaobao.docket.board_period import year_before

MONTHS = 12
_DAY = timedelta(days=1)
_YEARS = range(1990, 2200)


@dataclass(frozen=True, slots=True)
class Span:
    """From ``since`` to ``until``, both included."""

    since: date
    until: date

    @property
    def before(self) -> Span:
        """The same days of the year before; a month that was over then ends with its last day."""
        whole = (self.until + _DAY).day == 1
        last = (year_before(self.until + _DAY) - _DAY) if whole else year_before(self.until)
        return Span(year_before(self.since), last)


@dataclass(frozen=True, slots=True)
class Year:
    """Twelve months, the last one in the making up to ``today`` where it is this month."""

    months: tuple[Span, ...]

    @property
    def whole(self) -> Span:
        """All of it."""
        return Span(self.months[0].since, self.months[-1].until)


def year_until(asked: str, today: date) -> Year:
    """Return the twelve months up to a month ("2026-05"); what is unreadable or to come is this month."""
    first = min(_month(asked) or today, today).replace(day=1)
    begins = [first]
    for _ in range(MONTHS - 1):
        begins.append((begins[-1] - _DAY).replace(day=1))
    return Year(tuple(Span(one, min(_last(one), today)) for one in reversed(begins)))


def _month(asked: str) -> date | None:
    try:
        found = date.fromisoformat(f"{asked}-01")
    except ValueError:
        return None
    return found if found.year in _YEARS else None


def _last(first: date) -> date:
    return (first.replace(day=28) + 4 * _DAY).replace(day=1) - _DAY
