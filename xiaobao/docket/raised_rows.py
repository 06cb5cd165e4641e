"""Writing what plans say, many at once, in the transaction that holds the matters: alerts, orders, news."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime
from typing import Any, NamedTuple

from xiaobao.docket import bulk
from xiaobao.docket.models import Alert, Clock, Event, SupervisionOrder
from xiaobao.docket.outbox import Letter, post
from xiaobao.docket.raised_orders import Ordering, issue_orders
from xiaobao.docket.raising import Plan, Raised
from xiaobao.docket.rulebook import Rulebook
from xiaobao.vault.audit import record_many

_ALERT = (
    "id", "clock_id", "matter_id", "stage", "grade", "due_on", "reached_at", "raised_at", "office_id",
    "ladder",
)  # fmt: skip
_EVENT = ("matter_id", "verb", "occurred_at", "recorded_at", "data")
Orders = dict[int, SupervisionOrder]
"""The orders issued, by the id of their alert."""


class Told(NamedTuple):
    """One stage that is raised: the plan it stands in, and the id of its alert."""

    plan: Plan
    raised: Raised
    alert_id: int


def write(plans: Sequence[Plan], *, at: datetime, rulebook: Rulebook) -> tuple[int, int]:
    """Write alerts, events, orders, messages and next moments; returns how many alerts and orders.

    The audit rows come last: numbers of documents are taken before, as in every act, so that two writers
    never wait for each other.
    """
    told = _alerts(plans, at, rulebook)
    orders = issue_orders(list(_ordered(told)), at=at, rulebook=rulebook)
    post(list(_letters(told, orders)), at=at, rulebook=rulebook)
    bulk.update(Clock, ("watch_at",), [(plan.again_at, plan.clock.pk) for plan in plans])
    _audit(told, orders, at, rulebook)
    return len(told), len(orders)


def _alerts(plans: Sequence[Plan], at: datetime, rulebook: Rulebook) -> list[Told]:
    wanted = [(plan, raised) for plan in plans for raised in plan.raised]
    keys = bulk.ids(Alert, len(wanted))
    told = [Told(plan, raised, key) for (plan, raised), key in zip(wanted, keys, strict=True)]
    bulk.insert(Alert, _ALERT, [_alert(one, at, rulebook) for one in told])
    bulk.insert(Event, _EVENT, [(one.plan.clock.matter_id, "alert", at, at, _said(one)) for one in told])
    return told


def _alert(one: Told, at: datetime, rulebook: Rulebook) -> tuple[Any, ...]:
    clock, raised = one.plan.clock, one.raised
    return (
        one.alert_id, clock.pk, clock.matter_id, raised.stage.id, raised.stage.grade.value,
        clock.due_earliest, raised.reached_at, at, clock.matter.office_id, rulebook.ladder.version,
    )  # fmt: skip


def _said(one: Told) -> dict[str, object]:
    clock, raised = one.plan.clock, one.raised
    return {
        "clock": clock.clock,
        "stage": raised.stage.id,
        "grade": raised.stage.grade.value,
        "due_on": clock.due_earliest.isoformat(),
        "reached_at": raised.reached_at.isoformat(),
    }


def _ordered(told: Sequence[Told]) -> Iterator[Ordering]:
    for plan, raised, key in told:
        if plan.order is not None and plan.order.raised is raised:
            yield Ordering(plan, plan.order, key)


def _letters(told: Sequence[Told], orders: Orders) -> Iterator[Letter]:
    for one in told:
        order = orders.get(one.alert_id)
        for people, copy in ((one.raised.to, False), (one.raised.copies, True)):
            yield from (_letter(one, user.pk, order, copy=copy) for user in people)


def _letter(one: Told, user: int, order: SupervisionOrder | None, *, copy: bool) -> Letter:
    matter, stage = one.plan.clock.matter, one.raised.stage
    owes = order is not None and order.owner_id == user
    body = f"督办单{order.number}，请在{order.reply_due}前回复。" if order is not None else ""
    return Letter(
        about=f"alert:{one.alert_id}",
        user_id=user,
        kind="alert",
        grade=stage.grade.value,
        title=one.raised.words,
        body=body,
        copy=copy and not owes,
        matter_id=matter.pk,
        alert_id=one.alert_id,
        order_id=order.pk if order is not None else None,
        office_id=matter.office_id,
        reply_by=order.reply_due if order is not None and owes else None,
        # Of several stages at once the screen has all; by other ways each hears of the highest alone.
        channels=() if user in _hear_of_a_higher(one) else stage.channels,
    )


def _hear_of_a_higher(one: Told) -> set[int]:
    place = one.plan.raised.index(one.raised)
    return {user.pk for higher in one.plan.raised[place + 1 :] for user in (*higher.to, *higher.copies)}


def _audit(told: Sequence[Told], orders: Orders, at: datetime, rulebook: Rulebook) -> None:
    if not told:
        return
    keys = [one.alert_id for one in told]
    detail = {"count": len(keys), "first": keys[0], "last": keys[-1], "ladder": rulebook.ladder.version}
    issued = (("order.issue", f"matter:{order.matter_id}", _ordered_what(order)) for order in orders.values())
    record_many([("supervise.alerts", "tick", detail), *issued], at=at, actor=None)


def _ordered_what(order: SupervisionOrder) -> dict[str, object]:
    said: dict[str, object] = {
        "order": order.pk, "number": order.number, "grade": order.grade, "origin": order.origin,
    }  # fmt: skip
    return said | ({"raised_from": order.raised_from.number} if order.raised_from is not None else {})
