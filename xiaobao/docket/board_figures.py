"""The figures of a board as values: a number with the list it counts, rates, days. Nothing is read here."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass, fields, replace
from urllib.parse import urlencode

from xiaobao.docket.endings import Ended, Measure, parts
from xiaobao.docket.filters import Filter
from xiaobao.rules.ladder import Grade

_HALF, _MOST = 0.5, 0.9


@dataclass(frozen=True)
class OrdersAsked:
    """What the list of supervision orders is asked for. ``due`` overdue: those whose reply is late.

    ``mine`` 1: those the officer answers for.
    """

    state: str = "open"
    office: str = ""
    due: str = ""
    mine: str = ""

    def to_query(self) -> str:
        """Return the query string of that list."""
        return urlencode({name: value for name, value in asdict(self).items() if value})


@dataclass(frozen=True)
class Listed:
    """A number, and the list that holds as many rows."""

    count: int
    where: Filter | OrdersAsked


@dataclass(frozen=True)
class Load:
    """Open matters, and how many of them are overdue, due today, due soon."""

    open: int = 0
    overdue: int = 0
    today: int = 0
    soon: int = 0

    def __add__(self, other: Load) -> Load:
        """Add both up."""
        return Load(*(getattr(self, one.name) + getattr(other, one.name) for one in fields(self)))


@dataclass(frozen=True)
class Owed:
    """Supervision orders that stand, and how many of them are past the day of their reply."""

    open: int = 0
    late: int = 0

    def __add__(self, other: Owed) -> Owed:
        """Add both up."""
        return Owed(self.open + other.open, self.late + other.late)


@dataclass(frozen=True)
class Person:
    """Whom matters are given to; an empty user name is nobody."""

    username: str
    name: str


@dataclass(frozen=True, slots=True)
class Line:
    """So many clocks of one office and measure that ended in one way, so many days after receipt."""

    office: int
    measure: Measure
    how: Ended
    days: int
    count: int


@dataclass(frozen=True)
class Rate:
    """How many were on time, how many late, and how many stand apart."""

    on_time: int = 0
    late: int = 0
    provisional: int = 0
    undated: int = 0

    @property
    def judged(self) -> int:
        """What the rate is of."""
        return self.on_time + self.late

    @property
    def percent(self) -> float | None:
        """Percent to one place, None of nothing; 100 only when nothing was late, 0 only when all was."""
        if not self.judged:
            return None
        rounded = round(100 * self.on_time / self.judged, 1)
        if self.late and self.on_time:
            return min(max(rounded, 0.1), 99.9)
        return rounded


@dataclass(frozen=True)
class Days:
    """How long it took, in natural days: half no longer than ``median``, nine in ten than ``ninetieth``.

    Nearest rank: both are days something really took. All three are empty where nothing ended.
    """

    count: int = 0
    mean: float | None = None
    median: int | None = None
    ninetieth: int | None = None


@dataclass(frozen=True)
class RateFigure:
    """One rate with the lists behind it."""

    measure: Measure
    rate: Rate
    judged: Listed
    on_time: Listed
    late: Listed
    provisional: Listed
    undated: Listed


@dataclass(frozen=True)
class DaysFigure:
    """One average with the list of what it was taken over."""

    measure: Measure
    days: Days
    listed: Listed


@dataclass(frozen=True)
class Now:
    """How things stand: matters by urgency, orders that stand and those whose reply is late."""

    open: Listed
    overdue: Listed
    today: Listed
    soon: Listed
    orders: Listed | None = None
    late_replies: Listed | None = None


@dataclass(frozen=True)
class Warned:
    """Matters that were warned of in one grade."""

    grade: Grade
    listed: Listed


def now(load: Load, asked: Filter, owed: Owed | None = None, orders: OrdersAsked | None = None) -> Now:
    """Return how things stand: ``asked`` lists the open matters counted, ``orders`` the orders that stand."""

    def listed(due: str) -> Listed:
        return Listed(getattr(load, due), replace(asked, due=due))

    found = Now(Listed(load.open, asked), listed("overdue"), listed("today"), listed("soon"))
    if owed is None or orders is None:
        return found
    late = Listed(owed.late, replace(orders, due="overdue"))
    return replace(found, orders=Listed(owed.open, orders), late_replies=late)


def among(lines: Iterable[Line], measure: Measure, office: int | None = None) -> list[Line]:
    """Return the lines of a measure, of one office where one is given."""
    wanted = parts(measure)
    return [line for line in lines if line.measure in wanted and office in (None, line.office)]


def rate(lines: Iterable[Line]) -> Rate:
    """Add up how they ended."""
    counts = dict.fromkeys((how.value for how in Ended), 0)
    for line in lines:
        counts[line.how.value] += line.count
    return Rate(counts["on_time"], counts["late"], counts["provisional"], counts["undated"])


def days(lines: Iterable[Line]) -> Days:
    """Work out how long they took; what has no day is left out."""
    spread: dict[int, int] = {}
    for line in lines:
        if line.how is not Ended.UNDATED:
            spread[line.days] = spread.get(line.days, 0) + line.count
    total = sum(spread.values())
    if not total:
        return Days()
    ordered = sorted(spread.items())
    mean = round(sum(day * count for day, count in ordered) / total, 1)
    return Days(total, mean, _rank(ordered, total, _HALF), _rank(ordered, total, _MOST))


def _rank(ordered: Sequence[tuple[int, int]], total: int, share: float) -> int:
    seen = 0
    for day, count in ordered:
        seen += count
        if seen >= share * total:
            return day
    return ordered[-1][0]
