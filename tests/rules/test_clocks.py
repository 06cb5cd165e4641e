"""Due dates by example. The table is clocks.yaml: a lawyer adds a row, this file checks it."""

from __future__ import annotations

import json
import time
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
import yaml

from xiaobao import law
from xiaobao.law import NotInForce, UnknownClock
from xiaobao.rules import errors
from xiaobao.rules.clocks import Entry, Ledger, check_entry, due, pause_entries, shanghai_day, started
from xiaobao.rules.workdays import Calendar

ROWS: list[dict[str, Any]] = yaml.safe_load((Path(__file__).parent / "clocks.yaml").read_text("utf-8"))
APPROVER = "李局长"


@pytest.fixture(scope="module")
def book() -> law.Lawbook:
    return law.load()


@pytest.fixture(scope="module")
def calendar() -> Calendar:
    return Calendar.load()


def ledger_of(row: dict[str, Any]) -> Ledger:
    entries = [*started(row["from"])]
    for first, last, reason in row.get("pauses", ()):
        entries += pause_entries(first, last, reason)
    entries += [Entry("extend", on, approved_by=APPROVER) for on in row.get("extend", ())]
    entries += [Entry("restart", row["restart"])] if "restart" in row else []
    return tuple(entries)


@pytest.mark.parametrize("row", ROWS, ids=[f"{row['clock']} {row['case']}" for row in ROWS])
def test_the_table_of_examples(row: dict[str, Any], book: law.Lawbook, calendar: Calendar) -> None:
    found = due(book, row["clock"], ledger_of(row), calendar, regulation=row.get("regulation"))
    provisional = row.get("provisional", False)
    latest = None if provisional else row.get("latest", row["earliest"])
    assert (found.due_earliest, found.due_latest, found.provisional) == (row["earliest"], latest, provisional)
    assert found.due_on == (None if provisional else row["earliest"])


def test_every_clock_can_be_counted_and_names_its_basis(book: law.Lawbook, calendar: Calendar) -> None:
    for row in book.clocks():
        day = (row.in_force or book.regulation(row.regulation).in_force).from_ or date(2026, 5, 6)
        found = due(book, row.id, started(day), calendar, regulation=row.regulation)
        assert f"依据：{book.cite(row.regulation, row.article)}。" in found.derivation


def test_the_derivation_reads_aloud_from_receipt_to_the_last_day(
    book: law.Lawbook, calendar: Calendar
) -> None:
    assert due(book, "complaint.acceptance", started(date(2026, 9, 28)), calendar).derivation == (
        "2026年9月28日（星期一）收到投诉，当日不计入（《市场监督管理投诉举报处理办法》第四十五条）。",
        "自下一工作日2026年9月29日（星期二）起算，期限为7个工作日。",
        "其间10月1日至10月7日放假（国庆节），不计入。",
        "10月10日调休上班，计入。",
        "第7个工作日为2026年10月13日（星期二），期限届满。",
        "依据：《市场监督管理投诉举报处理办法》第十五条第一款。",
    )


def test_both_readings_of_a_statutory_holiday_are_said(book: law.Lawbook, calendar: Calendar) -> None:
    found = due(book, "complaint.mediation", started(date(2026, 4, 20)), calendar)
    assert found.derivation[2:5] == (
        "第60日为2026年6月19日（星期五）。",
        "该日是法定节假日（端午节），从严顺延至其后第一个非法定节假日：2026年6月20日（星期六）。",
        "从宽（休息日一并顺延）：2026年6月22日（星期一）。",
    )


def test_the_bureau_chooses_which_reading_is_printed(book: law.Lawbook, calendar: Calendar) -> None:
    ledger = started(date(2026, 5, 6))
    strict = due(book, "complaint.mediation", ledger, calendar)
    lenient = due(book, "complaint.mediation", ledger, calendar, reading="latest")
    assert (strict.due_on, lenient.due_on) == (date(2026, 7, 5), date(2026, 7, 6))
    assert strict.due_earliest == lenient.due_earliest


def test_the_old_mediation_shows_both_limits_and_takes_the_earlier(
    book: law.Lawbook, calendar: Calendar
) -> None:
    found = due(book, "complaint.mediation", started(date(2026, 1, 5)), calendar)
    assert [(one.regulation, one.due_on) for one in found.compared] == [
        ("samr-order-20", date(2026, 3, 13)),
        ("state-council-778", date(2026, 3, 6)),
    ]
    assert found.regulation == "samr-order-20"
    assert found.basis == "《中华人民共和国消费者权益保护法实施条例》第四十六条第三款"
    assert (found.unit, found.amount) == ("natural_day", 60)
    assert found.derivation[-1].endswith(f"以较早的为准，适用{found.basis}。")


