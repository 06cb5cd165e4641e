"""Batch printing on screen: choose, count, and get one PDF."""

from __future__ import annotations

import io

import pytest
from pypdf import PdfReader

from xiaobao.docket.models import Document
from xiaobao.vault.models import AuditEntry


@pytest.fixture
def issued(signed_in, register) -> Document:
    """The letter that accepts 林晓禾's complaint."""
    signed_in("chensiyuan").post(f"/matters/{register()}/accept/", {"version": "1"})
    return Document.objects.get()


def test_the_choice_shows_kinds_documents_and_pages(issued, signed_in) -> None:
    client = signed_in("chensiyuan")
    client.get(f"/documents/{issued.pk}/pdf/")
    page = client.get("/printing/", {"kind": "complaint"}).content.decode()
    assert "投诉受理决定书（1）" in page
    assert '<dd>1 <span class="unit">份</span></dd>' in page
    assert '<dd>1 <span class="unit">页</span></dd>' in page
    assert 'name="in" value="kind=complaint"' in page


def test_the_count_follows_the_choice(issued, signed_in) -> None:
    asked = {"in": "kind=complaint", "until": "2026-05-19"}
    answer = signed_in("chensiyuan").get(
        "/printing/", asked, headers={"HX-Request": "true", "HX-Target": "stack"}
    )
    page = answer.content.decode()
    assert page.startswith('<div class="gap" id="stack"')
    assert '<dd>0 <span class="unit">份</span></dd>' in page


def test_counting_reads_nothing_to_anybody(issued, signed_in) -> None:
    signed_in("chensiyuan").get("/printing/")
    assert AuditEntry.objects.filter(act="document.read").count() == 0


def test_the_pdf_opens_in_the_browser(issued, signed_in) -> None:
    answer = signed_in("chensiyuan").post("/printing/", {"in": "kind=complaint", "titles": "投诉受理决定书"})
    assert answer["Content-Type"] == "application/pdf"
    assert answer["Content-Disposition"].startswith("inline; filename*=UTF-8''")
    assert len(PdfReader(io.BytesIO(answer.content), strict=True).pages) == 1
    assert AuditEntry.objects.get(act="document.read").subject == f"document:{issued.pk}"


def test_nothing_that_fits_is_said_with_what_was_chosen(issued, signed_in) -> None:
    answer = signed_in("chensiyuan").post("/printing/", {"in": "", "since": "2026-05-21", "unserved": "on"})
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "没有符合条件的文书，请换一个种类或者时间。" in page
    assert 'value="2026-05-21"' in page


def test_a_period_that_ends_before_it_begins_is_refused(issued, signed_in) -> None:
    answer = signed_in("chensiyuan").post("/printing/", {"since": "2026-05-21", "until": "2026-05-20"})
    assert answer.status_code == 422
    assert "结束日期不能早于开始日期。" in answer.content.decode()


def test_documents_out_of_reach_are_not_offered(issued, signed_in) -> None:
    page = signed_in("lian").get("/printing/").content.decode()
    assert "本筛选下还没有文书" in page
    assert signed_in("lian").post("/printing/", {"in": ""}).status_code == 422


def test_a_kind_that_does_not_exist_is_refused(issued, signed_in) -> None:
    assert signed_in("chensiyuan").post("/printing/", {"titles": "没有这种文书"}).status_code == 422
