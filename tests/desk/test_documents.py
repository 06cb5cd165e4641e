"""Handing over issued documents."""

from __future__ import annotations

import hashlib

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from tests.desk_cast import JPG
from tests.documents.outward import planted
from xiaobao.docket.models import Attachment, Document


@pytest.fixture
def document(signed_in, register) -> Document:
    """The letter that accepts 林晓禾's complaint."""
    signed_in("chensiyuan").post(f"/matters/{register()}/accept/", {"version": "1"})
    return Document.objects.get()


def test_the_pdf_opens_in_the_browser(document, signed_in) -> None:
    answer = signed_in("chensiyuan").get(f"/documents/{document.pk}/pdf/")
    assert answer["Content-Type"] == "application/pdf"
    assert answer["Content-Disposition"].startswith("inline; filename*=UTF-8''")
    assert answer.content.startswith(b"%PDF-")
    assert "no-store" in answer["Cache-Control"]


def test_the_word_file_is_saved(document, signed_in) -> None:
    answer = signed_in("chensiyuan").get(f"/documents/{document.pk}/docx/")
    assert answer["Content-Disposition"].startswith("attachment; ")
    assert answer.content.startswith(b"PK")


@pytest.mark.parametrize("form", ["html", "exe"])
def test_no_other_form_exists(form, document, signed_in) -> None:
    assert signed_in("chensiyuan").get(f"/documents/{document.pk}/{form}/").status_code == 404


def test_a_document_out_of_reach_looks_absent(document, signed_in) -> None:
    assert signed_in("lian").get(f"/documents/{document.pk}/pdf/").status_code == 404


@pytest.fixture
def attached(own_home, signed_in, register):
    """Add a file to 林晓禾's complaint on its page; the file as kept, and 陈思远's browser."""

    def add(name: str, data: bytes):
        client, key = signed_in("chensiyuan"), register()
        client.post(f"/matters/{key}/acts/attach/", {"files": [SimpleUploadedFile(name, data)], "what": ""})
        return Attachment.objects.get(), client

    return add


def test_a_photograph_opens_as_a_cleaned_copy_and_the_page_shows_the_hash_of_the_original(attached) -> None:
    kept, client = attached("周喆.jpg", planted.jpeg())
    answer = client.get(f"/attachments/{kept.pk}/")
    assert answer["Content-Type"] == "image/jpeg"
    assert planted.told(answer.content) == []
    assert (
        hashlib.sha256(planted.jpeg()).hexdigest()
        in client.get(f"/matters/{kept.matter_id}/").content.decode()
    )


def test_a_file_that_cannot_be_cleaned_is_a_sentence_with_a_code(attached) -> None:
    kept, client = attached("a.jpg", JPG)
    answer = client.get(f"/attachments/{kept.pk}/")
    assert answer.status_code == 409
    page = answer.content.decode()
    assert "DOC-050" in page
    assert "系统不提供未经清理的副本" in page
