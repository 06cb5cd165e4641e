"""The frame of every act on a supervision order: taken up, checked, written, told, in one transaction.

::

    with ordering(act=OrderAct.REPLY, order_id=3, version=1, officer=officer, at=at, address="") as taken:
        taken.insist(orders.check_reply(words=words, measures=measures))
        taken.words, taken.measures = words, measures
    return taken.order

On leaving, the order is in the state the table leads to, its version has grown by one; the step, the event
on the timeline of the matter, the audit row and the messages are kept. When anything is raised, nothing has
happened.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, datetime

from xiaobao.docket.actions.taking import insist
from xiaobao.docket.models import Event, Matter, OrderStep, SupervisionOrder
from xiaobao.docket.order_news import tell
from xiaobao.docket.order_reach import facts_of, orders_within
from xiaobao.docket.order_watch import watched_from
from xiaobao.docket.rulebook import SHANGHAI, Rulebook, current
from xiaobao.docket.shield import shield_report
from xiaobao.refusals import Changed, NotAllowed, NotFound
from xiaobao.rules import orders
from xiaobao.rules.decision import Decision
from xiaobao.rules.orders import OrderAct, OrderFacts
from xiaobao.staff.permissions import Authority
from xiaobao.vault.audit import record
from xiaobao.writing import writing


@dataclass
class Ordered:
    """An order while an act is done to it. ``words`` and ``measures`` are the officer's own."""

    act: OrderAct
    order: SupervisionOrder
    matter: Matter
    facts: OrderFacts
    officer: Authority
    at: datetime
    rulebook: Rulebook
    words: str = ""
    measures: str = ""
    until: date | None = None
    score: int | None = None

    @property
    def today(self) -> date:
        """Return the day in Xiamen on which the act is done."""
        return self.rulebook.today(self.at)

    def insist(self, decision: Decision) -> None:
        """Raise Refused with a sentence for each field when the rule says no."""
        insist(decision)


@contextmanager
def ordering(
    *, act: OrderAct, order_id: int, version: int, officer: Authority, at: datetime, address: str
) -> Iterator[Ordered]:
    """Take an order up for an act, put it back afterwards; raises NotFound, NotAllowed, Changed, Refused."""
    rulebook = current()
    with writing():
        order, matter = _take_up(order_id, version, officer, act)
        facts = facts_of(order, today=rulebook.today(at), rulebook=rulebook)
        insist(orders.check_act(act, facts, me=officer.user.pk))
        taken = Ordered(act, order, matter, facts, officer, at, rulebook)
        yield taken
        _put_back(taken, address)


def _take_up(
    order_id: int, version: int, officer: Authority, act: OrderAct
) -> tuple[SupervisionOrder, Matter]:
    found = orders_within(officer).filter(pk=order_id).values_list("matter_id", flat=True).first()
    if found is None:
        raise NotFound("没有这份督办单，或者它不在您的办理范围内。")
    if not officer.may(orders.ROWS[act].right):
        raise NotAllowed(f"您的岗位（{'、'.join(officer.posts) or '无'}）不能{act.label}。")
    # The matter first, as every act and the clockwork lock it: whoever waits, waits in the same order.
    matter = Matter.objects.select_for_update().get(pk=found)
    related = SupervisionOrder.objects.select_related("office", "owner", "clock", "document")
    order = related.select_for_update(of=("self",)).get(pk=order_id)
    if order.version != version:
        raise _changed_since(order, version)
    return order, matter


def _put_back(taken: Ordered, address: str) -> None:
    order, act = taken.order, taken.act
    taken.words, taken.measures = (
        shield_report(taken.matter, text.strip()) for text in (taken.words, taken.measures)
    )
    if (after := orders.ROWS[act].to) is not None:
        order.state = after.value
    order.version += 1
    if not _same_reply_is_owed(taken):
        order.watch_at = watched_from(order, taken.rulebook)
    order.save()
    keep_step(taken)
    tell(order, taken.matter, act, officer=taken.officer, at=taken.at, rulebook=taken.rulebook)
    _record(taken, address)


def _same_reply_is_owed(taken: Ordered) -> bool:
    # That it is late may have been said already: an appeal meanwhile must not have it said again.
    owed = taken.facts.state in orders.OWING and taken.order.state in orders.OWING
    return owed and taken.order.reply_due == taken.facts.reply_due


def keep_step(taken: Ordered) -> None:
    """Append the step of the order and the event on the timeline of its matter."""
    OrderStep.objects.create(
        order=taken.order, verb=taken.act.value, at=taken.at, by=taken.officer.user, words=taken.words,
        measures=taken.measures, until=taken.until, score=taken.score,
    )  # fmt: skip
    Event.objects.create(
        matter=taken.matter, verb=taken.act.value, occurred_at=taken.at, recorded_at=taken.at,
        actor=taken.officer.user, data=told_of(taken.order, until=taken.until, score=taken.score),
    )  # fmt: skip


def told_of(
    order: SupervisionOrder, *, until: date | None = None, score: int | None = None
) -> dict[str, object]:
    """Return what the event and the audit row say of an order: numbers and days, nobody's words."""
    said: dict[str, object] = {"order": order.pk, "number": order.number}
    said |= {"grade": order.grade} if order.grade else {}
    said |= {"until": until.isoformat()} if until else {}
    return said | ({"score": score} if score is not None else {})


def _record(taken: Ordered, address: str) -> None:
    record(
        act=f"order.{taken.act.value.removeprefix('order_')}",
        subject=f"matter:{taken.matter.pk}",
        at=taken.at,
        actor=taken.officer.user,
        post=taken.officer.post,
        detail=told_of(taken.order, until=taken.until, score=taken.score) | {"version": taken.order.version},
        address=address,
    )


def _changed_since(order: SupervisionOrder, version: int) -> Changed:
    steps = list(OrderStep.objects.filter(order=order).select_related("by").order_by("-id"))
    missed = steps[: max(order.version - version, 1)]
    by = missed[0].by
    return Changed(
        by=by.name if by else "系统",
        at=missed[0].at.astimezone(SHANGHAI),
        what=tuple(OrderAct(step.verb).label for step in reversed(missed)),
    )
