"""A proposal on filing: what it must say, one at a time, reviewed by somebody else, sent back with words."""

from __future__ import annotations

from datetime import timedelta

import pytest

from tests.docket.arrival_cast import kept_without_words
from tests.docket.checking_cast import FILED, FOUND, NOT_FILED, REASON, SHOWN, a_report
from xiaobao.docket.actions.propose import propose
from xiaobao.docket.actions.send_back import send_back
from xiaobao.docket.models import Proposal
from xiaobao.refusals import NotAllowed, Refused
from xiaobao.staff.models import Post


@pytest.fixture
def one(register, officers):
    """A report with one recorded check."""
    report = a_report(register, officers)
    report.checked()
    return report


def refused(do, **given):
    with pytest.raises(Refused) as refusal:
        do(**given)
    return refusal.value


def test_without_a_recorded_check_nothing_is_proposed(register, officers):
    refusal = refused(a_report(register, officers).proposed)
    assert "还没有核查记录" in refusal.sentence
    assert not Proposal.objects.exists()


def test_what_is_proposed_is_kept_and_the_state_stays(one):
    taken = one.proposed(FILED)
    row = Proposal.objects.get()
    assert (row.what, row.met, row.unmet, row.ground) == ("file", [1, 2, 3, 4], [], None)
    assert (row.facts, row.shown["1"], row.officers) == (FILED["facts"], SHOWN[1], ["陈思远", "温岚"])
    assert (row.proposed_by.name, row.review, row.decision) == ("陈思远", "", "")
    assert one.matter.state == "received"
    assert taken.event.data == {"what": "file", "ground": None, "unmet": []}
    assert FILED["facts"] not in kept_without_words(one.key)


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"met": [1, 2, 3]}, "met"),
        ({"shown": {1: "照片", 2: "法条", 3: "地址"}}, "met"),
        ({"cause": " "}, "cause"),
        ({"facts": ""}, "facts"),
        ({"reason": "同意"}, "reason"),
        ({"officers": ["陈思远"]}, "officers"),
        ({"officers": ["陈思远", "黎安"]}, "officers"),
        ({"what": ""}, "what"),
    ],
)
def test_a_proposal_to_file_says_everything(one, wrong, field):
    assert field in refused(one.proposed, given=FILED | wrong).fields
    assert not Proposal.objects.exists()


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"unmet": []}, "unmet"),
        ({"unmet": [9]}, "unmet"),
        ({"ground": 1}, "ground"),
        ({"unmet": [], "ground": 9}, "ground"),
        ({"reason": "有证据初步证明存在违反市场监督管理法律、法规、规章的行为"}, "reason"),
        ({"unmet": [], "ground": 4, "reason": "情况特殊，经研究依法可以不予立案处理。"}, "reason"),
    ],
)
def test_a_proposal_not_to_file_says_which_and_why(one, wrong, field):
    assert field in refused(one.proposed, given=NOT_FILED | wrong).fields


def test_conditions_left_out_of_those_met_are_those_not_met(one):
    one.proposed(NOT_FILED | {"unmet": [], "met": [2, 3, 4]})
    assert Proposal.objects.get().unmet == [1]


def test_one_proposal_at_a_time(one):
    one.proposed()
    assert "已有立案意见" in refused(one.proposed).sentence
    one.reviewed(agree=False, words="请补充询问店长。")
    one.proposed()
    assert [row.review for row in Proposal.objects.all()] == ["returned", ""]


def test_the_head_of_the_unit_does_not_review_an_own_proposal(one):
    one.do(propose, who="suming", **NOT_FILED)
    assert "三个不同的人" in refused(one.reviewed).sentence
    one.reviewed(who="luyiheng")
    assert Proposal.objects.get().reviewed_by.name == "陆一恒"


def test_returning_needs_words_and_agreeing_none(one):
    one.proposed()
    assert set(refused(one.reviewed, agree=False).fields) == {"words"}
    one.reviewed()
    assert Proposal.objects.get().review == "approved"
    assert "没有等待审核" in refused(one.reviewed).sentence


def test_a_handler_does_not_review(one):
    one.proposed()
    with pytest.raises(NotAllowed):
        one.reviewed(who="wenlan")


def test_the_leader_sends_back_with_words_and_the_check_goes_on(one):
    one.proposed()
    assert "审核同意" in refused(one.do, verb=send_back, who="fangzhou", words="再查。").sentence
    one.reviewed()
    assert set(refused(one.do, verb=send_back, who="fangzhou", words=" ").fields) == {"words"}
    taken = one.do(send_back, who="fangzhou", words="请核对供货商的批次。")
    row = Proposal.objects.get()
    assert (row.decision, row.decision_words, row.decided_by.name) == (
        "returned",
        "请核对供货商的批次。",
        "方舟",
    )
    assert (one.matter.state, one.clock("report.check").state) == ("received", "running")
    assert taken.event.ruling.words == "请核对供货商的批次。"
    one.proposed()
    assert Proposal.objects.count() == 2


def test_numbers_that_lead_to_a_person_do_not_stand_in_a_proposal(one):
    one.proposed(NOT_FILED | {"facts": f"{FOUND}举报人电话13900000002。", "reason": REASON})
    assert "13900000002" not in Proposal.objects.get().facts


def test_only_the_head_of_the_unit_whose_matter_it_is_reviews(one):
    """令2 第十九条第二款: 由办案机构负责人指定."""
    one.proposed()
    refusal = refused(one.reviewed, who="luyiheng")
    assert "承办单位的负责人审核" in refusal.sentence
    one.reviewed()
    assert Proposal.objects.get().reviewed_by.name == "苏明"


def test_where_the_unit_has_no_head_the_head_of_the_section_reviews(one):
    one.proposed()
    Post.objects.filter(user=one.officers["suming"].user).update(until=one.at.date() - timedelta(days=1))
    one.reviewed(who="luyiheng")
    assert Proposal.objects.get().reviewed_by.name == "陆一恒"
