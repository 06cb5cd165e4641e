"""Who may do what to a supervision order in which state, decided from facts alone; people are ids."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from xiaobao.rules.orders import TABLE, OrderAct, OrderFacts, OrderState, check_act, check_until

OWNER, OTHER, LEADER = 1, 2, 3
DUE = date(2026, 5, 28)
GIVEN = OrderFacts(OrderState.ISSUED, DUE, owner=OWNER)
REPLIED = replace(GIVEN, state=OrderState.REPLIED, replied_by=OWNER)
ACCEPTED = replace(REPLIED, state=OrderState.ACCEPTED, judged_by=OTHER)


def allowed(act: OrderAct, facts: OrderFacts, me: int) -> bool:
    """Whether somebody may do an act now."""
    return check_act(act, facts, me=me).outcome == "allowed"


OUT_OF_TURN = [(row.act, state) for row in TABLE for state in OrderState if state not in row.since]


@pytest.mark.parametrize(("act", "state"), OUT_OF_TURN, ids=str)
def test_outside_its_states_nobody_does_an_act_and_the_refusal_names_both(act, state):
    decision = check_act(act, replace(ACCEPTED, state=state), me=LEADER)
    assert decision.outcome != "allowed"
    assert state.label in decision.reasons[0].text
    assert act.label in decision.reasons[0].text


def test_the_owner_replies_and_nobody_else():
    assert allowed(OrderAct.REPLY, GIVEN, OWNER)
    assert not allowed(OrderAct.REPLY, GIVEN, OTHER)


def test_without_an_owner_anybody_of_the_office_replies():
    assert allowed(OrderAct.REPLY, replace(GIVEN, owner=None), OTHER)


@pytest.mark.parametrize("act", [OrderAct.ACCEPT, OrderAct.RETURN])
def test_a_reply_is_judged_by_another_than_who_gave_it(act):
    assert allowed(act, REPLIED, OTHER)
    assert not allowed(act, REPLIED, OWNER)


def test_an_order_is_not_lifted_while_its_period_runs():
    assert allowed(OrderAct.LIFT, ACCEPTED, OTHER)
    assert not allowed(OrderAct.LIFT, replace(ACCEPTED, clock_runs=True), OTHER)


def test_an_appeal_is_decided_by_a_leader_who_has_not_judged():
    appealed = replace(ACCEPTED, appealed=True)
    assert allowed(OrderAct.DECIDE_APPEAL, appealed, LEADER)
    assert not allowed(OrderAct.DECIDE_APPEAL, appealed, OTHER)
    assert not allowed(OrderAct.DECIDE_APPEAL, ACCEPTED, LEADER)


def test_a_later_day_lies_after_the_one_in_force():
    today = date(2026, 5, 27)
    assert check_until(GIVEN, until=date(2026, 6, 1), words="等鉴定结果。", today=today).outcome == "allowed"
    refused = check_until(GIVEN, until=DUE, words="等鉴定结果。", today=today)
    assert [reason.field for reason in refused.reasons] == ["until"]
