"""When the stages of a clock fall due, on days counted by hand from the State Council's notice for 2026."""

from __future__ import annotations

from datetime import date, datetime

import pytest

from tests import cast
from xiaobao.docket.rulebook import Rulebook
from xiaobao.rules.supervision import look, moments, next_opening, works


def days(rulebook: Rulebook, clock: str, due: date) -> dict[str, str]:
    """The day of each stage."""
    found = moments(rulebook.ladder, clock, due, rulebook.calendar)
    return {one.stage.id: one.moment.strftime("%m-%d %H:%M") for one in found}


def test_a_clock_climbs_by_working_days(rulebook: Rulebook) -> None:
    # Due Wednesday 2026-05-27: three working days are left on Friday the 22nd.
    assert days(rulebook, "complaint.acceptance", date(2026, 5, 27)) == {
        "remind": "05-22 09:00",
        "urge": "05-26 09:00",
        "yellow": "05-27 09:00",
        "red": "05-28 09:00",
    }


def test_the_golden_week_is_no_time_to_work_in(rulebook: Rulebook) -> None:
    # 2026: 10-01 to 10-07 off, Saturday 10-10 worked. Due Friday 10-09.
    assert days(rulebook, "complaint.acceptance", date(2026, 10, 9)) == {
        "remind": "09-29 09:00",
        "urge": "10-08 09:00",
        "yellow": "10-09 09:00",
        "red": "10-10 09:00",
    }


def test_a_due_day_that_nobody_works_on_is_warned_of_on_the_last_day_before(rulebook: Rulebook) -> None:
    # A work order that states Sunday 2026-05-24 as its own deadline.
    assert days(rulebook, "hotline.city", date(2026, 5, 24)) == {
        "remind": "05-19 09:00",
        "urge": "05-21 09:00",
        "yellow": "05-22 09:00",
        "red": "05-25 09:00",
    }


def test_a_long_period_is_reminded_of_twice(rulebook: Rulebook) -> None:
    assert list(days(rulebook, "complaint.mediation", date(2026, 7, 17))) == [
        "remind_early",
        "remind",
        "urge",
        "yellow",
        "red",
    ]


def test_whoever_looks_late_finds_everything_that_was_missed(rulebook: Rulebook) -> None:
    due, at = date(2026, 5, 27), cast.at("2026-06-08")
    found = look(rulebook.ladder, "complaint.acceptance", due, rulebook.calendar, done={}, at=at)
    assert [one.stage.id for one in found.reached] == ["remind", "urge", "yellow", "red"]
    assert found.again_at is None


def test_what_was_raised_is_not_raised_again_even_for_an_earlier_day(rulebook: Rulebook) -> None:
    due, at = date(2026, 5, 27), cast.at("2026-05-26")
    done = {"remind": due, "urge": date(2026, 6, 30)}
    found = look(rulebook.ladder, "complaint.acceptance", due, rulebook.calendar, done=done, at=at)
    assert found.reached == ()
    assert found.again_at == cast.at("2026-05-27", "09:00")


def test_a_deadline_moved_later_is_warned_of_again(rulebook: Rulebook) -> None:
    done = {"remind": date(2026, 5, 27), "urge": date(2026, 5, 27)}
    at = cast.at("2026-06-12")
    found = look(
        rulebook.ladder, "complaint.acceptance", date(2026, 6, 17), rulebook.calendar, done=done, at=at
    )
    assert [one.stage.id for one in found.reached] == ["remind"]
    assert found.again_at == cast.at("2026-06-16", "09:00")


@pytest.mark.parametrize(
    ("at", "opens"),
    [
        ("2026-05-20 12:00", "2026-05-20 12:00"),  # within hours: now
        ("2026-05-20 03:00", "2026-05-20 09:00"),
        ("2026-05-20 17:30", "2026-05-21 09:00"),
        ("2026-05-22 20:00", "2026-05-25 09:00"),  # Friday evening: Monday
        ("2026-09-30 18:00", "2026-10-08 09:00"),  # the eve of the golden week
        ("2026-10-10 08:00", "2026-10-10 09:00"),  # a Saturday that is worked
    ],
)
def test_messages_wait_for_the_office_to_open(rulebook: Rulebook, at: str, opens: str) -> None:
    moment = datetime.fromisoformat(at).replace(tzinfo=cast.SHANGHAI)
    expected = datetime.fromisoformat(opens).replace(tzinfo=cast.SHANGHAI)
    assert next_opening(moment, rulebook.ladder.office_hours, rulebook.calendar) == expected


def test_in_a_year_nobody_has_loaded_weekends_and_new_year_are_no_working_days(rulebook: Rulebook) -> None:
    calendar = rulebook.calendar
    assert [works(date(2027, 1, day), calendar) for day in (1, 2, 3, 4)] == [False, False, False, True]
