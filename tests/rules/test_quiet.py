"""Quiet hours hold back until they end, at most until the office opens, and never for good."""

from __future__ import annotations

from datetime import datetime, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.cast import SHANGHAI, at
from xiaobao.rules.ladder import OfficeHours
from xiaobao.rules.quiet import quiet_until
from xiaobao.rules.supervision import next_opening
from xiaobao.rules.workdays import Calendar

HOURS = OfficeHours(opens=time(9), closes=time(17, 30))
CALENDAR = Calendar.load()
TUESDAY, WEDNESDAY, FRIDAY, MONDAY = "2026-05-19", "2026-05-20", "2026-05-22", "2026-05-25"


def held(now: datetime, since: datetime, begins: str, ends: str) -> datetime | None:
    """Until when it is held back."""
    return quiet_until(
        now,
        since=since,
        begins=time.fromisoformat(begins),
        ends=time.fromisoformat(ends),
        hours=HOURS,
        calendar=CALENDAR,
    )


@pytest.mark.parametrize(
    ("now", "since", "hours", "until"),
    [
        # Over lunch, until it is over.
        ((WEDNESDAY, "12:30"), (WEDNESDAY, "12:30"), ("12:00", "14:00"), (WEDNESDAY, "14:00")),
        ((WEDNESDAY, "12:30"), (WEDNESDAY, "11:59"), ("12:00", "14:00"), (WEDNESDAY, "14:00")),
        ((WEDNESDAY, "12:00"), (WEDNESDAY, "12:00"), ("12:00", "14:00"), (WEDNESDAY, "14:00")),
        # Half-open: what ends at 14:00 holds nothing back at 14:00.
        ((WEDNESDAY, "14:00"), (WEDNESDAY, "12:30"), ("12:00", "14:00"), None),
        ((WEDNESDAY, "11:59"), (WEDNESDAY, "11:59"), ("12:00", "14:00"), None),
        # Over night, until the office opens where that comes first.
        ((TUESDAY, "23:00"), (TUESDAY, "23:00"), ("22:00", "08:00"), (WEDNESDAY, "08:00")),
        ((WEDNESDAY, "02:00"), (TUESDAY, "23:00"), ("22:00", "08:00"), (WEDNESDAY, "08:00")),
        ((TUESDAY, "23:00"), (TUESDAY, "23:00"), ("22:00", "10:00"), (WEDNESDAY, "09:00")),
        ((WEDNESDAY, "09:00"), (TUESDAY, "23:00"), ("22:00", "10:00"), None),
        ((WEDNESDAY, "09:05"), (WEDNESDAY, "09:05"), ("22:00", "10:00"), None),
        # Over a weekend only until Saturday morning: that is when the hours end.
        ((FRIDAY, "18:00"), (FRIDAY, "18:00"), ("17:00", "08:00"), ("2026-05-23", "08:00")),
    ],
)
def test_until_when(now, since, hours, until):
    assert held(at(*now), at(*since), *hours) == (at(*until) if until else None)


def test_hours_that_leave_a_minute_hold_back_until_the_office_opens_and_no_longer():
    written = at(WEDNESDAY, "09:05")
    assert held(written, written, "09:01", "09:00") == at("2026-05-21", "09:00")
    assert held(at("2026-05-21", "09:02"), written, "09:01", "09:00") is None


def test_whoever_asks_for_all_day_is_told_when_the_office_opens():
    assert held(at(WEDNESDAY, "08:00"), at(WEDNESDAY, "08:00"), "00:00", "23:59") == at(WEDNESDAY, "09:00")
    assert held(at(WEDNESDAY, "09:00"), at(TUESDAY, "18:00"), "00:00", "23:59") is None


times = st.times(min_value=time(0), max_value=time(23, 59)).map(
    lambda one: one.replace(second=0, microsecond=0)
)
moments = st.integers(min_value=0, max_value=60 * 24 * 30).map(
    lambda n: at("2026-09-20", "00:00") + timedelta(minutes=n)
)


@given(moments, times, times)
def test_whatever_the_hours_a_message_is_free_once_the_office_has_opened_after_it(written, begins, ends):
    """Followed from hold to hold as the outbox does it, it ends with the second opening at the latest."""
    if begins == ends:
        return
    now = next_opening(written, HOURS, CALENDAR)
    first = now
    for _ in range(5):
        until = quiet_until(now, since=written, begins=begins, ends=ends, hours=HOURS, calendar=CALENDAR)
        if until is None:
            break
        assert until > now
        now = next_opening(until, HOURS, CALENDAR)
    else:
        raise AssertionError("held for ever")
    after = next_opening(first.astimezone(SHANGHAI).replace(hour=17, minute=30), HOURS, CALENDAR)
    assert now <= after
