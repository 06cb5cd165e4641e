"""Days left out of a period: on the grounds of its own row, with proof, never twice, never after the end."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from xiaobao import law
from xiaobao.rules.clocks import Entry, due, pause_entries, started
from xiaobao.rules.exclusion import (
    CLOCKS,
    HALTING,
    CountedPeriod,
    LeavingOut,
    check_count_again,
    check_leave_out,
    grounds,
)
from xiaobao.rules.workdays import Calendar

BOOK, CALENDAR = law.load(), Calendar.load()
START, DUE, TODAY = date(2026, 5, 18), date(2026, 6, 8), date(2026, 5, 25)
ROW = BOOK.clock("report.check", day=START)
PERIOD = CountedPeriod(ROW, START, DUE)
ASKED = LeavingOut("report.check", "testing", date(2026, 5, 20), "委托书第7号")


def judged(asked=ASKED, period=PERIOD, today=TODAY):
    return check_leave_out(asked, periods={"report.check": period}, today=today, law=BOOK)


@pytest.mark.parametrize("ground", ["testing", "inspection", "quarantine", "appraisal", "identification"])
def test_the_grounds_of_article_18_leave_days_out(ground):
    decision = judged(replace(ASKED, ground=ground))
    assert decision.outcome == "allowed"
    assert decision.citations == ("《市场监督管理行政处罚程序规定》第十八条第二款",)


def test_halting_a_case_is_no_ground_here():
    for clock in CLOCKS:
        rows = [row for row in BOOK.clocks() if row.id == clock]
        assert rows
        assert all(one.id != HALTING for row in rows for one in grounds(row))
    case = BOOK.clock("case.decision", day=START)
    assert {one.id for one in grounds(case)} == {one.id for one in case.pauses} - {HALTING}


@pytest.mark.parametrize(
    ("asked", "period", "field"),
    [
        (replace(ASKED, clock="case.decision"), PERIOD, "clock"),
        (replace(ASKED, ground="hearing"), PERIOD, "ground"),
        (replace(ASKED, proof=" "), PERIOD, "proof"),
        (replace(ASKED, began_on=date(2026, 5, 17)), PERIOD, "began_on"),
        (replace(ASKED, began_on=date(2026, 5, 26)), PERIOD, "began_on"),
        (ASKED, replace(PERIOD, open_since=date(2026, 5, 19)), "clock"),
        (ASKED, replace(PERIOD, last_ended=date(2026, 5, 20)), "began_on"),
        (ASKED, replace(PERIOD, due=date(2026, 5, 19)), "began_on"),
    ],
)
def test_what_is_wrong_is_refused_at_its_field(asked, period, field):
    decision = judged(asked, period)
    assert decision.outcome == "refused"
    assert field in {reason.field for reason in decision.reasons}


@pytest.mark.parametrize(
    ("ended_on", "proof", "field"),
    [
        (date(2026, 5, 19), "报告", "ended_on"),
        (date(2026, 5, 26), "报告", "ended_on"),
        (date(2026, 5, 22), " ", "ended_proof"),
    ],
)
def test_the_end_is_a_day_that_can_be_proved(ended_on, proof, field):
    decision = check_count_again(
        began_on=ASKED.began_on, ended_on=ended_on, proof=proof, today=TODAY, basis="条"
    )
    assert {reason.field for reason in decision.reasons} == {field}


@given(st.integers(1, 12), st.integers(0, 15))
def test_whatever_the_rule_allows_the_ledger_counts_and_never_ends_earlier(begins, lasts):
    began = START + timedelta(days=begins)
    ended = began + timedelta(days=lasts)
    assert judged(replace(ASKED, began_on=began), today=ended).outcome == "allowed"
    ledger = (Entry("start", START), *pause_entries(began, ended, "testing", "委托书第7号"))
    plain = due(BOOK, "report.check", started(START), CALENDAR)
    longer = due(BOOK, "report.check", ledger, CALENDAR)
    assert longer.due_earliest >= plain.due_earliest
