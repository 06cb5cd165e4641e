"""Calling both sides to a session, and the minutes of it."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime

import pytest

from xiaobao import law as law_room
from xiaobao.rules.consent import Wishes
from xiaobao.rules.footing import Footing
from xiaobao.rules.ledger import SHANGHAI
from xiaobao.rules.mediation import Held, Plan, check_invite, check_mediate

NOW = datetime(2026, 5, 22, 12, 0, tzinfo=SHANGHAI)
BOTH = Wishes(True, True)
DUE = date(2026, 7, 19)
MINUTES = "投诉人要求退货并赔偿，被投诉人同意退还货款，双方对赔偿数额仍有分歧。"
PLAN = Plan(
    "on_site", datetime(2026, 6, 3, 9, 30, tzinfo=SHANGHAI), "湖里所调解室（虚构）", ("陈思远", "苏明"), 3
)
HELD = Held(
    "on_site",
    datetime(2026, 5, 22, 9, 30, tzinfo=SHANGHAI),
    "湖里所调解室（虚构）",
    ("陈思远",),
    True,
    True,
    MINUTES,
    "continue",
    planned=True,
)


@pytest.fixture(scope="module")
def law():
    return law_room.load()


def footing(law, regulation="samr-order-121"):
    return Footing(law, regulation, NOW.date(), date(2026, 5, 20))


def invited(law, plan=PLAN, regulation="samr-order-121", **changes):
    given = {"wishes": BOTH, "now": NOW, "due": DUE, "footing": footing(law, regulation)}
    return check_invite(plan, **given | changes)


def recorded(law, held=HELD, regulation="samr-order-121", **changes):
    given = {"wishes": BOTH, "now": NOW, "footing": footing(law, regulation)}
    return check_mediate(held, **given | changes)


def texts(decision):
    return [reason.text for reason in decision.reasons]


def test_a_session_on_site_is_called_and_the_sides_are_told_beforehand(law):
    decision = invited(law)
    assert (decision.outcome, texts(decision)) == (
        "allowed",
        ["现场调解应当提前告知双方时间、地点、调解人员。"],
    )
    assert decision.citations == ("《市场监督管理投诉举报处理办法》第二十条第二款",)
    assert invited(law, regulation="samr-order-20").citations == (
        "《市场监督管理投诉举报处理暂行办法》第十八条第二款",
    )


@pytest.mark.parametrize("mode", ["phone", "video", "internet"])
def test_a_session_elsewhere_needs_neither_place_nor_days_for_recusal(law, mode):
    decision = invited(law, replace(PLAN, mode=mode, place="", recusal_days=None))
    assert (decision.outcome, texts(decision)) == ("allowed", [])


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"mode": "letter"}, "mode"),
        ({"place": " "}, "place"),
        ({"mediators": ()}, "mediators"),
        ({"held_at": NOW}, "held_at"),
        ({"recusal_days": None}, "recusal_days"),
        ({"recusal_days": 0}, "recusal_days"),
    ],
)
def test_what_a_notice_cannot_do_without_is_said_at_its_field(law, change, field):
    decision = invited(law, replace(PLAN, **change))
    assert (decision.outcome, [reason.field for reason in decision.reasons]) == ("refused", [field])


@pytest.mark.parametrize("wishes", [Wishes(), Wishes(True, None), Wishes(True, False), Wishes(False, True)])
def test_without_the_consent_of_both_there_is_no_session(law, wishes):
    assert recorded(law, wishes=wishes).outcome == "refused"


@pytest.mark.parametrize("wishes", [Wishes(True, False), Wishes(False, True), Wishes(None, False)])
def test_who_has_refused_is_not_called(law, wishes):
    assert invited(law, wishes=wishes).outcome == "refused"


@pytest.mark.parametrize(
    ("regulation", "article"), [("samr-order-121", "第十八条第一款"), ("samr-order-20", "第十六条第一款")]
)
def test_who_has_not_answered_is_called_and_asked(law, regulation, article):
    decision = invited(law, regulation=regulation, wishes=Wishes(True, None))
    assert decision.outcome == "allowed"
    assert decision.reasons[0].text.startswith("还没有记录被投诉人同意调解：可以通知并一并征求意愿")
    assert decision.reasons[0].citation.endswith(article)


def test_a_session_that_a_silent_side_missed_is_recorded_and_points_to_the_ground(law):
    missed = replace(HELD, respondent_present=False, result="")
    decision = recorded(law, missed, wishes=Wishes(True, None))
    assert decision.outcome == "allowed"
    assert decision.citations[0].endswith("第二十三条第一款第二项")
    assert recorded(law, missed, wishes=Wishes(True, False)).outcome == "refused"


def test_only_an_agreement_reached_on_site_calls_for_a_document(law):
    agreed = replace(HELD, mode="video", place="", result="agreed")
    assert recorded(law, agreed).citations == ("《市场监督管理投诉举报处理办法》第二十四条第二款",)


def test_a_mediator_who_had_to_withdraw_cannot_come_back(law):
    decision = invited(law, recused=("苏明",))
    assert texts(decision) == ["苏明已经决定回避，不能再主持本件调解。"]
    assert decision.citations == ("《市场监督管理投诉举报处理办法》第二十一条第二款",)
    assert recorded(law, recused=("陈思远",)).outcome == "refused"


@pytest.mark.parametrize(("day", "warned"), [(19, False), (20, True)])
def test_a_session_after_the_earliest_last_day_is_a_warning_and_no_refusal(law, day, warned):
    decision = invited(law, replace(PLAN, held_at=datetime(2026, 7, day, 9, 0, tzinfo=SHANGHAI)))
    assert decision.outcome == "allowed"
    assert any("调解期限最早届满日2026年7月19日（星期日）之后" in text for text in texts(decision)) is warned


@pytest.mark.parametrize(("days", "warned"), [(11, False), (12, True), (400, True)])
def test_days_for_recusal_that_outlast_the_session_are_a_warning(law, days, warned):
    decision = invited(law, replace(PLAN, recusal_days=days))
    assert decision.outcome == "allowed"
    assert any("可以申请回避的天数届满时" in text for text in texts(decision)) is warned


def test_an_open_delegation_is_mentioned(law):
    decision = invited(law, delegated_to="湖里区消费者权益保护委员会")
    assert decision.outcome == "allowed"
    assert texts(decision)[-1].startswith("本件已委托湖里区消费者权益保护委员会调解")


@pytest.mark.parametrize(
    ("regulation", "result", "article"),
    [
        ("samr-order-121", "agreed", "办法》第二十四条第一款"),
        ("samr-order-121", "failed", "办法》第二十三条第一款第三项"),
        ("samr-order-20", "agreed", "暂行办法》第二十二条第一款"),
        ("samr-order-20", "failed", "暂行办法》第二十一条第一款第四项"),
    ],
)
def test_a_result_says_what_comes_next(law, regulation, result, article):
    decision = recorded(law, replace(HELD, result=result), regulation)
    assert (decision.outcome, len(decision.reasons)) == ("allowed", 1)
    assert decision.citations[0].endswith(article)


def test_going_on_says_nothing(law):
    assert texts(recorded(law)) == []


@pytest.mark.parametrize(
    ("regulation", "article"),
    [("samr-order-121", "第二十三条第一款第二项"), ("samr-order-20", "第二十一条第一款第三项")],
)
@pytest.mark.parametrize("away", [{"respondent_present": False}, {"complainant_present": False}])
@pytest.mark.parametrize("result", ["", "continue"])
def test_a_side_that_stays_away_points_to_the_ground_and_ends_nothing(law, regulation, article, away, result):
    decision = recorded(law, replace(HELD, result=result, **away), regulation)
    assert decision.outcome == "allowed"
    assert decision.citations[0].endswith(article)
    assert "有无正当理由请先核实" in texts(decision)[0]


@pytest.mark.parametrize("result", ["agreed", "failed"])
def test_a_session_without_one_side_has_no_result(law, result):
    decision = recorded(law, replace(HELD, result=result, respondent_present=False))
    assert (decision.outcome, [reason.field for reason in decision.reasons]) == ("refused", ["result"])


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"mode": "letter"}, "mode"),
        ({"place": ""}, "place"),
        ({"mediators": ()}, "mediators"),
        ({"held_at": datetime(2026, 5, 22, 12, 1, tzinfo=SHANGHAI)}, "held_at"),
        ({"held_at": datetime(2026, 5, 19, 12, 1, tzinfo=SHANGHAI)}, "held_at"),
        ({"minutes": "同意。……"}, "minutes"),
        ({"result": ""}, "result"),
        ({"result": "won"}, "result"),
    ],
)
def test_what_the_minutes_cannot_do_without_is_said_at_its_field(law, change, field):
    decision = recorded(law, replace(HELD, **change))
    assert (decision.outcome, [reason.field for reason in decision.reasons]) == ("refused", [field])


def test_a_session_on_site_nobody_was_called_to_is_recorded_with_a_warning(law):
    decision = recorded(law, replace(HELD, planned=False))
    assert decision.outcome == "allowed"
    assert texts(decision) == [
        "现场调解应当提前告知；本次没有对应的调解通知，请在记录中写明何时怎样告知双方。"
    ]
    assert texts(recorded(law, replace(HELD, planned=False, mode="phone", place=""))) == []
