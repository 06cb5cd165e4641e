"""Ending mediation: each ground under both regulations, by what it is about and not by its number."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from xiaobao import law as law_room
from xiaobao.rules.termination import (
    MediationPeriod,
    TerminationFacts,
    bars,
    check_terminate,
    find_ground,
    outcome,
)

WORDS = "超市店长两次答复不再协商，依《消费者权益保护法》顾客可另行起诉，继续组织已无意义。"
PERIOD = MediationPeriod(date(2026, 7, 20), derivation=("期限为60日。",))
NEW = TerminationFacts("samr-order-121", date(2026, 6, 1), PERIOD, mediated=True)
OLD = replace(NEW, regulation="samr-order-20")
NUMBERS = {
    "samr-order-121": (
        "by_parties",
        "refusal",
        "no_agreement",
        "cost",
        "expiry",
        "bar",
        "party_gone",
        "other",
    ),
    "samr-order-20": ("by_parties", "cost", "refusal", "no_agreement", "expiry", "bar", "other"),
}


@pytest.fixture(scope="module")
def law():
    return law_room.load()


def end(law, facts=NEW, about="refusal", **given):
    number = NUMBERS[facts.regulation].index(about) + 1 if about else None
    told = {"ground": number, "evidence": ["投诉人提供的录音"], "words": WORDS}
    return check_terminate(facts, **(told | given), law=law)


def fields(decision):
    return [reason.field for reason in decision.reasons if reason.field]


@pytest.mark.parametrize("regulation", NUMBERS)
def test_the_law_file_says_what_each_number_is_about(law, regulation):
    grounds = law.regulation(regulation).termination_grounds
    assert tuple(ground.about for ground in grounds) == NUMBERS[regulation]


@pytest.mark.parametrize("facts", [NEW, OLD])
@pytest.mark.parametrize("about", ["refusal", "no_agreement", "cost", "other"])
def test_a_ground_with_evidence_and_words_holds(law, facts, about):
    decision = end(law, facts, about)
    named = law.regulation(facts.regulation).termination_grounds[NUMBERS[facts.regulation].index(about)]
    assert decision.outcome == "allowed"
    assert decision.citations[0] == law.cite(facts.regulation, named.article)


@pytest.mark.parametrize("facts", [NEW, OLD])
def test_both_sides_are_to_be_told_within_the_period(law, facts):
    article = {"samr-order-121": "第二十三条第二款", "samr-order-20": "第二十一条第二款"}[facts.regulation]
    assert end(law, facts).citations[1].endswith(article)


@pytest.mark.parametrize(
    ("period", "today", "allowed", "said"),
    [
        (PERIOD, date(2026, 7, 20), False, "到2026年7月20日（星期一）才届满。期限为60日。"),
        (PERIOD, date(2026, 7, 21), True, ""),
        (replace(PERIOD, last_day=None), date(2027, 3, 1), False, "还不能确定。期限为60日。"),
        (replace(PERIOD, paused=True), date(2027, 3, 1), False, "鉴定、检测还没有结束"),
        (None, date(2027, 3, 1), False, "没有调解期限的记录"),
    ],
)
@pytest.mark.parametrize("facts", [NEW, OLD])
def test_expiry_only_after_the_latest_last_day_and_with_the_derivation(
    law, facts, period, today, allowed, said
):
    decision = end(law, replace(facts, period=period, today=today), "expiry")
    assert decision.outcome == ("allowed" if allowed else "refused")
    assert said in decision.reasons[0].text


def test_what_was_never_mediated_did_not_fail_in_mediation(law):
    assert fields(end(law, replace(NEW, mediated=False), "no_agreement")) == ["ground"]
    assert fields(end(law, replace(OLD, mediated=False), "no_agreement")) == ["ground"]


@pytest.mark.parametrize(
    ("how", "allowed"), [("withdrawn", True), ("self_settled", True), ("", False), ("failed", False)]
)
def test_the_sides_ended_it_in_one_of_two_ways(law, how, allowed):
    decision = end(law, about="by_parties", how_it_ended=how)
    assert fields(decision) == ([] if allowed else ["how_it_ended"])
    if allowed:
        assert outcome(find_ground(law.regulation("samr-order-121"), 1), how) == how


def test_every_other_ground_is_a_failure_whatever_else_was_said(law):
    for ground in law.regulation("samr-order-20").termination_grounds[1:]:
        assert outcome(ground, "withdrawn") == "failed"


def test_the_bars_are_the_items_of_the_article_on_declining_and_the_police(law):
    assert list(bars(law.regulation("samr-order-121"))) == [f"16({n})" for n in range(1, 8)] + ["42"]
    assert list(bars(law.regulation("samr-order-20"))) == [f"15({n})" for n in range(1, 7)]
    assert bars(law.regulation("samr-order-121"))["16(3)"] == "《市场监督管理投诉举报处理办法》第十六条第三项"


@pytest.mark.parametrize(
    ("facts", "bar", "allowed"),
    [
        (NEW, "16(6)", True),
        (NEW, "42", True),
        (NEW, "15(2)", False),
        (OLD, "15(2)", True),
        (OLD, "42", False),
    ],
)
def test_what_should_not_have_been_accepted_names_an_item_of_its_regulation(law, facts, bar, allowed):
    decision = end(law, facts, "bar", bar=bar)
    assert fields(decision) == ([] if allowed else ["bar"])
    if allowed:
        assert bars(law.regulation(facts.regulation))[bar] in decision.citations


def test_death_or_dissolution_says_of_whom_and_is_a_ground_of_order_121_only(law):
    assert fields(end(law, about="party_gone", evidence=["注销登记通知书"])) == ["evidence"]
    assert end(law, about="party_gone", evidence=["被投诉人注销登记通知书"]).outcome == "allowed"
    assert "party_gone" not in NUMBERS["samr-order-20"]


def test_the_last_ground_needs_the_law_it_rests_on(law):
    assert fields(end(law, about="other", words="依照有关规定应当终止调解，材料已经附卷。")) == ["words"]


@pytest.mark.parametrize("number", [None, 0, 9])
def test_one_ground_of_the_list_and_no_other(law, number):
    decision = end(law, about="", ground=number)
    assert fields(decision) == ["ground"]
    assert "第一项至第八项" in decision.reasons[0].text


def test_words_that_only_repeat_the_ground_are_none(law):
    text = law.regulation("samr-order-121").termination_grounds[1].text
    assert fields(end(law, words=text)) == ["words"]
    assert fields(end(law, words=f"{text}，本件如此。")) == ["words"]


def test_money_is_money(law):
    assert fields(end(law, recovered=Decimal("-1"))) == ["recovered"]
    assert end(law, recovered=Decimal("36.50")).outcome == "allowed"


@pytest.mark.parametrize(
    ("facts", "about", "said"),
    [
        (replace(OLD, refused_by=frozenset({"complainant"})), "refusal", "请核对是否属于撤回"),
        (replace(NEW, joint=True), "by_parties", "各投诉人同意的材料请附卷"),
        (replace(NEW, recusal_open=True), "refusal", "回避申请还没有作出决定"),
        (replace(NEW, appraisal_open=True), "cost", "鉴定、检测还没有结束"),
    ],
)
def test_what_a_person_should_weigh_is_shown_and_decides_nothing(law, facts, about, said):
    evidence = ["投诉人提供的录音，各投诉人签名同意"]
    decision = end(law, facts, about, how_it_ended="withdrawn", evidence=evidence)
    assert decision.outcome == "allowed"
    assert said in decision.reasons[-1].text


@pytest.mark.parametrize(("facts", "article"), [(NEW, "第十二条第二款"), (OLD, "第十一条第二款")])
@pytest.mark.parametrize("how", ["withdrawn", "self_settled"])
def test_nobody_gives_up_what_another_claims(law, facts, article, how):
    decision = end(law, replace(facts, joint=True), "by_parties", how_it_ended=how)
    assert fields(decision) == ["evidence"]
    assert decision.citations[0].endswith(article)


def test_a_period_that_ran_out_by_a_higher_rule_points_to_the_last_ground(law):
    basis = "《中华人民共和国消费者权益保护法实施条例》第四十六条第三款"
    facts = replace(OLD, today=date(2026, 7, 21), period=replace(PERIOD, basis=basis))
    decision = end(law, facts, "expiry")
    assert decision.outcome == "allowed"
    assert "请改选第七项" in decision.reasons[-1].text
    assert decision.citations[-1] == basis
    own = "《市场监督管理投诉举报处理暂行办法》第二十一条第一款第五项"
    same = end(law, replace(facts, period=replace(PERIOD, basis=own)), "expiry")
    assert "改选" not in same.reasons[-1].text


def test_under_order_121_either_side_may_refuse(law):
    decision = end(law, replace(NEW, refused_by=frozenset({"complainant"})))
    assert "请核对是否属于撤回" not in "".join(reason.text for reason in decision.reasons)