def test_sixty_days_always_come_first_while_both_rules_stood(book: law.Lawbook, calendar: Calendar) -> None:
    day, gaps = date(2024, 7, 1), set()
    while day < date(2026, 4, 15):
        if calendar.is_working(day):
            old, new = due(book, "complaint.mediation", started(day), calendar).compared
            gaps.add((old.due_earliest - new.due_earliest).days)
        day += timedelta(days=1)
    assert (min(gaps), max(gaps)) == (1, 12)


def test_a_pause_only_the_old_rule_knows_moves_only_the_old_limit(
    book: law.Lawbook, calendar: Calendar
) -> None:
    ledger = (*started(date(2026, 1, 5)), *pause_entries(date(2026, 1, 12), date(2026, 1, 16), "检定"))
    old, new = due(book, "complaint.mediation", ledger, calendar).compared
    assert (old.due_on, new.due_on) == (date(2026, 3, 20), date(2026, 3, 6))


def test_a_chosen_regulation_outside_its_period_is_said(book: law.Lawbook, calendar: Calendar) -> None:
    found = due(
        book, "complaint.mediation", started(date(2026, 4, 14)), calendar, regulation="samr-order-121"
    )
    assert found.derivation[0] == (
        "按对本件选定的规定计算：《市场监督管理投诉举报处理办法》第二十三条第一款第五项"
        "（2026年4月14日（星期二）不在其施行期间内）。"
    )


def test_an_unknown_year_gives_an_early_warning_and_no_firm_date(
    book: law.Lawbook, calendar: Calendar
) -> None:
    found = due(book, "report.check", started(date(2026, 12, 20)), calendar)
    assert (found.due_on, found.due_latest, found.provisional) == (None, None, True)
    assert found.due_earliest == date(2027, 1, 7)
    assert "2027年放假安排尚未载入" in "".join(found.derivation)


def test_unverified_law_says_so(book: law.Lawbook, calendar: Calendar) -> None:
    found = due(book, "odr.settlement", started(date(2026, 11, 23)), calendar)
    assert found.derivation[-1] == "提示：这一期限的规定尚未核实，请由法制机构确认。"


def test_a_pause_that_goes_on_leaves_the_date_open(book: law.Lawbook, calendar: Calendar) -> None:
    ledger = (*started(date(2026, 5, 6)), Entry("pause", date(2026, 5, 11), "检测", "湖市监检〔2026〕3号"))
    found = due(book, "complaint.mediation", ledger, calendar)
    assert (found.paused, found.due_on, found.provisional) == (True, None, True)
    assert found.due_earliest == date(2026, 7, 6)
    later = due(book, "complaint.mediation", ledger, calendar, as_of=date(2026, 5, 20))
    assert later.due_earliest == date(2026, 7, 15)
    assert "（湖市监检〔2026〕3号）" in "".join(found.derivation)


def test_stopping_while_paused_counts_the_pause(book: law.Lawbook, calendar: Calendar) -> None:
    paused = (*started(date(2026, 5, 6)), Entry("pause", date(2026, 5, 11), "检测"))
    stopped = due(book, "complaint.mediation", (*paused, Entry("stop", date(2026, 5, 20))), calendar)
    resumed = due(
        book,
        "complaint.mediation",
        (*paused, Entry("resume", date(2026, 5, 20)), Entry("stop", date(2026, 5, 20))),
        calendar,
    )
    assert stopped.due_on == resumed.due_on == date(2026, 7, 15)
    assert (stopped.paused, stopped.stopped_on, stopped.late) == (False, date(2026, 5, 20), False)


def test_a_stop_after_the_last_day_is_late(book: law.Lawbook, calendar: Calendar) -> None:
    ledger = (*started(date(2026, 9, 28)), Entry("stop", date(2026, 10, 14), "complaint.accepted"))
    found = due(book, "complaint.acceptance", ledger, calendar)
    assert found.late is True
    assert found.derivation[-1] == "2026年10月14日（星期三）期限停止（决定受理）。"


