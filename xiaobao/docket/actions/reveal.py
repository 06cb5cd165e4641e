"""See who somebody is (查阅身份), or what was masked of what they wrote, handed in or were sent.

令121 第三十七条 (令20 第三十三条). Each look goes through ``docket.looking``: the audit row is committed,
then the seal is opened. What a reporter's papers show without it is a masked copy.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime

from xiaobao.docket import cabinet, halves, materials
from xiaobao.docket.actions.issue import CONTENT_TYPES, IssuedFile
from xiaobao.docket.actions.make import opened
from xiaobao.docket.looking import Asked, admit, matter_of
from xiaobao.docket.models import Attachment, Document, Party, Submission
from xiaobao.refusals import NotFound
from xiaobao.staff.permissions import Authority
from xiaobao.vault import identities
from xiaobao.vault.identities import Person
from xiaobao.vault.texts import open_text


@dataclass(frozen=True, repr=False)
class Revealed:
    """Who somebody is, or the words as they came; for the eyes of who asked, kept nowhere else.

    It does not print itself, for a log is somewhere else.
    """

    name: str = ""
    phone: str = ""
    more: dict[str, str] = field(default_factory=dict)
    original: str = ""


def reveal(
    *,
    matter_id: int,
    party_id: int,
    officer: Authority,
    at: datetime,
    purpose: str,
    words: str,
    confirmed_at: datetime | None,
    address: str = "",
) -> Revealed:
    """Return who a person of a matter is.

    ``purpose`` is a code of ``rules.reveal.Purpose``, ``confirmed_at`` the moment the officer's password was
    last given again. Raises NotFound, Refused (fields assigned, purpose, words, release, confirmed_at),
    Unavailable.
    """
    asked = Asked(officer, at, purpose, words, confirmed_at, address)
    party = Party.objects.select_related("identity").filter(pk=party_id, matter=matter_id).first()
    matter = matter_of(party.matter_id if party else None, f"party:{party_id}", asked)
    if party is None:
        raise NotFound("没有这个人。")
    admit(matter, f"party:{party.pk}", asked, parties=[party])
    person = _person(party)
    return Revealed(person.name, person.phone, dict(person.more))


def reveal_original(
    *,
    matter_id: int,
    officer: Authority,
    at: datetime,
    purpose: str,
    words: str,
    confirmed_at: datetime | None,
    address: str = "",
) -> Revealed:
    """Return the words of a matter as they came, before anybody was masked out of them.

    Raises NotFound also where nothing was masked; else as ``reveal``.
    """
    asked = Asked(officer, at, purpose, words, confirmed_at, address)
    kept = Submission.objects.select_related("original").filter(pk=matter_id).first()
    matter = matter_of(kept.pk if kept else None, f"submission:{matter_id}", asked)
    if kept is None or kept.original is None:
        raise NotFound("本件的内容没有遮盖过，没有另存的原文。")
    admit(matter, f"submission:{matter.pk}", asked)
    with cabinet.told():
        return Revealed(original=open_text(kept.original))


def reveal_attachment(
    *,
    attachment_id: int,
    officer: Authority,
    at: datetime,
    purpose: str,
    words: str,
    confirmed_at: datetime | None,
    address: str = "",
) -> IssuedFile:
    """Hand over a file as it was handed in, with whatever it says of its maker. Raises as ``reveal``."""
    asked = Asked(officer, at, purpose, words, confirmed_at, address)
    attachment = Attachment.objects.filter(pk=attachment_id).first()
    matter = matter_of(attachment.matter_id if attachment else None, f"attachment:{attachment_id}", asked)
    if attachment is None or not halves.file_opens(officer, attachment):
        raise NotFound("没有这份材料，或者它不在您的办理范围内。")
    admit(matter, f"attachment:{attachment.pk}", asked)
    data = materials.original_attachment(attachment)
    return IssuedFile(f"{matter.number} {attachment.shown_name}", attachment.content_type, data)


def reveal_document(
    *,
    document_id: int,
    form: str,
    officer: Authority,
    at: datetime,
    purpose: str,
    words: str,
    confirmed_at: datetime | None,
    address: str = "",
) -> IssuedFile:
    """Hand over a document as issued ("docx" or "pdf"), names in full, as when it is to be served.

    Raises as ``reveal``, and Unavailable when the file cannot be made or read now; then the row says that
    somebody was let through, and nobody has seen anything.
    """
    asked = Asked(officer, at, purpose, words, confirmed_at, address)
    document = Document.objects.filter(pk=document_id).first()
    matter = matter_of(document.matter_id if document else None, f"document:{document_id}", asked)
    if document is None or form not in CONTENT_TYPES or not halves.document_opens(officer, document):
        raise NotFound("没有这份文书，或者它不在您的办理范围内。")
    admit(matter, f"document:{document.pk}", asked, form=form)
    return IssuedFile(f"{document.number}.{form}", CONTENT_TYPES[form], opened(document, form))


def _person(party: Party) -> Person:
    with cabinet.told():
        return identities.reveal(party.identity) if party.identity else Person()
