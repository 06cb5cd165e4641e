"""The same report again, and new facts: 令121 第三十五条第二款, and nothing of the kind before it."""

from __future__ import annotations

from dataclasses import replace

import pytest

from tests import cast
from xiaobao import law as law_room
from xiaobao.rules import repeats
from xiaobao.rules.repeats import Pair

SAME = Pair(
    "samr-order-121",
    cast.at("2026-05-18"),
    earlier_at=cast.at("2026-05-11"),
    state="received",
    same_person=True,
    same_respondent=True,
)
WHY = "门店、时间和批次都相同。"


@pytest.fixture(scope="module")
def law():
    return law_room.load()


def fields(decision):
    return [one.field for one in decision.reasons] if decision.outcome == "refused" else []


def repeat(law, pair=SAME, words=WHY):
    return repeats.check_repeat(pair, words=words, law=law)


def merge(law, pair=SAME, new_facts="补充了进货单。", words=""):
    return repeats.check_merge(pair, new_facts=new_facts, words=words, law=law)


def test_the_same_again_is_not_handled_again_and_nobody_must_be_told(law):
    decision = repeat(law)
    assert (decision.outcome, decision.citations) == ("allowed", (law.cite("samr-order-121", "35(2)"),))
    assert "没有规定应当告知" in decision.reasons[0].text


def test_new_facts_may_be_merged_and_the_period_begins_anew(law):
    decision = merge(law)
    assert decision.outcome == "allowed"
    assert "自收到最后一次举报之日起重新计算" in decision.reasons[0].text


def test_which_facts_are_the_same_and_which_are_new_must_be_said(law):
    assert fields(repeat(law, words=" ")) == ["words"]
    assert fields(merge(law, new_facts="")) == ["new_facts"]


@pytest.mark.parametrize("check", [repeat, merge])
def test_order_20_has_no_such_paragraph(law, check):
    decision = check(law, replace(SAME, regulation="samr-order-20"))
    assert decision.outcome == "refused"
    assert decision.reasons[0].citation == law.cite("samr-order-20", "31(1)")


@pytest.mark.parametrize("check", [repeat, merge])
@pytest.mark.parametrize(
    "changed",
    [
        {"found": False},
        {"earlier_at": cast.at("2026-05-19")},
        {"state": "merged"},
        {"state": "repeated"},
        {"state": "referred"},
        {"state": "returned"},
        {"state": "redirected"},
        {"same_respondent": False},
    ],
)
def test_only_an_earlier_report_handled_here_against_the_same_respondent_will_do(law, check, changed):
    assert fields(check(law, replace(SAME, **changed))) == ["earlier"]


def test_what_the_records_do_not_show_needs_words(law):
    unknown = replace(SAME, same_person=None)
    assert fields(merge(law, unknown)) == ["words"]
    assert fields(merge(law, unknown, words="两次来信笔迹和落款相同。")) == []
    assert "举报人、被举报人相同" in merge(law, replace(unknown, same_respondent=None)).reasons[0].text


@pytest.mark.parametrize("changed", [{"state": "filed"}, {"state": "not_filed"}, {"counting": False}])
def test_what_is_no_longer_checked_takes_nothing_in_but_can_be_repeated(law, changed):
    assert fields(merge(law, replace(SAME, **changed))) == ["earlier"]
    assert fields(repeat(law, replace(SAME, **changed))) == []


@pytest.mark.parametrize(
    ("changed", "article"),
    [({"proposed": True}, "第十八条第一款"), ({"untellable": ("广告",)}, "第三十六条")],
)
def test_nothing_is_merged_past_a_waiting_proposal_or_out_of_an_answer(law, changed, article):
    decision = merge(law, replace(SAME, **changed))
    assert fields(decision) == ["earlier"]
    assert decision.citations[0].endswith(article)
    assert fields(repeat(law, replace(SAME, **changed))) == []
