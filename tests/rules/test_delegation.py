"""Delegated mediation: with consent since 2024-07-01, once at a time, and the clock goes on."""

from __future__ import annotations

from datetime import date

import pytest

from xiaobao import law as law_room
from xiaobao.rules.consent import Wishes
from xiaobao.rules.delegation import basis, check_delegate, check_take_back, needs_consent
from xiaobao.rules.footing import Footing

TODAY = date(2026, 5, 22)
BOTH = Wishes(True, True)
NEW = ("samr-order-121", date(2026, 5, 20))
OLD = ("samr-order-20", date(2026, 3, 5))
BEFORE_778 = ("samr-order-20", date(2024, 6, 28))


@pytest.fixture(scope="module")
def law():
    return law_room.load()


def footing(law, under):
    return Footing(law, under[0], TODAY, under[1])


def check(law, under=NEW, **changes):
    given = {
        "body": "湖里区消费者权益保护委员会",
        "due_on": date(2026, 6, 20),
        "delegation": BOTH,
        "mediation": Wishes(),
        "open_with": "",
        "due": date(2026, 7, 19),
        "footing": footing(law, under),
    }
    return check_delegate(**given | changes)


def texts(decision):
    return [reason.text for reason in decision.reasons]


@pytest.mark.parametrize(
    ("under", "needed", "cited"),
    [
        (NEW, True, "《市场监督管理投诉举报处理办法》第十九条第一款"),
        (
            OLD,
            True,
            "《市场监督管理投诉举报处理暂行办法》第十七条第一款、《中华人民共和国消费者权益保护法实施条例》第四十六条第四款",
        ),
        (BEFORE_778, False, "《市场监督管理投诉举报处理暂行办法》第十七条第一款"),
        (("samr-order-20", date(2024, 7, 1)), True, None),
        # The source gives no day of acceptance: the law of today decides.
        (("samr-order-20", None), True, None),
    ],
)
def test_consent_is_needed_since_the_rules_of_the_state_council(law, under, needed, cited):
    assert needs_consent(footing(law, under)) is needed
    assert cited is None or basis(footing(law, under)) == cited
    assert check(law, under).outcome == "allowed"
    assert check(law, under, delegation=Wishes(True, None)).outcome == ("refused" if needed else "allowed")


def test_what_is_to_be_minded_is_said(law):
    assert texts(check(law)) == [
        "委托调解期间调解期限照常计算，不停止。",
        "受委托组织以本局名义调解，不得再委托其他组织或者个人。",
    ]
    late = check(law, due_on=date(2026, 7, 20))
    assert texts(late)[-1] == ("反馈结果的期限在调解期限最早届满日2026年7月19日（星期日）之后，请考虑提前。")


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        ({"body": " "}, "请写明受委托的消费者协会或者其他调解组织。"),
        ({"due_on": TODAY}, "反馈结果的期限应当在今天之后。"),
        (
            {"open_with": "江头街道调解委员会"},
            "已经委托江头街道调解委员会调解，请先记录委托结果，再作新的委托（本局要求）。",
        ),
        ({"delegation": Wishes(True, None)}, "还没有记录被投诉人同意委托调解，请先记录双方的意愿。"),
        ({"delegation": Wishes(False, True)}, "投诉人不同意委托调解，由本局自行组织调解。"),
        ({"mediation": Wishes(True, False)}, "被投诉人不同意调解，不能委托调解。"),
    ],
)
def test_what_stands_in_the_way_is_said(law, change, sentence):
    decision = check(law, **change)
    assert decision.outcome == "refused"
    assert texts(decision)[0] == sentence


def test_a_side_that_refuses_all_mediation_points_to_the_ground(law):
    decision = check(law, BEFORE_778, mediation=Wishes(True, False))
    assert "《市场监督管理投诉举报处理暂行办法》第二十一条第一款第三项" in decision.citations


def take(law, under=NEW, **changes):
    given = {
        "outcome": "settled",
        "on": date(2026, 5, 22),
        "words": "",
        "began_on": date(2026, 5, 21),
        "footing": footing(law, under),
    }
    return check_take_back(**given | changes)


def test_after_settling_the_officer_still_records_the_settlement(law):
    decision = take(law)
    assert texts(decision) == ["达成一致的，仍由承办人记录调解结果、制作或者留存调解书。"]
    assert decision.citations == ("《市场监督管理投诉举报处理办法》第二十四条第一款",)


@pytest.mark.parametrize(
    ("under", "citation"),
    [
        (NEW, "《市场监督管理投诉举报处理办法》第二十三条第一款第三项"),
        (OLD, "《市场监督管理投诉举报处理暂行办法》第二十一条第一款第四项"),
    ],
)
def test_failing_points_to_the_ground_and_ends_nothing(law, under, citation):
    decision = take(law, under, outcome="failed")
    assert (decision.outcome, decision.citations) == ("allowed", (citation,))
    assert "不自动终止" in texts(decision)[0]


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"outcome": "handed_on"}, "outcome"),
        ({"on": date(2026, 5, 20)}, "on"),
        ({"on": date(2026, 5, 23)}, "on"),
        ({"outcome": "returned"}, "words"),
        ({"began_on": None}, ""),
    ],
)
def test_a_wrong_end_is_refused_at_its_field(law, change, field):
    decision = take(law, **change)
    assert (decision.outcome, [reason.field for reason in decision.reasons]) == ("refused", [field])
