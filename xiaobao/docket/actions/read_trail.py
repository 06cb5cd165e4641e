"""Read the audit trail (查看审计记录): who looks over it is in it, too."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from xiaobao.docket import trail
from xiaobao.docket.trail import Slice, Wanted
from xiaobao.refusals import NotAllowed
from xiaobao.staff.permissions import Authority
from xiaobao.vault.audit import record
from xiaobao.writing import writing

PERMISSION, SUBJECT = "audit", "audit:trail"


def read_trail(
    *,
    wanted: Wanted,
    officer: Authority,
    at: datetime,
    before: int | None = None,
    after: int | None = None,
    address: str = "",
) -> Slice:
    """Return one page of the trail; the reading is in the trail by then. Raises NotAllowed, Unavailable."""
    insist(officer)
    found = trail.page(wanted, before=before, after=after)
    leave_row("audit.read", wanted.told(), officer, at, address)
    return found


def insist(officer: Authority) -> None:
    """Raise NotAllowed unless the posts held look over the trail."""
    if not officer.may(PERMISSION):
        raise NotAllowed(f"您的岗位（{officer.post or '无'}）不查看审计记录，审计记录只由审计岗查看。")


def leave_row(act: str, detail: Mapping[str, object], officer: Authority, at: datetime, address: str) -> None:
    """Record a reading of the trail, committed on return; raises Unavailable."""
    with writing():
        record(
            act=act,
            subject=SUBJECT,
            at=at,
            actor=officer.user,
            post=officer.post,
            detail=detail,
            address=address,
        )
