"""The days a board looks back on, today among them."""

from __future__ import annotations

from datetime import date

import pytest

from xiaobao.docket.board_period import Span, period

WEDNESDAY = date(2026, 5, 20)


@pytest.mark.parametrize(
    ("asked", "today", "since", "until"),
    [
        ("last30", WEDNESDAY, date(2026, 4, 21), WEDNESDAY),
        ("month", WEDNESDAY, date(2026, 5, 1), WEDNESDAY),
        ("last_month", WEDNESDAY, date(2026, 4, 1), date(2026, 4, 30)),
        ("year", WEDNESDAY, date(2026, 1, 1), WEDNESDAY),
        ("month", date(2026, 1, 1), date(2026, 1, 1), date(2026, 1, 1)),
        ("last_month", date(2026, 1, 31), date(2025, 12, 1), date(2025, 12, 31)),
        ("last_month", date(2028, 3, 31), date(2028, 2, 1), date(2028, 2, 29)),
        ("last30", date(2026, 1, 3), date(2025, 12, 5), date(2026, 1, 3)),
    ],
)
def test_what_was_asked_for_is_a_stretch_of_days(asked, today, since, until):
    found = period(asked, today)
    assert (found.span.value, found.since, found.until) == (asked, since, until)


@pytest.mark.parametrize("asked", ["", "forever", "2026"])
def test_anything_else_is_the_last_thirty_days(asked):
    found = period(asked, WEDNESDAY)
    assert (found.span, (found.until - found.since).days + 1) == (Span.LAST_30, 30)
