"""Turn somebody away (未予办理): an address that is out of reach or not for the post leaves a row."""

from __future__ import annotations

import logging
from collections.abc import Mapping
from datetime import datetime

from xiaobao.docket.sitting import Sitting
from xiaobao.refusals import NotFound, Obstacle, Unavailable
from xiaobao.staff.permissions import Authority
from xiaobao.vault.audit import REFUSED, record
from xiaobao.vault.models import AuditEntry
from xiaobao.writing import writing

log = logging.getLogger("xiaobao.docket")
_NAMED = {
    "party_id": "party",
    "attachment_id": "attachment",
    "document_id": "document",
    "order_id": "order",
    "diversion_id": "diversion",
    "matter_id": "matter",
    "person": "person",
}


def turn_away(
    *,
    error: Obstacle,
    screen: str,
    named: Mapping[str, object],
    officer: Authority | Sitting,
    at: datetime,
    address: str = "",
) -> None:
    """Record that ``screen`` was refused; ``named`` is what its address names.

    What is absent is recorded like what is out of reach, or the time an answer takes would tell them apart. A
    page that names no object and is not found is a mistyped address and leaves nothing. Where the row cannot
    be written nothing more is refused: the answer is no already.
    """
    subject = next((f"{_NAMED[name]}:{named[name]}" for name in _NAMED if name in named), "")
    if isinstance(error, NotFound) and not subject:
        return
    try:
        with writing():
            _audit(subject or f"screen:{screen}", error.code, officer, at, address)
    except Unavailable as unwritten:
        log.error("a refusal has left no row: %s", unwritten)


def _audit(subject: str, code: str, officer: Authority | Sitting, at: datetime, address: str) -> None:
    # The gate before identities writes a row of its own, in the same request.
    said = AuditEntry.objects.filter(at=at, actor=officer.user, subject=subject, result=REFUSED)
    if not said.exists():
        record(
            act="access.refused",
            subject=subject,
            at=at,
            actor=officer.user,
            post=officer.post,
            result=REFUSED,
            detail={"code": code},
            address=address,
        )
