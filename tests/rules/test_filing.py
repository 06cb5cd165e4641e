"""Filing or not: the four conditions, the reasons not to, three persons, and what each refusal cites."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from xiaobao import law
from xiaobao.rules import filing
from xiaobao.rules.filing import (
    Proposed,
    Ready,
    Signed,
    check_decide,
    check_propose,
    check_review,
    check_send_back,
)

BOOK = law.load()
TODAY = date(2026, 5, 20)
UNIT = ("陈思远", "温岚", "苏明")
READY = Ready(checks=1, pending=False, today=TODAY, due=date(2026, 6, 8), investigators=UNIT)
REASON = "现场和台账都没有发现过期酸奶，照片看不出批号。"
NOT_FILED = Proposed("not_file", "", (), (1,), None, "查了货架和台账。", REASON)
SHOWN = {1: "笔录", 2: "法条", 3: "门店在本区", 4: "本月发生"}
FILED = Proposed(
    "file", "涉嫌销售过期食品", (1, 2, 3, 4), (), None, "查获十二盒。", REASON, ("陈思远", "温岚"), SHOWN
)
REVIEWED = Signed("file", 1, 2, agreed=True)
ITEMS = {item.number: item.text for item in filing.conditions(BOOK).items}


def proposed(given_, ready=READY, **changes):
    return check_propose(replace(given_, **changes), ready=ready, law=BOOK)


def fields(decision):
    assert decision.outcome == "refused"
    return {reason.field for reason in decision.reasons}


def test_both_proposals_are_allowed_and_only_proposed():
    for one in (FILED, NOT_FILED):
        decision = proposed(one)
        assert decision.outcome == "allowed"
        assert "由单位负责人审核、本局负责人决定" in decision.reasons[0].text


@given(st.sets(st.integers(1, 4), max_size=3))
def test_a_case_is_filed_only_when_all_four_conditions_are_met(met):
    decision = proposed(FILED, met=tuple(met))
    refused = [reason for reason in decision.reasons if reason.field == "met"]
    assert len(refused) == 4 - len(met)
    for reason, number in zip(refused, sorted(set(ITEMS) - met), strict=True):
        assert ITEMS[number] in reason.text
        assert "第十九条第一款第" in reason.citation


@given(st.sets(st.integers(1, 4), min_size=1))
def test_each_condition_met_says_what_shows_it(blank):
    shown = {number: "" if number in blank else words for number, words in SHOWN.items()}
    decision = proposed(FILED, shown=shown)
    assert len([reason for reason in decision.reasons if reason.field == "met"]) == len(blank)


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"cause": " "}, "cause"),
        ({"officers": ("陈思远",)}, "officers"),
        ({"officers": ("陈思远", "陈思远")}, "officers"),
        ({"officers": ("陈思远", "黎安")}, "officers"),
        ({"facts": ""}, "facts"),
        ({"reason": "同意"}, "reason"),
        ({"what": "perhaps"}, "what"),
    ],
)
def test_what_a_proposal_to_file_lacks(wrong, field):
    assert field in fields(proposed(FILED, **wrong))


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"unmet": ()}, "unmet"),
        ({"unmet": (7,)}, "unmet"),
        ({"ground": 1}, "ground"),
        ({"unmet": (), "ground": 7}, "ground"),
        ({"reason": ITEMS[1]}, "reason"),
    ],
)
def test_what_a_proposal_not_to_file_lacks(wrong, field):
    assert field in fields(proposed(NOT_FILED, **wrong))


def test_each_of_the_four_situations_is_cited_by_its_item():
    words = "依据《行政处罚法》第三十三条，店方当场改正且没有售出。"
    for item in filing.grounds(BOOK).items:
        one = replace(NOT_FILED, unmet=(), ground=item.number, reason=words)
        assert proposed(one).outcome == "allowed"
        assert filing.basis(one, BOOK).startswith("《市场监督管理行政处罚程序规定》第二十条第一款第")


def test_other_situations_name_the_law_they_rest_on():
    one = replace(NOT_FILED, unmet=(), ground=4, reason="情况特殊，研究后认为不必查处本件。")
    assert fields(proposed(one)) == {"reason"}


def test_nothing_is_proposed_without_a_check_or_beside_another_proposal():
    assert "经核查后决定" in proposed(NOT_FILED, replace(READY, checks=0)).reasons[0].text
    assert "不能再提出" in proposed(NOT_FILED, replace(READY, pending=True)).reasons[0].text


def test_time_left_out_and_time_run_out_are_minded():
    ready = replace(READY, leaving_out=TODAY, due=date(2026, 5, 19))
    texts = "".join(reason.text for reason in proposed(NOT_FILED, ready).reasons)
    assert "扣除期间还没有结束" in texts
    assert "核查期限已于" in texts


@pytest.mark.parametrize(
    ("signed", "by", "agree", "words", "allowed"),
    [
        (Signed("file", 1), 2, True, "", True),
        (Signed("file", 1), 1, True, "", False),
        (Signed("file", 1), 2, False, "", False),
        (Signed("file", 1), 2, False, "补充询问。", True),
        (REVIEWED, 3, True, "", False),
        (None, 2, True, "", False),
    ],
)
def test_the_head_of_the_unit_reviews_what_somebody_else_proposed(signed, by, agree, words, allowed):
    decision = check_review(signed, by=by, agree=agree, words=words, law=BOOK)
    assert (decision.outcome == "allowed") == allowed


@given(st.integers(1, 4), st.integers(1, 4), st.integers(1, 4))
def test_three_different_persons_sign(proposer, reviewer, leader):
    signed = Signed("not_file", proposer, reviewer, agreed=True)
    decision = check_decide(signed, what="not_file", by=leader, ready=READY, law=BOOK)
    assert (decision.outcome == "allowed") == (leader not in (proposer, reviewer))


@pytest.mark.parametrize(
    ("signed", "what", "officers", "said"),
    [
        (None, "file", UNIT, "没有经单位负责人审核同意"),
        (Signed("file", 1), "file", UNIT, "没有经单位负责人审核同意"),
        (REVIEWED, "not_file", (), "审核同意的意见是立案"),
        (REVIEWED, "file", ("陈思远",), "两名以上"),
    ],
)
def test_the_decision_follows_what_was_reviewed(signed, what, officers, said):
    decision = check_decide(signed, what=what, by=3, ready=READY, law=BOOK, officers=officers)
    assert decision.outcome == "refused"
    assert said in "".join(reason.text for reason in decision.reasons)


def test_a_decision_waits_for_the_time_left_out():
    ready = replace(READY, leaving_out=TODAY)
    decision = check_decide(REVIEWED, what="file", by=3, ready=ready, law=BOOK, officers=UNIT)
    assert decision.citations == ("《市场监督管理行政处罚程序规定》第十八条第二款",)


def test_sending_back_needs_a_review_and_words():
    assert check_send_back(REVIEWED, words="再查。", law=BOOK).outcome == "allowed"
    assert check_send_back(REVIEWED, words=" ", law=BOOK).outcome == "refused"
    assert check_send_back(None, words="再查。", law=BOOK).outcome == "refused"


@pytest.mark.parametrize(
    ("regulation", "named", "said", "article"),
    [
        ("samr-order-121", True, "不再单独告知", "第三十六条"),
        ("samr-order-20", True, "5个工作日内告知", "第三十一条第二款"),
        ("samr-order-20", False, "不是实名举报", "第三十一条第二款"),
    ],
)
def test_who_is_told_of_the_decision_itself(regulation, named, said, article):
    reason = filing.owes_notice(regulation, named=named, law=BOOK)
    assert said in reason.text
    assert reason.citation.endswith(article)


@pytest.mark.parametrize(
    ("heads", "by", "allowed"),
    [
        ({2}, 2, True),
        ({2}, 3, False),
        ({1}, 3, True),
        ({1, 2}, 3, False),
        (set(), 3, True),
        ({1, 2}, 2, True),
    ],
)
def test_the_unit_whose_matter_it_is_reviews_where_it_has_a_head_who_can(heads, by, allowed):
    """由办案机构负责人指定 (第十九条第二款); the first signed as proposer."""
    decision = check_review(Signed("file", 1), by=by, agree=True, words="", law=BOOK, heads=heads)
    assert (decision.outcome == "allowed") == allowed
    if not allowed:
        assert decision.citations == ("《市场监督管理行政处罚程序规定》第十九条第二款",)


def test_what_a_decision_not_to_file_stands_on_is_cited():
    signed = Signed("not_file", 1, 2, agreed=True)
    decision = check_decide(
        signed, what="not_file", by=3, ready=READY, law=BOOK, stands_on=filing.basis(NOT_FILED, BOOK)
    )
    assert decision.reasons[-1].citation == "《市场监督管理行政处罚程序规定》第十九条第一款第一项"
