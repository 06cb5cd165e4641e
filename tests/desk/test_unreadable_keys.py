"""When a key cannot be read, an officer sees a sentence with a code, and what was typed stays."""

from __future__ import annotations

import pytest

from tests import cast
from xiaobao.docket.actions.accept import accept
from xiaobao.docket.actions.make import make
from xiaobao.docket.models import Draft, Matter
from xiaobao.vault import keyring


@pytest.fixture
def document(own_home, register, officers):
    """An accepted complaint's letter, laid out."""
    return make(accept(matter_id=register(), version=1, officer=officers["chensiyuan"], at=cast.NOON).pk)


@pytest.fixture
def broken_key(own_home, monkeypatch):
    """Damage the master key, as a process finds it that has just been started."""

    def damage():
        (own_home / "keys" / "vault-master-key").write_text("")
        monkeypatch.setattr(keyring, "_held", None)

    return damage


def test_a_document_does_not_open_and_the_page_says_why(document, broken_key, signed_in):
    broken_key()
    answer = signed_in("chensiyuan").get(f"/documents/{document.pk}/pdf/")
    page = answer.content.decode()
    assert answer.status_code == 409
    assert "VLT-003" in page
    assert "密钥文件 vault-master-key 不完整或者被改动" in page
    assert "Traceback" not in page


def test_a_draft_is_neither_saved_nor_lost(own_home, broken_key, signed_in):
    client = signed_in("chensiyuan")
    given = {"form": "decline", "subject": "7", "fields": '{"words": ["购买数量"]}'}
    assert client.post("/drafts/", given).status_code == 200
    broken_key()
    for answer in (client.get("/drafts/", given), client.post("/drafts/", given)):
        assert (answer.status_code, "VLT-003" in answer.content.decode()) == (409, True)
    assert Draft.objects.count() == 1


def test_an_act_that_issues_a_letter_is_not_done(own_home, register, broken_key, signed_in):
    key, client = register(), signed_in("chensiyuan")
    broken_key()
    answer = client.post(f"/matters/{key}/accept/", {"version": "1"})
    assert "VLT-003" in answer.content.decode()
    assert answer.status_code in (409, 422)
    assert (Matter.objects.get().state, Matter.objects.get().version) == ("received", 1)
