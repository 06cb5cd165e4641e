"""See how somebody of a key enterprise's customer-service team is reached (查看客服联系方式).

The audit row is committed before the seal is opened.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from xiaobao.docket import cabinet, team
from xiaobao.docket.key_enterprises import insist
from xiaobao.docket.models import TeamMember
from xiaobao.refusals import NotFound
from xiaobao.staff.permissions import Authority
from xiaobao.vault.audit import record
from xiaobao.writing import writing


@dataclass(frozen=True, slots=True)
class Seen(team.Contact):
    """Name, phone and e-mail in plain, and of which key enterprise."""

    enterprise_id: int = 0


def see_team_contact(*, member_id: int, officer: Authority, at: datetime, address: str = "") -> Seen:
    """Return how somebody is reached, in plain. Raises NotAllowed, NotFound, Unavailable."""
    with writing(durable=True):
        member = member_of(officer, member_id)
        record(
            act="key_team.seen", subject=f"key_enterprise:{member.enterprise_id}", at=at,
            actor=officer.user, post=officer.post, address=address, detail={"member": member.pk},
        )  # fmt: skip
    with cabinet.told():
        found = team.opened(member)
    return Seen(found.name, found.phone, found.email, member.enterprise_id)


def member_of(officer: Authority, member_id: int) -> TeamMember:
    """Return one member; raises NotAllowed, NotFound."""
    insist(officer)
    member = TeamMember.objects.select_for_update().filter(pk=member_id).first()
    if member is None:
        raise NotFound("没有这位联系人。")
    return member
