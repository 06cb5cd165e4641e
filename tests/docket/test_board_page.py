"""The boards of a docket counted by hand: every number, and that its list holds as many rows."""

from __future__ import annotations

from datetime import date
from itertools import product
from urllib.parse import parse_qsl

import pytest

from tests import cast
from tests.docket.board_cast import clock_of, docket, give, numbers, order, supervise
from xiaobao.docket.board_figures import Days, OrdersAsked, Rate
from xiaobao.docket.board_page import board_page
from xiaobao.docket.board_period import Span
from xiaobao.docket.board_scope import Tab
from xiaobao.docket.filters import Filter
from xiaobao.docket.models import Clock, Matter
from xiaobao.docket.order_reach import orders_within
from xiaobao.docket.orders_page import OrdersFilter
from xiaobao.docket.queries import inbox


@pytest.fixture
def matters(register):
    """The matters of the docket by name."""
    return docket(register)


@pytest.fixture
def board(officers, rulebook):
    """Open a board for somebody."""

    def look(who, today=cast.TODAY, **asked):
        return board_page(officers[who], today=today, rulebook=rulebook, **asked)

    return look


@pytest.fixture
def supervised(matters):
    """The docket with warnings and orders on some of it."""
    supervise(matters)
    return matters


def counted(now):
    """Read the numbers of how things stand."""
    return {name: getattr(now, name).count for name in ("open", "overdue", "today", "soon")}


def rates(looked):
    """Read the rates."""
    return {figure.measure.value: figure.rate for figure in looked.rates}


def times(looked):
    """Read how long it took."""
    return {figure.measure.value: figure.days for figure in looked.times}


def test_the_leader_sees_all_offices_and_each_by_itself(matters, board):
    shown = board("fangzhou").bureau
    assert counted(shown.now) == {"open": 8, "overdue": 1, "today": 0, "soon": 0}
    offices = {line.code: counted(line.now) for line in shown.offices}
    assert offices["huli"] == {"open": 7, "overdue": 1, "today": 0, "soon": 0}
    assert offices["jiangtou"] == {"open": 1, "overdue": 0, "today": 0, "soon": 0}
    assert offices["heshan"] == {"open": 0, "overdue": 0, "today": 0, "soon": 0}
    assert len(offices) == 7


def test_acceptance_is_on_time_on_the_last_day_and_late_the_day_after(matters, board):
    # in_time, last_day, declined, settled and elsewhere; one late; one accepted on a day nobody gives.
    found = rates(board("fangzhou").bureau.looked)["acceptance"]
    assert found == Rate(on_time=5, late=1, provisional=0, undated=1)
    assert found.percent == 83.3


def test_the_day_after_the_last_day_is_late(matters, board):
    last = clock_of(matters["last_day"], "complaint.acceptance").due_latest
    Clock.objects.filter(matter=matters["last_day"], clock="complaint.acceptance").update(stopped_on=last)
    assert rates(board("fangzhou").bureau.looked)["acceptance"].late == 1
    late_by_one = date.fromordinal(last.toordinal() + 1)
    Clock.objects.filter(matter=matters["last_day"], clock="complaint.acceptance").update(
        stopped_on=late_by_one
    )
    assert rates(board("fangzhou").bureau.looked)["acceptance"].late == 2


def test_where_two_readings_differ_only_the_latest_makes_late(matters, board):
    wanted = {"due_earliest": date(2026, 5, 1), "due_on": date(2026, 5, 1), "due_latest": date(2026, 5, 6)}
    Clock.objects.filter(matter=matters["in_time"], clock="complaint.acceptance").update(
        **wanted, stopped_on=date(2026, 5, 6)
    )
    assert rates(board("fangzhou").bureau.looked)["acceptance"] == Rate(5, 1, 0, 1)


@pytest.mark.parametrize("day", ["2026-05-07", "2026-05-19"])
def test_a_provisional_period_is_neither_on_time_nor_late_however_soon_it_ended(matters, board, day):
    Clock.objects.filter(matter=matters["in_time"], clock="complaint.acceptance").update(
        provisional=True, stopped_on=date.fromisoformat(day)
    )
    assert rates(board("fangzhou").bureau.looked)["acceptance"] == Rate(4, 1, 1, 1)


def test_a_period_whose_last_day_nobody_can_know_stands_apart_too(matters, board):
    Clock.objects.filter(matter=matters["in_time"], clock="complaint.acceptance").update(due_latest=None)
    assert rates(board("fangzhou").bureau.looked)["acceptance"] == Rate(4, 1, 1, 1)


def test_filing_is_a_check_that_ended_but_closes_nothing(matters, board):
    found = rates(board("fangzhou").bureau.looked)
    assert found["check"] == Rate(on_time=2)
    assert found["closing"] == Rate(on_time=2)  # settled and not_filed


def test_a_case_that_is_decided_closes_the_report_it_was_filed_on(matters, board):
    Clock.objects.filter(matter=matters["filed"], clock="case.decision").update(
        state="stopped", stopped_on=cast.TODAY
    )
    looked = board("fangzhou").bureau.looked
    assert rates(looked)["closing"] == Rate(on_time=3)
    assert times(looked)["case"] == Days(1, 2.0, 2, 2)


def test_days_are_natural_days_from_receipt(matters, board):
    found = times(board("fangzhou").bureau.looked)
    # in_time 2, last_day 8, late 13, declined 1, settled 1, elsewhere 2.
    assert found["acceptance"] == Days(6, 4.5, 2, 13)
    assert found["check"] == Days(2, 1.5, 1, 2)
    assert found["mediation"] == Days(1, 13.0, 13, 13)
    assert found["case"] == Days()
    assert found["closing"] == Days(2, 7.0, 1, 13)


