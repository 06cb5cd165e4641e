"""Laying out documents where something stands in the way: the act stands, the officer gets a sentence."""

from __future__ import annotations

import errno
import logging
import os

import pytest
from django.db import OperationalError, connection

from tests import cast
from xiaobao.docket import printing
from xiaobao.docket.actions.accept import accept
from xiaobao.docket.actions.attach import attach, open_attachment
from xiaobao.docket.actions.decide_many import Choice, decide_many
from xiaobao.docket.actions.issue import open_document
from xiaobao.docket.actions.make import make, make_missing, opened
from xiaobao.docket.cabinet import archive_root
from xiaobao.docket.models import Attachment, Document, Matter
from xiaobao.documents import pdf
from xiaobao.documents.errors import RenderFailed
from xiaobao.refusals import Unavailable
from xiaobao.rules.workflow import Act
from xiaobao.vault.audit_key import audit_key, marked_from
from xiaobao.vault.indexing import ensure_keys
from xiaobao.vault.models import AuditEntry
from xiaobao.writing import writing

NUMBER = "湖市监投受〔2026〕1号"


@pytest.fixture
def issue(own_home, register, officers):
    """Accept one more complaint; its letter has no files yet."""

    def issue(external_id="E1"):
        key = register(cast.complaint(external_id=external_id))
        return accept(matter_id=key, version=1, officer=officers["chensiyuan"], at=cast.NOON)

    return issue


@pytest.fixture
def full_disk(own_home, monkeypatch):
    """No file gets to the disk any more."""
    ensure_keys()
    audit_key()
    marked_from(1)

    def fail(descriptor):
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    monkeypatch.setattr(os, "fsync", fail)


def read(document, officers, form="pdf"):
    return open_document(document_id=document.pk, officer=officers["chensiyuan"], at=cast.NOON, form=form)


def readings():
    return AuditEntry.objects.filter(act="document.read").count()


def unprintable(monkeypatch, number):
    """Have the typesetter refuse the document of this number."""
    lay_out = pdf.write

    def write(title, blocks):
        if any(number in block.text for block in blocks):
            raise RenderFailed(f"“{title}”不能排版")
        return lay_out(title, blocks)

    monkeypatch.setattr(pdf, "write", write)


def test_on_a_full_disk_the_act_stands_and_its_letter_is_made_later(
    issue, officers, full_disk, monkeypatch, caplog, django_capture_on_commit_callbacks
):
    with django_capture_on_commit_callbacks(execute=True):
        document = issue()
    assert (Matter.objects.get().state, document.number) == ("accepted", NUMBER)
    with pytest.raises(Unavailable) as met:
        read(document, officers)
    assert met.value.code == "DOC-042"
    assert met.value.sentence.startswith(f"文书{NUMBER}已经签发，文号和内容不受影响")
    assert "磁盘已满" in met.value.sentence
    assert (readings(), make_missing()) == (0, 0)
    assert "林晓禾" not in caplog.text
    assert "Traceback" not in caplog.text
    monkeypatch.setattr(os, "fsync", lambda descriptor: None)
    assert make_missing() == 1
    assert read(document, officers).data.startswith(b"%PDF")


def test_a_full_disk_is_tried_once_and_not_for_every_document_that_waits(issue, full_disk, caplog):
    issue(), issue("E2"), issue("E3")
    with caplog.at_level(logging.ERROR, "xiaobao.docket"):
        assert make_missing() == 0
    assert caplog.text.count("DOC-042") == 1


def test_one_document_that_cannot_be_laid_out_does_not_keep_the_others_waiting(issue, officers, monkeypatch):
    bad, good = issue(), issue("E2")
    unprintable(monkeypatch, NUMBER)
    assert make_missing() == 1
    assert read(good, officers).data
    with pytest.raises(Unavailable, match="系统会再次制作") as met:
        read(bad, officers)
    assert met.value.code == "DOC-030"


@pytest.mark.parametrize("form", ["docx", "pdf"])
def test_a_file_lost_from_the_archive_is_told_and_not_counted_as_read(issue, officers, form):
    document = make(issue().pk)
    stored = document.docx_stored if form == "docx" else document.pdf_stored
    next(archive_root().rglob(stored)).unlink()
    with pytest.raises(Unavailable) as met:
        read(document, officers, form)
    assert (met.value.code, readings()) == ("DOC-040", 0)


