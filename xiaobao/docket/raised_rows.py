"""Writing what plans say, many at once, in the transaction that holds the matters: alerts, orders, news."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from xiaobao.docket.models import Alert, Clock, Event, OrderStep, Origin, SupervisionOrder
from xiaobao.docket.order_paper import issue_paper
from xiaobao.docket.order_watch import watched_from
from xiaobao.docket.outbox import Letter, post
from xiaobao.docket.raising import NewOrder, Plan, Raised
from xiaobao.docket.rulebook import Rulebook
from xiaobao.rules.orders import OPEN, OrderAct, OrderState
from xiaobao.vault.audit import record

Told = tuple[Plan, Raised, Alert]


def write(plans: Sequence[Plan], *, at: datetime, rulebook: Rulebook) -> tuple[int, int]:
    """Write alerts, events, orders, messages and next moments; returns how many alerts and orders.

    The audit rows come last: numbers of documents are taken before, as in every act, so that two writers
    never wait for each other.
    """
    told = _alerts(plans, at, rulebook)
    orders = _orders(told, at, rulebook)
    post(_letters(told, orders), at=at, rulebook=rulebook)
    for plan in plans:
        plan.clock.watch_at = plan.again_at
    Clock.objects.bulk_update([plan.clock for plan in plans], ["watch_at"], batch_size=200)
    _audit(told, orders, at, rulebook)
    return len(told), len(orders)


def _alerts(plans: Sequence[Plan], at: datetime, rulebook: Rulebook) -> list[Told]:
    wanted = [(plan, raised) for plan in plans for raised in plan.raised]
    alerts = Alert.objects.bulk_create(
        Alert(
            clock=plan.clock, matter_id=plan.clock.matter_id, stage=raised.stage.id,
            grade=raised.stage.grade.value, due_on=plan.clock.due_earliest, reached_at=raised.reached_at,
            raised_at=at, office_id=plan.clock.matter.office_id, ladder=rulebook.ladder.version,
        )
        for plan, raised in wanted
    )  # fmt: skip
    Event.objects.bulk_create(
        Event(
            matter_id=alert.matter_id, verb="alert", occurred_at=at, recorded_at=at, data=_said(alert, plan)
        )
        for alert, (plan, _) in zip(alerts, wanted, strict=True)
    )
    return [(plan, raised, alert) for (plan, raised), alert in zip(wanted, alerts, strict=True)]


def _said(alert: Alert, plan: Plan) -> dict[str, object]:
    return {
        "clock": plan.clock.clock,
        "stage": alert.stage,
        "grade": alert.grade,
        "due_on": alert.due_on.isoformat(),
        "reached_at": alert.reached_at.isoformat(),
    }


def _orders(told: Sequence[Told], at: datetime, rulebook: Rulebook) -> dict[int, SupervisionOrder]:
    """Issue the orders, by the id of their alert; one that stands on the same clock is taken over."""
    wanted = [
        (plan, plan.order, alert)
        for plan, raised, alert in told
        if plan.order is not None and plan.order.raised is raised
    ]
    standing = _standing([plan for plan, _, _ in wanted])
    return {
        alert.pk: _issue(plan, order, alert, standing.get(plan.clock.pk), at, rulebook)
        for plan, order, alert in wanted
    }


def _standing(plans: Sequence[Plan]) -> dict[int, SupervisionOrder]:
    found = SupervisionOrder.objects.filter(
        clock__in=[plan.clock.pk for plan in plans], origin=Origin.LADDER, state__in=OPEN
    )
    return {order.clock_id: order for order in found if order.clock_id is not None}


def _issue(
    plan: Plan,
    wanted: NewOrder,
    alert: Alert,
    former: SupervisionOrder | None,
    at: datetime,
    rulebook: Rulebook,
) -> SupervisionOrder:
    matter = plan.clock.matter
    order = SupervisionOrder(
        matter=matter, clock=plan.clock, alert=alert, origin=Origin.LADDER, grade=alert.grade,
        state=OrderState.ISSUED, office=matter.office, owner=wanted.owner, requirement=wanted.raised.words,
        issued_at=at, reply_due=wanted.reply_due, raised_from=former,
    )  # fmt: skip
    order.watch_at = watched_from(order, rulebook)
    order.document = issue_paper(order, matter, officer=None, at=at, rulebook=rulebook, lay_out=False)
    order.number = order.document.number
    order.save()
    _keep(order, OrderAct.ISSUE, at)
    if former is not None:
        _take_over(former, order, at)
    return order


def _take_over(former: SupervisionOrder, order: SupervisionOrder, at: datetime) -> None:
    former.state, former.watch_at, former.asked_until = OrderState.RAISED, None, None
    former.version += 1
    former.save(update_fields=["state", "watch_at", "asked_until", "version"])
    _keep(former, OrderAct.RAISE, at, by=order.number)


def _keep(order: SupervisionOrder, act: OrderAct, at: datetime, *, by: str = "") -> None:
    said: dict[str, object] = {"order": order.pk, "number": order.number, "grade": order.grade}
    said |= {"by": by} if by else {"origin": order.origin, "until": order.reply_due.isoformat()}
    OrderStep.objects.create(
        order=order, verb=act.value, at=at, words=by or order.requirement,
        until=None if by else order.reply_due,
    )  # fmt: skip
    Event.objects.create(
        matter_id=order.matter_id, verb=act.value, occurred_at=at, recorded_at=at, data=said
    )


def _letters(told: Sequence[Told], orders: dict[int, SupervisionOrder]) -> list[Letter]:
    return [
        _letter(plan, raised, alert, user.pk, orders.get(alert.pk), copy=copy)
        for plan, raised, alert in told
        for people, copy in ((raised.to, False), (raised.copies, True))
        for user in people
    ]


def _letter(
    plan: Plan, raised: Raised, alert: Alert, user: int, order: SupervisionOrder | None, *, copy: bool
) -> Letter:
    owes = order is not None and order.owner_id == user
    body = f"督办单{order.number}，请在{order.reply_due}前回复。" if order is not None else ""
    return Letter(
        about=f"alert:{alert.pk}",
        user_id=user,
        kind="alert",
        grade=alert.grade,
        title=raised.words,
        body=body,
        copy=copy and not owes,
        matter_id=alert.matter_id,
        alert_id=alert.pk,
        order_id=order.pk if order is not None else None,
        office_id=plan.clock.matter.office_id,
        reply_by=order.reply_due if order is not None and owes else None,
        channels=raised.stage.channels,
    )


def _audit(
    told: Sequence[Told], orders: dict[int, SupervisionOrder], at: datetime, rulebook: Rulebook
) -> None:
    if not told:
        return
    keys = [alert.pk for _, _, alert in told]
    detail = {"count": len(keys), "first": keys[0], "last": keys[-1], "ladder": rulebook.ladder.version}
    record(act="supervise.alerts", subject="tick", at=at, actor=None, detail=detail)
    for order in orders.values():
        said = {"order": order.pk, "number": order.number, "grade": order.grade, "origin": order.origin}
        if order.raised_from is not None:
            said["raised_from"] = order.raised_from.number
        record(act="order.issue", subject=f"matter:{order.matter_id}", at=at, actor=None, detail=said)
