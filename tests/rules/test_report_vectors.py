"""The periods of a report counted by hand: the days are written out here, the product has to find the same.

Each example names its article and is counted on the State Council's list of 2026, typed in below and not read
from ``content/calendars``: whoever doubts a date can count along with a finger on a wall calendar.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

import pytest

from xiaobao import law
from xiaobao.law import Lawbook
from xiaobao.rules.clocks import Due, Entry, Ledger, check_entry, due, pause_entries, started
from xiaobao.rules.errors import ClockError
from xiaobao.rules.workdays import Calendar

LEADER = "局领导方舟"


def days(first: str, last: str) -> set[date]:
    """Every day from the first to the last of 2026, both included: ``days("06-19", "06-21")``."""
    begin, end = on(first), on(last)
    return {begin + timedelta(days=ahead) for ahead in range((end - begin).days + 1)}


def on(day: str) -> date:
    return date.fromisoformat(f"2026-{day}")


OFF = (
    days("01-01", "01-03") | days("02-15", "02-23") | days("04-04", "04-06") | days("05-01", "05-05")
    | days("06-19", "06-21") | days("09-25", "09-27") | days("10-01", "10-07")
)  # fmt: skip
"""元旦、春节、清明、劳动节、端午、中秋、国庆: the days off of 2026."""
WORKED = {on(day) for day in ("01-04", "02-14", "02-28", "05-09", "09-20", "10-10")}
"""The Saturdays and Sundays of 2026 on which one works."""


def working_day(start: date, count: int) -> date:
    """Count working days, the first day left out (令121 第四十五条, 令2 第八十条)."""
    day = start
    while count:
        day += timedelta(days=1)
        count -= day in WORKED or (day.weekday() < 5 and day not in OFF)
    return day


@pytest.fixture(scope="module")
def book() -> Lawbook:
    return law.load()


@pytest.fixture(scope="module")
def calendar() -> Calendar:
    return Calendar.load()


@dataclass(frozen=True)
class Vector:
    """One period: which clock, from which day, how many working days, and the day it runs out."""

    case: str
    clock: str
    start: str
    amount: int
    ends: str
    regulation: str | None = None


WORKING_DAYS = (
    # 令2 第十八条第一款. 9/29 9/30 | 10/8 9 10(六) | 12-16 | 19-23
    Vector("核查，跨国庆", "report.check", "09-28", 15, "10-23"),
    # 令121 first day. 4/16 17 | 20-24 | 27-30 | 5/6 7 8 9(六)
    Vector("核查，止于调休上班的星期六", "report.check", "04-15", 15, "05-09"),
    # 令20, before Spring Festival: 2/14(六) | 24-28(六) | 3/2-6 | 9-12
    Vector("核查，原暂行办法，跨春节", "report.check", "02-13", 15, "03-12"),
    # 广告法 第五十三条第一款: 自收到投诉之日起七个工作日. 6/16 17 18 | 22 23 24 25
    Vector("广告举报，跨端午", "report.answer.advertising", "06-15", 7, "06-25"),
    # Received on a Saturday on which one works: 5/11-15 | 18 19
    Vector("广告举报，调休上班的星期六收到", "report.answer.advertising", "05-09", 7, "05-19"),
    # 企业信息公示暂行条例 第十三条第一款. 6/2-5 | 8-12 | 15-18 | 22-26 | 29 30
    Vector("企业公示信息虚假，二十个工作日", "report.answer.enterprise_information", "06-01", 20, "06-30"),
    Vector("企业公示信息虚假，跨国庆", "report.answer.enterprise_information", "09-28", 20, "10-30"),
    # 令20 第三十一条第二款. 2/14(六) | 24 25 26 27
    Vector("实名举报是否立案的告知", "report.filing_notice", "02-13", 5, "02-27", "samr-order-20"),
    # 令20 第三十条, 令121 第三十三条
    Vector("处理权限争议", "jurisdiction.dispute", "02-13", 7, "03-02", "samr-order-20"),
    Vector("处理权限争议", "jurisdiction.dispute", "04-15", 7, "04-24"),
    # 令2 第五十七条第二款. 6/16 17 18 | 22 23
    Vector("陈述、申辩", "case.defence", "06-15", 5, "06-23"),
    # 令2 第七十七条. 6/16 17 18 | 22-26 | 29-7/3 | 6 7
    Vector("结案，跨端午", "case.closing", "06-15", 15, "07-07"),
    Vector("结案，跨国庆", "case.closing", "09-28", 15, "10-23"),
    # 令2 第八十一条. 6/16 17 18 | 22-25
    Vector("送达处罚决定书", "case.service", "06-15", 7, "06-25"),
    # 公示规定 第九条, 第十条. 9/20(日) 21-24 | 28-30 | 10/8 9 | 10(六) 12-16 | 19-22
    Vector("同省公示", "publicity.same_province", "09-18", 20, "10-22"),
    Vector("跨省推送", "publicity.cross_province_push", "09-18", 10, "10-09"),
)


@pytest.mark.parametrize("one", WORKING_DAYS, ids=lambda one: f"{one.clock} {one.case}")
def test_working_days_end_where_a_finger_on_the_calendar_ends(
    one: Vector, book: Lawbook, calendar: Calendar
) -> None:
    found = due(book, one.clock, started(on(one.start)), calendar, regulation=one.regulation)
    assert on(one.ends) == working_day(on(one.start), one.amount)
    assert (found.due_earliest, found.due_latest) == (on(one.ends), on(one.ends))
    assert found.amount == one.amount


def counted(book: Lawbook, calendar: Calendar, clock: str, start: str, *entries: Entry) -> Due:
    return due(book, clock, (*started(on(start)), *entries), calendar)


def longer(day: str, amount: int | None = None) -> Entry:
    return Entry("extend", on(day), approved_by=LEADER, amount=amount)


def refused(book: Lawbook, calendar: Calendar, clock: str, ledger: Ledger, entry: Entry) -> ClockError:
    with pytest.raises(ClockError) as refusal:
        check_entry(book, clock, ledger, entry, calendar)
    return refusal.value


@pytest.mark.parametrize(
    ("start", "extended", "ends"),
    [("09-28", "10-23", "11-13"), ("04-15", "05-09", "05-29"), ("02-13", "03-12", "04-02")],
)
def test_a_check_is_lengthened_by_fifteen_working_days_on_its_last_day(
    book: Lawbook, calendar: Calendar, start: str, extended: str, ends: str
) -> None:
    """令2 第十八条第一款: the fifteen days follow the first fifteen, they do not begin on the approval."""
    found = counted(book, calendar, "report.check", start, longer(extended))
    assert found.due_earliest == on(ends) == working_day(on(start), 30)


def test_a_check_is_not_lengthened_twice_nor_after_its_end(book: Lawbook, calendar: Calendar) -> None:
    begun = started(on("09-28"))
    once = check_entry(book, "report.check", begun, longer("10-20"), calendar)
    assert "已经用完" in str(refused(book, calendar, "report.check", once, longer("11-10")))
    assert "届满之后" in str(refused(book, calendar, "report.check", begun, longer("10-24")))


def test_a_merger_counts_the_check_anew_from_the_last_receipt(book: Lawbook, calendar: Calendar) -> None:
    """令121 第三十五条第二款: 自收到最后一次举报之日起重新计算; what was granted before falls away."""
    again = Entry("restart", on("05-20"))
    found = counted(book, calendar, "report.check", "05-06", longer("05-18"), again)
    # 5/21 22 | 25-29 | 6/1-5 | 8 9 10
    assert found.due_earliest == on("06-10") == working_day(on("05-20"), 15)
    assert "《市场监督管理投诉举报处理办法》第三十五条第二款" in found.derivation[1]
    assert found.derivation[1].endswith("当日不计入（《市场监督管理行政处罚程序规定》第八十条）。")
    anew = counted(book, calendar, "report.check", "05-06", longer("05-18"), again, longer("06-09"))
    assert anew.due_earliest == working_day(on("05-20"), 30) == on("07-02")


def test_days_of_testing_are_left_out_of_the_check_first_and_last_included(
    book: Lawbook, calendar: Calendar
) -> None:
    """令2 第十八条第二款: 6/16-18 and 6/22-24 are six working days; without them it ends on 6/23."""
    left_out = pause_entries(on("06-16"), on("06-24"), "testing")
    found = counted(book, calendar, "report.check", "06-01", *left_out)
    assert working_day(on("06-01"), 15) == on("06-23")
    assert found.due_earliest == working_day(on("06-01"), 15 + 6) == on("07-01")


def test_a_case_takes_ninety_days_and_thirty_more(book: Lawbook, calendar: Calendar) -> None:
    """令2 第六十四条第一款, natural days: 5/20 + 90 is 8/18, + 120 is 9/17."""
    assert counted(book, calendar, "case.decision", "05-20").due_earliest == on("08-18")
    assert counted(book, calendar, "case.decision", "05-20", longer("08-18")).due_earliest == on("09-17")


def test_ten_days_of_testing_move_the_end_of_a_case_by_ten(book: Lawbook, calendar: Calendar) -> None:
    """令2 第六十四条第二款: 6/1 to 6/10 are ten days. 5/20 + 100 is 8/28, + 130 is Sunday 9/27."""
    left_out = pause_entries(on("06-01"), on("06-10"), "testing")
    assert counted(book, calendar, "case.decision", "05-20", *left_out).due_earliest == on("08-28")
    found = counted(book, calendar, "case.decision", "05-20", *left_out, longer("08-20"))
    # 9/27 is a day off of 中秋 and not the festival itself: the strict reading does not roll.
    assert (found.due_earliest, found.due_latest) == (on("09-27"), on("09-28"))


def test_after_the_thirty_days_only_what_was_discussed_collectively(
    book: Lawbook, calendar: Calendar
) -> None:
    """令2 第六十四条第一款: 集体讨论决定…应当同时确定延长的合理期限; 5/20 + 90 + 30 + 20 is 10/7, 国庆."""
    found = counted(book, calendar, "case.decision", "05-20", longer("08-10"), longer("09-10", 20))
    assert (found.due_earliest, found.due_latest) == (on("10-07"), on("10-08"))
    ledger = (*started(on("05-20")), longer("08-10"), longer("09-10", 20))
    assert refused(book, calendar, "case.decision", ledger, longer("09-20", 20))


@pytest.mark.parametrize(
    ("start", "earliest", "latest"),
    [
        ("05-18", "05-21", "05-21"),
        # The third day is 端午 itself: strictly the day after, at the latest the first working day.
        ("06-16", "06-20", "06-22"),
        # The third day is a Saturday of the festival's days off, not the festival.
        ("06-17", "06-20", "06-22"),
        # 10/1, 10/2, 10/3 are all the festival.
        ("09-30", "10-04", "10-08"),
    ],
)
def test_the_head_has_three_days_to_decide_on_a_suspected_crime(
    book: Lawbook, calendar: Calendar, start: str, earliest: str, latest: str
) -> None:
    """移送规定 第五条第二款, natural days; that they roll over a holiday is our reading, the text is silent."""
    found = counted(book, calendar, "crime_transfer.decision", start)
    assert (found.due_earliest, found.due_latest) == (on(earliest), on(latest))
    assert "该规定未写计算方法" in found.derivation[0]
