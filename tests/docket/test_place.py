"""Whose complaint it is: the officer's decision is kept, with the facts it rests on."""

from __future__ import annotations

import pytest

from tests import cast
from tests.docket.arrival_cast import FREE_WORDS, OLD, act, kept_without_words, refused
from xiaobao.docket.actions.accept import accept
from xiaobao.docket.actions.place import place
from xiaobao.docket.facts import complaint_facts
from xiaobao.docket.models import Matter
from xiaobao.rules import acceptance

HERE = {"respondent_kind": "ordinary", "actual_here": True, "domicile_here": True, "within_duties": True}
AWAY = HERE | {"actual_here": False, "domicile_here": False}


def kept(key):
    complaint = Matter.objects.get(pk=key).complaint
    return (
        complaint.respondent_kind,
        complaint.within_duties,
        complaint.competent,
        complaint.competent_elsewhere,
        complaint.placed_on,
    )


def test_ours_is_kept_with_the_facts_it_rests_on(register, officers, rulebook):
    key = register()
    done = act(place, key, officers["hemin"], **HERE)
    assert kept(key) == ("ordinary", True, True, "", cast.TODAY)
    assert done.event.data == {"proposed": "ours", "ours": True, "kind": "ordinary"} | {
        name: value for name, value in HERE.items() if name != "respondent_kind"
    }
    facts = complaint_facts(Matter.objects.get(pk=key))
    assert (facts.within_duties, facts.in_district) == (True, True)
    # What is left to ask is the address alone.
    assert len(acceptance.propose(facts, rulebook.law, cast.TODAY).reasons) == 1


def test_elsewhere_bars_accepting_and_names_who_is_competent(register, officers):
    key = register()
    act(place, key, officers["hemin"], **AWAY, elsewhere="厦门市集美区市场监督管理局")
    assert kept(key)[2:4] == (False, "厦门市集美区市场监督管理局")
    refusal = refused(accept, key, officers["chensiyuan"])
    assert "应由厦门市集美区市场监督管理局处理" in refusal.sentence


def test_without_a_name_it_is_said_in_the_words_of_the_article(register, officers):
    key = register()
    act(place, key, officers["hemin"], **AWAY)
    assert kept(key)[3] == "实际经营地或者住所地的县级市场监督管理部门"


def test_what_is_no_duty_of_ours_names_nobody_by_the_place(register, officers):
    key = register()
    act(place, key, officers["hemin"], **HERE | {"within_duties": False})
    assert kept(key) == ("ordinary", False, False, "", cast.TODAY)


def test_against_the_proposal_words_are_needed_and_kept_beside_the_event(register, officers):
    key = register()
    assert set(refused(place, key, officers["hemin"], **AWAY, ours=True).fields) == {"words"}
    done = act(place, key, officers["hemin"], **AWAY, ours=True, words=FREE_WORDS)
    assert (kept(key)[2], done.event.ruling.words) == (True, FREE_WORDS)
    assert FREE_WORDS not in kept_without_words(key)


def test_what_is_not_known_is_asked_for_at_its_field(register, officers):
    given = {"respondent_kind": "merchant", "published_here": True, "within_duties": True}
    refusal = refused(place, register(), officers["hemin"], **given)
    assert set(refusal.fields) == {"reachable", "platform_here"}


@pytest.mark.parametrize(
    ("row", "given", "ours"),
    [
        # The same merchant: works here, publishes an address elsewhere, on a platform that sits elsewhere.
        (cast.complaint(), {"reachable": True}, False),
        (OLD, {}, True),
    ],
)
def test_a_merchant_who_works_here_is_ours_under_order_20_only(register, officers, row, given, ours):
    key = register(row)
    merchant = {
        "respondent_kind": "merchant",
        "actual_here": True,
        "published_here": False,
        "platform_here": False,
        "within_duties": True,
    }
    act(place, key, officers["hemin"], **merchant | given)
    assert kept(key)[2] is ours


def test_a_later_decision_replaces_the_former_and_both_stay_in_the_story(register, officers):
    key = register()
    act(place, key, officers["hemin"], **AWAY)
    act(place, key, officers["chensiyuan"], **HERE)
    assert kept(key)[2:4] == (True, "")
    told = Matter.objects.get(pk=key).events.filter(verb="place")
    assert [event.data["ours"] for event in told] == [False, True]
