"""The result is there: the clock counts again the day after, and the last day has moved by the days left out."""

from __future__ import annotations

from datetime import date

import pytest

from tests.docket.conftest import clocks
from tests.docket.mediation_cast import (
    OLD,
    accepted,
    act,
    agree,
    ask_to_withdraw,
    call,
    left,
    noon,
    order,
    version,
)
from xiaobao.docket import reckoning
from xiaobao.docket.actions.finish_appraisal import finish_appraisal
from xiaobao.docket.clock_row import from_model
from xiaobao.docket.models import Appraisal, Matter
from xiaobao.refusals import Changed, NotAllowed, NotFound, Refused


@pytest.fixture
def key(register, officers):
    key = accepted(register, officers)
    order(key, officers, noon(later=1))
    return key


def finished(key, officers, at=None, officer="chensiyuan", **changes):
    at = at or noon(later=21)
    given = {"ended_on": at.date(), "result": "菌落总数不合格。", "proof": "报告第9号"}
    return act(finish_appraisal, key, officers[officer], at, **given | changes)


def test_the_last_day_moves_by_the_days_left_out(key, officers, rulebook):
    finished(key, officers)
    clock, matter = clocks(key)["complaint.mediation"], Matter.objects.get(pk=key)
    # Accepted 20 May, day 60 is 19 July; 21 May to 10 June are 21 days: Sunday 9 August.
    assert (clock.state, clock.due_on, clock.due_earliest, clock.due_latest) == (
        "running",
        date(2026, 8, 9),
        date(2026, 8, 9),
        date(2026, 8, 10),
    )
    assert (matter.next_due, matter.unclocked) == (date(2026, 8, 9), "")
    assert clock.ledger == [
        {"kind": "start", "on": "2026-05-20"},
        {"kind": "pause", "on": "2026-05-21", "reason": "testing", "document": "受理单第7号"},
        {"kind": "resume", "on": "2026-06-10", "document": "报告第9号"},
    ]
    assert reckoning.recompute(from_model(clock), rulebook) == from_model(clock)
    row = Appraisal.objects.get()
    assert (row.ended_on, row.result, row.ended_proof) == (date(2026, 6, 10), "菌落总数不合格。", "报告第9号")
    assert matter.events.last().data == {"ended_on": "2026-06-10"}


def test_under_order_20_the_earlier_of_both_limits_moves_over_the_may_holiday(register, officers):
    key = accepted(register, officers, OLD)
    order(key, officers, noon(OLD, 56), kind="appraisal")  # 30 April
    finished(key, officers, noon(OLD, 62))  # 6 May
    clock = clocks(key)["complaint.mediation"]
    # 60 days from 5 March end on 4 May, seven days left out on 11 May; 45 working days end on 12 May, with
    # 30 April and 6 May left out (1 to 5 May are off, 9 May is worked) on 14 May.
    assert (clock.state, clock.due_on) == ("running", date(2026, 5, 11))
    assert "第四十六条第三款" in clock.basis


def test_a_last_day_that_moves_into_the_october_holidays_rolls_by_both_readings(register, officers):
    key = accepted(register, officers)
    order(key, officers, noon(later=50), began_on=date(2026, 7, 1))  # recorded on 9 July
    finished(key, officers, noon(later=110), ended_on=date(2026, 9, 5))
    clock = clocks(key)["complaint.mediation"]
    # Day 60 is 19 July; 1 July to 5 September are 67 days: 24 September, a Thursday and a working day.
    assert (clock.due_earliest, clock.due_latest) == (date(2026, 9, 24), date(2026, 9, 24))
    order(key, officers, noon(later=120), began_on=date(2026, 9, 17))
    finished(key, officers, noon(later=130), ended_on=date(2026, 9, 24))
    clock = clocks(key)["complaint.mediation"]
    # Eight days more: 2 October, in the holidays; after the statutory days the 4th, after all days off the 8th.
    assert (clock.due_earliest, clock.due_latest) == (date(2026, 10, 4), date(2026, 10, 8))


def test_it_can_be_finished_while_a_recusal_is_undecided(register, officers):
    key = accepted(register, officers)
    agree(key, officers, noon())
    call(key, officers, noon())
    order(key, officers, noon())
    ask_to_withdraw(key, officers, noon())
    finished(key, officers, noon(later=3))
    matter = Matter.objects.get(pk=key)
    assert (matter.state, matter.next_clock) == ("suspended", "complaint.mediation")


def test_an_end_without_a_paper_is_kept_with_a_warning(key, officers):
    assert "没有写明证明结束之日的文书" in finished(key, officers, proof="").weighed[-1].text


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"ended_on": date(2026, 5, 20)}, "ended_on"),
        ({"ended_on": date(2026, 6, 11)}, "ended_on"),
        ({"result": ""}, "result"),
    ],
)
def test_a_wrong_end_is_refused_at_its_field_and_nothing_is_written(key, officers, change, field):
    before = left(key)
    with pytest.raises(Refused) as refused:
        finished(key, officers, **change)
    assert (set(refused.value.fields), left(key)) == ({field}, before)
    assert clocks(key)["complaint.mediation"].state == "paused"


def test_what_was_not_ordered_has_no_result(register, officers):
    key = accepted(register, officers)
    with pytest.raises(Refused):
        finished(key, officers)


def test_a_double_click_ends_it_once_and_says_by_whom(key, officers):
    opened = version(key)
    finished(key, officers)
    with pytest.raises(Changed) as changed:
        finished(key, officers, officer="suming", version=opened)
    assert (changed.value.by, changed.value.what) == ("陈思远", ("记录鉴定检测结果",))


@pytest.mark.parametrize(("username", "error"), [("hemin", NotAllowed), ("lian", NotFound)])
def test_who_may_not_or_cannot_see_is_refused(key, officers, username, error):
    with pytest.raises(error):
        finished(key, officers, officer=username)
