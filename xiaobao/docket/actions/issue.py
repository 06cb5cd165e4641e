"""Issue an official document: number, text, docx and PDF, kept sealed as issued; and open one again."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path

from django.db import transaction

from xiaobao.docket.errors import NotFound, Refused
from xiaobao.docket.models import Document, Matter
from xiaobao.docket.numbers import take
from xiaobao.docket.queries import visible
from xiaobao.docket.rulebook import SHANGHAI, Rulebook
from xiaobao.documents import archive
from xiaobao.documents.errors import DocumentError
from xiaobao.documents.notices import Notice
from xiaobao.documents.numbering import format_date, format_number
from xiaobao.documents.redaction import mask_name
from xiaobao.documents.render import render
from xiaobao.home import home
from xiaobao.staff.permissions import Authority
from xiaobao.vault.audit import record
from xiaobao.vault.identities import Person, keep, reveal
from xiaobao.vault.sealing import seal, unseal

CONTENT_TYPES = {
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "pdf": "application/pdf",
}


@dataclass(frozen=True)
class IssuedFile:
    """A document's file as issued, ready to hand over; the name carries the number and nobody's name."""

    name: str
    content_type: str
    data: bytes


def archive_root() -> Path:
    """Return where sealed files lie."""
    return home() / "archive"


def opening_facts(
    matter: Matter, *, addressee: str, officer: Authority, rulebook: Rulebook
) -> dict[str, str]:
    """Return the facts that Forms 5 and 6 share. The complainant is named in full: it is their letter.

    ``addressee`` is what the officer typed where the export gave only a masked name. Raises Refused when
    there is no full name to address the letter to.
    """
    bureau = rulebook.locality.bureau
    return {
        "addressee": _full_name(matter, addressee.strip()),
        "received_on": format_date(matter.received_on),
        "matter": matter_phrase(matter),
        "contact": officer.user.name,
        "contact_phone": bureau.phone,
        "bureau": bureau.name,
    }


def _full_name(matter: Matter, typed: str) -> str:
    party = matter.parties.select_related("identity").get()
    known = reveal(party.identity) if party.identity else Person()
    name = typed if party.masked_at_source or not known.name else known.name
    if not name or "*" in name:
        sentence = "导出文件只有脱敏姓名，请填写投诉人全名：文书要写明送达对象。"
        raise Refused(sentence, fields={"addressee": sentence})
    if name != known.name:
        party.identity, party.masked_at_source = keep(replace(known, name=name)), False
        party.shown_name = mask_name(name)
        party.save()
    return name


def matter_phrase(matter: Matter) -> str:
    """Say what a complaint is about, for 关于…的投诉: respondent and class of goods, never a person."""
    respondent = matter.respondent.name if matter.respondent else "被投诉人"
    return f"{respondent}（{matter.category}）" if matter.category else respondent


def issue(
    *, matter: Matter, act: str, facts: dict[str, str], officer: Authority, at: datetime, rulebook: Rulebook
) -> Document:
    """Number, render, seal and record the document this act issues. The caller holds the transaction.

    The number is taken in that transaction: if anything fails, number and document are both undone.
    Files are named by their hash and written before the row, so a crash leaves at most an unused file.
    """
    notice = _notice_for(act, matter.regulation, rulebook)
    day = at.astimezone(SHANGHAI).date()
    sequence = take(notice.series, day.year)[0]
    number = format_number(rulebook.locality.document_numbers[notice.series], day.year, sequence)
    try:
        made = render(notice, {**facts, "number": number, "issued_on": format_date(day)})
    except DocumentError as error:
        raise Refused(error.message, code=error.code) from error
    return Document.objects.create(
        matter=matter,
        notice=notice.id,
        title=notice.title,
        form=notice.form,
        number=number,
        series=notice.series,
        year=day.year,
        sequence=sequence,
        issued_at=at,
        issued_by=officer.user,
        regulation=matter.regulation,
        template_version=made.template_version,
        docx_sha256=hashlib.sha256(made.docx).hexdigest(),
        docx_stored=archive.put(archive_root(), seal(made.docx, about=b"document")),
        pdf_sha256=hashlib.sha256(made.pdf).hexdigest(),
        pdf_stored=archive.put(archive_root(), seal(made.pdf, about=b"document")),
    )


def open_document(
    *, document_id: int, officer: Authority, at: datetime, form: str, address: str = ""
) -> IssuedFile:
    """Hand over a document as issued ("docx" or "pdf"); the reading is audited before the bytes leave.

    Raises NotFound when absent, out of reach, or of an unknown form.
    """
    document = Document.objects.filter(pk=document_id, matter__in=visible(officer)).first()
    if document is None or form not in CONTENT_TYPES:
        raise NotFound("没有这份文书，或者它不在您的办理范围内。")
    with transaction.atomic():
        record(
            act="document.read",
            subject=f"document:{document.pk}",
            at=at,
            actor=officer.user,
            detail={"number": document.number, "form": form},
            address=address,
        )
    stored = document.docx_stored if form == "docx" else document.pdf_stored
    data = unseal(archive.get(archive_root(), stored), about=b"document")
    return IssuedFile(f"{document.number}.{form}", CONTENT_TYPES[form], data)


def _notice_for(act: str, regulation: str, rulebook: Rulebook) -> Notice:
    for notice in rulebook.notices.values():
        if notice.act == act and notice.regulation == regulation:
            return notice
    raise Refused(f"没有适用的文书模板（{act}，{regulation}），请在 content/notices 中补充。")
