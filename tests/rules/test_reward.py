"""Rewards: who is eligible, how much it comes to, and who must keep away."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from tests import cast
from xiaobao import law as laws
from xiaobao.rules import reward
from xiaobao.rules.decision import ALLOWED, REFUSED
from xiaobao.rules.reward import RewardFacts

LAW = laws.load()
SCHEME = reward.scheme_of(LAW)[1]
FACTS = RewardFacts(
    regulation="samr-order-121",
    today=cast.TODAY,
    decided_on=date(2026, 5, 18),
    base=Decimal(200_000),
    crime=False,
    reachable=True,
)
PROPOSAL = {
    "natural_person": True, "serious": 5, "level": 1, "amount": None,
    "reason": "举报人提供进货单据，直接查明违法事实。", "law": LAW,
}  # fmt: skip
WORDS = "材料齐全，举报与查处有直接关系。"


def proposed(facts=FACTS, **changes):
    return reward.check_propose(facts, **{**PROPOSAL, **changes})


def fields(decision):
    return [reason.field for reason in decision.reasons]


@pytest.mark.parametrize(
    ("level", "base", "amount"),
    [
        (1, "200000", "10000.00"),
        (2, "200000", "6000.00"),
        (3, "200000", "2000.00"),
        (1, "99999.99", "5000.00"),
        (1, "100000.20", "5000.01"),
        (2, "99999", "3000.00"),
        (3, "100000", "1000.00"),
        (3, "100", "1000.00"),
        (1, "0", "5000.00"),
        (1, "19999999.99", "1000000.00"),
        (1, "30000000", "1000000.00"),
    ],
)
def test_the_share_the_least_and_the_most(level, base, amount):
    found = reward.amount_of(SCHEME.level(level), replace(FACTS, base=Decimal(base)), LAW)
    assert found.amount == Decimal(amount)
    assert found.most == found.amount


def test_what_the_case_has_been_rewarded_with_already_counts_towards_the_most():
    facts = replace(FACTS, base=Decimal(30_000_000), already=Decimal(999_000))
    found = reward.amount_of(SCHEME.level(1), facts, LAW)
    assert found.amount == Decimal(1_000)
    assert "本案已经奖励999,000.00元，一并计入最高金额。" in found.lines


@pytest.mark.parametrize(("base", "together"), [("9999999", False), ("10000000", True)])
def test_from_half_a_million_on_the_finance_bureau_decides_too(base, together):
    found = reward.amount_of(SCHEME.level(1), replace(FACTS, base=Decimal(base)), LAW)
    assert found.with_finance is together
    assert any("会同财政部门" in line for line in found.lines) is together


def test_the_derivation_can_be_read_aloud():
    lines = reward.amount_of(SCHEME.level(1), replace(FACTS, base=Decimal("5128")), LAW).lines
    assert lines == (
        "罚没款合计5,128.00元，一级奖励按5%计算，为256.40元。",
        "不足一级奖励的最低金额5,000.00元，按最低金额计算。",
        "依据：《市场监管领域重大违法行为举报奖励暂行办法》（国市监稽规〔2021〕4号）。",
    )


def test_what_can_be_proposed_names_the_article_and_what_was_never_seen():
    decision = reward.eligible(FACTS, LAW)
    assert decision.outcome == ALLOWED
    assert decision.citations == (
        "《市场监督管理投诉举报处理办法》第三十六条",
        "《市场监管领域重大违法行为举报奖励暂行办法》（国市监稽规〔2021〕4号）",
    )
    assert "领取奖金的期限和逾期的后果" in decision.reasons[1].text
    old = reward.eligible(replace(FACTS, regulation="samr-order-20"), LAW)
    assert old.citations[0] == "《市场监督管理投诉举报处理暂行办法》第三十二条"


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"decided_on": None}, "还没有作出处理决定"),
        ({"decided_on": date(2021, 11, 30)}, "奖励办法尚未施行"),
        ({"base": Decimal(0)}, "没有罚没款，也没有作为涉嫌犯罪移送"),
        ({"reachable": False}, "没有可以转交代码的联系方式"),
        ({"already": Decimal(1_000_000)}, "已经达到最高金额1,000,000.00元"),
        ({"own": True}, "承办人、办案人员不能办理"),
    ],
)
def test_what_stands_in_the_way(changes, said):
    decision = reward.eligible(replace(FACTS, **changes), LAW)
    assert decision.outcome == REFUSED
    assert [said in reason.text for reason in decision.reasons] == [True]
    assert proposed(replace(FACTS, **changes)).outcome == REFUSED


def test_the_first_day_of_the_scheme_is_within_it():
    assert reward.eligible(replace(FACTS, decided_on=date(2021, 12, 1)), LAW).outcome == ALLOWED


def test_a_suspected_crime_is_enough_without_a_sum():
    crime = replace(FACTS, base=Decimal(0), crime=True)
    assert proposed(crime, serious=1).outcome == ALLOWED
    assert fields(proposed(crime, serious=5)) == ["serious"]
    assert fields(proposed(serious=1)) == ["serious"]


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"natural_person": None}, "natural_person"),
        ({"natural_person": False}, "natural_person"),
        ({"serious": None}, "serious"),
        ({"serious": 9}, "serious"),
        ({"level": None}, "level"),
        ({"level": 4}, "level"),
        ({"amount": Decimal(12_000)}, "amount"),
        ({"reason": "  "}, "reason"),
        ({"reason": "同意。"}, "reason"),
    ],
)
def test_each_thing_missing_is_said_at_its_field(changes, field):
    assert fields(proposed(**changes)) == [field]


def test_everything_missing_is_said_at_once():
    decision = proposed(natural_person=None, serious=None, level=None, reason="")
    assert fields(decision) == ["natural_person", "serious", "level", "reason"]


@pytest.mark.parametrize(
    ("amount", "outcome"),
    [
        ("10000", ALLOWED),
        ("10000.01", ALLOWED),
        ("1000000", ALLOWED),
        ("1000000.01", REFUSED),
        ("9999", REFUSED),
    ],
)
def test_an_insider_may_get_more_and_never_less_or_above_the_most(amount, outcome):
    insider = replace(FACTS, insider=True)
    assert proposed(insider, amount=Decimal(amount)).outcome == outcome


def decided(**changes):
    given = {
        "approve": True, "words": WORDS, "amount": Decimal(5_000), "with_finance": False,
        "proposed_it": False, "own": False, "law": LAW,
    }  # fmt: skip
    return reward.check_decide(**{**given, **changes})


def test_a_second_person_approves_or_refuses():
    assert decided().outcome == ALLOWED
    assert decided(approve=False).outcome == ALLOWED


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"approve": None}, "approve"),
        ({"proposed_it": True}, "approve"),
        ({"own": True}, ""),
        ({"words": ""}, "words"),
        ({"amount": Decimal(500_000)}, "with_finance"),
    ],
)
def test_what_keeps_a_reward_from_being_decided(changes, field):
    assert fields(decided(**changes)) == [field]


def test_with_the_finance_bureau_or_refused_a_large_one_is_decided():
    assert decided(amount=Decimal(500_000), with_finance=True).outcome == ALLOWED
    assert decided(amount=Decimal(500_000), approve=False).outcome == ALLOWED


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({}, None),
        ({"paid": True}, "code"),
        ({"payable": False}, "code"),
        ({"decided_it": True}, "code"),
        ({"receipt": " "}, "receipt"),
    ],
)
def test_paid_once_by_another_than_who_approved_and_with_a_voucher(changes, field):
    given = {"receipt": "付字18号", "payable": True, "paid": False, "decided_it": False}
    assert fields(reward.check_pay(**{**given, **changes})) == ([field] if field else [])


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({}, None),
        ({"in_progress": False}, "reward"),
        ({"insider": True}, "reward"),
        ({"insider": True, "approved": True}, None),
        ({"own": True}, ""),
        ({"confirmed_at": None}, "confirmed_at"),
        ({"confirmed_at": cast.at("2026-05-20", "11:54")}, "confirmed_at"),
    ],
)
def test_who_it_is_for_shows_to_the_two_posts_while_it_is_in_progress(changes, field):
    given = {
        "in_progress": True, "approved": False, "insider": False, "own": False,
        "confirmed_at": cast.at("2026-05-20", "11:58"), "now": cast.NOON,
    }  # fmt: skip
    assert fields(reward.check_see(**{**given, **changes})) == ([field] if field is not None else [])
