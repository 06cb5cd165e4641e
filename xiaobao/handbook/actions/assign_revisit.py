"""Give a revisit (复核) to somebody, or take it oneself."""

from __future__ import annotations

from datetime import datetime

from xiaobao.handbook.models import Revisit
from xiaobao.handbook.revisits import found, may_own
from xiaobao.refusals import Changed, Refused
from xiaobao.rules.ledger import shanghai_day
from xiaobao.rules.locality import Locality
from xiaobao.staff.models import User
from xiaobao.staff.permissions import Authority
from xiaobao.vault.audit import record
from xiaobao.writing import writing


def assign_revisit(
    *, revisit_id: int, to: int, shown: int, locality: Locality, officer: Authority, at: datetime,
    address: str = "",
) -> Revisit:  # fmt: skip
    """Make ``to`` the owner; ``shown`` is the owner the officer has read, 0 for nobody.

    Raises NotAllowed, NotFound; Refused when it is done or ``to`` may not look again; Changed when somebody
    else has given it meanwhile.
    """
    with writing():
        revisit = found(revisit_id, officer)
        insist_unchanged(revisit, shown)
        owner = next((one for one in may_own(locality, shanghai_day(at)) if one.pk == to), None)
        if owner is None:
            sentence = "请选择一位可以办理手册复核的人员。"
            raise Refused(sentence, fields={"owner": sentence})
        _give(revisit, owner, officer, at)
        record(
            act="handbook.revisit_assigned", subject=f"revisit:{revisit.pk}", at=at, actor=officer.user,
            post=officer.post, address=address, detail={"to": owner.pk, "of": revisit.subject},
        )  # fmt: skip
    return revisit


def insist_unchanged(revisit: Revisit, shown: int) -> None:
    """Raise Refused when it is done, Changed when its owner is no longer the one that was read."""
    if revisit.done_at and revisit.done_by:
        raise Changed(by=revisit.done_by.name, at=revisit.done_at, what=("办结复核",))
    if (revisit.owner_id or 0) != shown:
        by, at = revisit.assigned_by, revisit.assigned_at or revisit.raised_at
        raise Changed(by=by.name if by else "系统", at=at, what=("指派",))


def _give(revisit: Revisit, owner: User, officer: Authority, at: datetime) -> None:
    revisit.owner, revisit.assigned_by, revisit.assigned_at = owner, officer.user, at
    revisit.save(update_fields=["owner", "assigned_by", "assigned_at"])
