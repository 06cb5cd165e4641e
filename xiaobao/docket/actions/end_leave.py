"""End a leave early (销假): from today on the person is there again. One that has not begun is taken back."""

from __future__ import annotations

from datetime import date, datetime

from xiaobao.docket.rulebook import SHANGHAI, current
from xiaobao.docket.workforce import LEAVE_NOTE, colleague, insist
from xiaobao.refusals import Changed, NotFound
from xiaobao.staff.models import Leave
from xiaobao.staff.permissions import Authority
from xiaobao.vault.audit import record
from xiaobao.vault.models import AuditEntry
from xiaobao.writing import writing

ENDED = "leave.ended"


def end_leave(*, leave_id: int, until: date, officer: Authority, at: datetime, address: str = "") -> None:
    """End it today; ``until`` is the end that was shown. Raises NotAllowed, NotFound, Changed."""
    insist(officer, LEAVE_NOTE, "登记请假")
    rulebook = current()
    today = rulebook.today(at)
    with writing():
        leave = Leave.objects.select_for_update().select_related("user").filter(pk=leave_id).first()
        if leave is None:
            raise NotFound("没有这项请假，或者它已被撤销。")
        user = colleague(leave.user.username, officer, rulebook, today)
        if leave.until != until or leave.until <= today:
            raise _changed(user.username, at)
        begun = leave.since < today
        if begun:
            leave.until = today
            leave.save(update_fields=["until"])
        else:
            leave.delete()
        record(
            act=ENDED, subject=f"officer:{user.username}", at=at, actor=officer.user, post=officer.post,
            detail={"since": leave.since.isoformat(), "until": today.isoformat(), "begun": begun},
            address=address,
        )  # fmt: skip


def _changed(username: str, at: datetime) -> Changed:
    last = AuditEntry.objects.filter(act=ENDED, subject=f"officer:{username}").order_by("-pk").first()
    by = last.actor_name if last and last.actor_name else "他人"
    return Changed(by=by, at=(last.at if last else at).astimezone(SHANGHAI), what=("结束请假",))
