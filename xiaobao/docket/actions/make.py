"""Lay out the files of an issued document (制作): docx and PDF, sealed in the archive.

Issuing fixes number and text inside its transaction; the files follow from the text alone and are laid out
after it, so that nobody waits for a typesetter while the docket is locked. A process killed in between leaves
a document without files: they are made when somebody opens it, or by the scheduler, and come out the same.
"""

from __future__ import annotations

import hashlib
from pathlib import Path

from django.db import transaction

from xiaobao.docket.models import Document
from xiaobao.documents import archive, paper, pdf, word
from xiaobao.home import home
from xiaobao.vault.sealing import seal, unseal


def archive_root() -> Path:
    """Return where sealed files lie."""
    return home() / "archive"


def make(document_id: int) -> Document:
    """Return the document with its files, made now if they are not there yet.

    Raises documents.RenderFailed, and Document.DoesNotExist.
    """
    document = Document.objects.get(pk=document_id)
    if not document.pdf_stored:
        Document.objects.filter(pk=document_id, pdf_stored="").update(**_files(document))
        document.refresh_from_db()
    return document


def make_after_commit(document_id: int) -> None:
    """Have the files made once the issuing transaction holds; a failure leaves them to ``make_missing``."""
    transaction.on_commit(lambda: make(document_id), robust=True)


def make_missing() -> int:
    """Make the files of every document that has none; returns how many."""
    missing = list(Document.objects.filter(pdf_stored="").values_list("id", flat=True))
    for document_id in missing:
        make(document_id)
    return len(missing)


def _files(document: Document) -> dict[str, str]:
    blocks = paper.load(unseal(bytes(document.paper), about=b"paper"))
    docx, printed = word.write(document.title, blocks), pdf.write(document.title, blocks)
    return {
        "docx_sha256": hashlib.sha256(docx).hexdigest(),
        "docx_stored": archive.put(archive_root(), seal(docx, about=b"document")),
        "pdf_sha256": hashlib.sha256(printed).hexdigest(),
        "pdf_stored": archive.put(archive_root(), seal(printed, about=b"document")),
    }
