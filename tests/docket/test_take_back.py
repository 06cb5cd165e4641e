"""How a delegated mediation ended: recorded, and nothing follows by itself."""

from __future__ import annotations

from datetime import date

import pytest

from tests.docket.mediation_cast import ASSOCIATION, NEW, OLD, accepted, act, agree, left, noon, version
from xiaobao.docket.actions.delegate import delegate
from xiaobao.docket.actions.take_back import take_back
from xiaobao.docket.models import Delegation, Matter, Ruling
from xiaobao.refusals import Changed, NotAllowed, NotFound, Refused


@pytest.fixture
def key(register, officers):
    return delegated(register, officers)


def delegated(register, officers, regulation=NEW):
    key = accepted(register, officers, regulation)
    agree(key, officers, noon(regulation), "delegation")
    act(delegate, key, officers["chensiyuan"], noon(regulation), body=ASSOCIATION)
    return key


def ended(key, officers, officer="chensiyuan", **changes):
    given = {"outcome": "settled", "on": date(2026, 5, 27), "words": "双方同意退款。"}
    return act(take_back, key, officers[officer], noon(later=7), **given | changes)


@pytest.mark.parametrize("outcome", ["settled", "failed", "returned"])
def test_the_end_is_recorded_and_the_complaint_stays_where_it_is(key, officers, outcome):
    taken = ended(key, officers, outcome=outcome)
    matter = Matter.objects.get(pk=key)
    row = Delegation.objects.get()
    assert (row.outcome, row.ended_on) == (outcome, date(2026, 5, 27))
    assert (matter.state, matter.next_clock) == ("accepted", "complaint.mediation")
    assert matter.events.last().data == {"outcome": outcome, "on": "2026-05-27"}
    assert Ruling.objects.get(event=taken.event).words == "双方同意退款。"
    assert taken.weighed


def test_under_order_20_too(register, officers):
    key = delegated(register, officers, OLD)
    ended(key, officers, on=date(2026, 3, 9), at=noon(OLD, 5))
    assert Delegation.objects.get().outcome == "settled"


def test_when_it_has_ended_it_can_be_delegated_again(key, officers):
    ended(key, officers, outcome="returned")
    act(delegate, key, officers["chensiyuan"], noon(later=8), body="江头街道人民调解委员会")
    assert Delegation.objects.count() == 2


def test_what_is_not_delegated_has_no_end(register, officers):
    key = accepted(register, officers)
    before = left(key)
    with pytest.raises(Refused) as refused:
        ended(key, officers)
    assert (refused.value.sentence, left(key)) == ("没有尚未结束的委托调解。", before)


def test_the_second_officer_is_told(key, officers):
    opened = version(key)
    ended(key, officers)
    with pytest.raises(Changed) as changed:
        ended(key, officers, "suming", version=opened)
    assert (changed.value.by, changed.value.what) == ("陈思远", ("记录委托结果",))


@pytest.mark.parametrize(("username", "error"), [("hemin", NotAllowed), ("lian", NotFound)])
def test_who_may_not_or_cannot_see_is_refused(key, officers, username, error):
    with pytest.raises(error):
        ended(key, officers, username)
