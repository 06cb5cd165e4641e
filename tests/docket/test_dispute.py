"""A dispute over competence has a clock of its own, from the day it arose to the day it was settled or referred."""

from __future__ import annotations

from datetime import date

import pytest

from tests import cast
from tests.docket.arrival_cast import FREE_WORDS, OLD, act, kept_without_words, refused
from tests.docket.conftest import clocks
from xiaobao.docket.actions.dispute import dispute
from xiaobao.docket.actions.end_dispute import end_dispute
from xiaobao.docket.models import Dispute, Matter

SIMING = "厦门市思明区市场监督管理局"
AROSE = {"with_whom": SIMING, "arose_on": date(2026, 5, 19)}
LATER = cast.at("2026-05-22")


def test_the_clock_runs_from_the_day_it_arose(register, officers):
    key = register()
    done = act(dispute, key, officers["hemin"], **AROSE, words=FREE_WORDS)
    clock = clocks(key)["jurisdiction.dispute"]
    # Seven working days after Tuesday 19 May: 20 to 22, 25 to 28 May.
    assert (clock.state, clock.started_on, clock.due_on) == ("running", date(2026, 5, 19), date(2026, 5, 28))
    assert "《市场监督管理投诉举报处理办法》第三十三条" in clock.basis
    assert clocks(key)["complaint.acceptance"].state == "running"
    row = Dispute.objects.get()
    assert (row.with_whom, row.words, row.ended_on) == (SIMING, FREE_WORDS, None)
    assert done.event.data == {"arose_on": "2026-05-19"}
    assert FREE_WORDS not in kept_without_words(key)


def test_under_order_20_it_is_order_20s_clock(register, officers):
    key = register(OLD)
    given = {"with_whom": SIMING, "arose_on": date(2026, 3, 3)}
    act(dispute, key, officers["hemin"], **given, at=cast.at("2026-03-03"))
    clock = clocks(key)["jurisdiction.dispute"]
    # 4 to 6 March, 9 to 12 March.
    assert (clock.regulation, clock.due_on) == ("samr-order-20", date(2026, 3, 12))
    assert "第三十条" in clock.basis


def test_one_at_a_time(register, officers):
    key = register()
    act(dispute, key, officers["hemin"], **AROSE)
    assert "还没有结果" in refused(dispute, key, officers["luyiheng"], **AROSE).sentence


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"with_whom": ""}, "with_whom"),
        ({"arose_on": date(2026, 5, 21)}, "arose_on"),
        ({"arose_on": date(2026, 5, 15)}, "arose_on"),
    ],
)
def test_with_whom_and_when_must_be_right(register, officers, wrong, field):
    assert set(refused(dispute, register(), officers["hemin"], **AROSE | wrong).fields) == {field}


def test_a_second_dispute_is_counted_from_its_own_day(register, officers):
    key = register()
    act(dispute, key, officers["hemin"], **AROSE)
    ended = {"outcome": "agreed", "on": date(2026, 5, 20), "ours": True}
    act(end_dispute, key, officers["hemin"], **ended)
    again = {"with_whom": "厦门市集美区市场监督管理局", "arose_on": date(2026, 5, 21)}
    act(dispute, key, officers["hemin"], **again, at=LATER)
    clock = clocks(key)["jurisdiction.dispute"]
    # 22 May, 25 to 29 May, 1 June.
    assert (clock.state, clock.started_on, clock.due_on) == ("running", date(2026, 5, 21), date(2026, 6, 1))
    assert list(Dispute.objects.values_list("arose_on", "ended_on")) == [
        (date(2026, 5, 19), date(2026, 5, 20)),
        (date(2026, 5, 21), None),
    ]
    assert Matter.objects.get().next_clock == "complaint.acceptance"
