"""How the channels of an installation stand: which there are, how much waits, what has failed and why."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import Count, Min, Q

from xiaobao.docket.channels import CHANNELS, LABELS, configured
from xiaobao.docket.models import ContactPoint, Delivery, DeliveryState

LATELY = timedelta(days=7)
"""How far back failures are counted."""


@dataclass(frozen=True)
class ChannelState:
    """One channel: its kind (empty: the installation has none), addresses, and the outbox of it.

    ``due`` could go out now, ``since`` is when the oldest message that waits was written, ``given_up`` and
    ``sent`` are of messages of the last seven days; ``error`` is the last one of what waits or was given up.
    """

    channel: str
    label: str
    kind: str
    addresses: int
    waiting: int
    due: int
    since: datetime | None
    sent: int
    given_up: int
    error: str


def channel_states(at: datetime) -> list[ChannelState]:
    """Return how every channel stands at a moment; raises courier.Misconfigured."""
    terms = configured()
    points = dict(ContactPoint.objects.values_list("channel").annotate(Count("pk")).order_by())
    kinds = {name: getattr(getattr(terms, name), "kind", "") for name in CHANNELS}
    return [_state(name, kinds[name], points.get(name, 0), at) for name in CHANNELS]


def _state(name: str, kind: str, addresses: int, at: datetime) -> ChannelState:
    of = Delivery.objects.filter(channel=name)
    waiting = of.filter(state=DeliveryState.WAITING)
    lately = of.filter(message__created_at__gt=at - LATELY)
    counts = waiting.aggregate(
        all=Count("pk"), due=Count("pk", filter=Q(next_at__lte=at)), since=Min("message__created_at")
    )
    failed = of.exclude(state=DeliveryState.SENT).exclude(error="").order_by("-id")
    return ChannelState(
        channel=name,
        label=LABELS[name],
        kind=kind,
        addresses=addresses,
        waiting=counts["all"],
        due=counts["due"],
        since=counts["since"],
        sent=lately.filter(state=DeliveryState.SENT).count(),
        given_up=lately.filter(state=DeliveryState.GIVEN_UP).count(),
        error=failed.values_list("error", flat=True).first() or "",
    )
