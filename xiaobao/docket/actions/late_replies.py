"""Say that the reply to a supervision order is late (督办回复逾期), once for a reply day."""

from __future__ import annotations

import logging
from datetime import datetime

from xiaobao.docket.actions.ordering import told_of
from xiaobao.docket.models import Event, Matter, OrderStep, SupervisionOrder
from xiaobao.docket.order_news import tell
from xiaobao.docket.order_watch import watched_from
from xiaobao.docket.rulebook import Rulebook
from xiaobao.docket.stumbles import settle, stumbled
from xiaobao.refusals import Unavailable
from xiaobao.rules.orders import OrderAct
from xiaobao.vault.audit import record
from xiaobao.writing import writing

log = logging.getLogger("xiaobao.docket")


def late_replies(*, at: datetime, rulebook: Rulebook) -> int:
    """Keep and tell that replies are late, each in a transaction of its own; returns how many.

    Raises Unavailable.
    """
    keys = SupervisionOrder.objects.filter(watch_at__lte=at).order_by("watch_at", "pk")
    return sum(_one(key, at, rulebook) for key in list(keys.values_list("pk", flat=True)))


def _one(key: int, at: datetime, rulebook: Rulebook) -> bool:
    try:
        with writing():
            return _say(key, at, rulebook)
    except Unavailable:
        raise
    except Exception as error:  # noqa: BLE001  a poisoned row backs off and holds nobody up
        log.error("order %d cannot be worked on: %s", key, type(error).__name__)
        with writing():
            later = stumbled(f"order:{key}", error, at=at)
            SupervisionOrder.objects.filter(pk=key).update(watch_at=later)
        return False


def _say(key: int, at: datetime, rulebook: Rulebook) -> bool:
    order = _claim(key, at)
    if order is None:
        return False
    due = watched_from(order, rulebook)
    late = due is not None and due <= at
    # What falls due later than was thought, by another calendar, is looked at then.
    order.watch_at = None if late else due
    order.version += late
    order.save(update_fields=["watch_at", "version"])
    if late:
        _keep(order, at, rulebook)
    settle([f"order:{key}"], at=at)
    return late


def _claim(key: int, at: datetime) -> SupervisionOrder | None:
    """Lock the matter, then the order; None when the matter is held, or the order was looked at meanwhile."""
    owning = SupervisionOrder.objects.filter(pk=key).values("matter_id")
    matter = Matter.objects.select_for_update(skip_locked=True).filter(pk__in=owning).first()
    if matter is None:
        return None
    orders = SupervisionOrder.objects.select_related("office", "owner")
    found = orders.filter(pk=key, watch_at__lte=at).first()
    if found is not None:
        found.matter = matter
    return found


def _keep(order: SupervisionOrder, at: datetime, rulebook: Rulebook) -> None:
    said = told_of(order, until=order.reply_due)
    OrderStep.objects.create(order=order, verb=OrderAct.REPLY_OVERDUE, at=at, until=order.reply_due)
    Event.objects.create(
        matter=order.matter, verb=OrderAct.REPLY_OVERDUE, occurred_at=at, recorded_at=at, data=said
    )
    tell(order, order.matter, OrderAct.REPLY_OVERDUE, officer=None, at=at, rulebook=rulebook)
    record(act="order.reply_overdue", subject=f"matter:{order.matter_id}", at=at, actor=None, detail=said)
