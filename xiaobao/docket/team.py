"""The customer-service team (客服团队) of a key enterprise: sealed who it is, masked what a screen shows."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass, field
from datetime import date
from typing import TYPE_CHECKING

from xiaobao.courier.addresses import EMAIL, masked
from xiaobao.docket.models import TeamMember
from xiaobao.documents.redaction import mask_name, mask_phone
from xiaobao.vault.errors import VaultError
from xiaobao.vault.sealing import seal, unseal

if TYPE_CHECKING:
    from xiaobao.docket.models import KeyEnterprise

ABOUT = b"team-member"
"""What the envelope of a member is bound to."""
UNREADABLE = "打不开，请重新填写"


@dataclass(frozen=True, slots=True)
class Contact:
    """Who somebody of the team is, in plain. None of it prints itself."""

    name: str = field(repr=False)
    phone: str = field(repr=False, default="")
    email: str = field(repr=False, default="")


@dataclass(frozen=True)
class MemberLine:
    """One member as a screen shows it: masked. ``has_email``: a letter can be sent."""

    id: int
    name: str
    phone: str
    email: str
    duty: str
    since: date
    has_email: bool


def sealed(contact: Contact) -> bytes:
    """Return a contact as it is kept; raises VaultError."""
    return seal(json.dumps(asdict(contact), ensure_ascii=False).encode(), about=ABOUT)


def opened(member: TeamMember) -> Contact:
    """Return who a member is; whoever asks has written the audit row first. Raises VaultError."""
    return Contact(**json.loads(unseal(bytes(member.sealed), about=ABOUT)))


def shown(contact: Contact) -> dict[str, str]:
    """Return the columns that are shown without opening anything."""
    return {"shown_name": mask_name(contact.name), "shown_phone": mask_phone(contact.phone)}


def team_of(enterprise: KeyEnterprise) -> list[MemberLine]:
    """Return who is on the team now, masked."""
    return [_line(member) for member in enterprise.team.filter(until=None)]


def _line(member: TeamMember) -> MemberLine:
    try:
        email, known = opened(member).email, True
    except VaultError:
        email, known = "", False
    shown_email = masked(EMAIL, email) if email else "" if known else UNREADABLE
    return MemberLine(
        id=member.pk,
        name=member.shown_name,
        phone=member.shown_phone,
        email=shown_email,
        duty=member.duty,
        since=member.since,
        has_email=bool(email),
    )