def test_a_document_sealed_with_another_key_is_told(issue, officers, monkeypatch, tmp_path):
    document = issue()
    monkeypatch.setenv("XIAOBAO_HOME", str(tmp_path / "another"))
    with pytest.raises(Unavailable) as met:
        read(document, officers)
    assert met.value.code == "VLT-001"
    assert "密钥" in met.value.sentence


def test_on_screen_it_is_a_page_with_a_code_and_no_traceback(issue, officers, signed_in, full_disk):
    document = issue()
    answer = signed_in("chensiyuan").get(f"/documents/{document.pk}/pdf/")
    page = answer.content.decode()
    assert answer.status_code == 409
    assert "DOC-042" in page
    assert "磁盘已满" in page
    assert "Traceback" not in page


def test_counting_what_there_is_to_print_passes_over_what_cannot_be_read(issue):
    first, _second = make(issue().pk), make(issue("E2").pk)
    next(archive_root().rglob(first.pdf_stored)).write_bytes(b"?")
    assert printing.stack(Document.objects.all()) == printing.Stack(2, 1, 1)


def test_a_file_handed_in_on_a_full_disk_is_refused_and_one_that_is_lost_is_told(
    own_home, register, officers, monkeypatch
):
    given = {"matter_id": register(), "officer": officers["chensiyuan"], "at": cast.NOON}
    with monkeypatch.context() as disk:
        disk.setattr(os, "fsync", lambda descriptor: (_ for _ in ()).throw(OSError(errno.ENOSPC, "full")))
        with pytest.raises(Unavailable, match="磁盘已满"):
            attach(**given, files=[("收据.txt", b"36.50")])
    assert Attachment.objects.count() == 0
    attach(**given, files=[("收据.txt", b"36.50")])
    kept = Attachment.objects.get()
    next(archive_root().rglob(kept.stored)).unlink()
    before = AuditEntry.objects.count()
    with pytest.raises(Unavailable) as met:
        open_attachment(attachment_id=kept.pk, officer=officers["chensiyuan"], at=cast.NOON)
    assert (met.value.code, AuditEntry.objects.count()) == ("DOC-040", before)


def test_opening_makes_what_is_missing_and_both_forms_are_there(issue):
    document = issue()
    assert opened(document, "docx")[:2] == b"PK"
    document.refresh_from_db()
    assert document.pdf_stored
    assert opened(document, "pdf")[:4] == b"%PDF"


def refusing(statement, code):
    """A wrapper that answers one kind of statement as SQLite does with this code."""
    import sqlite3

    def answer(execute, sql, *rest):
        if sql.startswith(statement):
            cause = sqlite3.OperationalError("as SQLite says it")
            cause.sqlite_errorcode = code
            raise OperationalError("as Django says it") from cause
        return execute(sql, *rest)

    return connection.execute_wrapper(answer)


@pytest.mark.parametrize(
    ("code", "said"),
    [
        (5, "系统正忙"),
        (261, "系统正忙"),
        (13, "磁盘已满"),
        (10, "暂时不能写入"),
        (778, "暂时不能写入"),
        (8, "暂时不能写入"),
    ],
)
def test_a_database_that_cannot_be_written_is_told_in_a_sentence_and_nothing_is_done(
    register, officers, code, said
):
    key = register()
    with refusing("INSERT", code), pytest.raises(Unavailable, match=said) as met:
        accept(matter_id=key, version=1, officer=officers["chensiyuan"], at=cast.NOON)
    assert met.value.code == "DKT-006"
    assert (Matter.objects.get().version, Document.objects.count()) == (1, 0)


def test_a_statement_that_is_wrong_stays_a_fault_of_ours(db):
    with pytest.raises(OperationalError, match="no such table"), writing(), connection.cursor() as cursor:
        cursor.execute("SELECT * FROM nothing_of_the_kind")


def test_among_many_decisions_a_busy_database_refuses_one_and_the_rest_go_on(register, officers):
    keys = [register(cast.complaint(external_id=name)) for name in ("E1", "E2")]
    left = ["the first"]

    def busy_once(execute, sql, *rest):
        if sql.startswith("INSERT") and left:
            left.clear()
            with refusing("INSERT", 5):
                return connection.cursor().execute(sql, rest[0])
        return execute(sql, *rest)

    choices = [Choice(key, 1, Act.ACCEPT) for key in keys]
    with connection.execute_wrapper(busy_once):
        first, second = decide_many(officer=officers["chensiyuan"], at=cast.NOON, choices=choices)
    assert (first.result, first.code, second.result) == ("refused", "DKT-006", "done")