def test_counting_anew_drops_the_former_extension_and_allows_one_again(
    book: law.Lawbook, calendar: Calendar
) -> None:
    first = Entry("extend", date(2026, 5, 20), approved_by=APPROVER)
    again = Entry("restart", date(2026, 5, 25))
    ledger = (*started(date(2026, 5, 6)), first, again)
    assert due(book, "report.check", ledger, calendar).due_on == date(2026, 6, 15)
    extended = (*ledger, Entry("extend", date(2026, 6, 15), approved_by=APPROVER))
    assert due(book, "report.check", extended, calendar).extended_by == 15


def test_a_second_extension_of_a_case_needs_a_collective_decision_with_a_length(
    book: law.Lawbook, calendar: Calendar
) -> None:
    once = (*started(date(2026, 5, 20)), Entry("extend", date(2026, 8, 17), approved_by=APPROVER))
    twice = (*once, Entry("extend", date(2026, 9, 17), approved_by="集体讨论", amount=20))
    assert due(book, "case.decision", twice, calendar).due_on == date(2026, 10, 7)
    with pytest.raises(errors.NoExtension, match="请写明延长多少天"):
        due(book, "case.decision", (*once, Entry("extend", date(2026, 9, 17), approved_by="甲")), calendar)


RECEIVED = date(2026, 9, 28)
REFUSED = [
    ("NoStart", "complaint.acceptance", (Entry("stop", RECEIVED),)),
    ("NoStart", "complaint.acceptance", (*started(RECEIVED), *started(RECEIVED))),
    ("EntryBeforeStart", "report.check", (*started(RECEIVED), Entry("pause", date(2026, 9, 27), "检测"))),
    ("PauseNotAllowed", "complaint.acceptance", (*started(RECEIVED), Entry("pause", RECEIVED))),
    ("PauseNotAllowed", "complaint.mediation", (*started(RECEIVED), Entry("pause", RECEIVED, "当事人出差"))),
    ("PauseOutOfOrder", "report.check", (*started(RECEIVED), Entry("resume", RECEIVED))),
    (
        "PauseOutOfOrder",
        "report.check",
        (*started(RECEIVED), Entry("pause", RECEIVED, "检测"), Entry("pause", date(2026, 9, 30), "检测")),
    ),
    ("NoExtension", "complaint.mediation", (*started(RECEIVED), Entry("extend", RECEIVED, approved_by="甲"))),
    (
        "NoExtension",
        "report.check",
        (*started(RECEIVED), Entry("extend", RECEIVED, approved_by=APPROVER, amount=16)),
    ),
    (
        "ExtendedTwice",
        "report.check",
        (
            *started(RECEIVED),
            Entry("extend", date(2026, 10, 20), approved_by=APPROVER),
            Entry("extend", date(2026, 10, 21), approved_by=APPROVER),
        ),
    ),
    (
        "ExtendedTooLate",
        "report.check",
        (*started(RECEIVED), Entry("extend", date(2026, 10, 24), approved_by=APPROVER)),
    ),
    ("NoApprover", "report.check", (*started(RECEIVED), Entry("extend", date(2026, 10, 20)))),
    ("NoRestart", "complaint.acceptance", (*started(RECEIVED), Entry("restart", RECEIVED))),
    (
        "NoRestart",
        "report.check",
        (*started(date(2026, 4, 7)), Entry("restart", date(2026, 4, 13))),
    ),
    (
        "AlreadyStopped",
        "report.check",
        (*started(RECEIVED), Entry("stop", date(2026, 9, 29)), Entry("pause", date(2026, 9, 30), "检测")),
    ),
    ("BeyondCalendar", "complaint.acceptance", started(date(1926, 9, 28))),
    ("BeyondCalendar", "case.decision", started(date(2069, 12, 1))),
]


@pytest.mark.parametrize(("error", "clock", "ledger"), REFUSED)
def test_what_the_law_does_not_allow_is_refused_by_name(
    error: str, clock: str, ledger: Ledger, book: law.Lawbook, calendar: Calendar
) -> None:
    kind = getattr(errors, error)
    with pytest.raises(kind) as caught:
        due(book, clock, ledger, calendar)
    assert caught.value.code == kind.code
    assert len(caught.value.message) > 5


