"""Issuing the supervision orders of the ladder, many at once, in the transaction that holds the matters."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import NamedTuple

from xiaobao.docket import bulk
from xiaobao.docket.models import Alert, Event, OrderStep, Origin, SupervisionOrder
from xiaobao.docket.order_paper import issue_papers
from xiaobao.docket.order_watch import watched_from
from xiaobao.docket.raising import NewOrder, Plan
from xiaobao.docket.rulebook import Rulebook
from xiaobao.rules.orders import OPEN, OrderAct, OrderState

_STEP = ("order_id", "verb", "at", "words", "measures", "until")
_EVENT = ("matter_id", "verb", "occurred_at", "recorded_at", "data")


class Ordering(NamedTuple):
    """One order to issue: the plan it stands in, what it orders, and the id of its alert."""

    plan: Plan
    wanted: NewOrder
    alert_id: int


def issue_orders(
    wanted: Sequence[Ordering], *, at: datetime, rulebook: Rulebook
) -> dict[int, SupervisionOrder]:
    """Issue the orders, by the id of their alert; one that stands on the same clock is taken over."""
    standing = _standing([one.plan for one in wanted])
    orders = [_order(one, standing.get(one.plan.clock.pk), at, rulebook) for one in wanted]
    for order, document in zip(orders, issue_papers(orders, at=at, rulebook=rulebook), strict=True):
        order.document, order.number = document, document.number
    # Whoever is taken over stands no more when the one that takes it over is written.
    _take_over(orders)
    SupervisionOrder.objects.bulk_create(orders)
    _keep(orders, at)
    return {one.alert_id: order for one, order in zip(wanted, orders, strict=True)}


def _standing(plans: Sequence[Plan]) -> dict[int, SupervisionOrder]:
    found = SupervisionOrder.objects.filter(
        clock__in=[plan.clock.pk for plan in plans], origin=Origin.LADDER, state__in=OPEN
    )
    return {order.clock_id: order for order in found if order.clock_id is not None}


def _order(
    one: Ordering, former: SupervisionOrder | None, at: datetime, rulebook: Rulebook
) -> SupervisionOrder:
    clock, raised = one.plan.clock, one.wanted.raised
    alert = Alert(pk=one.alert_id, due_on=clock.due_earliest)
    order = SupervisionOrder(
        matter=clock.matter, clock=clock, alert=alert, origin=Origin.LADDER.value,
        grade=raised.stage.grade.value, state=OrderState.ISSUED.value, office=clock.matter.office,
        owner=one.wanted.owner, requirement=raised.words, issued_at=at, reply_due=one.wanted.reply_due,
        raised_from=former,
    )  # fmt: skip
    order.watch_at = watched_from(order, rulebook)
    return order


def _take_over(orders: Sequence[SupervisionOrder]) -> None:
    formers = (order.raised_from for order in orders if order.raised_from is not None)
    bulk.update(
        SupervisionOrder,
        ("state", "watch_at", "asked_until", "version"),
        [(OrderState.RAISED.value, None, None, former.version + 1, former.pk) for former in formers],
    )


def _keep(orders: Sequence[SupervisionOrder], at: datetime) -> None:
    """Append the steps, and the events on the timelines: each order given, and the one it took over."""
    steps: list[tuple[object, ...]] = []
    events: list[tuple[object, ...]] = []
    for order in orders:
        steps.append((order.pk, OrderAct.ISSUE.value, at, order.requirement, "", order.reply_due))
        given = {"origin": order.origin, "until": order.reply_due.isoformat()}
        events.append((order.matter_id, OrderAct.ISSUE.value, at, at, _said(order) | given))
        if (former := order.raised_from) is not None:
            steps.append((former.pk, OrderAct.RAISE.value, at, order.number, "", None))
            taken = _said(former) | {"by": order.number}
            events.append((former.matter_id, OrderAct.RAISE.value, at, at, taken))
    bulk.insert(OrderStep, _STEP, steps)
    bulk.insert(Event, _EVENT, events)


def _said(order: SupervisionOrder) -> dict[str, object]:
    return {"order": order.pk, "number": order.number, "grade": order.grade}
