"""Mark alarms of one's own saved searches as looked at (标为已看)."""

from __future__ import annotations

from datetime import datetime

from xiaobao.docket.finding_reach import insist
from xiaobao.docket.models import WatchAlarm
from xiaobao.staff.permissions import Authority
from xiaobao.vault.audit import record
from xiaobao.writing import writing


def see_alarms(*, alarm_id: int | None = None, officer: Authority, at: datetime, address: str = "") -> int:
    """Mark one alarm, or all where none is named; returns how many were not looked at. Raises NotAllowed.

    Another officer's are left as they are.
    """
    insist(officer)
    told = WatchAlarm.objects.filter(watch__owner=officer.user, watch__dropped_at=None, seen_at=None)
    if alarm_id is not None:
        told = told.filter(pk=alarm_id)
    with writing():
        many = told.update(seen_at=at)
        if many:
            record(
                act="watch.seen", subject=f"officer:{officer.user.pk}", at=at, actor=officer.user,
                post=officer.post, detail={"count": many}, address=address,
            )  # fmt: skip
    return many
