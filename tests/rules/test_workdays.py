"""The calendar: every day from 2004 to 2026 against a second package, and years nobody has loaded."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

import chinese_calendar
import holidays
import pytest

from xiaobao import law
from xiaobao.law import MalformedContent
from xiaobao.rules import errors
from xiaobao.rules.workdays import Calendar, DayKind, must_hold

YEARS = range(2004, 2027)
# What 《全国年节及纪念日放假办法》 does not itself name: days shifted by a notice, or granted once.
NOT_STATUTORY = ("补假", "休息日", "延长假期", "纪念日")

# An invented arrangement: the State Council's notice for 2027 is not known to this project.
INVENTED_2027 = """
year: 2027
scope: whole_year
notice: {title: 虚构的2027年放假通知, number: 虚构〔2026〕1号, issued: 2026-11-30, publication: 测试}
breaks:
  - {name: 元旦, first: 2027-01-01, last: 2027-01-03}
  - {name: 春节, first: 2027-02-05, last: 2027-02-11}
  - {name: 清明节, first: 2027-04-03, last: 2027-04-05}
  - {name: 劳动节, first: 2027-05-01, last: 2027-05-05}
  - {name: 端午节, first: 2027-06-09, last: 2027-06-09}
  - {name: 中秋节, first: 2027-09-15, last: 2027-09-15}
  - {name: 国庆节, first: 2027-10-01, last: 2027-10-07}
