"""Who has been told by a document: everybody it is for has been served, the last of them on that day.

A voided document tells nobody. What was told by it before counts as not told until a replacement is served.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime

from xiaobao.docket.models import Addressee, Document, Matter, Side
from xiaobao.docket.rulebook import SHANGHAI, Rulebook

TELLS = {
    "accept": "complaint.acceptance_told",
    "decline": "complaint.acceptance_told",
    "terminate": "mediation.termination_told",
    # 令20 第三十一条第二款; the result of a report (Form 10) is told duty by duty, see ``docket.answers``.
    "filing_notice": "report.filing_told",
    "not_filing_notice": "report.filing_told",
}
"""By which document, named by its notice act, an event of content/law happens."""
CLOCKS = {
    "accept": "complaint.acceptance_notice",
    "decline": "complaint.acceptance_notice",
    "terminate": "complaint.termination_notice",
    "filing_notice": "report.filing_notice",
    "not_filing_notice": "report.filing_notice",
}
"""Which clock runs until everybody has been told by it."""
DECISIONS = (*TELLS, "agreement", "settlement_record")


def told(document: Document) -> date | None:
    """Return the day on which the last addressee was served; None while somebody has not been."""
    if document.voided_at is not None:
        return None
    served = [first_served(one) for one in document.addressees.all()]
    moments = [moment for moment in served if moment is not None]
    if not served or len(moments) < len(served):
        return None
    return max(moments).astimezone(SHANGHAI).date()


def untold(document: Document) -> list[Addressee]:
    """Return whom the document has not reached yet."""
    return [one for one in document.addressees.all() if first_served(one) is None]


def first_served(addressee: Addressee) -> datetime | None:
    """Return when an addressee was first served; None while not."""
    moments = [one.served_at for one in addressee.services.all() if one.served_at is not None]
    return min(moments, default=None)


def act_of(document: Document, rulebook: Rulebook) -> str:
    """Return the notice act a document was issued by; its series where the notice is no longer there."""
    notice = rulebook.notices.get(document.notice)
    return notice.act if notice else document.series


def newest(matter: Matter, acts: Iterable[str], rulebook: Rulebook) -> Document | None:
    """Return the newest document of one of these notice acts that has not been voided."""
    wanted = set(acts)
    kept = matter.documents.filter(voided_at=None).order_by("-id")
    return next((one for one in kept if act_of(one, rulebook) in wanted), None)


def untold_since_voided(matter: Matter, rulebook: Rulebook) -> list[Document]:
    """Return the decisions' documents that were voided and have no other in their place, newest only."""
    lost: dict[tuple[str, ...], Document] = {}
    for document in matter.documents.exclude(voided_at=None).order_by("id"):
        act = act_of(document, rulebook)
        if act in DECISIONS and newest(matter, same_telling(act), rulebook) is None:
            lost[same_telling(act)] = document
    return list(lost.values())


def same_telling(act: str) -> tuple[str, ...]:
    """Return the notice acts that tell the same thing: a complaint is accepted or declined, not both."""
    return tuple(other for other, event in TELLS.items() if event == TELLS.get(act)) or (act,)


def shown(addressee: Addressee) -> str:
    """Name an addressee as on screen, masked."""
    return addressee.name or str(Side(addressee.side).label)