def test_a_day_before_receipt_counts_as_none(matters, board):
    Matter.objects.filter(pk=matters["not_filed"]).update(received_on=date(2026, 5, 20))
    assert times(board("fangzhou").bureau.looked)["check"] == Days(2, 1.0, 0, 2)


def test_the_last_thirty_days_leave_out_what_ended_before(matters, board):
    asked = {"last30": 6, "month": 6, "last_month": 1, "year": 7}
    found = {span: times(board("fangzhou", span=span).bureau.looked)["acceptance"].count for span in asked}
    assert found == asked


def test_what_ended_on_a_day_nobody_gives_counts_where_it_began(matters, board):
    found = {
        span: rates(board("fangzhou", span=span).bureau.looked)["acceptance"].undated
        for span in ("month", "last_month")
    }
    assert found == {"month": 1, "last_month": 0}


def test_what_was_received_is_counted_by_kind(matters, board):
    looked = board("fangzhou").bureau.looked
    assert looked.received.count == 10
    assert [(track.value, listed.count) for track, listed in looked.by_kind] == [
        ("complaint", 8),
        ("report", 2),
    ]


def test_warnings_count_matters_once_a_grade_and_orders_stand_until_they_are_ended(supervised, board):
    shown = board("fangzhou").bureau
    assert {one.grade.value: one.listed.count for one in shown.looked.warned} == {
        "remind": 2, "urge": 1, "yellow": 0, "red": 2,
    }  # fmt: skip
    assert (shown.now.orders.count, shown.now.late_replies.count) == (5, 2)
    huli = next(line for line in shown.offices if line.code == "huli")
    assert (huli.now.orders.count, huli.now.late_replies.count) == (4, 1)
    assert {one.grade.value: one.listed.count for one in huli.warned}["red"] == 2


def test_an_order_stays_with_the_office_it_was_given_to(supervised, board, officers):
    Matter.objects.filter(pk=supervised["elsewhere"]).update(
        office=Matter.objects.get(pk=supervised["late"]).office
    )
    offices = {line.code: line.now.orders.count for line in board("fangzhou").bureau.offices}
    assert (offices["huli"], offices["jiangtou"]) == (4, 1)


def test_the_head_of_a_unit_sees_who_carries_how_much(matters, board):
    give(matters["overdue"], "wenlan")
    give(matters["undated"], "chensiyuan")
    give(matters["filed"], "chensiyuan")
    give(matters["not_filed"], "chensiyuan")
    shown = board("suming").office
    assert [(line.name, line.now.open.count, line.now.overdue.count, line.rest) for line in shown.people] == [
        ("温岚", 1, 1, 0),
        ("", 4, 0, 4),
        ("陈思远", 2, 0, 2),
    ]
    assert shown.heaviest == 4
    assert counted(shown.now) == {"open": 7, "overdue": 1, "today": 0, "soon": 0}


def test_a_handler_sees_what_is_theirs_by_time_left_and_what_nobody_has(matters, board):
    give(matters["overdue"], "chensiyuan")
    give(matters["filed"], "chensiyuan")
    give(matters["late"], "wenlan")
    own = board("chensiyuan").own
    assert counted(own.now) == {"open": 2, "overdue": 1, "today": 0, "soon": 0}
    assert [row.id for row in own.rows] == [matters["overdue"], matters["filed"]]
    assert counted(own.waiting.now)["open"] == 4
    assert matters["late"] not in [row.id for row in own.waiting.rows]


def test_a_handler_sees_the_orders_they_answer_the_soonest_reply_first(supervised, board, officers):
    give(supervised["late"], "chensiyuan")
    mine = order(supervised["before"], due=date(2026, 5, 22), owner=officers["chensiyuan"].user)
    own = board("chensiyuan").own
    assert [(one.state, one.due.words if one.due else "") for one in own.orders] == [
        ("待回复", "逾期1个工作日"),
        ("退回重报", "今日届满"),
        ("待回复", "剩2个工作日"),
        ("待审核", ""),
        ("已认可", ""),
    ]
    assert (own.orders[2].id, own.orders[2].grade_label) == (mine.pk, "红牌")
    assert (own.now.orders.count, own.now.late_replies.count) == (5, 1)


def test_who_sees_the_whole_bureau_is_not_shown_everything_nobody_has(matters, board):
    own = board("luyiheng", tab="mine").own
    assert (own.now.open.count, own.waiting) == (0, None)


@pytest.mark.parametrize("who", ["fangzhou", "luyiheng", "tangyue", "hemin", "suming", "chensiyuan", "lian"])
def test_every_number_is_as_many_as_its_list_holds(supervised, board, officers, rulebook, who):
    give(supervised["overdue"], "chensiyuan")
    Clock.objects.filter(matter=supervised["in_time"]).update(provisional=True)
    for tab, span in product(Tab, Span):
        found = list(numbers(board(who, tab=tab.value, span=span.value)))
        assert len(found) >= 4
        in_lists = [(one, in_list(officers[who], one.where, rulebook)) for one in found]
        assert in_lists == [(one, one.count) for one in found]


def in_list(officer, where, rulebook):
    """Count the rows of a list as the screens list them."""
    if isinstance(where, Filter):
        assert Filter.from_query(dict(parse_qsl(where.to_query()))) == where
        return inbox(officer, where, cast.TODAY, rulebook).total
    return in_orders(officer, where)


def in_orders(officer, where: OrdersAsked):
    """Count supervision orders as their list is asked for."""
    chosen = OrdersFilter.from_query(dict(parse_qsl(where.to_query())))
    return chosen.apply(orders_within(officer), officer, cast.TODAY).count()
