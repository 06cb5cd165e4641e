"""What came: when, whether that is all, in time or late; addresses and names put right."""

from __future__ import annotations

from datetime import date

import pytest

from tests import cast
from tests.docket.arrival_cast import OLD, PERSONAL, act, kept_without_words, refused
from xiaobao.docket import search
from xiaobao.docket.actions.ask_material import ask_material
from xiaobao.docket.actions.supplement import supplement
from xiaobao.docket.facts import complaint_facts
from xiaobao.docket.letters import ADDRESS
from xiaobao.docket.models import Enterprise, MaterialRequest, Matter, Party
from xiaobao.rules import acceptance
from xiaobao.vault.identities import reveal

POSTAL = "厦门市湖里区虚构路99号501室"
CAME = {"kind": "material", "on": date(2026, 5, 22), "received": [" 购物小票 ", ""], "complete": True}
LATER = cast.at("2026-05-26")


@pytest.fixture
def asked(register, officers):
    """林晓禾 has been asked for her receipt and address by 25 May."""
    key = register()
    act(ask_material, key, officers["hemin"], items=["购物小票", "通讯地址"], due_on=date(2026, 5, 25))
    return key


def found(query):
    condition, values = search.condition(query)
    return list(Matter.objects.extra(where=[condition], params=values).values_list("pk", flat=True))


@pytest.mark.parametrize(("on", "late"), [(date(2026, 5, 25), False), (date(2026, 5, 26), True)])
def test_what_came_is_kept_with_its_day_in_time_or_late(asked, officers, on, late):
    done = act(supplement, asked, officers["chensiyuan"], at=LATER, **CAME | {"on": on})
    request = MaterialRequest.objects.get()
    assert (request.received, request.answered_on, request.complete) == (["购物小票"], on, True)
    assert done.event.data == {"kind": "material", "on": on.isoformat(), "complete": True, "late": late}
    assert Matter.objects.get(pk=asked).state == "received"


def test_what_comes_in_two_parts_is_added_up(asked, officers):
    act(supplement, asked, officers["hemin"], at=LATER, **CAME | {"complete": False})
    act(
        supplement,
        asked,
        officers["hemin"],
        at=LATER,
        **CAME | {"received": ["通讯地址"], "on": date(2026, 5, 25)},
    )
    request = MaterialRequest.objects.get()
    assert (request.received, request.complete) == (["购物小票", "通讯地址"], True)
    refusal = refused(supplement, asked, officers["hemin"], at=LATER, **CAME)
    assert set(refusal.fields) == {"kind"}


def test_a_postal_address_goes_to_the_vault_and_nowhere_else(asked, officers):
    before = Party.objects.get().identity_id
    act(supplement, asked, officers["hemin"], at=LATER, **CAME, postal=f" {POSTAL} ")
    party = Party.objects.get()
    assert (party.has_address, party.identity_id == before) == (True, False)
    person = reveal(party.identity)
    assert (person.name, person.phone, person.more[ADDRESS]) == ("林晓禾", "13900000001", POSTAL)
    assert complaint_facts(Matter.objects.get()).has_address is True
    kept = kept_without_words(asked)
    assert not any(said in kept for said in (*PERSONAL, POSTAL))


def test_a_corrected_respondent_is_found_by_the_new_name_and_no_longer_by_the_old(asked, officers):
    name, place = "厦门青禾鲜食有限公司", "福建省厦门市湖里区殿前街道虚构路2号"
    act(
        supplement, asked, officers["hemin"], at=LATER, **CAME, respondent_name=name, respondent_address=place
    )
    respondent = Matter.objects.get().respondent
    assert (respondent.name, respondent.address) == (name, place)
    assert (found("青禾鲜食"), found("青禾生鲜")) == ([asked], [])


def test_a_new_address_keeps_the_name_and_its_code_and_a_new_name_takes_no_old_address(register, officers):
    key = register(cast.complaint(respondent_uscc="91350206MA00000003"))
    code = Matter.objects.get().respondent.credit_code
    moved = {"received": [], "respondent_address": "厦门市湖里区虚构路3号"}
    act(supplement, key, officers["hemin"], at=LATER, **CAME | moved)
    respondent = Matter.objects.get().respondent
    assert (respondent.name, respondent.address) == ("厦门青禾生鲜超市有限公司", "厦门市湖里区虚构路3号")
    assert respondent.credit_code == code
    act(supplement, key, officers["hemin"], at=LATER, **CAME | {"respondent_name": "厦门青禾鲜食有限公司"})
    respondent = Matter.objects.get().respondent
    assert (respondent.address, respondent.credit_code) == ("", "")


def test_the_same_enterprise_is_not_written_twice(asked, officers):
    present = Matter.objects.get().respondent
    given = {"respondent_name": present.name, "respondent_address": present.address}
    act(supplement, asked, officers["hemin"], at=LATER, **CAME, **given)
    assert Enterprise.objects.count() == 1


def test_what_came_unasked_is_kept_in_the_officers_words(register, officers):
    key = register()
    done = act(supplement, key, officers["hemin"], at=LATER, **CAME, words="投诉人主动送来。")
    assert done.event.data == {"kind": "material", "on": "2026-05-22", "complete": True}
    assert done.event.ruling.words == "购物小票\n投诉人主动送来。"


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"kind": "identity"}, "kind"),
        ({"on": date(2026, 5, 27)}, "on"),
        ({"on": date(2026, 5, 19)}, "on"),
        ({"received": []}, "received"),
        ({"complete": None}, "complete"),
    ],
)
def test_what_cannot_have_come_so_is_refused(asked, officers, wrong, field):
    assert set(refused(supplement, asked, officers["hemin"], at=LATER, **CAME | wrong).fields) == {field}


def test_an_address_without_a_name_is_refused_where_nobody_is_named(register, officers):
    key = register(cast.complaint(respondent_name="", respondent_address=""))
    wrong = CAME | {"respondent_address": "厦门市湖里区虚构路3号"}
    assert set(refused(supplement, key, officers["hemin"], at=LATER, **wrong).fields) == {"respondent_name"}


def test_once_all_is_there_and_all_is_known_accepting_is_proposed(asked, officers, rulebook):
    act(supplement, asked, officers["hemin"], at=LATER, **CAME, postal=POSTAL)
    facts = complaint_facts(Matter.objects.get())
    proposal = acceptance.propose(facts, rulebook.law, date(2026, 5, 28))
    assert [reason.text for reason in proposal.reasons] == ["请确认投诉事项是否属于市场监督管理部门职责。"]


def test_it_is_the_same_under_order_20(register, officers):
    key = register(OLD)
    given = CAME | {"on": date(2026, 3, 4)}
    done = act(supplement, key, officers["hemin"], at=cast.at("2026-03-04"), **given)
    assert done.event.data["on"] == "2026-03-04"
