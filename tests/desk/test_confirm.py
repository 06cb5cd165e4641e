"""The password given again: for five minutes, in this session, and wrong ones count."""

from __future__ import annotations

from datetime import timedelta
from types import SimpleNamespace

import pytest
from django.test import Client

from tests import cast
from xiaobao.vault.models import AuditEntry

RIGHT = {"password": cast.PASSWORD}


@pytest.fixture
def chen(signed_in) -> Client:
    """陈思远 at the desk."""
    return signed_in("chensiyuan")


def trail() -> list[tuple[str, str, str]]:
    return list(AuditEntry.objects.filter(act__startswith="confirm").values_list("act", "result", "subject"))


def test_the_right_password_leads_back_to_where_it_was_asked(chen) -> None:
    answer = chen.post("/confirm/", RIGHT | {"next": "/matters/7/people/9/"})
    assert answer["Location"] == "/matters/7/people/9/"
    assert chen.session["confirmed_at"] == cast.NOON.isoformat()
    assert trail() == [("confirm", "done", "officer:chensiyuan")]


def test_the_session_goes_on_under_another_key(chen) -> None:
    before = chen.session.session_key
    chen.post("/confirm/", RIGHT)
    assert chen.session.session_key != before


@pytest.mark.parametrize("elsewhere", ["https://example.org/", "//example.org", "javascript:1", ""])
def test_it_never_leads_to_another_server(elsewhere, chen) -> None:
    assert chen.post("/confirm/", RIGHT | {"next": elsewhere})["Location"] == "/"


def test_a_wrong_password_confirms_nothing_and_is_recorded_without_it(chen) -> None:
    answer = chen.post("/confirm/", {"password": "guess-of-mine", "next": "/lookup/"})
    assert answer.status_code == 422
    page = answer.content.decode()
    assert "密码不正确" in page
    assert 'value="/lookup/"' in page
    assert "guess-of-mine" not in page
    assert "confirmed_at" not in chen.session
    assert trail() == [("confirm.refused", "refused", "officer:chensiyuan")]


def test_the_password_of_somebody_else_does_not_help(officers, chen) -> None:
    officers["suming"].user.set_password("another-password-of-hers")
    officers["suming"].user.save()
    answer = chen.post("/confirm/", {"password": "another-password-of-hers", "username": "suming"})
    assert answer.status_code == 422


def test_five_wrong_ones_lock_the_account_as_at_the_door(chen) -> None:
    for _attempt in range(5):
        answer = chen.post("/confirm/", {"password": "wrong"})
    assert answer.status_code == 429
    assert "登录已暂停" in answer.content.decode()
    assert chen.post("/confirm/", RIGHT).status_code == 429
    assert "confirmed_at" not in chen.session


def test_signing_out_forgets_it(officers, client: Client) -> None:
    client.post("/sign-in/", {"username": "chensiyuan", "password": cast.PASSWORD})
    assert "confirmed_at" not in client.session
    client.post("/confirm/", RIGHT)
    assert "confirmed_at" in client.session
    client.post("/sign-out/")
    client.post("/sign-in/", {"username": "chensiyuan", "password": cast.PASSWORD})
    assert "confirmed_at" not in client.session


def test_it_lasts_for_five_minutes(chen, register, officers, monkeypatch) -> None:
    from tests.docket.reveal_cast import handed_to, party_of

    key = handed_to(officers["chensiyuan"], register(cast.report()))
    address = f"/matters/{key}/people/{party_of(key)}/"
    assert chen.get(address)["Location"].startswith("/confirm/?next=%2Fmatters%2F")
    chen.post("/confirm/", RIGHT)
    assert chen.get(address).status_code == 200
    later = cast.NOON + timedelta(minutes=5, seconds=1)
    monkeypatch.setattr("xiaobao.desk.screen.timezone", SimpleNamespace(now=lambda: later))
    assert chen.get(address).status_code == 302


def test_nobody_is_asked_without_signing_in() -> None:
    assert Client().get("/confirm/")["Location"].startswith("/sign-in/")
