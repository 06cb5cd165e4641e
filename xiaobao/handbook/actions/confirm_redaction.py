"""Confirm a redaction (确认脱敏): one more person has read it against the matter, and nobody can be known."""

from __future__ import annotations

from datetime import datetime

from xiaobao.handbook.models import Confirmation, Nomination, NominationState
from xiaobao.handbook.nominations import CONFIRM, insist, insist_open, leave_row, path_for, to_change
from xiaobao.handbook.soundness import known_now, troubles
from xiaobao.law import Lawbook
from xiaobao.refusals import NotAllowed, Refused
from xiaobao.rules.handbook.case_text import case_of
from xiaobao.staff.permissions import Authority
from xiaobao.writing import writing


def confirm_redaction(
    *, code: str, version: int, officer: Authority, law: Lawbook, at: datetime, address: str = ""
) -> Nomination:
    """Keep that this officer has confirmed it; with the last person wanted the case is confirmed.

    Whoever nominated it does not count, nor does anybody twice. Commentary and points of law must have been
    written. The caller has looked for traces of the matter and seen to it that the officer may see it.
    Raises NotAllowed, NotFound, Changed, Refused.
    """
    insist(officer, CONFIRM)
    with writing():
        nomination = to_change(code, version)
        insist_open(nomination)
        _insist_other(nomination, officer)
        insist_whole(nomination, law)
        Confirmation.objects.create(nomination=nomination, by=officer.user, at=at)
        if nomination.confirmations.count() >= nomination.wanted:
            nomination.state = NominationState.CONFIRMED
        nomination.version += 1
        nomination.save()
        leave_row("handbook.redaction_confirmed", nomination, officer, at, address, wanted=nomination.wanted)
    return nomination


def insist_whole(nomination: Nomination, law: Lawbook) -> None:
    """Raise Refused, naming the fields, where a person still has something to write or to put right."""
    wanting = dict(case_of(nomination.text).wanting)
    if wanting:
        raise Refused("先补齐案例文字再确认。", fields=wanting)
    found = troubles(path_for(nomination), nomination.text, known_now(law))
    if found:
        raise Refused("；".join(one.sentence for one in found[:5]))


def _insist_other(nomination: Nomination, officer: Authority) -> None:
    if nomination.by_id == officer.user.pk:
        raise NotAllowed("推荐人不能确认自己推荐的案例，请由另一位有权限的人员确认。")
    if nomination.confirmations.filter(by=officer.user).exists():
        raise Refused("您已经确认过，还需要另一位有权限的人员确认。")
