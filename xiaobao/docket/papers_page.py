"""The papers of a matter as its page shows them: who has been told of what, and what was handed in."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from xiaobao.docket.halves import document_opens, sees_both
from xiaobao.docket.models import Addressee, Attachment, Document, Matter, Service, Side
from xiaobao.documents.redaction import mask_text
from xiaobao.staff.permissions import Authority

SYSTEM = "系统"
"""Who has issued what the clock issues."""


@dataclass(frozen=True)
class ServiceLine:
    """One attempt to reach an addressee; ``served_at`` None: not known to have arrived."""

    channel: str
    sent_at: datetime
    served_at: datetime | None
    proof: str
    attachment_id: int | None


@dataclass(frozen=True)
class AddresseeLine:
    """Somebody a document is for, and how far telling them has come: "served", "sent" or "open"."""

    id: int
    document_id: int
    side: str
    name: str
    services: tuple[ServiceLine, ...]

    @property
    def key(self) -> str:
        """Document and addressee as one choice."""
        return f"{self.document_id}-{self.id}"

    @property
    def last(self) -> ServiceLine | None:
        """The attempt that counts: the one that arrived, else the newest."""
        served = [line for line in self.services if line.served_at]
        tried = served or list(self.services)
        return tried[-1] if tried else None

    @property
    def standing(self) -> str:
        """How far it has come."""
        return "open" if self.last is None else "served" if self.last.served_at else "sent"


@dataclass(frozen=True)
class PaperLine:
    """One document with whom it must reach; a voided one reaches nobody any more.

    ``opens``: the officer may read it. ``order_id`` is the supervision order it is the document of: such a
    one stays within the bureau and is for no party.
    """

    id: int
    title: str
    number: str
    form: str
    issued_at: datetime
    issued_by: str
    voided_at: datetime | None
    void_reason: str
    opens: bool
    addressees: tuple[AddresseeLine, ...]
    order_id: int | None = None

    @property
    def to_tell(self) -> tuple[AddresseeLine, ...]:
        """Those not yet served; nobody once the document is voided."""
        return () if self.voided_at else tuple(one for one in self.addressees if one.standing != "served")


def paper_lines(matter: Matter, authority: Authority) -> list[PaperLine]:
    """Return the documents of a matter with their addressees, in three queries."""
    found = matter.documents.select_related("issued_by", "order").prefetch_related("addressees__services")
    return [_paper(document, authority) for document in found]


def file_lines(matter: Matter, authority: Authority) -> list[Attachment]:
    """Return the files of a matter the officer may open, without the names they came with.

    A name may name a person. What belongs to the other half of a divided letter is not mentioned to who
    does not see that half (令121 第三十七条).
    """
    files = list(matter.attachments.filter(set_aside_at=None).select_related("added_by").defer("file_name"))
    aside = any(file.set_aside_at for file in files)
    if aside and not sees_both(authority, matter.pk):
        return [file for file in files if not file.set_aside_at]
    return files


def to_tell(papers: list[PaperLine]) -> Iterator[tuple[PaperLine, AddresseeLine]]:
    """Yield every addressee still to be served."""
    return ((paper, one) for paper in papers for one in paper.to_tell)


def _paper(document: Document, authority: Authority) -> PaperLine:
    return PaperLine(
        id=document.pk,
        title=document.title,
        number=document.number,
        form=document.form,
        issued_at=document.issued_at,
        issued_by=document.issued_by.name if document.issued_by else SYSTEM,
        voided_at=document.voided_at,
        void_reason=mask_text(document.void_reason),
        opens=document_opens(authority, document),
        addressees=tuple(_addressee(one) for one in document.addressees.all()),
        order_id=order_of(document),
    )


def order_of(document: Document) -> int | None:
    """Return the supervision order a document belongs to; None for every other document."""
    order = getattr(document, "order", None)
    return order.pk if order is not None else None


def _addressee(one: Addressee) -> AddresseeLine:
    side = str(Side(one.side).label)
    return AddresseeLine(
        one.pk, one.document_id, side, one.name, tuple(_service(service) for service in one.services.all())
    )


def _service(service: Service) -> ServiceLine:
    return ServiceLine(
        channel=str(service.get_channel_display()),
        sent_at=service.sent_at,
        served_at=service.served_at,
        proof=mask_text(service.proof),
        attachment_id=service.attachment_id,
    )
