"""Rewards: proposed by one, approved by another, paid against a code, and nobody else the wiser."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.db import connection

from tests import cast
from tests.docket.reward_cast import (
    PROPOSAL,
    RECEIPT,
    WORDS,
    approved,
    decided_case,
    paid,
    proposed,
    reporter,
)
from xiaobao.docket.actions.decide_reward import code_again, code_anew
from xiaobao.docket.actions.pay_reward import reward_of
from xiaobao.docket.actions.propose_reward import propose_reward
from xiaobao.docket.models import Case, Matter, Reward
from xiaobao.docket.reward_codes import new_code
from xiaobao.docket.reward_page import case_page, cases_to_reward, reward_page
from xiaobao.refusals import Changed, NotAllowed, NotFound, Obstacle, Refused
from xiaobao.vault.models import AuditEntry


@pytest.fixture
def case(own_home, register, officers):
    return decided_case(register)


def acts():
    return [
        (row.act, row.actor_name, row.post, row.result)
        for row in AuditEntry.objects.filter(act__startswith="reward.")
    ]


def test_from_the_case_to_the_voucher(case, officers):
    reward = proposed(case, officers)
    assert (reward.state, reward.level, reward.base, reward.amount) == ("proposed", 1, 200_000, 10_000)
    decided = approved(reward, officers)
    assert decided.reward.state == "approved"
    assert decided.reward.notice_number == "湖市监奖励〔2026〕1号"
    done = paid(decided.code, officers)
    assert (done.state, done.receipt, done.paid_by.name) == ("paid", RECEIPT, "许安")
    assert acts() == [
        ("reward.proposed", "许安", "举报奖励经办岗", "done"),
        ("reward.approved", "顾宁", "举报奖励审批岗", "done"),
        ("reward.paid", "许安", "举报奖励经办岗", "done"),
    ]


def test_a_code_may_be_typed_as_people_type(case, officers):
    code = approved(proposed(case, officers), officers).code
    typed = f" {code.lower().replace('-', ' ')} ".replace("0", "o").replace("1", "l")
    assert reward_of(code=typed, officer=officers["xuan"], at=cast.NOON).amount == 10_000


def holding_both(officers):
    both = officers["xuan"].acts | officers["guning"].acts
    return replace(officers["xuan"], acts=both)


def test_never_the_same_person_even_with_both_posts(case, officers):
    reward = proposed(case, officers)
    with pytest.raises(Refused) as refused:
        approved(reward, officers, officer=holding_both(officers))
    assert "不能审批自己提出的奖励" in refused.value.fields["approve"]
    approver = replace(officers["guning"], acts=holding_both(officers).acts)
    code = approved(reward, officers, officer=approver).code
    with pytest.raises(Refused) as refused:
        paid(code, officers, officer=approver)
    assert "审批奖励的人不能发放" in refused.value.fields["code"]


def test_who_works_on_the_case_has_no_part_in_its_reward(case, officers):
    Case.objects.filter(matter=case).update(officers=["许安", "温岚"])
    with pytest.raises(Refused, match="不能办理本件的奖励"):
        proposed(case, officers)
    Case.objects.filter(matter=case).update(officers=["陈思远", "温岚"])
    reward = proposed(case, officers)
    Matter.objects.filter(pk=case).update(handler=officers["guning"].user)
    with pytest.raises(Refused, match="不能办理本件的奖励"):
        approved(reward, officers)


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"party_id": None}, "party_id"),
        ({"party_id": 9_999}, "party_id"),
        ({"natural_person": False}, "natural_person"),
        ({"serious": 1}, "serious"),
        ({"level": None}, "level"),
        ({"amount": Decimal(20_000)}, "amount"),
        ({"reason": ""}, "reason"),
    ],
)
def test_what_is_missing_is_said_at_its_field_and_nothing_is_kept(case, officers, changes, field):
    with pytest.raises(Refused) as refused:
        proposed(case, officers, **changes)
    assert list(refused.value.fields) == [field]
    assert (Reward.objects.count(), acts()) == (0, [])


def test_one_reporter_is_rewarded_once_and_again_after_a_refusal(case, officers):
    reward = proposed(case, officers)
    with pytest.raises(Refused) as refused:
        proposed(case, officers)
    assert "不能重复提出" in refused.value.fields["party_id"]
    assert approved(reward, officers, approve=False).code == ""
    assert proposed(case, officers).state == "proposed"


@pytest.mark.parametrize("fined", [0])
def test_a_case_without_a_sum_or_a_crime_is_not_there(own_home, register, officers, fined):
    key = decided_case(register, fined=fined)
    assert list(cases_to_reward(officers["xuan"])) == []
    with pytest.raises(NotFound):
        propose_reward(
            matter_id=key, party_id=reporter(key).pk, officer=officers["xuan"], at=cast.NOON, **PROPOSAL
        )


def test_an_undecided_case_is_not_there(own_home, register, officers):
    key = decided_case(register)
    Case.objects.filter(matter=key).update(decided_on=None)
    assert list(cases_to_reward(officers["xuan"])) == []


def test_a_large_reward_needs_the_finance_bureau(own_home, register, officers):
    reward = proposed(decided_case(register, fined=10_000_000), officers)
    assert reward.amount == 500_000
    with pytest.raises(Refused) as refused:
        approved(reward, officers)
    assert list(refused.value.fields) == ["with_finance"]
    assert approved(reward, officers, with_finance=True).reward.with_finance is True


def test_the_second_to_decide_is_told_who_was_first(case, officers):
    reward = proposed(case, officers)
    approved(reward, officers)
    with pytest.raises(Changed) as changed:
        approved(reward, officers, approve=False)
    assert changed.value.by == "顾宁"
    assert Reward.objects.get().state == "approved"


def test_a_reward_is_paid_once(case, officers):
    code = approved(proposed(case, officers), officers).code
    paid(code, officers)
    with pytest.raises(Refused) as refused:
        paid(code, officers, receipt="付字〔2026〕19号")
    assert "不能重复发放" in refused.value.fields["code"]
    assert Reward.objects.get().receipt == RECEIPT


def test_five_wrong_codes_lock_the_officer_out_for_a_while_and_leave_rows(case, officers):
    code = approved(proposed(case, officers), officers).code
    for left in (4, 3, 2, 1):
        with pytest.raises(Refused) as refused:
            paid(new_code(), officers)
        assert f"还可以输入{left}次" in refused.value.fields["code"]
    for _ in range(2):
        with pytest.raises(Refused):
            paid(new_code(), officers)
    with pytest.raises(Refused) as locked:
        paid(code, officers)
    assert "15分钟内已经输错5次" in locked.value.fields["code"]
    rows = [row for row in acts() if row[0].startswith("reward.code")]
    assert [row[0] for row in rows] == ["reward.code_refused"] * 5 + ["reward.code_locked"] * 2
    assert {row[3] for row in rows} == {"refused"}
    later = cast.NOON + timedelta(minutes=15, seconds=1)
    assert paid(code, officers, at=later).state == "paid"


@pytest.mark.parametrize("code", ["", "   ", "7", "x" * 5_000, "……", "'; --", "\0"])
def test_what_is_no_code_is_a_wrong_code(case, officers, code):
    with pytest.raises(Refused) as refused:
        paid(code, officers)
    assert "没有这一代码" in refused.value.fields["code"]


def test_a_lost_code_is_made_anew_by_who_approved_and_the_old_one_is_void(case, officers):
    decided = approved(proposed(case, officers), officers)
    anew = code_anew(reward_id=decided.reward.pk, officer=officers["guning"], at=cast.NOON)
    assert anew.code != decided.code
    assert anew.reward.notice_number == "湖市监奖励〔2026〕2号"
    with pytest.raises(Refused):
        paid(decided.code, officers)
    assert paid(anew.code, officers).state == "paid"
    with pytest.raises(Refused, match="不在待领取的状态"):
        code_anew(reward_id=decided.reward.pk, officer=officers["guning"], at=cast.NOON)


def test_a_second_click_shows_the_same_code_for_a_moment_only(case, officers):
    decided = approved(proposed(case, officers), officers)
    given = {"reward_id": decided.reward.pk, "officer": officers["guning"]}
    assert code_again(at=cast.NOON, **given).code == decided.code
    with pytest.raises(Refused, match="只显示一次"):
        code_again(at=cast.NOON + timedelta(seconds=61), **given)
    with pytest.raises(NotAllowed):
        code_again(reward_id=decided.reward.pk, officer=officers["xuan"], at=cast.NOON)


def test_the_page_of_a_case_shows_sums_and_the_reporter_masked(case, officers, rulebook):
    page = case_page(officers["xuan"], case, rulebook, at=cast.NOON)
    assert [worked.amount for _, worked in page.levels] == [10_000, 6_000, 2_000]
    assert [one.shown_name for one in page.people] == ["周*"]
    assert (page.base, page.decided_on) == (200_000, date(2026, 5, 19))
    assert acts()[-1][:2] == ("reward.read", "许安")


def test_a_decision_is_worked_out_as_it_was(case, officers, rulebook):
    reward = proposed(case, officers)
    approved(reward, officers, words=WORDS)
    page = reward_page(officers["guning"], reward.pk, rulebook, at=cast.NOON)
    assert page.lines[0] == "罚没款合计200,000.00元，一级奖励按5%计算，为10,000.00元。"
    assert not any("已经奖励" in line for line in page.lines)


def at_once(*calls):
    """Make the calls in threads of their own, and return what each came to."""

    def one(call):
        try:
            return call().state
        except Obstacle as error:
            return type(error).__name__
        finally:
            connection.close()

    with ThreadPoolExecutor(len(calls)) as pool:
        return sorted(pool.map(one, calls))


def test_a_code_given_twice_at_the_same_moment_is_paid_once(transactional_db, own_home, register, officers):
    code = approved(proposed(decided_case(register), officers), officers).code
    outcomes = at_once(*(lambda n=n: paid(code, officers, receipt=f"付字{n}号") for n in range(6)))
    assert outcomes == ["Refused"] * 5 + ["paid"]
    assert [row[0] for row in acts()].count("reward.paid") == 1


def test_two_decisions_and_two_proposals_at_the_same_moment_are_one(
    transactional_db, own_home, register, officers
):
    key = decided_case(register)
    assert at_once(*(lambda: proposed(key, officers) for _ in range(4))) == ["Refused"] * 3 + ["proposed"]
    reward = Reward.objects.get()
    outcomes = at_once(*(lambda: approved(reward, officers).reward for _ in range(4)))
    assert outcomes == ["Changed"] * 3 + ["approved"]


def test_wrong_codes_at_the_same_moment_are_counted_one_by_one(
    transactional_db, own_home, register, officers
):
    approved(proposed(decided_case(register), officers), officers)
    assert at_once(*(lambda: paid(new_code(), officers) for _ in range(8))) == ["Refused"] * 8
    rows = [row[0] for row in acts() if "code" in row[0]]
    assert (rows.count("reward.code_refused"), rows.count("reward.code_locked")) == (5, 3)
