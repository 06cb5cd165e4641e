"""Delegating mediation: a letter to the body, with the consent of both sides, one at a time."""

from __future__ import annotations

from datetime import date

import pytest

from tests import cast
from tests.docket.mediation_cast import ASSOCIATION, NEW, OLD, accepted, act, agree, left, noon, rows, version
from xiaobao.docket.actions.delegate import delegate
from xiaobao.docket.actions.register import register_many
from xiaobao.docket.models import Delegation, Matter
from xiaobao.refusals import Changed, NotAllowed, NotFound, Refused


def delegated(key, officers, at, officer="chensiyuan", **changes):
    return act(delegate, key, officers[officer], at, **{"body": ASSOCIATION} | changes)


@pytest.mark.parametrize("regulation", [NEW, OLD])
def test_with_both_consents_the_body_gets_a_numbered_letter_and_the_clock_goes_on(
    register, officers, regulation
):
    key = accepted(register, officers, regulation)
    at = noon(regulation)
    agree(key, officers, at, "delegation")
    due = Matter.objects.get(pk=key).next_due
    taken = delegated(key, officers, at, due_on=at.date().replace(day=28), words="请优先电话联系。")
    matter = Matter.objects.get(pk=key)
    assert (matter.state, matter.next_due, matter.next_clock) == ("accepted", due, "complaint.mediation")
    row = Delegation.objects.get()
    assert (row.body, row.began_on, row.ended_on, row.words) == (
        ASSOCIATION,
        at.date(),
        None,
        "请优先电话联系。",
    )
    [letter] = taken.documents
    assert (letter.title, letter.number) == ("委托调解函", "湖市监委调〔2026〕1号")
    assert [(to.side, to.party, to.name) for to in letter.addressees.all()] == [("other", None, ASSOCIATION)]
    assert matter.events.last().data == {
        "document": "湖市监委调〔2026〕1号",
        "due_on": at.date().replace(day=28).isoformat(),
    }


def test_the_consent_may_stand_in_the_registration_form(register, officers):
    key = accepted(register, officers)
    matter = Matter.objects.get(pk=key)
    matter.complaint.delegation = True
    matter.complaint.save()
    agree(key, officers, noon(), "delegation", sides=("respondent",))
    assert delegated(key, officers, noon()).documents


def test_without_consent_nothing_is_written(register, officers):
    key = accepted(register, officers)
    agree(key, officers, noon(), "delegation", sides=("complainant",))
    agree(key, officers, noon())
    before = left(key)
    with pytest.raises(Refused) as refused:
        delegated(key, officers, noon())
    assert "还没有记录被投诉人同意委托调解" in refused.value.sentence
    assert (left(key), rows(Delegation, key)) == (before, 0)


def test_what_was_accepted_before_the_state_councils_rules_the_bureau_delegates_alone(officers, rulebook):
    received = cast.complaint(
        received_at=cast.at("2024-06-24"), decision="accepted", decided_at=cast.at("2024-06-28")
    )
    [key] = register_many([received], batch=None, rulebook=rulebook, at=cast.at("2024-06-28"))
    taken = delegated(key, officers, cast.at("2024-07-08"))
    assert [document.title for document in taken.documents] == ["委托调解函"]
    after = cast.complaint(
        external_id="E2",
        received_at=cast.at("2024-06-28"),
        decision="accepted",
        decided_at=cast.at("2024-07-01"),
    )
    [later] = register_many([after], batch=None, rulebook=rulebook, at=cast.at("2024-07-01"))
    with pytest.raises(Refused):
        delegated(later, officers, cast.at("2024-07-08"))


def test_not_while_another_delegation_is_open(register, officers):
    key = accepted(register, officers)
    agree(key, officers, noon(), "delegation")
    delegated(key, officers, noon())
    with pytest.raises(Refused) as refused:
        delegated(key, officers, noon(), body="江头街道人民调解委员会")
    assert set(refused.value.fields) == {"body"}
    assert rows(Delegation, key) == 1


def test_a_double_click_delegates_once_and_says_by_whom(register, officers):
    key = accepted(register, officers)
    agree(key, officers, noon(), "delegation")
    opened = version(key)
    delegated(key, officers, noon())
    with pytest.raises(Changed) as changed:
        delegated(key, officers, noon(), "suming", version=opened)
    assert (changed.value.by, changed.value.what) == ("陈思远", ("委托调解",))
    assert rows(Delegation, key) == 1


@pytest.mark.parametrize(("username", "error"), [("hemin", NotAllowed), ("lian", NotFound)])
def test_who_may_not_or_cannot_see_is_refused(register, officers, username, error):
    key = accepted(register, officers)
    with pytest.raises(error):
        delegated(key, officers, noon(), username)


def test_a_day_that_has_passed_is_refused_at_its_field(register, officers):
    key = accepted(register, officers)
    agree(key, officers, noon(), "delegation")
    with pytest.raises(Refused) as refused:
        delegated(key, officers, noon(), due_on=date(2026, 5, 20))
    assert set(refused.value.fields) == {"due_on"}
