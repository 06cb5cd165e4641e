"""What the examples of key enterprises share: the shop listed, its complaints, its regulars."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime
from itertools import count
from typing import Any

from tests import cast
from xiaobao.docket.actions.hold_engagement import hold_engagement
from xiaobao.docket.actions.list_key_enterprise import list_key_enterprise
from xiaobao.docket.actions.plan_engagements import plan_engagements
from xiaobao.docket.actions.prepare_engagement import prepare_engagement
from xiaobao.docket.actions.register import register_many
from xiaobao.docket.actions.send_engagement import send_engagement
from xiaobao.docket.models import Engagement, KeyEnterprise
from xiaobao.docket.rulebook import current
from xiaobao.staff.permissions import Authority

SHOP = "厦门青禾生鲜超市有限公司"
SHOP_CODE = "91350206MA5181260Q"
LISTED = date(2026, 4, 8)
"""A Wednesday six weeks before ``cast.TODAY``."""
_NUMBERS = count(1)


def came(many: int = 1, day: str = "2026-05-18", **changes: Any) -> list[int]:
    """Register so many complaints (or reports, ``kind``) about the shop on a day; returns their ids."""
    begin = cast.report if changes.pop("kind", "complaint") == "report" else cast.complaint
    rows = [
        replace(
            begin(received_at=cast.at(day), **changes),
            external_id=f"KEY{next(_NUMBERS):08d}",
            digest=f"key-{next(_NUMBERS):012d}"[:16].encode(),
        )
        for _ in range(many)
    ]
    return register_many(rows, batch=None, rulebook=current(), at=cast.NOON)


def listed(officer: Authority, **changes: Any) -> KeyEnterprise:
    """List the shop from ``LISTED`` on."""
    given: dict[str, Any] = {"name": SHOP, "reasons": "保质期问题反映集中。", "since": LISTED}
    return list_key_enterprise(officer=officer, at=cast.NOON, **given | changes)


def planned(kind: str, at: datetime = cast.NOON) -> Engagement:
    """The regular of a kind that is planned next."""
    plan_engagements(at=at)
    return Engagement.objects.get(kind=kind, state="planned")


def doing(officer: Authority, at: datetime = cast.NOON) -> Callable[..., Engagement]:
    """Do an act with an engagement as it stands."""

    def do(act: Callable[..., Engagement], one: Engagement, **given: Any) -> Engagement:
        one.refresh_from_db()
        return act(engagement_id=one.pk, version=one.version, officer=officer, at=at, **given)

    return do


def held(officer: Authority, kind: str = "feedback", **given: Any) -> Engagement:
    """One that was prepared, handed over and held today."""
    one, do = planned(kind), doing(officer)
    do(prepare_engagement, one)
    do(send_engagement, one, how="in_person")
    words = {"agreed": "客服两个工作日内首次联系消费者。", "held_on": cast.TODAY} | given
    return do(hold_engagement, one, **words)
