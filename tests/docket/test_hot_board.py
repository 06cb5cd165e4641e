"""The board of hot issues: who sees which score, what other weights make of it, where the matters lie."""

from __future__ import annotations

from typing import Any

import pytest

from tests import cast
from tests.docket.findings_cast import came, found
from xiaobao.docket import rulebook
from xiaobao.docket.hot_board import HotBoard, hot_board
from xiaobao.docket.hot_weights import Weights
from xiaobao.docket.models import Finding, Matter
from xiaobao.refusals import NotAllowed
from xiaobao.staff.permissions import Authority

pytestmark = pytest.mark.django_db


def part(criterion: str, measure: float) -> dict[str, Any]:
    """One part of a score, a quarter of it."""
    return {"criterion": criterion, "name": "count", "value": 3, "unit": "matter", "measure": measure,
            "weight": 0.25, "why": "计3件"}  # fmt: skip


def issue(title: str, many: int, *, concentrated: float, harmful: float, **more: Any) -> Finding:
    """A hot issue of these complaints, measured under two criteria."""
    parts = [part("harmful", harmful), part("concentrated", concentrated)]
    score = 0.25 * (concentrated + harmful)
    matters = came(many)
    return found("issue", matters, title=title, parts=parts, score=score, **more)


def board(officer: Authority, *, street: str = "", **weights: int) -> HotBoard:
    """The board on the day of the examples."""
    return hot_board(officer, Weights(weights), street=street, rulebook=rulebook.current(), today=cast.TODAY)


@pytest.fixture
def two(officers: dict[str, Authority]) -> tuple[Finding, Finding]:
    """Much is said of yoghurt; less of leaking gas, which does harm."""
    yoghurt = issue("酸奶过期", 2, concentrated=0.9, harmful=0.1)
    return yoghurt, issue("燃气灶漏气", 2, concentrated=0.3, harmful=0.6)


def test_the_first_is_what_the_bureaus_weights_put_first(two, officers) -> None:
    seen = board(officers["luyiheng"])
    assert [(one.place, one.finding.title) for one in seen.issues] == [(1, "酸奶过期"), (2, "燃气灶漏气")]


def test_with_harm_alone_the_order_turns_and_each_says_where_it_was(two, officers) -> None:
    seen = board(officers["luyiheng"], harmful=10)
    assert [(one.finding.title, one.by_default, one.moved) for one in seen.issues] == [
        ("燃气灶漏气", 2, 1),
        ("酸奶过期", 1, -1),
    ]


def test_each_criterion_is_shown_as_it_is_whatever_it_weighs(two, officers) -> None:
    first = board(officers["luyiheng"]).issues[0]
    assert [(one.criterion, one.percent) for one in first.measures] == [("concentrated", 90), ("harmful", 10)]


def test_who_sees_a_part_of_an_issue_is_told_no_score(two, officers) -> None:
    yoghurt, _gas = two
    away = Matter.objects.filter(findings__finding=yoghurt).order_by("pk").last()
    Matter.objects.filter(pk=away.pk).update(office=officers["lian"].user.posts.get().office)
    seen = {one.finding.title: one for one in board(officers["chensiyuan"]).issues}
    assert (seen["酸奶过期"].place, seen["酸奶过期"].score, seen["酸奶过期"].matters) == (None, None, 1)
    assert seen["酸奶过期"].measures == ()


def test_a_street_narrows_the_board_and_the_scheme_counts_by_street(two, officers) -> None:
    yoghurt, gas = two
    Matter.objects.filter(findings__finding=yoghurt).update(place="禾山街道禾盛社区")
    Matter.objects.filter(findings__finding=gas).update(place="江头街道")
    seen = board(officers["luyiheng"], street="江头街道")
    assert [one.finding.title for one in seen.issues] == ["燃气灶漏气"]
    counted = {one.name: (one.matters, one.depth) for one in seen.scheme.streets}
    assert counted["禾山街道"] == (2, 5)
    assert counted["江头街道"] == (2, 5)
    assert counted["金山街道"] == (0, 0)


def test_a_street_that_is_none_of_ours_narrows_nothing(two, officers) -> None:
    assert len(board(officers["luyiheng"], street="思明街道").issues) == 2


def test_the_last_week_stands_last(two, officers) -> None:
    first = board(officers["luyiheng"]).issues[0]
    assert (len(first.weeks), sum(first.weeks), first.weeks[-1]) == (13, 2, 2)


def test_what_was_rejected_or_put_off_is_not_on_the_board(two, officers) -> None:
    yoghurt, gas = two
    Finding.objects.filter(pk=yoghurt.pk).update(state="rejected")
    Finding.objects.filter(pk=gas.pk).update(state="snoozed")
    assert board(officers["luyiheng"]).issues == ()


def test_a_post_that_has_nothing_to_do_with_mining_is_refused(officers) -> None:
    with pytest.raises(NotAllowed):
        board(officers["xuan"])


@pytest.mark.parametrize(
    ("query", "given"),
    [
        ({}, {}),
        ({"harmful": "3", "wide": "0"}, {"harmful": 3, "wide": 0}),
        ({"harmful": "99"}, {"harmful": 10}),
        ({"harmful": "-1", "wide": "两"}, {}),
        ({"harmful": "0", "wide": "0"}, {}),
    ],
)
def test_weights_that_say_nothing_are_the_bureaus(query, given) -> None:
    assert Weights.from_query(query).given == given