def test_the_refusal_is_a_sentence_an_officer_can_act_on(book: law.Lawbook, calendar: Calendar) -> None:
    ledger = (*started(RECEIVED), Entry("extend", date(2026, 10, 24), approved_by=APPROVER))
    with pytest.raises(errors.ExtendedTooLate) as caught:
        due(book, "report.check", ledger, calendar)
    assert caught.value.message == (
        "“举报线索核查（是否立案）”于2026年10月23日（星期五）届满，2026-10-24的延长在届满之后，不能延长"
    )


def test_a_new_extension_must_come_before_the_printed_day(book: law.Lawbook, calendar: Calendar) -> None:
    sunday_due = started(date(2026, 4, 18))  # the 90th day is Friday 2026-07-17
    assert due(book, "case.decision", sunday_due, calendar).due_on == date(2026, 7, 17)
    ledger = started(date(2026, 4, 20))  # the 90th day is Sunday 2026-07-19, rolled to Monday 07-20
    monday = Entry("extend", date(2026, 7, 20), approved_by=APPROVER)
    with pytest.raises(errors.ExtendedTooLate):
        check_entry(book, "case.decision", ledger, monday, calendar)
    assert check_entry(book, "case.decision", ledger, monday, calendar, reading="latest") == (*ledger, monday)


def test_clocks_outside_the_law_are_refused(book: law.Lawbook, calendar: Calendar) -> None:
    with pytest.raises(UnknownClock):
        due(book, "complaint.siesta", started(RECEIVED), calendar)
    with pytest.raises(UnknownClock):
        due(book, "report.filing_notice", started(RECEIVED), calendar, regulation="samr-order-121")
    with pytest.raises(NotInForce):
        due(book, "report.filing_notice", started(RECEIVED), calendar)
    with pytest.raises(NotInForce):
        due(book, "complaint.acceptance", started(date(2019, 12, 31)), calendar)


@pytest.mark.parametrize("zone", ["UTC", "America/New_York", "Pacific/Kiritimati"])
def test_the_zone_of_the_server_changes_nothing(
    zone: str, monkeypatch: pytest.MonkeyPatch, book: law.Lawbook, calendar: Calendar
) -> None:
    monkeypatch.setenv("TZ", zone)
    time.tzset()
    try:
        received = datetime(2026, 9, 27, 16, 30, tzinfo=UTC)  # half past midnight on the 28th in Xiamen
        assert shanghai_day(received) == shanghai_day("2026-09-28T00:30:00") == date(2026, 9, 28)
        found = due(book, "complaint.acceptance", started(shanghai_day(received)), calendar)
        assert found.due_on == date(2026, 10, 13)
    finally:
        monkeypatch.undo()
        time.tzset()


def test_a_moment_that_cannot_be_read_is_refused() -> None:
    with pytest.raises(errors.MalformedEntry, match="无法识别"):
        shanghai_day("九月二十八日")


@pytest.mark.parametrize(
    "entry",
    [
        {"kind": "start"},
        {"kind": "begin", "on": "2026-09-28"},
        {"kind": "start", "on": "28/9"},
        {"kind": "start", "on": "2026-09-28", "by": "x"},
    ],
)
def test_an_entry_that_cannot_be_read_is_refused(entry: dict[str, Any]) -> None:
    with pytest.raises(errors.MalformedEntry):
        Entry.from_json(entry)


def test_the_json_of_a_due_date(book: law.Lawbook, calendar: Calendar) -> None:
    answer = json.loads(json.dumps(due(book, "complaint.acceptance", started(RECEIVED), calendar).to_json()))
    assert {name: answer[name] for name in ("clock", "regulation", "unit", "amount", "from", "due_on")} == {
        "clock": "complaint.acceptance",
        "regulation": "samr-order-121",
        "unit": "working_day",
        "amount": 7,
        "from": "2026-09-28",
        "due_on": "2026-10-13",
    }
    assert (answer["provisional"], answer["calendar"]) == (False, calendar.version)


def test_twenty_thousand_due_dates_a_second_would_leave_room(book: law.Lawbook, calendar: Calendar) -> None:
    days = [date(2021, 1, 1) + timedelta(days=n) for n in range(1500)]
    clocks = ("complaint.acceptance", "complaint.mediation", "report.check", "case.decision")
    began = time.perf_counter()
    for day in days:
        for clock in clocks:
            due(book, clock, started(day), calendar)
    # A quarter of the pace asked for, so that a busy machine does not fail.
    assert len(days) * len(clocks) / (time.perf_counter() - began) > 5_000
