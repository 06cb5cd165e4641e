"""More matters, fewer hands: months, hands, the year before, and what each office sees."""

from __future__ import annotations

from datetime import date

import pytest

from tests import cast
from tests.docket.findings_cast import came
from xiaobao.docket import rulebook
from xiaobao.docket.due import last_day_soon
from xiaobao.docket.load_board import LoadBoard, load_board
from xiaobao.docket.load_board_year import Span, year_until
from xiaobao.docket.models import Complaint, Matter
from xiaobao.docket.queries import visible
from xiaobao.refusals import NotAllowed
from xiaobao.staff.models import Post, User
from xiaobao.staff.permissions import Authority

pytestmark = pytest.mark.django_db


def board(officer: Authority, until: str = "") -> LoadBoard:
    """The board on the day of the examples."""
    return load_board(officer, year_until(until, cast.TODAY), rulebook=rulebook.current(), today=cast.TODAY)


def test_twelve_months_end_with_the_month_asked_for_and_this_month_with_today() -> None:
    year = year_until("", cast.TODAY)
    assert (len(year.months), year.whole) == (12, Span(date(2025, 6, 1), cast.TODAY))
    assert year_until("2024-02", cast.TODAY).whole == Span(date(2023, 3, 1), date(2024, 2, 29))


@pytest.mark.parametrize("asked", ["2027-01", "五月", "0000-00", "2026-13", "1500-01"])
def test_a_month_that_cannot_be_read_or_is_to_come_is_this_month(asked) -> None:
    assert year_until(asked, cast.TODAY) == year_until("", cast.TODAY)


def test_the_year_before_ends_on_the_same_day_and_a_whole_month_is_held_against_a_whole_one() -> None:
    assert year_until("", cast.TODAY).months[-1].before == Span(date(2025, 5, 1), date(2025, 5, 20))
    assert year_until("2025-02", cast.TODAY).months[-1].before.until == date(2024, 2, 29)
    assert year_until("2024-02", cast.TODAY).months[-1].before.until == date(2023, 2, 28)


def test_what_came_is_told_by_month_beside_the_year_before(officers) -> None:
    came(3, day="2026-05-18")
    came(1, day="2026-04-30")
    came(2, day="2025-05-12")
    came(4, day="2025-05-25")
    seen = board(officers["luyiheng"])
    may = seen.months[-1]
    assert (may.name, may.received.count, may.received_before, may.growth) == ("2026-05", 3, 2, 0.5)
    assert [one.received.count for one in seen.months[-2:]] == [1, 3]
    assert (seen.whole.received.count, seen.whole.received_before, seen.most) == (4, 2, 3)


def test_without_a_year_before_no_growth_is_told(officers) -> None:
    came(1)
    assert board(officers["luyiheng"]).whole.growth is None


def test_who_could_be_given_matters_is_counted_on_the_last_day_of_each_month(officers) -> None:
    came(6)
    seen = board(officers["suming"])
    before, here = seen.months[:7], seen.months[7:]
    assert {one.officers for one in before} == {0}
    assert {one.officers for one in here} == {3}
    assert (seen.whole.officers, seen.whole.officer_months) == (3, 15)
    assert (seen.whole.each, seen.months[-1].each, seen.months[0].each) == (6 / 15, 2.0, None)


def test_what_is_open_is_shared_among_the_officers_of_today_whatever_year_is_looked_at(officers) -> None:
    came(6)
    past = board(officers["suming"], "2025-06").whole
    assert (past.officers, past.officers_today, past.open.count, past.open_each) == (0, 3, 6, 2.0)
    assert (past.each, past.closed_each) == (None, None)
    assert board(officers["suming"]).months[-1].open_each is None


def test_somebody_with_two_posts_counts_once_and_whose_post_ended_no_more(officers) -> None:
    wenlan = officers["wenlan"].user
    Post.objects.create(user=wenlan, office=wenlan.posts.get().office, code="unit_head", since=cast.SINCE)
    Post.objects.filter(user__username="chensiyuan").update(until=date(2026, 3, 31))
    seen = board(officers["suming"])
    assert [one.officers for one in seen.months[-3:]] == [2, 2, 2]
    assert seen.months[-4].officers == 3


def test_an_account_that_was_shut_without_an_end_of_its_post_is_no_hand(officers) -> None:
    User.objects.filter(username="wenlan").update(is_active=False)
    assert board(officers["suming"]).whole.officers == 2


def test_a_station_sees_its_own_office_and_the_section_head_all(officers) -> None:
    came(2)
    away = came(1)[0]
    Matter.objects.filter(pk=away).update(office=officers["lian"].user.posts.get().office)
    assert [one.name for one in board(officers["suming"]).offices] == ["湖里市场监督管理所"]
    assert board(officers["suming"]).whole.received.count == 2
    counted = {one.name: one.received.count for one in board(officers["luyiheng"]).offices}
    assert (counted["湖里市场监督管理所"], counted["江头市场监督管理所"]) == (2, 1)


def test_every_number_opens_a_list_with_as_many_rows(officers) -> None:
    keys = came(3)
    came(1, day="2026-04-02")
    Matter.objects.filter(pk=keys[0]).update(state="closed", is_open=False)
    first = Matter.objects.get(pk=keys[0]).clocks.first()
    kind = type(first).objects.filter(pk=first.pk)
    kind.update(clock="complaint.mediation", state="stopped", stopped_on=cast.TODAY, started_on=cast.TODAY)
    Complaint.objects.filter(matter=keys[1]).update(outcome="self_settled", diversion="odr")
    seen, chief = board(officers["luyiheng"]), officers["luyiheng"]
    whole = seen.whole
    assert (whole.received.count, whole.closed.count, whole.open.count, seen.settled.count) == (4, 1, 3, 1)
    soon = last_day_soon(cast.TODAY, rulebook.current())
    listed = [seen.settled, *(one for row in (whole, *seen.months, *seen.offices)
              for one in (row.received, row.closed, row.open) if one)]  # fmt: skip
    for one in listed:
        rows = one.where.apply(visible(chief), today=cast.TODAY, soon=soon)
        assert rows.distinct().count() == one.count, one


def test_hours_saved_are_the_settled_times_the_minutes_of_the_bureau(officers) -> None:
    Complaint.objects.filter(matter__in=came(3)[:2]).update(outcome="self_settled", diversion="odr")
    gain = board(officers["suming"]).gain
    assert (gain.settled, gain.complaints, gain.hours) == (2, 3, 2 * 115 / 60)
    assert board(officers["lian"]).gain.settled == 0


def test_a_post_that_has_nothing_to_do_with_mining_is_refused(officers) -> None:
    with pytest.raises(NotAllowed):
        board(officers["xuan"])
