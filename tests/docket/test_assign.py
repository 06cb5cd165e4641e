"""Giving a matter to a unit: from the receiving office only, to somebody who works there."""

from __future__ import annotations

from datetime import date

import pytest

from tests import cast
from tests.docket.arrival_cast import OLD, act, refused
from tests.docket.conftest import clocks
from xiaobao.docket.actions.assign import assign
from xiaobao.docket.models import Matter
from xiaobao.docket.queries import visible
from xiaobao.refusals import NotAllowed

RECEIVED = cast.complaint(office_name="")


def test_it_goes_to_the_unit_and_the_officer_named_and_comes_into_their_reach(register, officers):
    key = register(RECEIVED)
    assert not visible(officers["chensiyuan"]).exists()
    done = act(assign, key, officers["hemin"], office="huli", handler="chensiyuan", words="请及时办理。")
    matter = visible(officers["chensiyuan"]).get()
    assert (matter.office.code, matter.handler.name, matter.version) == ("huli", "陈思远", 2)
    assert done.event.data == {"from": "intake", "to": "huli", "handler": "chensiyuan"}
    assert done.event.ruling.words == "请及时办理。"


def test_the_clock_of_the_bureau_is_the_same_before_and_after(register, officers):
    key = register(RECEIVED)
    act(assign, key, officers["hemin"], office="huli")
    clock = clocks(key)["complaint.acceptance"]
    assert (clock.state, clock.started_on, clock.due_on) == ("running", date(2026, 5, 18), date(2026, 5, 27))


@pytest.mark.parametrize("row", [cast.complaint(), OLD, cast.report()])
def test_what_a_unit_has_is_not_passed_on_to_another_by_anybody(register, officers, row):
    key = register(row)
    for username in ("hemin", "luyiheng"):
        refusal = refused(assign, key, officers[username], office="jiangtou")
        assert "不得自行移送" in refusal.fields["office"]


def test_a_unit_has_no_such_act_at_all(register, officers):
    key = register()
    for username in ("chensiyuan", "suming"):
        with pytest.raises(NotAllowed):
            act(assign, key, officers[username], office="jiangtou")


@pytest.mark.parametrize(
    ("given", "field"),
    [
        ({"office": "moon"}, "office"),
        ({"office": ""}, "office"),
        ({"office": "intake"}, "office"),
        ({"office": "jiangtou", "handler": "chensiyuan"}, "handler"),
        ({"office": "huli", "handler": "nobody"}, "handler"),
    ],
)
def test_office_and_officer_must_be_there(register, officers, given, field):
    assert set(refused(assign, register(RECEIVED), officers["hemin"], **given).fields) == {field}


def test_a_post_that_has_ended_does_not_count(register, officers):
    officers["chensiyuan"].user.posts.update(until=cast.TODAY)
    refusal = refused(assign, register(RECEIVED), officers["hemin"], office="huli", handler="chensiyuan")
    assert set(refusal.fields) == {"handler"}


def test_who_gives_out_a_report_does_not_name_themselves(register, officers):
    key = register(cast.report(office_name=""))
    refusal = refused(assign, key, officers["luyiheng"], office="consumer", handler="luyiheng")
    assert set(refusal.fields) == {"handler"}
    act(assign, key, officers["hemin"], office="consumer", handler="luyiheng")
    assert Matter.objects.get(pk=key).handler.username == "luyiheng"


def test_a_report_is_given_out_too(register, officers):
    key = register(cast.report(office_name=""))
    act(assign, key, officers["luyiheng"], office="jiangtou")
    assert Matter.objects.get(pk=key).office.code == "jiangtou"
