"""Note that somebody is away (请假) from a day until a day, and who stands in (代办)."""

from __future__ import annotations

from datetime import date, datetime

from xiaobao.docket.rulebook import current
from xiaobao.docket.workforce import LEAVE_NOTE, beside, colleague, insist
from xiaobao.refusals import Refused
from xiaobao.staff.models import Leave
from xiaobao.staff.permissions import Authority
from xiaobao.vault.audit import record
from xiaobao.writing import writing


def note_leave(
    *,
    username: str,
    since: date | None,
    until: date | None,
    substitute: str,
    officer: Authority,
    at: datetime,
    address: str = "",
) -> Leave:
    """Note a leave from ``since`` until ``until``, which no longer counts; nothing they have moves by itself.

    ``substitute`` is the user name of somebody of the same office, or empty. Raises NotAllowed, NotFound,
    Refused (fields ``since``, ``until``, ``substitute``).
    """
    insist(officer, LEAVE_NOTE, "登记请假")
    rulebook = current()
    today = rulebook.today(at)
    if since is None or until is None:
        raise _refused("请填写请假的起止日期。", "since" if since is None else "until")
    if until <= since or until <= today:
        raise _refused("请假的最后一日不能早于第一日，也不能早于今天。", "until")
    with writing():
        user = colleague(username, officer, rulebook, today)
        others = beside(user, rulebook, today)
        if substitute and substitute not in others:
            raise _refused("代办人应当是本单位办理投诉举报的其他人员。", "substitute")
        standing = user.leaves.filter(since__lt=until, until__gt=since).first()
        if standing is not None:
            raise _refused(f"这段时间与已登记的请假（{standing.since}起）重叠，请先结束那一项。", "since")
        leave = Leave.objects.create(
            user=user, since=since, until=until, substitute=others.get(substitute), noted_by=officer.user
        )
        record(
            act="leave.noted", subject=f"officer:{username}", at=at, actor=officer.user, post=officer.post,
            detail={"since": since.isoformat(), "until": until.isoformat(), "substitute": substitute},
            address=address,
        )  # fmt: skip
    return leave


def _refused(sentence: str, field: str) -> Refused:
    return Refused(sentence, fields={field: sentence})
