"""Deliveries taken up by one worker at a time: by a lease, which whoever is killed simply lets run out.

The number of tries is the token of a lease: whoever comes back after somebody else has taken the delivery up
changes nothing, except that what was sent was sent.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta

from django.db.models import F, QuerySet

from xiaobao.docket.models import Delivery, DeliveryState
from xiaobao.writing import writing

LEASE = timedelta(minutes=15)
"""How long nobody else takes a delivery up: longer than the slowest server takes over one."""


def claim(channel: str, *, at: datetime, now: datetime, most: int) -> list[Delivery]:
    """Take up what is due on a channel by ``at``, oldest first, in a transaction of its own.

    ``attempts`` of what is returned counts this try, ``next_at`` is when it was due. Raises Unavailable.
    """
    due = Delivery.objects.filter(state=DeliveryState.WAITING, channel=channel, next_at__lte=at)
    if not due.exists():
        return []
    with writing():
        rows = due.select_for_update(skip_locked=True).order_by("next_at", "id")[:most]
        moments = dict(rows.values_list("pk", "next_at"))
        Delivery.objects.filter(pk__in=moments).update(next_at=now + LEASE, attempts=F("attempts") + 1)
    related = ("message__user", "message__matter", "point__office", "point__user")
    claimed = list(Delivery.objects.filter(pk__in=moments).select_related(*related).order_by("id"))
    for one in claimed:
        one.next_at = moments[one.pk]
    return sorted(claimed, key=lambda one: one.next_at)


def record_sent(one: Delivery, *, at: datetime) -> None:
    """Keep that a delivery was sent, whoever holds its lease by now. Raises Unavailable."""
    with writing():
        waiting = Delivery.objects.filter(pk=one.pk, state=DeliveryState.WAITING)
        waiting.update(state=DeliveryState.SENT, sent_at=at, error="")


def put_off(one: Delivery, until: datetime, reason: str) -> bool:
    """Let a delivery be tried again later; the caller holds the transaction. Returns whether it was ours."""
    return _ours(one).update(next_at=until, error=reason[:200]) > 0


def give_up(one: Delivery, reason: str) -> bool:
    """Keep that a delivery will not be sent; the caller holds the transaction."""
    return _ours(one).update(state=DeliveryState.GIVEN_UP, error=reason[:200]) > 0


def hold(one: Delivery, until: datetime) -> None:
    """Give a delivery back untried, to be taken up at a moment. Raises Unavailable."""
    with writing():
        _ours(one).update(next_at=until, attempts=F("attempts") - 1)


def release(several: Sequence[Delivery]) -> None:
    """Give deliveries back as if they had never been taken up. Raises Unavailable."""
    for one in several:
        hold(one, one.next_at)


def _ours(one: Delivery) -> QuerySet[Delivery]:
    return Delivery.objects.filter(pk=one.pk, state=DeliveryState.WAITING, attempts=one.attempts)
