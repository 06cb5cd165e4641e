"""A unit without competence hands back to the office that receives, with a reason, and nowhere else."""

from __future__ import annotations

from datetime import date

import pytest

from tests import cast
from tests.docket.arrival_cast import FREE_WORDS, OLD, act, kept_without_words, refused
from tests.docket.conftest import clocks
from xiaobao.docket.actions.assign import assign
from xiaobao.docket.actions.hand_back import hand_back
from xiaobao.docket.models import Matter
from xiaobao.docket.queries import visible


@pytest.mark.parametrize("row", [cast.complaint(), OLD, cast.report()])
def test_it_goes_to_intake_with_the_reason_and_out_of_the_units_reach(register, officers, row):
    key = register(row)
    done = act(hand_back, key, officers["chensiyuan"], words=FREE_WORDS)
    matter = Matter.objects.get(pk=key)
    assert (matter.office.code, matter.handler, matter.state) == ("intake", None, "received")
    assert done.event.data == {"from": "huli", "to": "intake"}
    assert done.event.ruling.words == FREE_WORDS
    assert FREE_WORDS not in kept_without_words(key)
    assert not visible(officers["chensiyuan"]).exists()


def test_the_bureaus_clock_runs_on_from_receipt(register, officers):
    key = register()
    act(hand_back, key, officers["chensiyuan"], words="经营地在江头街道。")
    clock = clocks(key)["complaint.acceptance"]
    assert (clock.state, clock.due_on) == ("running", date(2026, 5, 27))
    assert clock.ledger == [{"kind": "start", "on": "2026-05-18"}]


def test_from_intake_it_is_given_out_anew(register, officers):
    key = register()
    act(hand_back, key, officers["chensiyuan"], words="经营地在江头街道。")
    act(assign, key, officers["hemin"], office="jiangtou", handler="lian")
    assert Matter.objects.get(pk=key).handler.name == "黎安"


def test_a_reason_is_needed(register, officers):
    assert set(refused(hand_back, register(), officers["chensiyuan"], words=" ").fields) == {"words"}


def test_what_is_with_intake_is_not_handed_back(register, officers):
    key = register(cast.complaint(office_name=""))
    assert "已经在统一接收机构" in refused(hand_back, key, officers["luyiheng"], words="不归我们。").sentence
