"""The four regulars: on which days they fall, and what may be done with one."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from xiaobao.docket.models import Engagement
from xiaobao.rules import regulars
from xiaobao.rules.regulars import Regular, RegularAct
from xiaobao.rules.tiers import Regulars
from xiaobao.rules.workdays import Calendar

LISTED = date(2026, 4, 8)
"""A Wednesday."""


@pytest.fixture
def calendar(content) -> Calendar:
    return Calendar.load(content)


@pytest.mark.parametrize(
    ("weeks", "no_earlier", "day"),
    [
        (1, "2026-04-08", "2026-04-15"),  # the first comes a whole period after the listing
        (1, "2026-04-15", "2026-04-15"),  # on its own day it is still to come
        (1, "2026-04-16", "2026-04-22"),
        (4, "2026-04-09", "2026-05-06"),
        (13, "2026-04-09", "2026-07-08"),
    ],
)
def test_a_regular_falls_every_so_many_weeks_from_the_day_of_listing(calendar, weeks, no_earlier, day):
    found = regulars.next_day(LISTED, weeks, no_earlier=date.fromisoformat(no_earlier), calendar=calendar)
    assert found == date.fromisoformat(day)


def test_a_day_off_moves_to_the_next_working_day(calendar):
    # Every Friday; 1 May 2026 is a holiday, and people work again on the 6th.
    found = regulars.next_day(date(2026, 4, 10), 1, no_earlier=date(2026, 4, 28), calendar=calendar)
    assert found == date(2026, 5, 6)


def test_a_day_that_was_moved_past_the_day_asked_for_is_not_forgotten(calendar):
    found = regulars.next_day(date(2026, 4, 10), 1, no_earlier=date(2026, 5, 4), calendar=calendar)
    assert found == date(2026, 5, 6)


def test_in_a_year_nobody_has_loaded_it_keeps_off_weekends(calendar):
    assert regulars.on_working_day(date(2031, 3, 1), calendar) == date(2031, 3, 3)


def test_whatever_day_is_asked_the_same_day_comes_out_until_it_has_passed(calendar):
    days = [LISTED + timedelta(days=place) for place in range(1, 8)]
    found = {regulars.next_day(LISTED, 1, no_earlier=day, calendar=calendar) for day in days}
    assert found == {date(2026, 4, 15)}


def test_the_rule_and_the_table_call_kinds_and_states_alike():
    assert [one.value for one in Regular] == Engagement.Kind.values
    assert [one.label for one in Regular] == [str(label) for label in Engagement.Kind.labels]
    assert {one.value for one in Regular} == set(Regulars.model_fields)
    named = {state for states in regulars.FROM.values() for state in states}
    assert named | {*regulars.OWED} <= set(Engagement.State.values)


@pytest.mark.parametrize(
    ("state", "acts"),
    [
        ("planned", [RegularAct.PREPARE, RegularAct.DROP]),
        ("prepared", [RegularAct.PREPARE, RegularAct.SEND, RegularAct.HOLD, RegularAct.DROP]),
        ("sent", [RegularAct.HOLD, RegularAct.DROP]),
        ("held", [RegularAct.FOLLOW_UP]),
        ("done", []),
        ("dropped", []),
    ],
)
def test_what_may_be_done_follows_from_the_state(state, acts):
    assert list(regulars.offered(state)) == acts


def test_one_is_late_the_day_after_it_was_planned_until_it_has_been_sent():
    planned, after = date(2026, 4, 15), date(2026, 4, 16)
    assert not regulars.is_late("prepared", planned, planned)
    assert regulars.is_late("prepared", planned, after)
    assert not regulars.is_late("sent", planned, after)


def test_what_was_agreed_needs_words_and_days_that_can_be():
    decision = regulars.check_hold(
        agreed=" ", held_on=date(2026, 5, 21), follow_up_on=date(2026, 5, 1), today=date(2026, 5, 20)
    )
    assert [reason.field for reason in decision.reasons] == ["agreed", "held_on", "follow_up_on"]
