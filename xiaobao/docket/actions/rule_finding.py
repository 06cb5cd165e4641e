"""Rule on a finding (认定挖掘发现): confirm, reject for a reason, put off until a day, or open it again.

A finding is a proposal: no ruling changes a matter, declines or closes one. The reason of a rejection is what
the next run learns from.
"""

from __future__ import annotations

from datetime import date, datetime, timedelta

from xiaobao.docket.finding_taking import Taken, check_words, put_finding, take_finding
from xiaobao.docket.finding_words import OTHER, reasons
from xiaobao.docket.models import Finding, FindingVerb
from xiaobao.docket.rulebook import current
from xiaobao.refusals import Refused
from xiaobao.staff.permissions import Authority
from xiaobao.writing import writing

FURTHEST = 90
"""So many natural days a finding may be put off, at most: a house setting."""
RULED = (FindingVerb.CONFIRM, FindingVerb.REJECT, FindingVerb.SNOOZE, FindingVerb.REOPEN)
_NO_REASON = "请选择不成立的理由：下一次挖掘据此改进。"
_WHICH_OTHER = "选择“其他”的，请写明为什么不成立。"


def rule_finding(
    *,
    finding_id: int,
    version: int,
    verb: str,
    reason: str = "",
    words: str = "",
    until: date | None = None,
    officer: Authority,
    at: datetime,
    address: str = "",
) -> Finding:
    """Rule on a finding; ``verb`` is confirm, reject, snooze or reopen.

    ``reason`` is a code of ``content/mining/findings.yaml`` and belongs to reject, ``until`` (a day at most
    90 natural days ahead) to snooze; ``words`` are kept covered. Raises NotAllowed, NotFound, Changed,
    Refused (fields verb, reason, until, words).
    """
    if verb not in {one.value for one in RULED}:
        raise _refused("verb", "请选择要怎样认定。")
    with writing():
        taken = take_finding(
            finding_id=finding_id, version=version, verb=FindingVerb(verb), officer=officer, at=at,
            address=address,
        )  # fmt: skip
        return keep_ruling(taken, reason=reason, words=words, until=until)


def keep_ruling(taken: Taken, *, reason: str, words: str, until: date | None) -> Finding:
    """Check what belongs to the ruling and save it; raises Refused (fields reason, until, words)."""
    reason = reason if taken.verb == FindingVerb.REJECT else ""
    if taken.verb == FindingVerb.REJECT:
        _check_reason(reason, taken)
    check_words(words, needed=_WHICH_OTHER if reason == OTHER else "")
    until = _until(until, taken) if taken.verb == FindingVerb.SNOOZE else None
    return put_finding(taken, reason=reason, words=words, until=until)


def _check_reason(reason: str, taken: Taken) -> None:
    known = {one.id for one in reasons(current().content, taken.finding.kind)}
    if reason not in known:
        raise _refused("reason", _NO_REASON)


def _until(until: date | None, taken: Taken) -> date:
    today = current().today(taken.at)
    last = today + timedelta(days=FURTHEST)
    if until is None or not today < until <= last:
        raise _refused("until", f"请填写暂缓到哪一天：明天起，最晚{last:%Y-%m-%d}（{FURTHEST}天内）。")
    return until


def _refused(field: str, sentence: str) -> Refused:
    return Refused(sentence, fields={field: sentence})
