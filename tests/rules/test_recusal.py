"""A request that a mediator withdraw, and the decision on it."""

from __future__ import annotations

from datetime import date

import pytest

from xiaobao import law as law_room
from xiaobao.rules.footing import Footing
from xiaobao.rules.recusal import RecusalGround, check_decision, check_recuse

TODAY = date(2026, 5, 25)
WORDS = "经核实，调解人员与被投诉人的负责人是姻亲关系。"


@pytest.fixture(scope="module")
def law():
    return law_room.load()


def footing(law, regulation="samr-order-121"):
    return Footing(law, regulation, TODAY, date(2026, 5, 20))


def asked(law, regulation="samr-order-121", **changes):
    given = {
        "side": "complainant",
        "against": "陈思远",
        "ground": "relative",
        "words": "",
        "on": TODAY,
        "mediators": ("陈思远", "苏明"),
        "delegated": False,
        "received_on": date(2026, 5, 18),
        "footing": footing(law, regulation),
    }
    return check_recuse(**given | changes)


def decided(law, regulation="samr-order-121", **changes):
    given = {
        "upheld": True,
        "words": WORDS,
        "replacement": "苏明",
        "against": "陈思远",
        "asked": True,
        "decider": "陆一恒",
        "recused": (),
        "planned": True,
        "footing": footing(law, regulation),
    }
    return check_decision(**given | changes)


def texts(decision):
    return [reason.text for reason in decision.reasons]


@pytest.mark.parametrize(
    ("regulation", "articles"),
    [
        ("samr-order-121", ("第二十一条第二款", "第二十三条第一款第五项")),
        ("samr-order-20", ("第十九条第二款", "第二十一条第一款第五项")),
    ],
)
@pytest.mark.parametrize("ground", ["relative", "interest"])
def test_a_request_suspends_mediation_and_the_clock_goes_on(law, regulation, articles, ground):
    decision = asked(law, regulation, ground=ground)
    assert (decision.outcome, texts(decision)) == (
        "allowed",
        [
            "提出回避申请的，应当中止调解，由本局作出是否回避的决定。",
            "中止调解的时间，条文未写明可以扣除，调解期限照常计算，请尽快决定。",
        ],
    )
    assert tuple(citation.partition("》")[2] for citation in decision.citations) == articles


def test_another_ground_suspends_too_when_it_is_said(law):
    assert asked(law, ground="other").reasons[0].field == "words"
    assert asked(law, ground="other", words="认为其多次打断发言。").outcome == "allowed"


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"side": "other"}, "side"),
        ({"against": "黎安"}, "against"),
        ({"against": " "}, "against"),
        ({"mediators": (), "against": ""}, "against"),
        ({"ground": "dislike"}, "ground"),
        ({"on": date(2026, 5, 26)}, "on"),
        ({"on": date(2026, 5, 17)}, "on"),
    ],
)
def test_a_request_that_cannot_be_recorded_says_why_at_its_field(law, change, field):
    decision = asked(law, **change)
    assert (decision.outcome, [reason.field for reason in decision.reasons]) == ("refused", [field])


def test_the_people_of_a_body_mediation_is_delegated_to_can_be_asked_to_withdraw(law):
    assert asked(law, against="消委会调解员甲", mediators=(), delegated=True).outcome == "allowed"
    assert asked(law, against="", mediators=(), delegated=True).outcome == "refused"


def test_the_right_to_ask_does_not_wait_until_a_session_is_on_record(law):
    assert asked(law, mediators=()).outcome == "allowed"


def test_granting_names_who_takes_over_and_reminds_to_tell_both_sides(law):
    decision = decided(law)
    assert (decision.outcome, texts(decision)) == (
        "allowed",
        [
            "作出决定后恢复调解，决定书送达申请人（本局要求）。",
            "已经通知的现场调解更换了调解人员，请提前告知双方。",
        ],
    )
    assert len(decided(law, planned=False).reasons) == 1


def test_rejecting_needs_no_replacement(law):
    assert decided(law, upheld=False, replacement="").outcome == "allowed"


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"asked": False}, ""),
        ({"upheld": None}, "upheld"),
        ({"words": "同意。"}, "words"),
        ({"replacement": " "}, "replacement"),
        ({"replacement": "陈思远"}, "replacement"),
        ({"recused": ("苏明",)}, "replacement"),
        ({"upheld": False}, "replacement"),
        ({"decider": "陈思远"}, ""),
    ],
)
def test_a_decision_that_cannot_stand_says_why_at_its_field(law, change, field):
    decision = decided(law, **change)
    assert (decision.outcome, [reason.field for reason in decision.reasons]) == ("refused", [field])


def test_the_grounds_are_named_as_the_article_names_them():
    assert [ground.label for ground in RecusalGround] == ["近亲属", "其他利害关系", "其他理由"]
