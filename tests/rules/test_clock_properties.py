"""What must hold for every start, every length and every pause."""

from __future__ import annotations

import json
from datetime import date, timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from xiaobao import law
from xiaobao.law.clock import Unit
from xiaobao.law.holidays import Break, Notice, YearNotice
from xiaobao.rules import clocks
from xiaobao.rules.clocks import Entry, Ledger, due, pause_entries, started
from xiaobao.rules.counting import count
from xiaobao.rules.daytable import DayTable
from xiaobao.rules.ledger import course
from xiaobao.rules.workdays import Calendar, DayKind

BOOK = law.load()
CALENDAR = Calendar.load()
DAYS = st.dates(date(2022, 1, 1), date(2026, 6, 30))
WORKING = st.sampled_from(["complaint.acceptance", "report.check", "publicity.same_province"])
NATURAL = st.sampled_from(["case.decision", "case.sealing"])
ANY = st.sampled_from(["complaint.acceptance", "report.check", "case.decision", "remedy.reconsideration"])
UNITS: st.SearchStrategy[Unit] = st.sampled_from(["working_day", "natural_day"])
LENGTHS = st.integers(1, 120)
steady = settings(deadline=None)


def ends(clock: str, ledger: Ledger) -> date:
    return due(BOOK, clock, ledger, CALENDAR).due_earliest


@steady
@given(ANY, DAYS, st.integers(0, 400))
def test_a_later_start_never_ends_earlier(clock: str, start: date, later: int) -> None:
    day = min(start + timedelta(days=later), date(2026, 6, 30))
    first, second = (due(BOOK, clock, started(on), CALENDAR) for on in (start, day))
    assert first.due_earliest <= second.due_earliest
    assert first.due_latest is not None
    assert second.due_latest is not None
    assert first.due_latest <= second.due_latest


@steady
@given(UNITS, DAYS, LENGTHS)
def test_one_day_more_is_later(unit: Unit, start: date, length: int) -> None:
    shorter, longer = (count(CALENDAR.days, unit, start, n, (), None) for n in (length, length + 1))
    assert shorter.end < longer.end
    assert shorter.earliest <= longer.earliest


@steady
@given(WORKING, DAYS)
def test_a_working_day_clock_ends_on_a_working_day(clock: str, start: date) -> None:
    found = due(BOOK, clock, started(start), CALENDAR)
    assert found.due_on is not None
    assert CALENDAR.kind(found.due_on) is DayKind.WORKING
    assert found.due_earliest == found.due_latest


@steady
@given(WORKING, DAYS)
def test_exactly_the_days_of_the_law_lie_between(clock: str, start: date) -> None:
    found = due(BOOK, clock, started(start), CALENDAR)
    days = (start + timedelta(days=n) for n in range(1, (found.due_earliest - start).days + 1))
    assert sum(CALENDAR.kind(day) is DayKind.WORKING for day in days) == found.amount


@steady
@given(NATURAL, DAYS)
def test_the_last_natural_day_is_never_a_statutory_holiday(clock: str, start: date) -> None:
    found = due(BOOK, clock, started(start), CALENDAR)
    assert CALENDAR.kind(found.due_earliest) is not DayKind.STATUTORY_HOLIDAY
    assert found.due_latest is not None
    assert CALENDAR.kind(found.due_latest) is DayKind.WORKING
    assert found.due_earliest <= found.due_latest


@steady
@given(DAYS, st.integers(1, 28), st.integers(1, 60))
def test_pausing_k_days_moves_a_natural_day_clock_by_k(start: date, after: int, k: int) -> None:
    first = start + timedelta(days=after)
    pauses = course((*started(start), *pause_entries(first, first + timedelta(days=k - 1)))).pauses
    table = CALENDAR.days
    plain, paused = (count(table, "natural_day", start, 30, held, None) for held in ((), pauses))
    assert paused.end == plain.end + k


@steady
@given(ANY, DAYS, st.integers(0, 10), st.integers(2, 40), st.data())
def test_splitting_a_pause_changes_nothing(
    clock: str, start: date, after: int, k: int, data: st.DataObject
) -> None:
    if not BOOK.clock(clock, day=start).pauses:
        return
    first, last = start + timedelta(days=after), start + timedelta(days=after + k - 1)
    cut = first + timedelta(days=data.draw(st.integers(0, k - 2)))
    whole = (*started(start), *pause_entries(first, last, "检测"))
    halves = (
        *started(start),
        *pause_entries(first, cut, "检测"),
        *pause_entries(cut + timedelta(days=1), last, "检测"),
    )
    assert ends(clock, whole) == ends(clock, halves)


@steady
@given(ANY, DAYS)
def test_computing_again_gives_what_was_stored(clock: str, start: date) -> None:
    ledger: Ledger = (*started(start), Entry("stop", start + timedelta(days=3), document="湖市监〔2026〕1号"))
    stored = json.dumps([entry.to_json() for entry in ledger])
    before = due(BOOK, clock, ledger, CALENDAR)
    clocks._due.cache_clear()
    again = tuple(Entry.from_json(entry) for entry in json.loads(stored))
    assert again == ledger
    assert due(law.load(), clock, again, Calendar.load()) == before


@settings(deadline=None, max_examples=40)
@given(st.dates(date(2026, 1, 1), date(2026, 11, 30)), st.dates(date(2026, 1, 1), date(2026, 6, 30)))
def test_one_more_day_off_never_shortens(off: date, start: date) -> None:
    """An invented notice, to see that the calendar moves what it should and nothing else."""
    notice = Notice("虚构的放假通知", "虚构〔2026〕1号", date(2026, 1, 1), "测试")
    changed = CALENDAR.with_year(
        YearNotice(2026, "corrections", notice, (Break("加放", off, off),), (), "测试")
    )
    for clock in ("complaint.acceptance", "report.check", "case.decision"):
        plain = due(BOOK, clock, started(start), CALENDAR)
        held = due(BOOK, clock, started(start), changed)
        assert plain.due_earliest <= held.due_earliest


def without(year: int) -> DayTable:
    """The day table as it was before the year's notice was loaded."""
    years = {known for known in range(2004, 2027) if known != year}
    statutory = {known: CALENDAR.statutory_days(known) for known in range(2004, 2027)}
    work = {date.fromordinal(day) for day in CALENDAR.days.makeup}
    off = {
        day
        for n in range((date(2026, 12, 31) - date(2022, 1, 1)).days + 1)
        if CALENDAR.kind(day := date(2022, 1, 1) + timedelta(days=n)) is not DayKind.WORKING
    }
    return DayTable.build(years, work, off, statutory)


BEFORE_2026 = without(2026)


@steady
@given(UNITS, st.dates(date(2025, 9, 1), date(2026, 9, 1)), LENGTHS)
def test_the_warning_date_of_an_unknown_year_is_never_too_late(unit: Unit, start: date, length: int) -> None:
    warned = count(BEFORE_2026, unit, start, length, (), None)
    real = count(CALENDAR.days, unit, start, length, (), None)
    assert warned.earliest <= real.earliest
    assert warned.certain is False or warned == real
