"""Take a finding up for a ruling: seen, permitted, unchanged since it was opened; and put it back."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

from xiaobao.docket.finding_cover import cover_of
from xiaobao.docket.finding_reach import insist, one_seen
from xiaobao.docket.finding_rulings import STEPS, leads_to, why_not
from xiaobao.docket.models import Finding, FindingRuling, FindingVerb
from xiaobao.docket.rulebook import SHANGHAI
from xiaobao.refusals import Changed, Refused
from xiaobao.staff.permissions import Authority
from xiaobao.vault.audit import record

LONGEST = 500
"""So many characters of words beside a ruling."""


@dataclass
class Taken:
    """A finding taken up for one ruling by one officer."""

    finding: Finding
    rulings: list[FindingRuling]
    verb: FindingVerb
    officer: Authority
    at: datetime
    address: str


def take_finding(
    *, finding_id: int, version: int, verb: FindingVerb, officer: Authority, at: datetime, address: str
) -> Taken:
    """Lock the finding and return it with what was ruled before. The caller holds a transaction.

    Raises NotAllowed, NotFound (absent or out of reach), Changed (somebody ruled since ``version``) and
    Refused (not as it stands).
    """
    insist(officer, STEPS[verb].act)
    seen = one_seen(officer, finding_id)
    finding = Finding.objects.select_for_update().get(pk=seen.pk)
    rulings = list(finding.rulings.select_related("by"))
    if finding.version != version:
        raise _changed(rulings, at)
    if why := why_not(verb, finding, rulings, officer):
        raise Refused(why)
    return Taken(finding, rulings, verb, officer, at, address)


def put_finding(
    taken: Taken, *, reason: str = "", words: str = "", until: date | None = None,
    detail: Mapping[str, object] | None = None,
) -> Finding:  # fmt: skip
    """Save the ruling: the finding's state, the ruling itself and the audit row together.

    ``words`` are kept covered. Raises Unavailable when the vault does not open.
    """
    finding, officer = taken.finding, taken.officer
    kept = cover_of(finding, words)
    finding.state = leads_to(taken.verb, taken.rulings)
    finding.snoozed_until = until
    finding.version += 1
    finding.save(update_fields=["state", "snoozed_until", "version"])
    FindingRuling.objects.create(
        finding=finding, verb=taken.verb, reason=reason, words=kept, matters=finding.matters,
        by=officer.user, at=taken.at,
    )  # fmt: skip
    told: dict[str, object] = {"kind": finding.kind, "version": finding.version}
    told |= {"reason": reason} if reason else {}
    told |= {"until": until.isoformat()} if until else {}
    record(
        act=f"finding.{taken.verb.value}", subject=f"finding:{finding.pk}", at=taken.at, actor=officer.user,
        post=officer.post, detail={**told, **(detail or {})}, address=taken.address,
    )  # fmt: skip
    return finding


def check_words(words: str, *, needed: str = "") -> None:
    """Raise Refused (field ``words``) where they are too long, or missing though ``needed`` says what for."""
    sentence = ""
    if needed and not words.strip():
        sentence = needed
    elif len(words) > LONGEST:
        sentence = f"说明最多{LONGEST}字，现有{len(words)}字。"
    if sentence:
        raise Refused(sentence, fields={"words": sentence})


def _changed(rulings: list[FindingRuling], at: datetime) -> Changed:
    if not rulings:
        # Nobody has ruled: the form was damaged, or the finding made anew meanwhile.
        return Changed(by="系统", at=at.astimezone(SHANGHAI), what=("更新",))
    last = rulings[-1]
    return Changed(by=last.by.name, at=last.at.astimezone(SHANGHAI), what=(str(last.get_verb_display()),))
