"""Drop a saved search of one's own (取消预警订阅); what it told of stays in the records, unshown."""

from __future__ import annotations

from datetime import datetime

from xiaobao.docket.finding_reach import insist
from xiaobao.docket.models import Watch
from xiaobao.docket.watches_page import standing
from xiaobao.refusals import NotFound
from xiaobao.staff.permissions import Authority
from xiaobao.vault.audit import record
from xiaobao.writing import writing


def drop_watch(*, watch_id: int, officer: Authority, at: datetime, address: str = "") -> Watch:
    """Drop it; another officer's looks as if it did not exist. Raises NotAllowed, NotFound."""
    insist(officer)
    with writing():
        watch = standing(officer).select_for_update().filter(pk=watch_id).first()
        if watch is None:
            raise NotFound("没有这项预警订阅。")
        watch.dropped_at = at
        watch.save(update_fields=["dropped_at"])
        record(
            act="watch.dropped", subject=f"watch:{watch.pk}", at=at, actor=officer.user, post=officer.post,
            address=address,
        )  # fmt: skip
    return watch
