"""Handing over issued documents."""

from __future__ import annotations

import pytest

from xiaobao.docket.models import Document


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
