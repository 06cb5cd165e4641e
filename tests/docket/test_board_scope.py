"""Which boards there are for whom, and that nobody's numbers hold what they may not know."""

from __future__ import annotations

import pytest

from tests import cast
from tests.docket.board_cast import docket, give, order, warn
from tests.docket.test_insiders import guarded
from xiaobao.docket.board_page import board_page
from xiaobao.docket.board_scope import Tab, scope
from xiaobao.docket.models import Matter
from xiaobao.docket.wall_page import wall_page
from xiaobao.refusals import NotAllowed, NotFound
from xiaobao.staff.models import Office, Post
from xiaobao.staff.permissions import authority

BLIND = ["admin", "heqing", "xuan", "guning"]


@pytest.mark.parametrize(
    ("who", "tabs"),
    [
        ("fangzhou", ["bureau", "office"]),
        ("tangyue", ["bureau", "office"]),
        ("hemin", ["bureau", "office"]),
        ("luyiheng", ["bureau", "office", "mine"]),
        ("suming", ["office", "mine"]),
        ("chensiyuan", ["mine"]),
        ("lian", ["mine"]),
    ],
)
def test_the_posts_held_say_which_boards_there_are_and_the_widest_opens(officers, who, tabs):
    found = scope(officers[who], cast.TODAY)
    assert [tab.value for tab in found.tabs] == tabs
    assert found.tab.value == tabs[0]
    assert {scope(officers[who], cast.TODAY, tab=tab).tab.value for tab in tabs} == set(tabs)


def test_a_board_one_does_not_have_is_the_widest_one_has(officers):
    assert scope(officers["chensiyuan"], cast.TODAY, tab="bureau").tab is Tab.MINE
    assert scope(officers["suming"], cast.TODAY, tab="nonsense").tab is Tab.OFFICE


@pytest.mark.parametrize("who", BLIND)
def test_posts_that_see_no_matters_have_no_board_and_no_wall(officers, rulebook, who):
    with pytest.raises(NotAllowed, match="没有看板"):
        board_page(officers[who], today=cast.TODAY, rulebook=rulebook)
    with pytest.raises(NotAllowed):
        wall_page(officers[who], at=cast.NOON, today=cast.TODAY, rulebook=rulebook)


def test_who_sees_the_bureau_may_look_at_any_office_who_heads_one_only_at_that(officers):
    assert scope(officers["fangzhou"], cast.TODAY, office="jiangtou").office.name == "江头市场监督管理所"
    assert scope(officers["suming"], cast.TODAY, office="huli").office.name == "湖里市场监督管理所"
    for who, office in [("suming", "jiangtou"), ("chensiyuan", "huli"), ("fangzhou", "nowhere")]:
        with pytest.raises(NotFound):
            scope(officers[who], cast.TODAY, office=office)


def test_who_heads_two_units_chooses_between_them(officers, rulebook):
    su_ming = officers["suming"].user
    Post.objects.create(
        user=su_ming, office=Office.objects.get(code="heshan"), code="unit_head", since=cast.SINCE
    )
    both = authority(su_ming, rulebook.locality, cast.TODAY)
    found = scope(both, cast.TODAY)
    assert ([office.code for office in found.offices], found.office.code) == (["huli", "heshan"], "huli")
    assert scope(both, cast.TODAY, office="heshan").office.code == "heshan"


def everything(officer, rulebook):
    """Every board an officer can open, and the wall, in words."""
    tabs = scope(officer, cast.TODAY).tabs
    boards = [
        board_page(officer, today=cast.TODAY, rulebook=rulebook, tab=tab.value, span="year") for tab in tabs
    ]
    return repr([boards, wall_page(officer, at=cast.NOON, today=cast.TODAY, rulebook=rulebook)])


def test_a_handler_of_another_office_sees_none_of_the_numbers(register, officers, rulebook):
    before = everything(officers["lian"], rulebook)
    key = register(
        cast.complaint(received_at=cast.at("2026-05-06"), decision="accepted", decided_at=cast.NOON)
    )
    warn(key, "red", "2026-05-19")
    order(key)
    give(key, "chensiyuan")
    assert everything(officers["lian"], rulebook) == before
    assert everything(officers["suming"], rulebook) != before


@pytest.mark.parametrize("who", ["hemin", "wenlan", "tangyue", "lian"])
def test_an_insiders_report_counts_on_no_board_of_who_may_not_know(register, officers, rulebook, who):
    docket(register)
    before = everything(officers[who], rulebook)
    key = guarded(register, officers)
    Matter.objects.filter(pk=key).update(next_due="2026-05-19")
    warn(key, "red", "2026-05-19")
    order(key)
    assert everything(officers[who], rulebook) == before


def test_an_insiders_report_counts_for_who_handles_it(register, officers, rulebook):
    guarded(register, officers)
    assert board_page(officers["chensiyuan"], today=cast.TODAY, rulebook=rulebook).own.now.open.count == 1
    assert board_page(officers["fangzhou"], today=cast.TODAY, rulebook=rulebook).bureau.now.open.count == 1
