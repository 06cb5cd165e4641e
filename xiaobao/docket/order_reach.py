"""Which supervision orders an officer may know of, and an order as the rules need it."""

from __future__ import annotations

from datetime import date

from django.db.models import QuerySet

from xiaobao.docket.models import Matter, OrderStep, SupervisionOrder
from xiaobao.docket.queries import reaches, visible
from xiaobao.docket.rulebook import Rulebook
from xiaobao.rules.orders import OrderAct, OrderFacts, OrderState
from xiaobao.staff.permissions import Authority, authority

_JUDGED = (OrderAct.ACCEPT, OrderAct.RETURN, OrderAct.LIFT)


def orders_within(officer: Authority) -> QuerySet[SupervisionOrder]:
    """Return the orders on matters within the officer's reach: lists, counts and pages all start here."""
    return SupervisionOrder.objects.filter(matter__in=visible(officer))


def answers(owner: Authority, matter: Matter) -> bool:
    """Whether an officer can still answer for an order on a matter: may reply, and the matter is in reach.

    A matter that has gone to another office, an owner who has left the post, would leave a reply to nobody.
    """
    return owner.may(OrderAct.REPLY) and reaches(owner, matter)


def facts_of(order: SupervisionOrder, *, today: date, rulebook: Rulebook) -> OrderFacts:
    """Return an order as ``rules.orders`` needs it on a day."""
    return OrderFacts(
        state=OrderState(order.state),
        reply_due=order.reply_due,
        owner=_answering(order, today, rulebook),
        replied_by=_last(order, (OrderAct.REPLY,)),
        judged_by=_last(order, _JUDGED),
        asked_until=order.asked_until,
        appealed=order.appealed_at is not None,
        clock_runs=order.clock is not None and order.clock.state == "running",
    )


def _answering(order: SupervisionOrder, today: date, rulebook: Rulebook) -> int | None:
    owner = order.owner
    if owner is None or not owner.is_active:
        return None
    able = answers(authority(owner, rulebook.locality, today), order.matter)
    return owner.pk if able else None


def _last(order: SupervisionOrder, verbs: tuple[OrderAct, ...]) -> int | None:
    steps = OrderStep.objects.filter(order=order, verb__in=verbs).order_by("-id")
    return steps.values_list("by_id", flat=True).first()
