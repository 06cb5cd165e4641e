"""Ordering an appraisal or test: a letter, and the mediation clock stands still with the paper that proves it."""

from __future__ import annotations

from datetime import date

import pytest

from tests.docket.conftest import clocks
from tests.docket.mediation_cast import NEW, OLD, accepted, left, noon, order, rows, version
from xiaobao.docket.mediation_facts import appraisal_kinds
from xiaobao.docket.models import NO_CLOCK, Appraisal, Matter
from xiaobao.refusals import Changed, NotAllowed, NotFound, Refused


@pytest.fixture
def key(register, officers):
    return accepted(register, officers)


@pytest.mark.parametrize("regulation", [NEW, OLD])
def test_the_body_gets_a_letter_and_the_clock_stands_still(register, officers, regulation):
    key = accepted(register, officers, regulation)
    day = noon(regulation, 2)
    taken = order(key, officers, day)
    clock = clocks(key)["complaint.mediation"]
    assert (clock.state, clock.due_on, clock.ledger[-1]) == (
        "paused",
        None,
        {"kind": "pause", "on": day.date().isoformat(), "reason": "testing", "document": "受理单第7号"},
    )
    matter = Matter.objects.get(pk=key)
    assert (matter.state, matter.next_due) == ("accepted", NO_CLOCK)
    assert matter.unclocked == "鉴定、检测期间不计入调解期限，等待结果"
    [letter] = taken.documents
    assert (letter.title, letter.number) == ("委托鉴定（检测）函", "湖市监委鉴〔2026〕1号")
    assert [(to.side, to.name) for to in letter.addressees.all()] == [("other", "虚构食品检测中心")]
    row = Appraisal.objects.get()
    assert (row.kind, row.chosen, row.cost, row.ended_on) == ("testing", "agreed", "由被投诉人先行垫付", None)
    assert matter.events.last().data == {
        "kind": "testing",
        "chosen": "agreed",
        "began_on": day.date().isoformat(),
        "document": "湖市监委鉴〔2026〕1号",
    }


@pytest.mark.parametrize(
    ("regulation", "kinds"),
    [(NEW, ["appraisal", "testing"]), (OLD, ["verification", "inspection", "testing", "appraisal"])],
)
def test_the_kinds_for_the_form_come_from_the_law_file(register, officers, rulebook, regulation, kinds):
    matter = Matter.objects.get(pk=accepted(register, officers, regulation))
    found = appraisal_kinds(matter, rulebook=rulebook, today=noon(regulation).date())
    assert [code for code, _ in found] == kinds


@pytest.mark.parametrize("kind", ["verification", "inspection"])
def test_time_only_order_20_leaves_out_does_not_hide_the_sixty_days(register, officers, kind):
    key = accepted(register, officers, OLD)
    taken = order(key, officers, noon(OLD, 2), kind=kind)
    matter = Matter.objects.get(pk=key)
    # 《实施条例》第四十六条第三款 leaves out 鉴定、检测 only: its sixty days from 5 March end on 4 May.
    assert clocks(key)["complaint.mediation"].state == "running"
    assert (matter.next_due, matter.unclocked) == (date(2026, 5, 4), "")
    assert "不从《实施条例》规定的调解期限中扣除" in taken.weighed[-1].text


def test_a_kind_the_regulation_does_not_know_is_refused(key, officers):
    before = left(key)
    with pytest.raises(Refused) as refused:
        order(key, officers, noon(), kind="verification")
    assert set(refused.value.fields) == {"kind"}
    assert (left(key), rows(Appraisal, key)) == (before, 0)


@pytest.mark.parametrize("regulation", [NEW, OLD])
def test_where_both_cannot_agree_on_a_body_the_bureau_designates_it(register, officers, regulation):
    key = accepted(register, officers, regulation)
    assert order(key, officers, noon(regulation), chosen="designated").documents


def test_under_order_20_the_bureau_does_not_designate_what_the_higher_rule_does_not_name(register, officers):
    key = accepted(register, officers, OLD)
    with pytest.raises(Refused) as refused:
        order(key, officers, noon(OLD), chosen="designated", kind="verification")
    assert set(refused.value.fields) == {"chosen"}
    assert "第二项情形" in refused.value.sentence


def test_where_nobody_agrees_to_pay_nothing_is_ordered_and_the_ground_is_named(key, officers):
    with pytest.raises(Refused) as refused:
        order(key, officers, noon(), cost="")
    assert set(refused.value.fields) == {"cost"}
    assert "第四项情形" in refused.value.sentence
    assert Matter.objects.get(pk=key).state == "accepted"


def test_one_at_a_time(key, officers):
    order(key, officers, noon())
    with pytest.raises(Refused) as refused:
        order(key, officers, noon(later=1), kind="appraisal")
    assert "尚未结束" in refused.value.sentence
    assert rows(Appraisal, key) == 1


def test_after_the_last_day_no_time_is_left_out_any_more(key, officers):
    with pytest.raises(Refused) as refused:
        order(key, officers, noon(later=70))
    assert set(refused.value.fields) == {"began_on"}
    # Begun in time and recorded late, it counts.
    assert order(key, officers, noon(later=70), began_on=date(2026, 7, 1)).documents


def test_a_double_click_orders_once_and_says_by_whom(key, officers):
    opened = version(key)
    order(key, officers, noon())
    with pytest.raises(Changed) as changed:
        order(key, officers, noon(), officer=officers["suming"], version=opened)
    assert (changed.value.by, changed.value.what) == ("陈思远", ("委托鉴定检测",))
    assert rows(Appraisal, key) == 1


@pytest.mark.parametrize(("username", "error"), [("hemin", NotAllowed), ("lian", NotFound)])
def test_who_may_not_or_cannot_see_is_refused(key, officers, username, error):
    with pytest.raises(error):
        order(key, officers, noon(), officer=officers[username])
