"""The bureau's own time limits (本局时限): never longer than the law's period, counted over the same ledger.

A house limit binds the bureau's own people and nobody else; passing it breaks no law. It counts working days
from the start of the clock it stands beside, leaves out what that clock leaves out, and gives way where the
period itself has been lawfully extended.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from pathlib import Path

from pydantic import ValidationError

from xiaobao import law
from xiaobao.law import ClockProvision, Finding, Lawbook, LawError, MalformedContent, source
from xiaobao.rules import locality
from xiaobao.rules.counting import count
from xiaobao.rules.daytable import FIRST_DAY, LAST_DAY
from xiaobao.rules.handlers import ALL_OFFICES, Cell, HouseLimit, Matrix
from xiaobao.rules.ledger import Ledger, course
from xiaobao.rules.locality import Locality
from xiaobao.rules.workdays import Calendar


@dataclass(frozen=True, slots=True)
class LimitDay:
    """Where a house limit stands: the last day, whether it is firm, and when the step was done if it was.

    ``last`` is the earliest day it can be; not ``firm`` in a year nobody has loaded or while a pause lasts.
    """

    limit: HouseLimit
    last: date
    firm: bool
    stopped_on: date | None

    def passed(self, today: date) -> bool:
        """Whether the step was done after the last day, or is not done and the last day is over."""
        return (self.stopped_on or today) > self.last


def limit_day(limit: HouseLimit, ledger: Ledger, calendar: Calendar, today: date) -> LimitDay | None:
    """Return the last day of a house limit; None where the period itself has been extended.

    Raises a ClockError for a ledger that cannot be read.
    """
    taken = course(ledger)
    if taken.extensions:
        return None
    until = taken.stopped_on or today
    counted = count(calendar.days, "working_day", taken.start, limit.within, taken.pauses, until)
    firm = counted.certain and not counted.going_on
    return LimitDay(limit, date.fromordinal(counted.end), firm, taken.stopped_on)


def complaints(
    matrix: Matrix, lawbook: Lawbook, calendar: Calendar, bureau: Locality
) -> Iterator[tuple[int, str]]:
    """Yield what a matrix says against the law or the bureau: the place of the cell, and the sentence."""
    for place, cell in enumerate(matrix.cells):
        yield from ((place, f"{_name(cell, matrix)}：{text}") for text in _against(cell, lawbook, calendar))
        yield from ((place, f"{_name(cell, matrix)}：{text}") for text in _unknown(cell, bureau))


def _name(cell: Cell, matrix: Matrix) -> str:
    found = matrix.called(cell.matter_class)
    return f"“{found.name if found else cell.matter_class}”的安排"


def _against(cell: Cell, lawbook: Lawbook, calendar: Calendar) -> Iterator[str]:
    for limit in cell.limits:
        rows = [row for row in lawbook.clocks() if row.id == limit.clock]
        if not rows:
            yield f"没有名为“{limit.clock}”的期限"
        for row in rows:
            if _longer(limit.within, row, calendar):
                basis = lawbook.cite(row.regulation, row.article)
                yield f"“{row.name}”的本局时限{limit.within}个工作日长于{basis}规定的{row.measure}"
                break


def _longer(within: int, row: ClockProvision, calendar: Calendar) -> bool:
    """Whether so many working days can last longer than the law's period, in any year that is known."""
    if row.unit == "working_day":
        return within > row.amount
    return _longest(within, calendar) > row.amount


@lru_cache(maxsize=256)
def _longest(within: int, calendar: Calendar) -> int:
    """Return the most days that so many working days have ever lasted, over the longest holidays."""
    known = (year for year in range(FIRST_DAY.year, LAST_DAY.year) if calendar.covers(year))
    days = (day for year in known for day in _days_of(year))
    ends = ((day, calendar.days.nth_working_after(day, within)) for day in days)
    return max(
        (end - day for day, end in ends if not calendar.days.unknown_between(day, end)), default=within
    )


def _days_of(year: int) -> range:
    return range(date(year, 1, 1).toordinal(), date(year + 1, 1, 1).toordinal())


def _unknown(cell: Cell, bureau: Locality) -> Iterator[str]:
    posts = {post.code: post for post in bureau.posts if post.reach != "none"}
    if cell.office != ALL_OFFICES and cell.office not in {office.code for office in bureau.handling}:
        yield f"没有代码为“{cell.office}”的单位"
    named = {*cell.posts, *(post for one in cell.sign_off for post in one.posts)}
    for code in sorted(named - posts.keys()):
        yield f"“{code}”不是本局能看到来件的岗位"
    for one in cell.sign_off:
        for code in one.posts:
            if code in posts and one.act.value not in posts[code].acts:
                yield f"{posts[code].name}的岗位不能{one.act.label}，不能由其签批"


def check(content: Path) -> list[Finding]:
    """Check every file of content/handlers, also against the law, the calendar and the bureau."""
    return [finding for file in sorted((content / "handlers").glob("*.yaml")) for finding in _check(file)]


def _check(file: Path) -> list[Finding]:
    try:
        text = source.read(file)
        matrix = Matrix.model_validate(text.data)
    except MalformedContent as error:
        return [Finding(error.file, error.line, error.reason)]
    except ValidationError as error:
        return [Finding(file, line, reason) for line, reason in source.complaints(text, error)]
    content = file.parent.parent
    try:
        lawbook, calendar = law.load(content), Calendar.load(content)
        bureau = locality.load(content, file.stem)
    except (LawError, ValidationError):
        # Their own checks say what is wrong with them.
        return []
    return [
        Finding(file, text.line("cells", place), reason)
        for place, reason in complaints(matrix, lawbook, calendar, bureau)
    ]
