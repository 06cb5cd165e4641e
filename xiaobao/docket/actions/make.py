"""Lay out the files of an issued document (制作): docx and PDF, sealed in the archive.

Issuing fixes number and text inside its transaction; the files follow from the text alone and are laid out
after it, so that nobody waits for a typesetter while the docket is locked. A process killed in between leaves
a document without files: they are made when somebody opens it, or by the scheduler, and come out the same.
"""

from __future__ import annotations

import hashlib
import logging

from django.db import transaction

from xiaobao.docket import cabinet
from xiaobao.docket.models import Document
from xiaobao.documents import paper, pdf, word
from xiaobao.documents.errors import NotKept
from xiaobao.refusals import Unavailable
from xiaobao.vault.sealing import unseal
from xiaobao.writing import writing

log = logging.getLogger("xiaobao.docket")
_ABOUT = b"document"


def make(document_id: int) -> Document:
    """Return the document with its files, made now if they are not there yet.

    Two processes may lay out the same document at once: the files of one are recorded. Raises Unavailable
    when a file cannot be laid out or kept now, and Document.DoesNotExist.
    """
    document = Document.objects.get(pk=document_id)
    if not document.pdf_stored:
        files = _files(document)
        with writing():
            Document.objects.filter(pk=document_id, pdf_stored="").update(**files)
        document.refresh_from_db()
    return document


def opened(document: Document, form: str) -> bytes:
    """Return the file of a document as issued ("docx" or "pdf"), made now if need be; raises Unavailable.

    The caller writes the audit row before the bytes leave.
    """
    made = make(document.pk)
    return cabinet.get(made.docx_stored if form == "docx" else made.pdf_stored, about=_ABOUT)


def make_after_commit(document_id: int) -> None:
    """Have the files made once the issuing transaction holds; a failure leaves them to ``make_missing``."""
    transaction.on_commit(lambda: _made(document_id), robust=True)


def make_missing() -> int:
    """Make the files of every document that has none; returns how many.

    One that cannot be laid out does not keep the others waiting; a disk that is full is full for all.
    """
    made = 0
    for document_id in list(Document.objects.filter(pdf_stored="").values_list("id", flat=True)):
        code = _made(document_id)
        if code == NotKept.code:
            break
        made += not code
    return made


def _made(document_id: int) -> str:
    """Make the files of one document; returns the code of what stood in the way, empty when nothing did."""
    try:
        make(document_id)
    except Unavailable as error:
        log.error("document %d has no files yet: %s", document_id, error)
        return error.code
    return ""


def _files(document: Document) -> dict[str, str]:
    issued = f"文书{document.number}已经签发，文号和内容不受影响，只是文件暂时没有做出来："
    with cabinet.told(issued, "系统会再次制作，请稍后再打开。"):
        blocks = paper.load(unseal(bytes(document.paper), about=b"paper"))
        docx, printed = word.write(document.title, blocks), pdf.write(document.title, blocks)
        return {
            "docx_sha256": hashlib.sha256(docx).hexdigest(),
            "docx_stored": cabinet.keep(docx, about=_ABOUT),
            "pdf_sha256": hashlib.sha256(printed).hexdigest(),
            "pdf_stored": cabinet.keep(printed, about=_ABOUT),
        }
