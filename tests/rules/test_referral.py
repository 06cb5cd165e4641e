"""No authority: whom to name, what must be handed over, and what no article asks."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from xiaobao import law as law_room
from xiaobao.rules import referral
from xiaobao.rules.referral import Referral
from xiaobao.rules.subjects import chosen

DAY = date(2026, 5, 18)
SIMING = "厦门市思明区市场监督管理局"
USUAL = Referral("samr-order-121", True, SIMING, "行为发生在思明区。")


@pytest.fixture(scope="module")
def law():
    return law_room.load()


def fields(law, given):
    decision = referral.check_refer(given, law=law)
    return [one.field for one in decision.reasons] if decision.outcome == "refused" else []


@pytest.mark.parametrize(("regulation", "article"), [("samr-order-121", "34"), ("samr-order-20", "29")])
def test_the_reporter_is_told_and_no_deadline_is_invented(law, regulation, article):
    decision = referral.check_refer(replace(USUAL, regulation=regulation), law=law)
    assert decision.outcome == "allowed"
    assert decision.citations == (law.cite(regulation, article),)
    assert "没有规定期限" in decision.reasons[0].text


def test_within_the_remit_the_competent_bureau_must_be_named_outside_it_is_a_courtesy(law):
    assert fields(law, replace(USUAL, authority=" ")) == ["authority"]
    outside = replace(USUAL, within_remit=False, authority="")
    assert fields(law, outside) == []
    told = referral.check_refer(replace(outside, authority="湖里区城市管理局"), law=law)
    assert "便民提示，不是条文要求" in told.reasons[1].text


def test_why_and_whether_it_is_within_the_remit_must_be_said(law):
    assert fields(law, replace(USUAL, words="", within_remit=None)) == ["within_remit", "words"]
    assert fields(law, replace(USUAL, within_duties=False)) == ["within_remit"]
    assert fields(law, replace(USUAL, competent=True)) == [""]


@pytest.mark.parametrize("name", ["food", "dairy", "product_safety"])
@pytest.mark.parametrize(("within", "article"), [(True, "14"), (False, "17(1)")])
def test_food_dairy_and_product_safety_are_handed_over_by_their_own_law(law, name, within, article):
    given = replace(USUAL, within_remit=within, duties=chosen([name], law, DAY))
    assert fields(law, given) == ["materials"]
    given = replace(given, materials=("线索摘要",))
    assert fields(law, given) == []
    assert given.receiver == SIMING
    assert replace(given, body="湖里区农业农村局").receiver == "湖里区农业农村局"
    assert referral.procedure(given, law) == law.cite("samr-order-2", article)
    cited = referral.hand_over_basis(given.hand_over, law)
    assert cited in referral.check_refer(given, law=law).citations
    assert ("食品安全法" in cited) == (name == "food")


def test_somebody_must_receive_what_is_handed_over(law):
    given = replace(USUAL, within_remit=False, authority="", duties=chosen(["food"], law, DAY))
    assert fields(law, given) == ["body", "materials"]


def test_nothing_else_is_handed_over(law):
    given = replace(USUAL, duties=chosen(["advertising"], law, DAY))
    assert (given.hand_over, given.receiver, fields(law, given)) == ((), "", [])
    assert fields(law, replace(given, body=SIMING)) == ["body"]


def test_of_an_anonymous_report_it_is_put_down_that_nobody_is_told(law):
    decision = referral.check_refer(replace(USUAL, told=False), law=law)
    assert "无从告知" in decision.reasons[-1].text


def test_once_ended_so_only_what_was_voided_is_made_anew(law):
    food = replace(USUAL, duties=chosen(["food"], law, DAY), materials=("线索摘要",), again=True)
    assert (food.tells, food.hands, fields(law, food)) == (True, True, [])
    told = replace(food, notice_stands=True)
    assert (told.tells, told.hands, fields(law, told)) == (False, True, [])
    assert "告知书仍然有效" in referral.check_refer(told, law=law).reasons[-1].text
    handed = replace(food, handed_to="湖里区农业农村局", materials=())
    assert (handed.tells, handed.hands, handed.receiver) == (True, False, "湖里区农业农村局")
    assert fields(law, handed) == []
    both = replace(handed, notice_stands=True)
    assert fields(law, both) == [""]
    assert fields(law, replace(handed, duties=())) == ["subjects"]


def test_whose_duties_it_was_may_be_what_was_wrong_in_the_letter(law):
    given = replace(USUAL, competent=False, within_duties=False)
    assert fields(law, given) == ["within_remit"]
    assert fields(law, replace(given, again=True)) == []