workdays: [2027-02-14, 2027-05-08, 2027-10-09]
"""


def days_of(year: int) -> Iterator[date]:
    day = date(year, 1, 1)
    while day.year == year:
        yield day
        day += timedelta(days=1)


@pytest.fixture(scope="module")
def calendar() -> Calendar:
    return Calendar.load()


@pytest.fixture
def content(tmp_path: Path) -> Path:
    shutil.copytree(law.content_dir() / "calendar", tmp_path / "calendar")
    return tmp_path


@pytest.mark.parametrize("year", YEARS)
def test_every_day_agrees_with_the_other_package(year: int, calendar: Calendar) -> None:
    # The following year too: a notice for January can have the last Saturday of December worked.
    other = holidays.country_holidays("CN", years=[year - 1, year, min(year + 1, 2026)])
    differing = [day for day in days_of(year) if calendar.is_working(day) != other.is_working_day(day)]
    assert differing == []


def test_one_day_of_the_package_underneath_is_wrong_and_is_corrected(calendar: Calendar) -> None:
    """国办发明电〔2005〕35号: 12月31日（星期六）上班. The package has no make-up day there."""
    assert chinese_calendar.is_workday(date(2005, 12, 31)) is False
    assert calendar.kind(date(2005, 12, 31)) is DayKind.WORKING


def test_no_other_day_differs_from_the_package_underneath(calendar: Calendar) -> None:
    changed = [
        day
        for year in YEARS
        for day in days_of(year)
        if calendar.is_working(day) != chinese_calendar.is_workday(day)
    ]
    assert changed == [date(2005, 12, 31)]


@pytest.mark.parametrize("year", range(2004, 2031))
def test_statutory_days_agree_with_the_other_package(year: int, calendar: Calendar) -> None:
    other = holidays.country_holidays("CN", years=year, language="zh_CN")
    proper = {day for day, name in other.items() if not all(self_made(part) for part in name.split("; "))}
    assert set(calendar.statutory_days(year)) == proper


def self_made(name: str) -> bool:
    return any(word in name for word in NOT_STATUTORY)


@pytest.mark.parametrize("year", YEARS)
def test_nobody_works_on_a_statutory_day(year: int, calendar: Calendar) -> None:
    for day in calendar.statutory_days(year):
        assert calendar.kind(day) is DayKind.STATUTORY_HOLIDAY
        assert chinese_calendar.is_holiday(day)


def test_thirteen_days_from_2025_and_eleven_before(calendar: Calendar) -> None:
    assert [len(calendar.statutory_days(year)) for year in (2007, 2013, 2014, 2024, 2025, 2026)] == [
        10, 11, 11, 11, 13, 13,
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("day", "kind"),
    [
        (date(2026, 10, 1), DayKind.STATUTORY_HOLIDAY),
        (date(2026, 10, 5), DayKind.REST),
        (date(2026, 10, 10), DayKind.WORKING),
        (date(2026, 10, 11), DayKind.REST),
        (date(2026, 10, 12), DayKind.WORKING),
        (date(2026, 2, 16), DayKind.STATUTORY_HOLIDAY),
        (date(2024, 2, 9), DayKind.WORKING),
        (date(2027, 1, 4), DayKind.UNKNOWN),
        (date(2003, 6, 2), DayKind.UNKNOWN),
    ],
)
def test_what_a_day_is(day: date, kind: DayKind, calendar: Calendar) -> None:
    assert calendar.kind(day) is kind


def test_a_year_nobody_has_loaded_is_unknown(calendar: Calendar) -> None:
    assert not calendar.covers(2027)
    assert {calendar.kind(day) for day in days_of(2027)} == {DayKind.UNKNOWN}
    assert calendar.is_working(date(2027, 1, 4)) is None
    assert calendar.next_working_day(date(2026, 12, 31)) is None
    assert calendar.working_days_between(date(2026, 12, 30), date(2027, 1, 4)) is None


def test_what_the_measure_itself_fixes_is_known_before_the_notice(calendar: Calendar) -> None:
    assert calendar.statutory_days(2027)[date(2027, 1, 1)] == "元旦"
    assert calendar.statutory_days(2027)[date(2027, 2, 5)] == "春节"


def test_working_days_between_two_days(calendar: Calendar) -> None:
    assert calendar.working_days_between(date(2026, 9, 28), date(2026, 10, 13)) == 7
    assert calendar.working_days_between(date(2026, 10, 13), date(2026, 9, 28)) == -7
    assert calendar.next_working_day(date(2026, 9, 30)) == date(2026, 10, 8)


def test_a_notice_makes_its_year_known(content: Path, calendar: Calendar) -> None:
    (content / "calendar" / "2027.yaml").write_text(INVENTED_2027, encoding="utf-8")
    loaded = Calendar.load(content)
    assert loaded.covers(2027)
    assert loaded.kind(date(2027, 1, 3)) is DayKind.REST
    assert loaded.kind(date(2027, 2, 14)) is DayKind.WORKING
    assert loaded.kind(date(2027, 3, 1)) is DayKind.WORKING
    assert loaded.version != calendar.version
    assert loaded != calendar


def test_a_notice_of_the_bureau_is_laid_over_what_ships(tmp_path: Path, calendar: Calendar) -> None:
    assert calendar.with_folder(tmp_path / "nothing") is calendar
    (tmp_path / "2027.yaml").write_text(INVENTED_2027, encoding="utf-8")
    loaded = calendar.with_folder(tmp_path)
    assert loaded.covers(2027)
    assert loaded.version == calendar.with_folder(tmp_path).version != calendar.version
    assert not calendar.covers(2027)


def test_the_same_files_give_the_same_version(content: Path, calendar: Calendar) -> None:
    assert Calendar.load(content).version == calendar.version
    assert hash(Calendar.load(content)) == hash(calendar)


@pytest.mark.parametrize(
    ("was", "becomes", "reason"),
    [
        ("last: 2027-02-11", "last: 2027-02-07", "法定节假日春节（2027-02-08）不在放假安排之内"),
        ("2027-02-14", "2027-02-15", "调休上班日2027-02-15应为星期六或星期日"),
        ("2027-02-14", "2028-02-13", "2028-02-13不属于2027年"),
        ("first: 2027-10-01", "first: 2027-09-15", "各段放假日期互相重叠"),
        ("issued: 2026-11-30", "issued: 去年冬天", "应为日期"),
        ("scope: whole_year", "scope: corrections", "应在 reason 写明原因"),
    ],
)
def test_a_notice_that_cannot_be_right_is_refused(was: str, becomes: str, reason: str, content: Path) -> None:
    text = INVENTED_2027.replace(was, becomes)
    (content / "calendar" / "2027.yaml").write_text(text, encoding="utf-8")
    with pytest.raises(MalformedContent, match=reason):
        Calendar.load(content)


def test_a_year_whose_festivals_are_not_listed_cannot_be_loaded(content: Path) -> None:
    lonely = INVENTED_2027.split("breaks:")[0].replace("2027", "2031") + "breaks: []\n"
    (content / "calendar" / "2031.yaml").write_text(lonely, encoding="utf-8")
    with pytest.raises(MalformedContent, match="没有2031年的农历节日日期"):
        Calendar.load(content)


def test_the_days_of_a_notice_are_checked_with_file_and_line(content: Path) -> None:
    file = content / "calendar" / "2027.yaml"
    file.write_text(INVENTED_2027.replace("workdays", "workday"), encoding="utf-8")
    with pytest.raises(MalformedContent) as caught:
        Calendar.load(content)
    assert (caught.value.file, caught.value.line) == (file, 13)
    assert caught.value.reason == "不认识的键“workday”"


def test_a_day_no_calendar_can_hold_is_refused() -> None:
    with pytest.raises(errors.BeyondCalendar, match="请核对年份"):
        must_hold(date(1970, 1, 1))
