"""The gate before every identity: asked of the rule, written to the audit trail, and only then opened.

The row is committed before ``admit`` returns, so that whatever ends the process afterwards leaves a row too
many and never a look too many. An attempt that is refused leaves its row in a transaction of its own.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from types import MappingProxyType

from xiaobao.docket.actions.taking import insist
from xiaobao.docket.assigned import standing
from xiaobao.docket.models import Look, Matter, Party, Release
from xiaobao.docket.queries import visible
from xiaobao.docket.rulebook import current
from xiaobao.refusals import NotFound, Refused, Unavailable
from xiaobao.rules import reveal as rule
from xiaobao.rules.decision import REFUSED, Decision, Reason
from xiaobao.staff.permissions import Authority
from xiaobao.vault import audit
from xiaobao.vault.sealing import seal
from xiaobao.writing import writing

LOOKED: Mapping[str, str] = MappingProxyType(
    {
        "party": "identity.revealed",
        "submission": "original.read",
        "attachment": "original.read",
        "document": "document.revealed",
    }
)
"""What a look is called in the trail, by what it was at."""
TURNED_AWAY = "identity.refused"
LONGEST = 2000


@dataclass(frozen=True, slots=True)
class Asked:
    """One attempt to see somebody: who, when, what for, and when the password was last given again."""

    officer: Authority
    at: datetime
    purpose: str
    words: str
    confirmed_at: datetime | None
    address: str = ""

    @property
    def known_purpose(self) -> str:
        """The purpose where it is one of the list; what was made up is not kept."""
        return self.purpose if self.purpose in tuple(rule.Purpose) else ""


def matter_of(matter_id: int | None, subject: str, asked: Asked) -> Matter:
    """Return the matter of what is to be seen; raises NotFound when absent or out of reach.

    ``matter_id`` None: there is no such thing. What is there and out of reach is an attempt worth a row.
    """
    matter = None if matter_id is None else visible(asked.officer).filter(pk=matter_id).first()
    if matter is None:
        if matter_id is not None:
            turned_away(subject, {"why": ["out_of_reach"]}, asked)
        raise NotFound("没有这项内容，或者它不在您的办理范围内。")
    return matter


def admit(
    matter: Matter, subject: str, asked: Asked, *, parties: Sequence[Party] = (), form: str = ""
) -> None:
    """Let the officer see ``subject`` of a matter within reach, or raise Refused with fields.

    ``parties``: whose release an insider's report needs, any of them; none means anybody of the matter.
    On return the audit row is committed. Raises Unavailable when it cannot be written: then nothing opens.
    """
    try:
        with writing(durable=True):
            _admit(matter, subject, asked, parties, form)
    except Unavailable:
        raise
    except Refused as refusal:
        why = sorted(refusal.fields)
        turned_away(subject, {"number": matter.number, "purpose": asked.known_purpose, "why": why}, asked)
        raise


def turned_away(subject: str, detail: dict[str, object], asked: Asked) -> None:
    """Record an attempt that was refused."""
    with writing(durable=True):
        _audit(TURNED_AWAY, subject, asked, detail, result=audit.REFUSED)


def usable(officer: Authority, parties: Sequence[Party], purpose: str, at: datetime) -> Release | None:
    """Return the release by which the officer may look once at one of these, None when there is none."""
    mine = Release.objects.filter(party__in=parties, asked_by=officer.user, granted=True, used_at=None)
    return mine.filter(good_until__gte=at, purpose=purpose).first()


def _admit(matter: Matter, subject: str, asked: Asked, parties: Sequence[Party], form: str) -> None:
    whose = parties or list(matter.parties.all())
    release = usable(asked.officer, whose, asked.purpose, asked.at) if matter.guarded else None
    insist(_decision(matter, asked, released=release is not None))
    if release is not None:
        _use(release, asked.at)
    detail: dict[str, object] = {"number": matter.number, "purpose": asked.purpose}
    detail |= ({"form": form} if form else {}) | ({"release": release.pk} if release else {})
    entry = _audit(LOOKED[subject.partition(":")[0]], subject, asked, detail)
    Look.objects.create(
        entry_id=entry,
        matter=matter,
        purpose=asked.purpose,
        sealed=seal(asked.words.strip().encode(), about=b"look"),
        by=asked.officer.user,
        at=asked.at,
    )


def _decision(matter: Matter, asked: Asked, *, released: bool) -> Decision:
    if len(asked.words) > LONGEST:
        sentence = f"最多写{LONGEST}字。"
        return Decision.of(REFUSED, Reason(sentence, "", "words"))
    return rule.check_reveal(
        standing(asked.officer, matter),
        purpose=asked.purpose,
        words=asked.words,
        released=released,
        confirmed_at=asked.confirmed_at,
        now=asked.at,
        law=current().law,
    )


def _use(release: Release, at: datetime) -> None:
    # One look only, also where two ask at the same moment.
    if not Release.objects.filter(pk=release.pk, used_at=None).update(used_at=at):
        sentence = "这次放行已经使用，请重新申请。"
        raise Refused(sentence, fields={"release": sentence})


def _audit(act: str, subject: str, asked: Asked, detail: dict[str, object], result: str = audit.DONE) -> int:
    entry = audit.record(
        act=act,
        subject=subject,
        at=asked.at,
        actor=asked.officer.user,
        post=asked.officer.post,
        result=result,
        detail=detail,
        address=asked.address,
    )
    return int(entry.pk)
