"""Who has agreed to what: the newest answer counts, all speakers must agree, a refusal ends nothing."""

from __future__ import annotations

from datetime import date

import pytest

from xiaobao import law as law_room
from xiaobao.rules import consent
from xiaobao.rules.consent import Answer, Wishes, check_consent, wishes
from xiaobao.rules.footing import Footing

TODAY = date(2026, 5, 22)
ACCEPTED = date(2026, 5, 20)
LIN, ZHANG = 1, 2


@pytest.fixture(scope="module")
def law():
    return law_room.load()


def on(law, regulation="samr-order-121", accepted_on=ACCEPTED):
    return Footing(law, regulation, TODAY, accepted_on)


def said(side, given, day, who=None, subject="mediation"):
    return Answer(side, subject, given, date(2026, 5, day), who)


def check(law, regulation="samr-order-121", **changes):
    given = {
        "side": "respondent",
        "subject": "mediation",
        "given": True,
        "how": "phone",
        "on": date(2026, 5, 21),
        "proof": "通话录音第3号",
        "received_on": date(2026, 5, 18),
        "footing": on(law, regulation),
    }
    return check_consent(**given | changes)


def texts(decision):
    return [reason.text for reason in decision.reasons]


def fields(decision):
    return [reason.field for reason in decision.reasons]


@pytest.mark.parametrize(
    ("answers", "expected"),
    [
        ([], Wishes(None, None)),
        ([said("complainant", True, 20)], Wishes(True, None)),
        ([said("complainant", True, 20), said("respondent", False, 21)], Wishes(True, False)),
        ([said("respondent", False, 20), said("respondent", True, 21)], Wishes(None, True)),
        # Recorded late: what was said last counts, not what was written down last.
        ([said("respondent", False, 21), said("respondent", True, 20)], Wishes(None, False)),
        # Recorded twice for one day: the later record puts the earlier one right.
        ([said("respondent", False, 21), said("respondent", True, 21)], Wishes(None, True)),
        ([said("respondent", True, 20, subject="delegation")], Wishes(None, None)),
    ],
)
def test_the_newest_answer_of_each_side_counts(answers, expected):
    assert wishes(answers, "mediation", speakers=[LIN]) == expected


@pytest.mark.parametrize(
    ("answers", "expected"),
    [
        ([said("complainant", True, 20, LIN)], None),
        ([said("complainant", True, 20, LIN), said("complainant", True, 20, ZHANG)], True),
        ([said("complainant", True, 20, LIN), said("complainant", False, 20, ZHANG)], False),
        ([said("complainant", True, 20)], True),
        ([said("complainant", True, 20), said("complainant", False, 21, ZHANG)], False),
    ],
)
def test_every_speaker_of_joint_complainants_must_agree(answers, expected):
    assert wishes(answers, "mediation", speakers=[LIN, ZHANG]).complainant is expected


def test_a_refusal_on_the_day_of_a_session_does_not_undo_it():
    answers = [said("respondent", True, 20), said("respondent", False, 22)]
    assert wishes(answers, "mediation", speakers=[LIN]).respondent is False
    assert wishes(answers, "mediation", speakers=[LIN], held_on=date(2026, 5, 22)).respondent is True
    assert wishes(answers, "mediation", speakers=[LIN], held_on=date(2026, 5, 23)).respondent is False
    assert wishes(answers, "mediation", speakers=[LIN], held_on=date(2026, 5, 19)).respondent is None


def test_an_answer_with_day_channel_and_proof_is_recorded(law):
    assert check(law).outcome == "allowed"
    assert texts(check(law)) == []


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"side": "other"}, "side"),
        ({"subject": "settlement"}, "subject"),
        ({"given": None}, "given"),
        ({"how": "fax"}, "how"),
        ({"on": date(2026, 5, 23)}, "on"),
        ({"on": date(2026, 5, 17)}, "on"),
        ({"proof": "　"}, "proof"),
        ({"who": LIN, "speakers": [LIN]}, "party"),
        ({"side": "complainant", "who": 9, "speakers": [LIN]}, "party"),
    ],
)
def test_what_is_missing_or_impossible_is_said_at_its_field(law, change, field):
    decision = check(law, **change)
    assert (decision.outcome, fields(decision)) == ("refused", [field])


@pytest.mark.parametrize("how", ["platform", "form"])
def test_an_answer_on_the_platform_or_in_the_form_proves_itself(law, how):
    assert check(law, how=how, proof="").outcome == "allowed"


@pytest.mark.parametrize(
    ("regulation", "side", "citation"),
    [
        ("samr-order-121", "complainant", "《市场监督管理投诉举报处理办法》第二十三条第一款第二项"),
        ("samr-order-121", "respondent", "《市场监督管理投诉举报处理办法》第二十三条第一款第二项"),
        ("samr-order-20", "respondent", "《市场监督管理投诉举报处理暂行办法》第二十一条第一款第三项"),
        # 令20 names the refusal of the respondent only.
        ("samr-order-20", "complainant", "《市场监督管理投诉举报处理暂行办法》第二十一条第一款第一项"),
    ],
)
def test_a_refusal_points_to_the_ground_and_ends_nothing(law, regulation, side, citation):
    decision = check(law, regulation, side=side, given=False)
    assert decision.outcome == "allowed"
    assert decision.citations == (citation,)
    assert "不自动终止" in texts(decision)[0]


def test_refusing_delegation_only_is_no_ground(law):
    decision = check(law, subject="delegation", given=False)
    assert texts(decision) == ["被投诉人不同意委托的，由本局自行组织调解。"]


def test_without_both_sides_there_is_no_mediation_and_each_gap_is_named(law):
    reasons = list(consent.unwilling(Wishes(None, False), on(law)))
    assert [reason.text for reason in reasons][:2] == [
        "还没有记录投诉人同意调解，请先记录双方的调解意愿。",
        "被投诉人不同意调解，不能组织调解。",
    ]
    assert reasons[0].citation == "《市场监督管理投诉举报处理办法》第十八条第一款"
    assert reasons[2].citation == "《市场监督管理投诉举报处理办法》第二十三条第一款第二项"
    assert list(consent.unwilling(Wishes(True, True), on(law))) == []
