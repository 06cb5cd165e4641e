"""What must hold of every order, told from its steps alone: its state, who judged whom, and each late reply once."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from datetime import date, datetime

from tests.cast import SHANGHAI
from xiaobao.docket.models import Message, OrderStep, SupervisionOrder

_TO = {
    "order_issue": "issued",
    "order_raise": "raised",
    "order_reply": "replied",
    "order_accept": "accepted",
    "order_return": "returned",
    "order_lift": "lifted",
    "order_revoke": "revoked",
}
"""Where a step leads; every other one leaves the order where it is."""
_JUDGING = ("order_accept", "order_return", "order_extend", "order_refuse_extension", "order_lift")
_SETS_THE_DAY = ("order_issue", "order_return", "order_extend")
_OWING = ("issued", "returned")


def complaints(order: SupervisionOrder, at: datetime, down_until: datetime) -> Iterator[str]:
    """Yield what is wrong with one order; ``down_until``: until when the machine stands still."""
    steps = list(OrderStep.objects.filter(order=order).order_by("pk"))
    yield from _state(order, steps)
    yield from _own_judges(steps)
    yield from _late(order, steps)
    yield from _silent(order, steps, at, down_until)


def _state(order: SupervisionOrder, steps: Iterable[OrderStep]) -> Iterator[str]:
    told = [_TO[step.verb] for step in steps if step.verb in _TO]
    if told[:1] != ["issued"] or told[-1] != order.state:
        yield f"stands at {order.state} after {told}"
    days = [step.until for step in steps if step.verb in _SETS_THE_DAY]
    if days[-1] != order.reply_due:
        yield f"owes a reply by {order.reply_due} after {days}"


def _own_judges(steps: Iterable[OrderStep]) -> Iterator[str]:
    replied: int | None = None
    for step in steps:
        if step.verb == "order_reply":
            replied = step.by_id
        if step.verb in _JUDGING and (step.by_id is None or step.by_id == replied):
            yield f"step {step.pk} {step.verb} by {step.by_id}, who replied"


def _late(order: SupervisionOrder, steps: list[OrderStep]) -> Iterator[str]:
    """A reply is said to be late once for a day, after that day, and only while it is owed."""
    state, due, told = "", date.min, Counter[int]()
    for place, step in enumerate(steps):
        if step.verb == "order_reply_overdue":
            told[place_of_day(steps, place)] += 1
            if state not in _OWING or step.until != due or _day(step) <= due:
                yield f"step {step.pk} says that a reply by {step.until} is late, in state {state}, due {due}"
            yield from _unsaid(order, step)
        state = _TO.get(step.verb, state)
        due = step.until if step.verb in _SETS_THE_DAY and step.until else due
    if any(times > 1 for times in told.values()):
        yield f"a late reply is told of twice: {[(step.verb, step.until) for step in steps]}"


def place_of_day(steps: list[OrderStep], place: int) -> int:
    """Return the place of the step that set the reply day in force at a place."""
    return max(n for n, step in enumerate(steps) if n <= place and step.verb in _SETS_THE_DAY)


def _unsaid(order: SupervisionOrder, step: OrderStep) -> Iterator[str]:
    if not Message.objects.filter(order=order, kind="order", created_at=step.at).exists():
        yield f"nobody was told of step {step.pk}"


def _silent(
    order: SupervisionOrder, steps: list[OrderStep], at: datetime, down_until: datetime
) -> Iterator[str]:
    """An order that has owed its reply for a month has been told of."""
    if order.state in _OWING and down_until < at and (at.date() - order.reply_due).days > 31:
        since = place_of_day(steps, len(steps) - 1)
        if not any(step.verb == "order_reply_overdue" for step in steps[since:]):
            yield f"nobody has said that the reply due on {order.reply_due} is late"


def _day(step: OrderStep) -> date:
    return step.at.astimezone(SHANGHAI).date()
