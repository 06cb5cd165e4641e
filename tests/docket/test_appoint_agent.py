"""Agents: registered with the original authorisation and proof of identity, or not at all."""

from __future__ import annotations

from datetime import date

import pytest
from django.db import connection

from tests import cast
from tests.desk_cast import YANG
from xiaobao.docket.actions.accept import accept
from xiaobao.docket.actions.appoint_agent import appoint_agent
from xiaobao.docket.actions.join import join
from xiaobao.docket.facts import complaint_facts
from xiaobao.docket.models import Addressee, Mandate, Matter, Party
from xiaobao.refusals import Changed, NotAllowed, NotFound, Refused
from xiaobao.vault.identities import reveal
from xiaobao.vault.models import AuditEntry


@pytest.fixture
def appointed(own_home, register, officers):
    """许诺 acts for 林晓禾; what came of it."""

    def appoint(username="hemin", row=None, **changes):
        given = {
            "matter_id": changes.pop("key", None) or register(row),
            "version": 1,
            "at": cast.NOON,
            "side": "complainant",
            "principal_id": None,
            "name": "许诺",
            "phone": "13900000004",
            "id_kind": "居民身份证",
            "id_number": "350206199001010033",
            "matters": "代为投诉、参加调解",
            "special": False,
            "until": date(2026, 12, 31),
            "original": True,
        }
        return appoint_agent(officer=officers[username], **given | changes)

    return appoint


def test_the_agent_is_a_party_with_a_mandate_and_stays_sealed(appointed):
    taken = appointed(special=True)
    complainant, agent = Party.objects.order_by("id")
    mandate = Mandate.objects.get()
    assert (agent.role, agent.shown_name, agent.shown_phone, mandate.agent) == (
        "agent",
        "许*",
        "139****0004",
        agent,
    )
    assert (mandate.principal, mandate.side, mandate.matters, mandate.special, mandate.until, mandate.original_kept) == (
        complainant, "complainant", "代为投诉、参加调解", True, date(2026, 12, 31), True,
    )  # fmt: skip
    assert reveal(agent.identity).more == {"证件类型": "居民身份证", "证件号码": "350206199001010033"}
    assert taken.data == {"side": "complainant", "special": True, "until": "2026-12-31"}
    stored = connection.connection.serialize()
    for secret in ("许诺", "13900000004", "350206199001010033"):
        assert secret.encode() not in stored


def test_the_rules_of_acceptance_know_of_the_agent_and_the_letter_goes_to_the_principal(appointed, officers):
    appointed()
    matter = Matter.objects.get()
    facts = complaint_facts(matter)
    assert (facts.by_agent, facts.has_authorisation, facts.has_name) == (True, True, True)
    accept(matter_id=matter.pk, version=2, officer=officers["chensiyuan"], at=cast.NOON)
    assert Addressee.objects.get().name == "林**"


def test_without_an_agent_nobody_asks_for_an_authorisation(register):
    facts = complaint_facts(Matter.objects.get(pk=register()))
    assert (facts.by_agent, facts.has_authorisation) == (None, None)


def test_an_agent_of_the_respondent_has_no_principal_among_our_people(appointed):
    appointed(side="respondent", until=None)
    mandate = Mandate.objects.get()
    assert (mandate.principal, mandate.side, mandate.until) == (None, "respondent", None)
    assert complaint_facts(Matter.objects.get()).by_agent is None


def test_among_several_complainants_it_must_be_clear_for_whom(appointed, register, officers):
    key = register()
    join(
        matter_id=key, version=1, officer=officers["hemin"], at=cast.NOON, people=[YANG], consented=True, proof="共同投诉书",
    )  # fmt: skip
    with pytest.raises(Refused) as refused:
        appointed(key=key, version=2)
    assert list(refused.value.fields) == ["principal_id"]
    second = Party.objects.latest("id")
    appointed(key=key, version=2, principal_id=second.pk)
    assert Mandate.objects.get().principal == second


def test_the_party_of_another_matter_is_nobody_here(appointed, register):
    other = Party.objects.get(matter=register(cast.complaint(external_id="E2")))
    with pytest.raises(Refused) as refused:
        appointed(principal_id=other.pk)
    assert list(refused.value.fields) == ["principal_id"]


def test_under_order_20_the_old_article_is_cited(appointed):
    taken = appointed(row=cast.complaint(received_at=cast.at("2026-03-02")))
    assert taken.basis.endswith("暂行办法》第十条")


@pytest.mark.parametrize(
    ("changes", "fields"),
    [
        ({"original": False}, ["original"]),
        ({"id_kind": "", "id_number": " "}, ["id_kind", "id_number"]),
        ({"name": ""}, ["name"]),
        ({"matters": ""}, ["matters"]),
        ({"until": date(2026, 5, 19)}, ["until"]),
        ({"side": "?"}, ["side"]),
    ],
)
def test_what_is_missing_is_refused_and_nothing_happens(appointed, changes, fields):
    with pytest.raises(Refused) as refused:
        appointed(**changes)
    assert list(refused.value.fields) == fields
    assert (Party.objects.count(), Mandate.objects.count(), AuditEntry.objects.count()) == (1, 0, 0)


def test_pressing_twice_registers_one_agent(appointed):
    appointed()
    with pytest.raises(Changed):
        appointed(key=Matter.objects.get().pk)
    assert Mandate.objects.count() == 1


@pytest.mark.parametrize(("username", "error"), [("lian", NotFound), ("tangyue", NotAllowed)])
def test_out_of_reach_or_without_the_post_nothing_happens(appointed, username, error):
    with pytest.raises(error):
        appointed(username)
    assert Mandate.objects.count() == 0
