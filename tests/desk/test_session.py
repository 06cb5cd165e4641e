"""Signing in, being locked out, signing out, choosing a language."""

from __future__ import annotations

import pytest
from django.test import Client

from tests import cast

PAGES = ["/", "/matters/1/", "/matters/1/accept/", "/documents/1/pdf/", "/imports/", "/imports/1/", "/held/"]


@pytest.mark.django_db
@pytest.mark.parametrize("address", PAGES)
def test_nobody_sees_a_page_without_signing_in(address, client: Client) -> None:
    answer = client.get(address)
    assert (answer.status_code, answer["Location"]) == (302, f"/sign-in/?next={address}")


@pytest.mark.django_db
@pytest.mark.parametrize(
    "address", ["/views/", "/held/1/", "/imports/", "/matters/1/notes/", "/matters/1/accept/"]
)
def test_nobody_does_anything_without_signing_in(address, client: Client) -> None:
    assert client.post(address)["Location"].startswith("/sign-in/")


@pytest.mark.django_db
def test_the_sign_of_life_needs_no_account(client: Client) -> None:
    answer = client.get("/healthz")
    assert (answer.status_code, answer.content) == (200, b"ok")


def test_a_right_password_leads_to_the_page_asked_for(officers, client: Client) -> None:
    given = {"username": "chensiyuan", "password": cast.PASSWORD, "next": "/?due=soon"}
    assert client.post("/sign-in/", given)["Location"] == "/?due=soon"


def test_a_wrong_password_is_answered_in_one_chinese_sentence(officers, client: Client) -> None:
    answer = client.post("/sign-in/", {"username": "chensiyuan", "password": "wrong"})
    page = answer.content.decode()
    assert "用户名或密码不正确，请核对后重试。" in page
    assert 'value="chensiyuan"' in page


def test_an_unknown_name_is_answered_exactly_as_a_wrong_password(officers) -> None:
    pages = [
        Client().post("/sign-in/", {"username": name, "password": "wrong"}).content.decode().replace(name, "")
        for name in ("chensiyuan", "nobody")
    ]
    assert "用户名或密码不正确" in pages[0]
    assert _without_token(pages[0]) == _without_token(pages[1])


def test_five_wrong_passwords_lock_the_account_for_that_address(officers, client: Client) -> None:
    for _attempt in range(5):
        answer = client.post("/sign-in/", {"username": "suming", "password": "wrong"})
    assert answer.status_code == 429
    assert "登录已暂停" in answer.content.decode()
    right = {"username": "suming", "password": cast.PASSWORD}
    assert client.post("/sign-in/", right).status_code == 429
    assert client.post("/sign-in/", right, REMOTE_ADDR="10.0.0.7").status_code == 302


def test_signing_out_takes_a_post(signed_in) -> None:
    client = signed_in("chensiyuan")
    assert client.get("/sign-out/").status_code == 405
    assert client.post("/sign-out/")["Location"] == "/sign-in/"
    assert client.get("/").status_code == 302


def test_an_officer_can_choose_english_and_come_back(signed_in) -> None:
    client = signed_in("chensiyuan")
    assert client.post("/language/", {"language": "en", "next": "/?open=all"})["Location"] == "/?open=all"
    page = client.get("/").content.decode()
    assert '<html lang="en">' in page
    assert "<h1>Inbox</h1>" in page
    client.post("/language/", {"language": "zh-hans", "next": "/"})
    assert "<h1>收件箱</h1>" in client.get("/").content.decode()


def _without_token(page: str) -> str:
    return "\n".join(line for line in page.splitlines() if "csrfmiddlewaretoken" not in line)
