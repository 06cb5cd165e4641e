"""Take somebody off a key enterprise's customer-service team (客服联系人不再负责)."""

from __future__ import annotations

from datetime import datetime

from xiaobao.docket.actions.see_team_contact import member_of
from xiaobao.docket.models import TeamMember
from xiaobao.docket.rulebook import current
from xiaobao.staff.permissions import Authority
from xiaobao.vault.audit import record
from xiaobao.writing import writing


def end_team_member(*, member_id: int, officer: Authority, at: datetime, address: str = "") -> TeamMember:
    """End it as of today; whoever has gone already stays gone. Raises NotAllowed, NotFound."""
    with writing():
        member = member_of(officer, member_id)
        if member.until is None:
            member.until = current().today(at)
            member.save(update_fields=["until"])
            record(
                act="key_team.ended", subject=f"key_enterprise:{member.enterprise_id}", at=at,
                actor=officer.user, post=officer.post, address=address, detail={"member": member.pk},
            )  # fmt: skip
    return member
