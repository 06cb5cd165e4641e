"""What was found wanting: by kind, by track and hot category, and labels that were corrected."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from tests import cast
from tests.docket.findings_cast import came, labelled
from xiaobao.docket.defects_board import DefectsBoard, defects_board
from xiaobao.docket.models import Event, LabelRuling, Matter
from xiaobao.refusals import NotAllowed
from xiaobao.staff.permissions import Authority

pytestmark = pytest.mark.django_db
SINCE = date(2026, 5, 1)


def happened(matter: int, verb: str, day: str = "2026-05-19", **data: Any) -> None:
    """Something happened to a matter."""
    at = cast.at(day)
    Event.objects.create(matter_id=matter, verb=verb, occurred_at=at, recorded_at=at, data=data)


def ruled(
    matter: int, given: str, officer: Authority, *, proposed: str = "食品安全", scheme: str = "hot"
) -> None:
    """Somebody says what a label is."""
    LabelRuling.objects.create(
        matter_id=matter, scheme=scheme, proposed=proposed, given=given, by=officer.user, at=cast.NOON
    )


def board(officer: Authority) -> DefectsBoard:
    """The board of May."""
    return defects_board(officer, SINCE, cast.TODAY)


def counted(seen: DefectsBoard) -> dict[str, tuple[int, int]]:
    """Part and whole of each defect that there is."""
    return {one.wanting.value: (one.share.part, one.share.whole) for one in seen.defects if one.share.part}


def test_each_defect_stands_beside_the_acts_it_is_held_against(officers) -> None:
    one, two = came(2)
    for verb in ("assign", "assign", "hand_back", "propose", "send_back", "close", "reopen", "void"):
        happened(one, verb)
    happened(two, "order_reply")
    happened(two, "order_return")
    assert counted(board(officers["luyiheng"])) == {
        "handed_back": (1, 2), "sent_back": (1, 1), "voided": (1, 0), "reopened": (1, 1), "order": (1, 1),
    }  # fmt: skip


def test_a_review_is_a_defect_only_where_it_was_returned(officers) -> None:
    (one,) = came(1, kind="report")
    happened(one, "review", agree=True)
    happened(one, "review", agree=False)
    assert counted(board(officers["luyiheng"])) == {"review": (1, 2)}


def test_what_the_law_asks_for_is_no_defect(officers) -> None:
    (one,) = came(1)
    for verb in ("return", "dispute", "redirect", "withdraw"):
        happened(one, verb)
    assert counted(board(officers["luyiheng"])) == {}


def test_a_matter_counts_once_however_often_it_was_found_wanting_and_only_in_these_days(officers) -> None:
    one, two = came(2)
    came(1, kind="report")
    happened(one, "void")
    happened(one, "hand_back")
    happened(two, "void", day="2026-04-30")
    seen = board(officers["luyiheng"])
    assert (seen.tracks["complaint"].part, seen.tracks["complaint"].whole) == (1, 2)
    assert (seen.tracks["report"].part, seen.tracks["report"].whole) == (0, 1)


def test_by_hot_category_what_is_only_asked_is_left_out(officers) -> None:
    one, two, three = came(3)
    labelled(one)
    labelled(two)
    labelled(three, band="ask")
    happened(one, "void")
    happened(three, "void")
    seen = board(officers["luyiheng"]).categories
    assert {name: (of.part, of.whole) for name, of in seen.items()} == {"食品安全": (1, 2)}


def test_corrections_are_a_share_of_what_was_ruled_on_and_the_last_word_holds(officers) -> None:
    one, two, three, four = came(4)
    for key in (one, two, three):
        labelled(key)
    chief = officers["luyiheng"]
    ruled(one, "家居用品", chief)
    ruled(one, "食品安全", chief)
    ruled(two, "", chief)
    ruled(four, "旅游服务", chief, proposed="")
    seen = board(chief)
    hot = next(one for one in seen.corrected if one.scheme == "hot")
    assert (hot.share.part, hot.share.whole, hot.proposed) == (1, 2, 3)
    assert seen.hot["食品安全"].rate == 0.5


def test_a_station_counts_its_own_matters_alone(officers) -> None:
    here, there = came(2)
    Matter.objects.filter(pk=there).update(office=officers["lian"].user.posts.get().office)
    for key in (here, there):
        happened(key, "void")
        labelled(key)
        ruled(key, "", officers["luyiheng"])
    for username, many in (("luyiheng", 2), ("suming", 1)):
        seen = board(officers[username])
        assert counted(seen) == {"voided": (many, 0)}
        assert (seen.tracks["complaint"].part, seen.hot["食品安全"].whole) == (many, many)


def test_a_post_that_has_nothing_to_do_with_mining_is_refused(officers) -> None:
    with pytest.raises(NotAllowed):
        board(officers["xuan"])
