"""Signing in, being locked out, signing out, choosing a language."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest
from django.test import Client
from django.utils import timezone

from tests import cast
from xiaobao.docket.models import Heartbeat

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
    finished(timezone.now())
    answer = client.get("/healthz")
    assert (answer.status_code, answer.content) == (200, b"ok")


@pytest.mark.django_db
@pytest.mark.parametrize("silent", [timedelta(minutes=10), timedelta(days=9), -timedelta(hours=1)])
def test_a_clockwork_that_has_stopped_is_no_sign_of_life(client: Client, silent: timedelta) -> None:
    finished(timezone.now() - silent)
    answer = client.get("/healthz")
    assert (answer.status_code, answer.content) == (503, b"clockwork does not answer")


@pytest.mark.django_db
def test_a_clockwork_that_never_ran_is_none_either(client: Client) -> None:
    assert client.get("/healthz").status_code == 503


@pytest.mark.parametrize("page", ["/", "/register/", "/imports/"])
def test_every_page_says_when_the_clockwork_has_stopped(signed_in, page: str) -> None:
    finished(cast.NOON - timedelta(minutes=11))
    text = signed_in("hemin").get(page).content.decode()
    assert "自动预警和督办已经停止运行" in text
    assert "最近一次运行完毕于 2026-05-20 11:49" in text
    finished(cast.NOON - timedelta(minutes=9))
    assert "停止运行" not in signed_in("hemin").get(page).content.decode()


def finished(at: datetime) -> None:
    """Let the last run of the clockwork have finished at a moment."""
    Heartbeat.objects.update_or_create(job="tick", defaults={"started_at": at, "finished_at": at})


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
