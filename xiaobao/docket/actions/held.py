"""Decide a held change: an import would alter a fact a clock stands on, and only a person may let it."""

from __future__ import annotations

from datetime import datetime

from xiaobao.docket import clockwork
from xiaobao.docket.actions.take_up import unclocked
from xiaobao.docket.models import Event, HeldChange, Matter
from xiaobao.docket.queries import visible
from xiaobao.docket.rulebook import SHANGHAI, current
from xiaobao.docket.shield import shield_report
from xiaobao.law import LawError
from xiaobao.refusals import NotAllowed, NotFound, Refused
from xiaobao.rules.errors import ClockError
from xiaobao.staff.permissions import Authority
from xiaobao.vault.audit import record
from xiaobao.writing import writing

_NOT_APPLICABLE = {
    "kind": "来件的类型一经登记不能直接改变；请不予采纳，并按新类型另行登记。",
    "closed": "已办结的来件不能由导入重新打开，没有了结的举报、先行和解中的投诉不能由导入办结；"
    "请不予采纳，并与来源核对。",
    "outcome": "已经登记的调解结果不能由导入改变；请不予采纳，并与来源系统核对。",
    "fined": "已经登记的罚款金额不能由导入改变；请不予采纳，并与来源系统核对。",
    "confiscated": "已经登记的没收金额不能由导入改变；请不予采纳，并与来源系统核对。",
    "decision": "已经作出的决定不能由导入改变；请不予采纳，并与来源系统核对。",
}


def decide(
    *, change_id: int, officer: Authority, at: datetime, apply: bool, reason: str, address: str = ""
) -> HeldChange:
    """Apply or dismiss one held change, with a reason that is kept.

    Applying a received moment restarts the clocks that began with it, under the regulation in force on
    the corrected day; a changed track (投诉/举报) or decision cannot be applied to a matter that has begun.
    Raises NotFound, NotAllowed, Refused.
    """
    with writing():
        change = _take(change_id, officer)
        words = shield_report(change.matter, _reason(reason))
        if apply:
            _apply(change)
        change.decided_at, change.decided_by, change.applied, change.reason = at, officer.user, apply, words
        change.save()
        detail = {"field": change.field, "from": change.present, "to": change.proposed, "applied": apply}
        Event.objects.create(
            matter=change.matter,
            verb="held_change",
            occurred_at=at,
            recorded_at=at,
            actor=officer.user,
            data=detail,
        )
        record(
            act="matter.held_change",
            subject=f"matter:{change.matter_id}",
            at=at,
            actor=officer.user,
            post=officer.post,
            detail=detail,
            address=address,
        )
    return change


def _take(change_id: int, officer: Authority) -> HeldChange:
    change = HeldChange.objects.select_for_update().filter(pk=change_id, matter__in=visible(officer)).first()
    if change is None:
        raise NotFound("没有这项待定变更，或者它不在您的办理范围内。")
    if not officer.may("held_change"):
        raise NotAllowed("您的岗位不能决定导入中的待定变更。")
    if change.decided_at is not None:
        raise Refused("这项变更已经有人作出决定。")
    return change


def _reason(text: str) -> str:
    words = text.strip()
    if len(words) < 2:
        raise Refused("请写明理由。", fields={"reason": "请写明理由。"})
    return words


def _apply(change: HeldChange) -> None:
    if change.field in _NOT_APPLICABLE:
        raise Refused(_NOT_APPLICABLE[change.field])
    matter: Matter = change.matter
    rulebook = current()
    matter.received_at = datetime.fromisoformat(change.proposed)
    matter.received_on = matter.received_at.astimezone(SHANGHAI).date()
    try:
        matter.regulation = rulebook.governing(matter.received_on)
        clockwork.restart_from_receipt(matter, rulebook=rulebook)
    except (LawError, ClockError) as error:
        raise Refused(f"这一收到时间不能采纳：{error.message}", code=error.code) from error
    matter.version += 1
    matter.unclocked = unclocked(matter)
    matter.save()
