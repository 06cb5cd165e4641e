"""Verify the audit trail (核对) and leave a row that says what was found; by the clock, or when asked."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from xiaobao.docket.rulebook import current
from xiaobao.staff.models import User
from xiaobao.staff.permissions import authority
from xiaobao.vault.anchoring import CHAIN
from xiaobao.vault.audit import DONE, FAILED, record
from xiaobao.vault.verification import Verification, verified

VERIFIED = "audit.verified"
LISTED = 20
"""So many flaws stand in the row; ``xiaobao audit verify`` tells more."""


def verify_trail(*, at: datetime, asked_by: int | None = None) -> Verification:
    """Walk the trail, and record how many rows were looked at and what was found.

    ``asked_by`` is the id of the officer who asked for it, None by the clock.
    """
    told = verified()
    actor = User.objects.filter(pk=asked_by).first() if asked_by else None
    rulebook = current()
    with transaction.atomic():
        record(
            act=VERIFIED,
            subject=CHAIN,
            at=at,
            actor=actor,
            post=authority(actor, rulebook.locality, rulebook.today(at)).post if actor else "",
            result=FAILED if told.found else DONE,
            detail=_detail(told),
        )
    return told


def _detail(told: Verification) -> dict[str, object]:
    return {
        "entries": told.entries,
        "found": told.found,
        "flaws": [[flaw.entry, flaw.reason] for flaw in told.flaws[:LISTED]],
        "anchors": told.anchors,
        "last_anchor": told.last_anchor.when if told.last_anchor else "",
    }
