"""The receiving office gives out; a unit hands back to it; nobody passes a matter sideways."""

from __future__ import annotations

import pytest

from xiaobao import law as law_room
from xiaobao.rules import distribution

GIVEN = {
    "regulation": "samr-order-121",
    "held_by": "bureau",
    "same": False,
    "known": True,
    "handler": "",
    "holds_post": False,
}


@pytest.fixture(scope="module")
def law():
    return law_room.load()


def fields(decision):
    return decision.outcome, {reason.field for reason in decision.reasons if reason.field}


def test_the_receiving_office_gives_a_matter_to_any_unit(law):
    decision = distribution.check_assign(**GIVEN, law=law)
    assert (decision.outcome, decision.citations) == (
        "allowed",
        ("《市场监督管理投诉举报处理办法》第四十一条第一款",),
    )


@pytest.mark.parametrize("held_by", ["station", "section", "desk"])
@pytest.mark.parametrize(
    ("regulation", "article"),
    [
        ("samr-order-121", "《市场监督管理投诉举报处理办法》第四十一条第二款"),
        ("samr-order-20", "《市场监督管理投诉举报处理暂行办法》第三十七条第二款"),
    ],
)
def test_no_unit_passes_a_matter_on_whoever_presses_the_button(held_by, regulation, article, law):
    decision = distribution.check_assign(**GIVEN | {"held_by": held_by, "regulation": regulation}, law=law)
    assert fields(decision) == ("refused", {"office"})
    assert decision.reasons[0].citation == article


@pytest.mark.parametrize(
    ("how", "outcome"),
    [
        ({"known": False}, ("refused", {"office"})),
        ({"same": True}, ("refused", {"office"})),
        ({"same": True, "handler": "hemin", "holds_post": True}, ("allowed", set())),
        ({"handler": "lian"}, ("refused", {"handler"})),
        ({"handler": "chensiyuan", "holds_post": True}, ("allowed", set())),
        ({"handler": "chensiyuan", "holds_post": True, "oneself": True}, ("refused", {"handler"})),
    ],
)
def test_office_and_officer_must_fit(how, outcome, law):
    assert fields(distribution.check_assign(**GIVEN | how, law=law)) == outcome


def test_handing_back_needs_a_reason_and_stops_no_clock(law):
    decision = distribution.check_hand_back(
        regulation="samr-order-121", held_by="station", words="经营地在江头街道。", law=law
    )
    assert decision.outcome == "allowed"
    assert [reason.text for reason in decision.reasons] == [
        "没有处理权限的，应当及时反馈统一接收机构，不得自行移送。",
        "退回不停止本局的办理期限，期限仍从收到之日起算。",
    ]


@pytest.mark.parametrize(
    ("held_by", "words", "named"), [("station", " ", {"words"}), ("bureau", "不归我们。", set())]
)
def test_without_a_reason_or_from_intake_itself_nothing_is_handed_back(held_by, words, named, law):
    decision = distribution.check_hand_back(regulation="samr-order-20", held_by=held_by, words=words, law=law)
    assert fields(decision) == ("refused", named)


@pytest.mark.parametrize(
    ("sent_down", "words", "outcome"),
    [
        (True, "经营地在思明区。", ("allowed", set())),
        (True, "", ("refused", {"words"})),
        (False, "经营地在思明区。", ("refused", set())),
    ],
)
def test_only_what_was_sent_down_goes_back_to_the_sender(sent_down, words, outcome, law):
    decision = distribution.check_return(
        regulation="samr-order-121", sent_down=sent_down, words=words, law=law
    )
    assert fields(decision) == outcome
