"""Acknowledge messages (阅知): one's own, one or many. It says that they were seen and moves no period."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from xiaobao.docket.messages_page import messages_of
from xiaobao.refusals import NotFound
from xiaobao.staff.permissions import Authority
from xiaobao.vault.audit import record
from xiaobao.writing import writing

MOST = 200
"""Messages at once at most: more than any page shows."""


def acknowledge(*, messages: Sequence[int], officer: Authority, at: datetime, address: str = "") -> int:
    """Keep that the officer has seen these messages; returns how many had not been. Raises NotFound.

    One that is somebody else's, or of a matter out of reach by now, looks absent, and then none is kept.
    """
    wanted = sorted(set(messages))[:MOST]
    with writing():
        found = messages_of(officer).filter(pk__in=wanted)
        if found.count() != len(wanted):
            raise NotFound("没有这条消息，或者它不是发给您的。")
        fresh = list(found.filter(acknowledged_at=None).order_by("pk").values_list("pk", flat=True))
        if fresh:
            found.filter(pk__in=fresh).update(acknowledged_at=at)
            record(
                act="messages.acknowledged", subject=f"officer:{officer.user.username}", at=at,
                actor=officer.user, post=officer.post, address=address,
                detail={"count": len(fresh), "messages": fresh},
            )  # fmt: skip
    return len(fresh)
