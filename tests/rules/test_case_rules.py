"""The period, the outcome, the crime and the closing of a case: weighed and cited, decided by persons."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from xiaobao import law as law_room
from xiaobao.rules import case_closing, case_outcome, case_period, crime_transfer
from xiaobao.rules.case_closing import CaseClosingFacts
from xiaobao.rules.case_outcome import CaseStanding, OutcomeGiven
from xiaobao.rules.decision import ALLOWED, REFUSED
from xiaobao.rules.steps import ORDER_20, ORDER_121
from xiaobao.rules.workflow import State

FILED_ON, TODAY = date(2026, 5, 20), date(2026, 7, 1)
CASE = CaseStanding(today=TODAY, filed_on=FILED_ON)
PENALTY = OutcomeGiven(
    1, TODAY, "湖市监处罚〔2026〕18号", "罚款", Decimal(5000), Decimal(0), collective=True, published=True,
    same_province=True,
)  # fmt: skip
ENDED = CaseClosingFacts(
    state=State.DECIDED, regulation=ORDER_121, today=TODAY, outcome=2, ended_on=TODAY, closable_on=TODAY
)


@pytest.fixture(scope="module")
def law():
    return law_room.load()


def close(law, facts, **given):
    usual = {"closing": 4, "closable_on": None, "words": "", "approved_by": "方舟", "approved_on": TODAY}
    return case_closing.check_close_report(facts, law=law, **usual | given)


def cited(decision):
    return {reason.citation for reason in decision.reasons}


@pytest.mark.parametrize(("prolonged", "amount"), [(0, 30), (1, None)])
def test_the_law_gives_thirty_days_and_then_leaves_the_days_to_a_discussion(law, prolonged, amount):
    assert case_period.lawful_prolonging(prolonged, day=FILED_ON, law=law).amount == amount


def test_after_a_collective_extension_nothing_is_left(law):
    assert case_period.lawful_prolonging(2, day=FILED_ON, law=law) is None


@pytest.mark.parametrize(
    ("outcome", "closable"), [(1, False), (2, True), (3, True), (4, True), (5, True), (None, False)]
)
def test_items_two_to_five_let_the_case_be_closed(law, outcome, closable):
    assert case_outcome.closable(outcome, law) is closable


@pytest.mark.parametrize(
    ("changes", "clock"),
    [
        ({}, "publicity.same_province"),
        ({"same_province": False}, "publicity.cross_province_push"),
        ({"published": False}, ""),
        ({"outcome": 2}, ""),
    ],
)
def test_which_clock_of_publicity_begins(law, changes, clock):
    assert case_outcome.publicity_clock(replace(PENALTY, **changes), law) == clock


def test_a_decision_waits_for_days_still_left_out(law):
    decision = case_outcome.check_decide(PENALTY, replace(CASE, left_out=True), law)
    assert decision.outcome == REFUSED
    assert cited(decision) == {"《市场监督管理行政处罚程序规定》第六十四条第二款"}


def test_a_whole_penalty_is_allowed_with_what_to_mind_on_its_articles(law):
    decision = case_outcome.check_decide(PENALTY, CASE, law)
    assert decision.outcome == ALLOWED
    assert cited(decision) == {
        "《市场监督管理行政处罚程序规定》第五十七条第一款",
        "《市场监督管理行政处罚程序规定》第五十条第一款",
    }
    minded = replace(CASE, noticed_on=FILED_ON, heard=True, reviewed=True)
    assert case_outcome.check_decide(PENALTY, minded, law).reasons == ()


def test_the_letter_of_transfer_is_within_the_sentence_of_the_article(law):
    assert "24小时内移送" in crime_transfer.within(law)
    assert [item.number for item in crime_transfer.copies(law).items] == [1, 2, 3, 4, 5]


@pytest.mark.parametrize(
    ("facts", "ground"),
    [
        (ENDED, 4),
        (replace(ENDED, outcome=1), None),
        (replace(ENDED, outcome=1, done=frozenset({"penalty.performed"})), 1),
        (replace(ENDED, outcome=1, done=frozenset({"enforcement.ended"})), 2),
        (replace(ENDED, state=State.ABANDONED, outcome=None), 3),
        (replace(ENDED, state=State.NOT_FILED), None),
    ],
)
def test_the_record_speaks_for_one_situation(law, facts, ground):
    assert case_closing.lawful_ground(facts, law) == ground


def test_everything_missing_is_said_at_once_and_the_notice_under_its_article(law):
    facts = replace(
        ENDED,
        regulation=ORDER_20,
        untold=("举报立案告知书（湖市监立告〔2026〕1号）",),
        unpublished=("处罚信息公示（同省）",),
        unfinished=("扣除期间尚未结束",),
    )
    decision = close(law, facts)
    assert len(decision.reasons) == 3
    assert "《市场监督管理投诉举报处理暂行办法》第三十一条第二款" in cited(decision)
    assert [reason.field for reason in decision.reasons] == ["", "", "words"]


def test_the_item_of_the_article_is_cited_as_an_item(law):
    decision = close(law, ENDED, closing=1)
    assert cited(decision) == {"《市场监督管理行政处罚程序规定》第七十七条第一项"}


@pytest.mark.parametrize("agreed", ["等待负责人决定", "写明理由"])
def test_a_penalty_does_not_stand_in_for_a_transfer(law, agreed):
    waits = replace(CASE, waiting=True) if "等待" in agreed else replace(CASE, transferred=True)
    decision = case_outcome.check_decide(PENALTY, waits, law)
    assert decision.outcome == REFUSED
    assert agreed in decision.reasons[0].text
    assert cited(decision) == {"《行政执法机关移送涉嫌犯罪案件的规定》第十一条第一款"}
    unfounded = case_outcome.check_decide(replace(PENALTY, outcome=3), waits, law)
    assert not cited(decision) & cited(unfounded)


def test_after_the_police_file_no_case_or_with_a_reason_a_penalty_is_recorded(law):
    sent = replace(CASE, transferred=True)
    assert case_outcome.check_decide(replace(PENALTY, words="先行警告。"), sent, law).outcome == ALLOWED
    assert case_outcome.check_decide(PENALTY, replace(sent, handed_back=True), law).outcome == ALLOWED


@pytest.mark.parametrize(
    ("changes", "article"),
    [
        ({"noticed_on": date(2026, 7, 2)}, "第五十七条第一款"),
        ({"noticed_on": TODAY, "defence_ends": date(2026, 7, 8)}, "第五十七条第二款"),
        ({"noticed_on": date(2026, 6, 24), "defence_ends": TODAY}, "第五十七条第二款"),
        ({"noticed_on": TODAY, "defence_ends": date(2026, 7, 8), "defended": True}, ""),
        ({"noticed_on": date(2026, 6, 23), "defence_ends": date(2026, 6, 30)}, ""),
    ],
)
def test_the_day_of_a_penalty_is_held_against_the_notice_and_its_answer(law, changes, article):
    case = replace(CASE, heard=True, reviewed=True, **changes)
    decision = case_outcome.check_decide(PENALTY, case, law)
    assert decision.outcome == ALLOWED
    assert [reason.citation[-len(article) :] for reason in decision.reasons] == ([article] if article else [])


def test_publishing_a_penalty_without_any_amount_is_pointed_out(law):
    case = replace(CASE, noticed_on=FILED_ON, heard=True, reviewed=True)
    warned = replace(PENALTY, fined=Decimal(0), confiscated=Decimal(0))
    assert cited(case_outcome.check_decide(warned, case, law)) == {
        "《市场监督管理行政处罚信息公示规定》第二条第二款"
    }


def test_goods_still_sealed_and_the_approval_of_the_closing(law):
    sealed = replace(ENDED, sealed=True)
    assert [(one.field, one.citation) for one in close(law, sealed).reasons] == [
        ("words", "《市场监督管理行政处罚程序规定》第四十二条第一款第三项")
    ]
    assert close(law, sealed, words="查封的酸奶已经没收。").outcome == ALLOWED
    bare = close(law, ENDED, approved_by="", approved_on=None)
    assert [one.field for one in bare.reasons] == ["approved_by", "approved_on"]
    assert cited(bare) == {"《市场监督管理行政处罚程序规定》第七十七条"}
    assert close(law, replace(ENDED, told_closed=True), approved_by="", approved_on=None).outcome == ALLOWED
    unfiled = replace(ENDED, state=State.NOT_FILED)
    assert close(law, unfiled, closing=None, approved_by="", approved_on=None).outcome == ALLOWED
