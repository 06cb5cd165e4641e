"""What the page of a matter says of its people's identities: who may see them, and who has."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from xiaobao.docket.actions.release import RELEASE
from xiaobao.docket.assigned import standing
from xiaobao.docket.looking import LOOKED
from xiaobao.docket.models import Matter, Party, Release
from xiaobao.docket.queries import visible
from xiaobao.rules.reveal import Purpose
from xiaobao.staff.permissions import Authority
from xiaobao.vault.models import AuditEntry

_WHAT = {
    "party": "查阅身份",
    "submission": "查阅原文",
    "attachment": "查阅材料原件",
    "document": "查阅文书原件",
}
PHRASES = (*_WHAT.values(), *(purpose.label for purpose in Purpose))
"""Words that the page says through the catalogue."""


@dataclass(frozen=True)
class LookLine:
    """One look: who, when, at what (身份, 原文 …), of whom (masked) or which number, what for."""

    by: str
    at: datetime
    what: str
    whose: str
    purpose: str


@dataclass(frozen=True)
class FaceLine:
    """A person whose identity is sealed; ``stage`` says how far the release of an insider has come.

    ``stage``: "" (no release needed), "ask", "waiting" or "released".
    """

    id: int
    name: str
    role_label: str
    stage: str


@dataclass(frozen=True)
class IdentityPart:
    """``opens``: the officer stands to the matter so that identities may be seen, the release set aside.

    ``original``: words as they came are kept apart. ``masked``: documents and files are shown covered.
    """

    opens: bool
    original: bool
    masked: bool
    faces: tuple[FaceLine, ...]
    looks: tuple[LookLine, ...]


@dataclass(frozen=True)
class RequestedLine:
    """A request to see an insider, as who may answer it reads it: masked."""

    id: int
    matter_id: int
    number: str
    person: str
    purpose: str
    words: str
    asked_by: str
    asked_at: datetime
    own: bool


def identity_part(matter: Matter, parties: list[Party], officer: Authority, at: datetime) -> IdentityPart:
    """Return who may be seen by the officer, and who has been seen by whom."""
    stands = standing(officer, matter)
    opens = stands.permitted and stands.assigned
    known = [party for party in parties if party.identity_id and (party.named or party.shown_phone)]
    return IdentityPart(
        opens=opens,
        original=matter.submission.original_id is not None,
        masked=matter.kind == "report",
        faces=tuple(_face(party, matter, officer, at) for party in known) if opens else (),
        looks=tuple(look_lines(matter, parties)),
    )


def look_lines(matter: Matter, parties: list[Party]) -> list[LookLine]:
    """Return every look at the people, words, files and documents of a matter; in three queries."""
    named = {f"party:{party.pk}": party.shown_name for party in parties}
    named[f"submission:{matter.pk}"] = ""
    named |= {f"attachment:{key}": name for key, name in matter.attachments.values_list("pk", "shown_name")}
    named |= {f"document:{key}": number for key, number in matter.documents.values_list("pk", "number")}
    entries = AuditEntry.objects.filter(subject__in=named, act__in=LOOKED.values())
    return [_look(entry, named) for entry in entries]


def requested_lines(officer: Authority) -> list[RequestedLine]:
    """Return the requests that wait for an answer on matters within reach; raises nothing, shows nobody."""
    if not officer.may(RELEASE):
        return []
    waiting = Release.objects.filter(granted=None, party__matter__in=visible(officer))
    return [_requested(one, officer) for one in waiting.select_related("party__matter", "asked_by")]


def _face(party: Party, matter: Matter, officer: Authority, at: datetime) -> FaceLine:
    stage = _stage(party, officer, at) if matter.guarded else ""
    return FaceLine(party.pk, party.shown_name, str(party.get_role_display()), stage)


def _stage(party: Party, officer: Authority, at: datetime) -> str:
    mine = Release.objects.filter(party=party, asked_by=officer.user)
    if mine.filter(granted=True, used_at=None, good_until__gte=at).exists():
        return "released"
    return "waiting" if mine.filter(granted=None).exists() else "ask"


def _look(entry: AuditEntry, named: dict[str, str]) -> LookLine:
    what = _WHAT[entry.subject.partition(":")[0]]
    purpose = str(entry.detail.get("purpose", ""))
    label = next((one.label for one in Purpose if one.value == purpose), purpose)
    return LookLine(entry.actor_name, entry.at, what, named[entry.subject], label)


def _requested(one: Release, officer: Authority) -> RequestedLine:
    return RequestedLine(
        id=one.pk,
        matter_id=one.party.matter_id,
        number=one.party.matter.number,
        person=one.party.shown_name,
        purpose=Purpose(one.purpose).label,
        words=one.words,
        asked_by=one.asked_by.name,
        asked_at=one.asked_at,
        own=one.asked_by_id == officer.user.pk,
    )
