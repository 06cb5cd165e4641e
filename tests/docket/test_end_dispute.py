"""How a dispute ended: its clock stops, and whose the complaint is stands on the complaint."""

from __future__ import annotations

from datetime import date

import pytest

from tests import cast
from tests.docket.arrival_cast import FREE_WORDS, OLD, act, kept_without_words, refused
from tests.docket.conftest import clocks
from xiaobao.docket.actions.dispute import dispute
from xiaobao.docket.actions.end_dispute import end_dispute
from xiaobao.docket.models import Dispute, Matter

SIMING, CITY = "厦门市思明区市场监督管理局", "厦门市市场监督管理局"
LATER = cast.at("2026-05-22")
AGREED = {"outcome": "agreed", "on": date(2026, 5, 21), "ours": False, "at": LATER}


@pytest.fixture
def disputed(register, officers):
    """思明区 says the complaint is ours, since 19 May."""
    key = register()
    act(
        dispute,
        key,
        officers["hemin"],
        with_whom=SIMING,
        arose_on=date(2026, 5, 19),
        words="对方认为不归其管。",
    )
    return key


def competence(key):
    complaint = Matter.objects.get(pk=key).complaint
    return complaint.competent, complaint.competent_elsewhere, complaint.placed_on


def test_agreed_as_theirs_stops_the_clock_and_says_whose_it_is(disputed, officers):
    done = act(end_dispute, disputed, officers["hemin"], **AGREED, words=FREE_WORDS)
    clock = clocks(disputed)["jurisdiction.dispute"]
    assert (clock.state, clock.stopped_on) == ("stopped", date(2026, 5, 21))
    assert competence(disputed) == (False, SIMING, date(2026, 5, 22))
    row = Dispute.objects.get()
    assert (row.outcome, row.ended_on, row.ours) == ("agreed", date(2026, 5, 21), False)
    assert row.words == f"对方认为不归其管。\n{FREE_WORDS}"
    assert done.event.data == {"outcome": "agreed", "on": "2026-05-21", "ours": False}
    assert FREE_WORDS not in kept_without_words(disputed)
    assert clocks(disputed)["complaint.acceptance"].state == "running"


def test_agreed_as_ours(disputed, officers):
    act(end_dispute, disputed, officers["hemin"], **AGREED | {"ours": True})
    assert competence(disputed)[:2] == (True, "")


def test_somebody_else_again_may_be_named(disputed, officers):
    act(end_dispute, disputed, officers["hemin"], **AGREED | {"outcome": "referred"}, elsewhere=CITY)
    assert competence(disputed)[:2] == (False, CITY)


def test_referred_and_not_yet_designated_leaves_competence_open(disputed, officers):
    act(end_dispute, disputed, officers["hemin"], **AGREED | {"outcome": "referred", "ours": None})
    assert competence(disputed) == (None, "", None)
    assert clocks(disputed)["jurisdiction.dispute"].state == "stopped"


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"outcome": "won"}, "outcome"),
        ({"ours": None}, "ours"),
        ({"on": date(2026, 5, 18)}, "on"),
        ({"on": date(2026, 5, 23)}, "on"),
        ({"ours": True, "elsewhere": SIMING}, "elsewhere"),
    ],
)
def test_an_end_that_cannot_be_is_refused(disputed, officers, wrong, field):
    assert set(refused(end_dispute, disputed, officers["hemin"], **AGREED | wrong).fields) == {field}


def test_without_a_dispute_there_is_none_to_end(register, officers):
    assert "没有尚未结束" in refused(end_dispute, register(), officers["hemin"], **AGREED).sentence


def test_under_order_20_too(register, officers):
    key = register(OLD)
    at = cast.at("2026-03-06")
    act(dispute, key, officers["hemin"], with_whom=SIMING, arose_on=date(2026, 3, 3), at=at)
    act(end_dispute, key, officers["hemin"], outcome="referred", on=date(2026, 3, 6), ours=None, at=at)
    assert clocks(key)["jurisdiction.dispute"].stopped_on == date(2026, 3, 6)
