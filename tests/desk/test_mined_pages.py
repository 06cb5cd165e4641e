"""The pages of an enterprise and of a linked person: what they say, and who is turned away."""

from __future__ import annotations

import pytest

from tests.docket.findings_cast import GYM, SHOP, came, found, ring
from xiaobao.docket.models import Enterprise, LinkedPerson, Matter
from xiaobao.vault.models import AuditEntry

pytestmark = pytest.mark.django_db
KEY = "c" * 32


def body(answer) -> str:
    """The page as text."""
    return answer.content.decode()


def person(keys: list[int]) -> str:
    """Put these matters down to one person; returns the page."""
    LinkedPerson.objects.bulk_create(LinkedPerson(matter_id=key, person=KEY) for key in keys)
    return f"/mining/persons/{KEY}/"


def enterprise(name: str = SHOP) -> str:
    """The page of an enterprise."""
    return f"/mining/enterprises/{Enterprise.objects.get(name=name).pk}/"


def test_a_finding_leads_to_its_enterprise_and_that_back(signed_in, officers) -> None:
    keys = came(3)
    finding = found(
        "group", keys, respondent=Matter.objects.get(pk=keys[0]).respondent, title="群体投诉：某店"
    )
    client = signed_in("luyiheng")
    assert f'href="{enterprise()}"' in body(client.get(f"/mining/findings/{finding.pk}/"))
    page = body(client.get(enterprise()))
    for words in (
        SHOP,
        "每月收到",
        "群体投诉：某店",
        "其中本企业 3 件，共 3 件",
        f"/mining/findings/{finding.pk}/",
    ):
        assert words in page, words


def test_a_ring_leads_to_each_person(signed_in, officers) -> None:
    finding = ring()
    LinkedPerson.objects.filter(person="P0").update(person=KEY)
    page = body(signed_in("luyiheng").get(f"/mining/findings/{finding.pk}/"))
    assert f'href="/mining/persons/{KEY}/"' in page
    assert "/mining/persons/P1/" not in page


def test_a_persons_page_names_nobody_and_says_what_it_is_not(signed_in, officers) -> None:
    finding = ring()
    LinkedPerson.objects.filter(person="P0").update(person=KEY)
    page = body(signed_in("luyiheng").get(f"/mining/persons/{KEY}/"))
    for words in (
        "鲁**",
        SHOP,
        "一件举报也不涉及",
        "第三十七条",
        "以下都不是依据",
        "举报是公民的权利",
        "五类因素",
        "本次查看已记入审计记录",
        f"/mining/findings/{finding.pk}/",
    ):
        assert words in page, words
    for words in ("鲁大同", "鲁二同", "13900000066", GYM, "欺诈", "骗"):
        assert words not in page, words


def test_a_look_at_a_person_stands_in_the_audit_trail_in_words(signed_in, officers) -> None:
    assert signed_in("luyiheng").get(person(came(2))).status_code == 200
    assert AuditEntry.objects.get(act="mining.person_read").subject == f"person:{KEY}"
    assert "查看同一人的投诉" in body(signed_in("heqing").get("/audit/"))


def test_where_the_look_cannot_be_recorded_nothing_is_shown(signed_in, officers, request) -> None:
    address, client = person(came(1)), signed_in("luyiheng")
    request.getfixturevalue("shut")
    answer = client.get(address)
    assert answer.status_code == 409
    assert "林**" not in body(answer)


@pytest.mark.parametrize("kind", ["complaint", "report"])
def test_a_person_out_of_reach_answers_like_nobody(kind, signed_in, officers) -> None:
    address = person(came(1, kind=kind))
    client = signed_in("lian" if kind == "complaint" else "luyiheng")
    hidden, absent = client.get(address), client.get(address.replace("c", "d"))
    assert (hidden.status_code, absent.status_code) == (404, 404)
    assert hidden.content == absent.content
    assert not AuditEntry.objects.filter(act="mining.person_read").exists()
    assert AuditEntry.objects.filter(act="access.refused", subject=f"person:{KEY}").count() == 1


@pytest.mark.parametrize("typed", ["林晓禾", "13900000001", "C" * 32])
def test_what_is_no_key_is_no_address_and_leaves_no_row(typed, signed_in, officers) -> None:
    assert signed_in("luyiheng").get(f"/mining/persons/{typed}/").status_code == 404
    assert set(AuditEntry.objects.values_list("act", flat=True)) == {"sign_in"}


@pytest.mark.parametrize("who", ["xuan", "heqing"])
def test_only_posts_of_mining_see_either(who, signed_in, officers) -> None:
    address = person(came(1))
    for page in (address, enterprise()):
        assert signed_in(who).get(page).status_code == 403


def test_an_enterprise_out_of_reach_answers_like_one_that_does_not_exist(signed_in, officers) -> None:
    came(1)
    client = signed_in("lian")
    hidden, absent = client.get(enterprise()), client.get("/mining/enterprises/99999/")
    assert (hidden.status_code, absent.status_code) == (404, 404)
    assert hidden.content == absent.content
