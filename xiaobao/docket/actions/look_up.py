"""Find matters by a telephone number typed in full (按电话查找), through a keyed index only.

令121 第三十七条 (令20 第三十三条): of reports only the officer's own are found, not even a count of others:
whoever could try a neighbour's number would learn who reports. The number itself is kept nowhere.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from xiaobao.docket.assigned import REVEAL, is_assigned
from xiaobao.docket.models import Matter, Party
from xiaobao.docket.queries import visible
from xiaobao.refusals import NotAllowed, Refused
from xiaobao.rules.workflow import Act, State, Track
from xiaobao.staff.permissions import Authority
from xiaobao.vault.audit import record
from xiaobao.vault.identities import find_by_phone, phone_index
from xiaobao.writing import writing

MOST = 50
_LONGEST = 64


@dataclass(frozen=True)
class Found:
    """One matter with a person of that number, masked as everywhere."""

    id: int
    number: str
    kind: str
    state_label: str
    received_on: date
    subject: str
    person: str
    role_label: str


def may_look_up(officer: Authority) -> bool:
    """Tell whether the posts held may look up telephones at all."""
    return officer.may(REVEAL) or officer.may(Act.REGISTER.value)


def look_up(*, phone: str, officer: Authority, at: datetime, address: str = "") -> list[Found]:
    """Return the matters of a telephone number, newest first, at most fifty; the look-up is audited.

    Complaints within reach, and reports the officer is assigned to. Raises NotAllowed, Refused (``phone``).
    """
    if not may_look_up(officer):
        raise NotAllowed(f"您的岗位（{'、'.join(officer.posts) or '无'}）不能按电话查找。")
    known_by = phone_index(phone[:_LONGEST])
    if not known_by:
        sentence = "请填写完整的电话号码。"
        raise Refused(sentence, fields={"phone": sentence})
    with writing(durable=True):
        record(
            act="identity.looked_up",
            subject=f"phone:{known_by.hex()}",
            at=at,
            actor=officer.user,
            post=officer.post,
            address=address,
        )
    return _found(officer, phone)


def _found(officer: Authority, phone: str) -> list[Found]:
    parties = Party.objects.filter(identity__in=find_by_phone(phone), matter__in=visible(officer))
    rows = parties.select_related("matter").order_by("-matter__received_at", "-pk")
    seen = (row for row in rows if _may_know(officer, row.matter))
    return [_line(row) for row, _place in zip(seen, range(MOST), strict=False)]


def _may_know(officer: Authority, matter: Matter) -> bool:
    return matter.kind == Track.COMPLAINT or is_assigned(officer, matter)


def _line(party: Party) -> Found:
    matter = party.matter
    return Found(
        id=matter.pk,
        number=matter.number,
        kind=matter.kind,
        state_label=State(matter.state).label,
        received_on=matter.received_on,
        subject=matter.subject,
        person=party.shown_name,
        role_label=str(party.get_role_display()),
    )
