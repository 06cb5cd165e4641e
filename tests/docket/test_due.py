"""How much time is left, in words an officer reads at a glance, around the National Day holiday of 2026.

1 to 7 October are days off, Saturday 10 October is worked.
"""

from __future__ import annotations

from datetime import date

import pytest

from xiaobao.docket.due import badge, badge_for, last_day_soon
from xiaobao.docket.models import NO_CLOCK, Matter


def october(day):
    return date(2026, 10, day)


BEFORE = date(2026, 9, 30)


@pytest.mark.parametrize(
    ("today", "due", "words", "tone"),
    [
        (BEFORE, BEFORE, "今日届满", "today"),
        (BEFORE, october(8), "剩1个工作日", "soon"),
        (BEFORE, october(9), "剩2个工作日", "soon"),
        (BEFORE, october(10), "剩3个工作日", "soon"),
        (BEFORE, october(12), "剩4个工作日", "calm"),
        (BEFORE, october(5), "剩5天", "soon"),
        (october(3), october(8), "剩1个工作日", "soon"),
        (october(8), BEFORE, "逾期1个工作日", "overdue"),
        (october(3), BEFORE, "逾期3天", "overdue"),
        (october(12), october(8), "逾期3个工作日", "overdue"),
        (october(12), october(11), "逾期1个工作日", "overdue"),
        (date(2026, 12, 30), date(2027, 1, 19), "剩20天", "calm"),
    ],
)
def test_the_time_left_is_counted_in_working_days_where_they_are_known(rulebook, today, due, words, tone):
    found = badge_for(due, provisional=False, today=today, rulebook=rulebook)
    assert (found.words, found.tone, found.due_on) == (words, tone, due)


@pytest.mark.parametrize(
    ("today", "due", "words", "tone"),
    [
        (BEFORE, october(12), "剩4个工作日（暂定）", "provisional"),
        (BEFORE, october(9), "剩2个工作日（暂定）", "soon"),
        (BEFORE, BEFORE, "今日届满（暂定）", "today"),
        (october(8), BEFORE, "逾期1个工作日（暂定）", "overdue"),
    ],
)
def test_a_provisional_date_says_so_and_warns_all_the_same(rulebook, today, due, words, tone):
    found = badge_for(due, provisional=True, today=today, rulebook=rulebook)
    assert (found.words, found.tone) == (words, tone)


@pytest.mark.parametrize(("is_open", "words"), [(True, "无计时"), (False, "已办结")])
def test_a_matter_without_a_clock_has_no_date(rulebook, is_open, words):
    found = badge(Matter(next_due=NO_CLOCK, is_open=is_open), today=BEFORE, rulebook=rulebook)
    assert (found.words, found.tone, found.due_on) == (words, "none", None)


@pytest.mark.parametrize(
    ("today", "last"),
    [
        (date(2026, 9, 28), october(8)),
        (BEFORE, october(10)),
        (october(3), october(10)),
        (october(9), october(13)),
    ],
)
def test_soon_reaches_three_working_days_ahead(rulebook, today, last):
    assert last_day_soon(today, rulebook) == last


def test_in_a_year_nobody_has_loaded_soon_counts_every_day_rather_early_than_late(rulebook):
    assert last_day_soon(date(2026, 12, 31), rulebook) == date(2027, 1, 3)
