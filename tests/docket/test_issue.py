"""Documents as issued: sealed on disk, handed over whole, every reading audited."""

from __future__ import annotations

import hashlib
import io

import docx
import pytest
from pypdf import PdfReader

from tests import cast
from xiaobao.docket.actions.accept import accept
from xiaobao.docket.actions.issue import open_document
from xiaobao.docket.actions.make import make, make_missing
from xiaobao.docket.cabinet import archive_root
from xiaobao.documents import paper, pdf
from xiaobao.refusals import NotFound, Unavailable
from xiaobao.vault.models import AuditEntry
from xiaobao.vault.sealing import unseal


def accepted(matter_id, officers):
    """陈思远's letter, with its files: an example's transaction never ends, so they are made here."""
    issued = accept(matter_id=matter_id, version=1, officer=officers["chensiyuan"], at=cast.NOON)
    return make(issued.pk)


@pytest.fixture
def document(own_home, register, officers):
    """陈思远's letter to 林晓禾 that her complaint is accepted."""
    return accepted(register(), officers)


def opened(document, officer, form="pdf"):
    return open_document(
        document_id=document.pk, officer=officer, at=cast.NOON, form=form, address="10.0.0.7"
    )


def test_docx_and_pdf_say_the_same_to_the_person_by_name(document, officers):
    word = docx.Document(io.BytesIO(opened(document, officers["chensiyuan"], "docx").data))
    lines = "".join("".join(paragraph.text.split()) for paragraph in word.paragraphs)
    pages = PdfReader(io.BytesIO(opened(document, officers["chensiyuan"]).data)).pages
    printed = "".join("".join(page.extract_text().split()) for page in pages)
    assert lines == printed
    for said in (
        "湖市监投受〔2026〕1号",
        "林晓禾：",
        "2026年5月18日",
        "厦门青禾生鲜超市有限公司（食品）",
        "2026年5月20日",
    ):
        assert said in printed


def test_what_is_handed_over_is_what_was_issued_and_is_named_by_its_number(document, officers):
    for form, digest in (("docx", document.docx_sha256), ("pdf", document.pdf_sha256)):
        file = opened(document, officers["chensiyuan"], form)
        assert hashlib.sha256(file.data).hexdigest() == digest
        assert file.name == f"湖市监投受〔2026〕1号.{form}"
    assert file.content_type == "application/pdf"


def test_nothing_in_the_archive_can_be_read_without_the_key(document):
    files = [path for path in archive_root().rglob("*") if path.is_file()]
    assert {path.name for path in files} == {document.docx_stored, document.pdf_stored}
    for path in files:
        stored = path.read_bytes()
        assert stored[:4] not in (b"%PDF", b"PK\x03\x04")
        assert "林晓禾".encode() not in stored


def test_every_reading_leaves_an_audit_row_with_who_from_where_and_which_form(document, officers):
    opened(document, officers["suming"])
    entry = AuditEntry.objects.latest("id")
    assert (entry.act, entry.subject, entry.actor_name, entry.address, entry.detail) == (
        "document.read",
        f"document:{document.pk}",
        "苏明",
        "10.0.0.7",
        {"number": "湖市监投受〔2026〕1号", "form": "pdf"},
    )


@pytest.mark.parametrize(("username", "form"), [("lian", "pdf"), ("admin", "pdf"), ("chensiyuan", "exe")])
def test_out_of_reach_or_of_an_unknown_form_there_is_no_document_and_no_reading(
    document, officers, username, form
):
    before = AuditEntry.objects.count()
    with pytest.raises(NotFound):
        opened(document, officers[username], form)
    assert AuditEntry.objects.count() == before


def test_an_altered_file_is_not_handed_over(document, officers):
    path = next(archive_root().rglob(document.pdf_stored))
    path.write_bytes(path.read_bytes()[:-1] + b"?")
    before = AuditEntry.objects.count()
    with pytest.raises(Unavailable, match="DOC-041"):
        opened(document, officers["chensiyuan"])
    assert AuditEntry.objects.count() == before


def test_two_letters_with_the_same_words_are_sealed_differently(document, register, officers):
    other = accepted(register(cast.complaint(external_id="E2")), officers)
    assert other.pdf_stored != document.pdf_stored


def test_what_is_issued_is_fixed_before_its_files_are_laid_out(own_home, register, officers):
    issued = accept(matter_id=register(), version=1, officer=officers["chensiyuan"], at=cast.NOON)
    assert (issued.pdf_stored, len(issued.paper_sha256)) == ("", 64)
    assert "林晓禾".encode() not in bytes(issued.paper)
    made = make(issued.pk)
    assert make(issued.pk).pdf_sha256 == made.pdf_sha256


def test_the_files_are_laid_out_as_soon_as_the_transaction_holds(
    own_home, register, officers, django_capture_on_commit_callbacks
):
    with django_capture_on_commit_callbacks(execute=True):
        issued = accept(matter_id=register(), version=1, officer=officers["chensiyuan"], at=cast.NOON)
    issued.refresh_from_db()
    assert issued.docx_stored
    assert issued.pdf_stored


def test_files_a_killed_process_never_made_are_made_afterwards_and_come_out_the_same(
    own_home, register, officers
):
    issued = accept(matter_id=register(), version=1, officer=officers["chensiyuan"], at=cast.NOON)
    assert make_missing() == 1
    assert make_missing() == 0
    blocks = paper.load(unseal(bytes(issued.paper), about=b"paper"))
    issued.refresh_from_db()
    assert issued.pdf_sha256 == hashlib.sha256(pdf.write(issued.title, blocks)).hexdigest()
