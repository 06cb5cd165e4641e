"""Drafts over the web: saved as JSON, given back to their owner, gone when the act succeeds."""

from __future__ import annotations

import json

import pytest
from django.test import Client

from tests import cast
from tests.desk.test_decide import GIVEN
from xiaobao.docket.models import Draft

FIELDS = {"words": ["购买数量明显超出生活消费需要"], "ground": ["3"]}


def save(client, form: str = "decline", subject: str = "7", fields: object = FIELDS):
    """Save a draft as the script does."""
    return client.post("/drafts/", {"form": form, "subject": subject, "fields": json.dumps(fields)})


def ask(client, form: str = "decline", subject: str = "7"):
    """Ask for a draft as the script does."""
    return client.get("/drafts/", {"form": form, "subject": subject})


def test_what_is_saved_comes_back_with_the_time(signed_in) -> None:
    client = signed_in("chensiyuan")
    assert save(client).json() == {"saved_at": "12:00"}
    assert ask(client).json() == {"saved_at": "12:00", "fields": FIELDS}
    assert "no-store" in ask(client)["Cache-Control"]


def test_an_older_draft_names_its_day(signed_in) -> None:
    client = signed_in("chensiyuan")
    save(client)
    Draft.objects.update(saved_at=cast.at("2026-05-18", "10:32"))
    assert ask(client).json()["saved_at"] == "2026-05-18 10:32"


def test_nobody_else_gets_it(signed_in) -> None:
    save(signed_in("chensiyuan"))
    assert ask(signed_in("suming")).status_code == 204
    assert Client().get("/drafts/").status_code == 302


def test_it_can_be_given_up(signed_in) -> None:
    client = signed_in("chensiyuan")
    save(client)
    assert client.post("/drafts/drop/", {"form": "decline", "subject": "7"}).status_code == 204
    assert ask(client).status_code == 204


@pytest.mark.parametrize("fields", ["", "[", "[1]", '{"words": 3}', "null"])
def test_what_cannot_be_read_is_not_saved(fields, signed_in) -> None:
    answer = signed_in("chensiyuan").post("/drafts/", {"form": "decline", "subject": "7", "fields": fields})
    assert answer.status_code == 422
    assert answer.json()["sentence"] == "草稿的内容无法识别，没有保存。"


def test_a_form_nobody_knows_has_no_drafts(signed_in) -> None:
    assert save(signed_in("chensiyuan"), form="diary").status_code == 404


def test_forgery_is_refused(officers) -> None:
    client = Client(enforce_csrf_checks=True)
    client.force_login(officers["chensiyuan"].user, backend="django.contrib.auth.backends.ModelBackend")
    assert save(client).status_code == 403
    assert Draft.objects.count() == 0


def test_the_draft_goes_when_the_act_succeeds_and_stays_when_it_is_refused(signed_in, register) -> None:
    matter, client = register(), signed_in("chensiyuan")
    save(client, subject=str(matter))
    form = {"version": "1", **GIVEN, "draft": f"decline:{matter}"}
    assert client.post(f"/matters/{matter}/decline/", {**form, "evidence": ""}).status_code == 422
    assert Draft.objects.count() == 1
    assert client.post(f"/matters/{matter}/decline/", form).status_code == 302
    assert Draft.objects.count() == 0


def test_every_form_of_an_act_has_a_draft(signed_in, register) -> None:
    page = signed_in("chensiyuan").get(f"/matters/{register()}/acts/redirect/").content.decode()
    assert 'data-draft="redirect:' in page


def test_the_words_of_the_script_stand_in_the_page(signed_in) -> None:
    page = signed_in("chensiyuan").get("/").content.decode()
    assert "网络已断开，内容保留在本页，恢复后自动保存。" in page
    assert 'data-address="/drafts/"' in page
