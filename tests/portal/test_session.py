"""The two entrances: each tells the others' people where to go, and lets nobody in who does not belong."""

from __future__ import annotations

import pytest
from django.test import Client

from tests import cast
from tests.portal.conftest import Bazaar
from xiaobao.docket.models import Seat
from xiaobao.vault.models import AuditEntry

GIVEN = {"username": "yuanqing", "password": cast.PASSWORD}
OWN = "six-green-cucumbers-today"


def test_who_sits_for_an_enterprise_signs_in_to_the_own_list(bazaar: Bazaar, client: Client) -> None:
    assert client.get("/partner/")["Location"] == "/partner/sign-in/?next=/partner/"
    assert client.post("/partner/sign-in/", GIVEN)["Location"] == "/partner/"
    assert AuditEntry.objects.latest("id").act == "sign_in"
    page = client.get("/partner/").content.decode()
    assert bazaar.diversion.matter.number in page
    assert client.post("/partner/sign-out/")["Location"] == "/partner/sign-in/"


@pytest.mark.parametrize("wanted", ["/matters/1/", "//elsewhere.example/", "/", "/partner-not/"])
def test_signing_in_leads_nowhere_but_to_the_portal(bazaar: Bazaar, client: Client, wanted: str) -> None:
    assert client.post("/partner/sign-in/", GIVEN | {"next": wanted})["Location"] == "/partner/"


def test_an_officer_is_told_of_the_bureaus_entrance(bazaar: Bazaar, signed_in, client: Client) -> None:
    answer = client.post("/partner/sign-in/", {"username": "suming", "password": cast.PASSWORD})
    assert (answer.status_code, "请从本局入口登录" in answer.content.decode()) == (200, True)
    assert client.get("/").status_code == 302
    for address in ("/partner/", f"/partner/matters/{bazaar.diversion.pk}/", "/partner/card/"):
        assert signed_in("suming").get(address).status_code == 403


def test_an_enterprise_is_told_of_its_own_entrance(bazaar: Bazaar, client: Client) -> None:
    answer = client.post("/sign-in/", GIVEN)
    assert "请从企业入口登录" in answer.content.decode()
    assert client.get("/partner/").status_code == 302


def test_an_ended_seat_does_not_sign_in(bazaar: Bazaar, client: Client) -> None:
    Seat.objects.filter(user=bazaar.own.user).update(until=cast.TODAY)
    assert "已经停用，不能登录" in client.post("/partner/sign-in/", GIVEN).content.decode()
    assert client.get("/partner/").status_code == 302


def test_five_wrong_passwords_lock_the_account_at_either_entrance(bazaar: Bazaar, client: Client) -> None:
    for _attempt in range(5):
        answer = client.post("/partner/sign-in/", GIVEN | {"password": "wrong"})
    assert answer.status_code == 429
    assert "PTL-102" in answer.content.decode()
    assert client.post("/partner/sign-in/", GIVEN).status_code == 429
    assert "DSK-102" in client.post("/sign-in/", GIVEN).content.decode()


def test_a_password_made_by_an_officer_opens_the_page_of_an_own_one_only(
    bazaar: Bazaar, client: Client
) -> None:
    user = bazaar.own.user
    user.must_change_password = True
    user.save()
    client.post("/partner/sign-in/", GIVEN)
    for address in ("/partner/", f"/partner/matters/{bazaar.diversion.pk}/", "/partner/card/"):
        assert client.get(address)["Location"] == "/partner/password/"
    assert client.post("/partner/export/").status_code == 302
    weak = client.post("/partner/password/", {"old": cast.PASSWORD, "password": "short", "again": "short"})
    assert (weak.status_code, "密码至少需要 12 个字符" in weak.content.decode()) == (422, True)
    same = client.post(
        "/partner/password/", {"old": cast.PASSWORD, "password": cast.PASSWORD, "again": cast.PASSWORD}
    )
    assert "不能与现在的密码相同" in same.content.decode()
    wrong = client.post("/partner/password/", {"old": "wrong", "password": OWN, "again": OWN})
    assert "现在的密码不正确" in wrong.content.decode()
    assert (
        client.post("/partner/password/", {"old": cast.PASSWORD, "password": OWN, "again": OWN})["Location"]
        == "/partner/"
    )
    assert client.get("/partner/").status_code == 200
    assert AuditEntry.objects.latest("id").act == "seat.password"
    assert Client().post("/partner/sign-in/", GIVEN | {"password": OWN})["Location"] == "/partner/"


def test_the_portal_speaks_english_when_asked(bazaar: Bazaar) -> None:
    client = bazaar.client()
    assert (
        client.post("/public/language/", {"language": "en", "next": "/partner/"})["Location"] == "/partner/"
    )
    assert "Your complaints" in client.get("/partner/").content.decode()
