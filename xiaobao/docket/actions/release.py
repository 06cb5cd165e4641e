"""Release an insider's identity (放行): one officer asks, another answers; good for one look, for a time.

本局要求. 令121 第三十七条 (令20 第三十三条) keeps every reporter's identity; whom an insider works for could
do most harm with it, so nobody sees it alone.
"""

from __future__ import annotations

from datetime import datetime, timedelta

from django.db.models import QuerySet

from xiaobao.docket.actions.taking import insist
from xiaobao.docket.assigned import standing
from xiaobao.docket.looking import usable
from xiaobao.docket.models import Party, Release
from xiaobao.docket.queries import visible
from xiaobao.docket.rulebook import current
from xiaobao.docket.shield import shield
from xiaobao.refusals import NotFound, Refused
from xiaobao.rules import reveal as rule
from xiaobao.staff.permissions import Authority
from xiaobao.vault.audit import record
from xiaobao.writing import writing

RELEASE = "release_identity"
"""The permission of a post to answer."""
LONGEST = 2000


def ask_release(
    *,
    matter_id: int,
    party_id: int,
    officer: Authority,
    at: datetime,
    purpose: str,
    words: str,
    address: str = "",
) -> Release:
    """Ask that a second person release who an insider is, for this purpose.

    Raises NotFound, Refused (fields assigned, purpose, words).
    """
    _short(words)
    with writing():
        matter = visible(officer).filter(pk=matter_id).first()
        party = Party.objects.filter(pk=party_id, matter=matter).first() if matter else None
        if matter is None or party is None:
            raise NotFound("没有这个人，或者来件不在您的办理范围内。")
        waiting = Release.objects.filter(party=party, asked_by=officer.user, granted=None, purpose=purpose)
        decision = rule.check_ask(
            standing(officer, matter),
            purpose=purpose,
            words=words,
            waiting=waiting.exists(),
            released=usable(officer, [party], purpose, at) is not None,
            law=current().law,
        )
        insist(decision)
        asked = Release.objects.create(
            party=party,
            purpose=purpose,
            words=shield(matter, words.strip()),
            asked_by=officer.user,
            asked_at=at,
        )
        _audit("identity.asked", asked, officer, at, address)
    return asked


def answer_release(
    *,
    release_id: int,
    officer: Authority,
    at: datetime,
    granted: bool | None,
    words: str,
    confirmed_at: datetime | None,
    address: str = "",
) -> Release:
    """Release, or refuse to. Granted, it is good for as many hours as the locality says.

    Raises NotFound (also when the matter is out of reach), Refused (granted, words, confirmed_at).
    """
    _short(words)
    with writing():
        asked = waiting_for(officer).select_for_update().filter(pk=release_id).first()
        if asked is None:
            raise NotFound("没有这项申请，或者它不在您的办理范围内。")
        decision = rule.check_answer(
            granted=granted,
            words=words,
            permitted=officer.may(RELEASE),
            own=asked.asked_by_id == officer.user.pk,
            answered=asked.granted is not None,
            confirmed_at=confirmed_at,
            now=at,
        )
        insist(decision)
        hours = current().locality.settings.release_hours
        asked.granted, asked.answer_words = granted, shield(asked.party.matter, words.strip())
        asked.answered_by, asked.answered_at = officer.user, at
        asked.good_until = at + timedelta(hours=hours) if granted else None
        asked.save()
        act = "identity.released" if granted else "identity.release_refused"
        _audit(act, asked, officer, at, address)
    return asked


def waiting_for(officer: Authority) -> QuerySet[Release]:
    """Return the requests on matters within reach, answered or not, oldest first."""
    return Release.objects.filter(party__matter__in=visible(officer))


def _short(words: str) -> None:
    if len(words) > LONGEST:
        sentence = f"最多写{LONGEST}字。"
        raise Refused(sentence, fields={"words": sentence})


def _audit(act: str, asked: Release, officer: Authority, at: datetime, address: str) -> None:
    record(
        act=act,
        subject=f"party:{asked.party_id}",
        at=at,
        actor=officer.user,
        post=officer.post,
        detail={"number": asked.party.matter.number, "purpose": asked.purpose, "release": asked.pk},
        address=address,
    )
