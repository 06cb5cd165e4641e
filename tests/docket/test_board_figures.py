"""Rates and days worked out from how many ended how."""

from __future__ import annotations

import pytest

from xiaobao.docket.board_figures import Days, Line, OrdersAsked, Rate, among, days, rate
from xiaobao.docket.endings import Ended, Measure

HULI, JIANGTOU = 3, 5


def line(
    measure: Measure, how: Ended = Ended.ON_TIME, took: int = 0, count: int = 1, office: int = HULI
) -> Line:
    """So many clocks of one kind."""
    return Line(office, measure, how, took, count)


@pytest.mark.parametrize(
    ("on_time", "late", "percent"),
    [
        (0, 0, None),
        (3, 0, 100.0),
        (0, 3, 0.0),
        (2, 1, 66.7),
        (1, 1, 50.0),
        (9_999, 1, 99.9),
        (1, 9_999, 0.1),
    ],
)
def test_a_rate_is_of_what_can_be_judged_and_never_rounds_a_late_one_away(on_time, late, percent):
    assert Rate(on_time, late, provisional=7, undated=9).percent == percent


def test_what_stands_apart_is_counted_beside_the_rate():
    found = rate(
        [
            line(Measure.ACCEPTANCE, count=4),
            line(Measure.ACCEPTANCE, Ended.LATE, count=1),
            line(Measure.ACCEPTANCE, Ended.PROVISIONAL, count=2),
            line(Measure.ACCEPTANCE, Ended.UNDATED, count=3),
        ]
    )
    assert (found, found.judged, found.percent) == (Rate(4, 1, 2, 3), 5, 80.0)


def test_closing_is_made_of_mediation_of_checks_without_a_case_and_of_cases():
    each = [line(measure, took=place) for place, measure in enumerate(Measure) if place < 5]
    assert [one.measure for one in among(each, Measure.CLOSING)] == ["mediation", "unfiled", "case"]
    assert [one.measure for one in among(each, Measure.CHECK)] == ["unfiled", "filed"]
    assert [one.measure for one in among(each, Measure.ACCEPTANCE)] == ["acceptance"]


def test_days_are_the_mean_and_two_days_something_really_took():
    took = [line(Measure.CASE, took=day) for day in (1, 2, 3, 4, 5, 6, 7, 8, 9, 100)]
    assert days(took) == Days(count=10, mean=14.5, median=5, ninetieth=9)


def test_a_single_one_is_its_own_mean_median_and_ninetieth():
    assert days([line(Measure.CASE, Ended.LATE, took=7)]) == Days(1, 7.0, 7, 7)


def test_days_leave_out_what_has_no_day_and_keep_what_is_provisional():
    took = [
        line(Measure.CASE, Ended.UNDATED, count=5),
        line(Measure.CASE, Ended.PROVISIONAL, took=4, count=2),
    ]
    assert days(took) == Days(2, 4.0, 4, 4)
    assert days([]) == days(took[:1]) == Days()


def test_days_count_alike_ones_as_often_as_they_are():
    assert days([line(Measure.CASE, took=1, count=8), line(Measure.CASE, took=11, count=2)]) == Days(
        10, 3.0, 1, 11
    )


def test_the_list_of_orders_is_asked_for_without_what_is_left_open():
    assert OrdersAsked().to_query() == "state=open"
    assert OrdersAsked(office="huli", due="overdue").to_query() == "state=open&office=huli&due=overdue"
