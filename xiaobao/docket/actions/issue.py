"""Issue an official document: number, text, docx and PDF, kept sealed as issued; and open one again."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

from xiaobao.docket.actions.make import make_after_commit
from xiaobao.docket.halves import document_opens
from xiaobao.docket.masked_copy import shown_file
from xiaobao.docket.models import Addressee, Document, Matter, Party
from xiaobao.docket.numbers import take
from xiaobao.docket.queries import visible
from xiaobao.docket.rulebook import Rulebook
from xiaobao.documents import paper
from xiaobao.documents.errors import DocumentError
from xiaobao.documents.notices import Notice
from xiaobao.documents.numbering import format_date, format_number
from xiaobao.documents.render import compose
from xiaobao.refusals import NotFound, Refused
from xiaobao.rules.locality import NoNumberPattern
from xiaobao.staff.permissions import Authority
from xiaobao.vault.audit import record
from xiaobao.vault.sealing import seal
from xiaobao.writing import writing

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


@dataclass(frozen=True)
class To:
    """Somebody a document is for: a side, the party where it is a person of ours, and a name to show.

    ``name`` is masked for a person: who it is in full stands only in the document.
    """

    side: str
    party: Party | None = None
    name: str = ""


def issue(
    *,
    matter: Matter,
    act: str,
    facts: dict[str, str],
    officer: Authority | None,
    at: datetime,
    rulebook: Rulebook,
    to: Sequence[To] = (),
    lay_out: bool = True,
) -> Document:
    """Number, word, seal and record the document this act issues. The caller holds the transaction.

    ``officer`` None: the clockwork issues it. Without ``lay_out`` the files are left to ``make_missing``.

    The number is taken in that transaction: if anything fails, number and document are both undone. The
    text is fixed here; docx and PDF are laid out from it once the transaction holds (``make``).
    """
    notice = _notice_for(act, matter.regulation, rulebook)
    sequence = take(notice.series, rulebook.today(at).year)[0]
    document = _worded(notice, matter, facts, sequence, officer, at, rulebook)
    document.save()
    Addressee.objects.bulk_create(
        Addressee(document=document, side=one.side, party=one.party, name=one.name[:200]) for one in to
    )
    if lay_out:
        make_after_commit(document.pk)
    return document


def issue_many(
    wanted: Sequence[tuple[Matter, dict[str, str]]], *, act: str, at: datetime, rulebook: Rulebook
) -> list[Document]:
    """Issue documents of one act for nobody in particular, each on a matter and from its facts, all at once.

    The clockwork issues them, and their files are left to ``make_missing``; else as ``issue``.
    """
    notices = [_notice_for(act, matter.regulation, rulebook) for matter, _ in wanted]
    numbers = _numbers([notice.series for notice in notices], rulebook.today(at).year)
    return Document.objects.bulk_create(
        _worded(notice, matter, facts, next(numbers[notice.series]), None, at, rulebook)
        for notice, (matter, facts) in zip(notices, wanted, strict=True)
    )


def _numbers(series: Sequence[str], year: int) -> dict[str, Iterator[int]]:
    return {name: iter(take(name, year, series.count(name))) for name in sorted(set(series))}


def _worded(
    notice: Notice,
    matter: Matter,
    facts: dict[str, str],
    sequence: int,
    officer: Authority | None,
    at: datetime,
    rulebook: Rulebook,
) -> Document:
    """Return the document with its number, worded and sealed; it is not kept yet. Raises Refused."""
    day = rulebook.today(at)
    try:
        number = format_number(rulebook.locality.number_pattern(notice.series), day.year, sequence)
        blocks = compose(notice, {**facts, "number": number, "issued_on": format_date(day)})
    except NoNumberPattern as error:
        raise Refused(error.message) from error
    except DocumentError as error:
        raise Refused(error.message, code=error.code) from error
    text = paper.dump(blocks)
    return Document(
        matter=matter,
        notice=notice.id,
        title=notice.title,
        form=notice.form,
        number=number,
        series=notice.series,
        year=day.year,
        sequence=sequence,
        issued_at=at,
        issued_by=officer.user if officer else None,
        regulation=matter.regulation,
        template_version=notice.version,
        paper=seal(text, about=b"paper"),
        paper_sha256=hashlib.sha256(text).hexdigest(),
    )


def open_document(
    *, document_id: int, officer: Authority, at: datetime, form: str, address: str = ""
) -> IssuedFile:
    """Hand over a document ("docx" or "pdf"); the reading is audited before the bytes leave.

    As issued, but of a report the masked copy: the document itself is to be had through ``reveal_document``.
    Raises NotFound when absent, out of reach, of an unknown form, or of the other half of a divided letter,
    and Unavailable when the file cannot be made or read now; then nobody has read it.
    """
    found = Document.objects.select_related("matter").filter(matter__in=visible(officer))
    document = found.filter(pk=document_id).first()
    if document is None or form not in CONTENT_TYPES or not document_opens(officer, document):
        raise NotFound("没有这份文书，或者它不在您的办理范围内。")
    data, masked = shown_file(document, form)
    with writing():
        record(
            act="document.read",
            subject=f"document:{document.pk}",
            at=at,
            actor=officer.user,
            post=officer.post,
            detail={"number": document.number, "form": form} | ({"masked": True} if masked else {}),
            address=address,
        )
    name = f"{document.number}{'（遮盖件）' if masked else ''}.{form}"
    return IssuedFile(name, CONTENT_TYPES[form], data)


def _notice_for(act: str, regulation: str, rulebook: Rulebook) -> Notice:
    for notice in rulebook.notices.values():
        if notice.act == act and notice.regulation in (regulation, "both"):
            return notice
    raise Refused(f"没有适用的文书模板（{act}，{regulation}），请在 content/notices 中补充。")
