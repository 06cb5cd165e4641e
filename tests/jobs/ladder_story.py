"""What the ladder has come to in a docket, told without ids, and whether it is whole.

Two dockets in which the same should have happened tell the same story, whatever was killed on the way and in
whichever order the orders got their numbers.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections import Counter
from collections.abc import Iterator
from datetime import datetime
from typing import Any, NamedTuple

from xiaobao.docket.models import (
    Alert,
    Clock,
    Delivery,
    Event,
    Message,
    NumberSeries,
    OrderStep,
    Stumble,
    SupervisionOrder,
)
from xiaobao.docket.reckoning import binding_others
from xiaobao.docket.rulebook import current
from xiaobao.rules.orders import OPEN
from xiaobao.rules.supervision import moments
from xiaobao.vault.audit import verify
from xiaobao.vault.models import AuditEntry
from xiaobao.vault.sealing import unseal

NONSENSE = [{"kind": "nonsense", "on": "someday"}]
"""A ledger nobody can read."""
_NUMBER = re.compile(r"湖市监督办〔\d+〕\d+号")


class _Names(NamedTuple):
    """What orders are called here: by their numbers, and by their ids."""

    of: dict[str, str]
    orders: dict[int, SupervisionOrder]

    def by(self, key: int | None) -> list[str]:
        return [self.of[self.orders[key].number]] if key else []


def story() -> dict[str, list[Any]]:
    """Tell alerts, orders, messages, what is to be sent, timelines, next moments and the trail."""
    orders = {order.pk: order for order in _orders()}
    names = _Names({order.number: _name(order) for order in orders.values()}, orders)
    return {
        "alerts": sorted([*_alert(one), str(one.raised_at)] for one in _alerts()),
        "orders": sorted(_order(one, names) for one in orders.values()),
        "steps": sorted(_step(one, names) for one in OrderStep.objects.select_related("order")),
        "messages": sorted(_message(one, names) for one in _messages()),
        "deliveries": sorted(_delivery(one, names) for one in _deliveries()),
        "events": sorted(_event(one, names) for one in Event.objects.select_related("matter")),
        "clocks": sorted([*_clock(one), str(one.watch_at)] for one in Clock.objects.select_related("matter")),
        "stumbles": sorted(_stumble(one) for one in Stumble.objects.all()),
        "trail": sorted(_entry(one, names) for one in AuditEntry.objects.filter(act__startswith="order.")),
    }


def _alerts() -> Any:
    return Alert.objects.select_related("clock__matter")


def _orders() -> Any:
    return SupervisionOrder.objects.select_related("matter", "clock", "owner")


def _messages() -> Any:
    return Message.objects.select_related("user", "alert__clock__matter")


def _deliveries() -> Any:
    return Delivery.objects.select_related("message__user", "message__alert__clock__matter")


def _alert(one: Alert) -> list[str]:
    return [*_clock(one.clock), str(one.due_on), one.stage, one.grade, str(one.reached_at)]


def _clock(one: Clock) -> list[str]:
    return [one.matter.number, one.clock]


def _name(one: SupervisionOrder) -> str:
    return f"<{one.matter.number} {one.clock.clock if one.clock else one.origin} {one.grade}>"


def _named(text: str, names: _Names) -> str:
    return _NUMBER.sub(lambda found: names.of[found[0]], text)


def _order(one: SupervisionOrder, names: _Names) -> list[str]:
    former = " ".join(names.by(one.raised_from_id))
    owner = one.owner.username if one.owner else ""
    told = [one.state, str(one.reply_due), owner, former, str(one.watch_at), str(one.version)]
    return [_name(one), *told, one.requirement]


def _step(one: OrderStep, names: _Names) -> list[str]:
    return [names.of[one.order.number], one.verb, str(one.at), _named(one.words, names), str(one.until)]


def _message(one: Message, names: _Names) -> list[str]:
    about = names.by(one.order_id)
    about += _alert(one.alert) if one.alert else one.key.split(":")[2 if one.order_id else 0 : -1]
    told = [_named(one.title, names), _named(one.body, names), str(one.copy), str(one.reply_by)]
    return [one.user.username, one.kind, one.grade, " ".join(about), *told]


def _delivery(one: Delivery, names: _Names) -> list[str]:
    # The robot of an office says it once, whoever of the people told comes first.
    who, *told = _message(one.message, names)
    return [one.channel, "" if one.channel == "robot" else who, *told[:3], one.state, str(one.next_at)]


def _event(one: Event, names: _Names) -> list[str]:
    return [one.matter.number, one.verb, str(one.occurred_at), _told(one.data, names)]


def _entry(one: AuditEntry, names: _Names) -> list[str]:
    return [one.act, one.actor_name, _told(one.detail, names)]


def _told(data: dict[str, Any], names: _Names) -> str:
    known = {key: value for key, value in data.items() if key != "order"}
    return _named(json.dumps(known, ensure_ascii=False, sort_keys=True), names)


def _stumble(one: Stumble) -> list[str]:
    return [str(one.attempts), str(one.first_at), str(one.next_at), one.error, str(one.settled_at)]


def flaws(at: datetime) -> Iterator[str]:
    """Yield a line for everything that does not hold together, and every stage owed at ``at`` and not raised."""
    yield from (f"audit {flaw.entry}: {flaw.reason}" for flaw in verify())
    yield from _owed(at)
    yield from _untold()
    yield from _untrailed()
    yield from _numbers()
    yield from _papers()
    yield from _highest()


def _owed(at: datetime) -> Iterator[str]:
    rulebook = current()
    raised = Counter(Alert.objects.values_list("clock", "stage", "due_on"))
    for clock in Clock.objects.filter(state="running").select_related("matter"):
        if clock.clock in binding_others(rulebook) or clock.ledger == NONSENSE:
            continue
        for one in moments(rulebook.ladder, clock.clock, clock.due_earliest, rulebook.calendar):
            found = raised[clock.pk, one.stage.id, clock.due_earliest]
            if found != (one.moment <= at):
                yield f"{clock.matter.number} {clock.clock} {one.stage.id}: raised {found} times"


def _untold() -> Iterator[str]:
    told = Counter(Message.objects.exclude(alert=None).values_list("alert", "user"))
    events = Counter(Event.objects.filter(verb="alert").values_list("matter", "data__clock", "data__stage"))
    kept = Counter(Alert.objects.values_list("matter", "clock__clock", "stage"))
    yield from (f"alert {key} told {times} times to one" for key, times in told.items() if times > 1)
    yield from (f"alert {key} told to nobody" for key in _keys() - {alert for alert, _ in told})
    if events != kept:
        yield f"events {events - kept} without alerts, alerts {kept - events} without events"


def _keys() -> set[int]:
    return set(Alert.objects.values_list("pk", flat=True))


def _untrailed() -> Iterator[str]:
    trail = AuditEntry.objects.filter(act="supervise.alerts").values_list("detail__count", flat=True)
    if sum(trail) != len(_keys()):
        yield f"the trail tells of {sum(trail)} alerts, there are {len(_keys())}"


def _numbers() -> Iterator[str]:
    papers = SupervisionOrder.objects.values_list("document__sequence", "document__number", "number")
    last = NumberSeries.objects.filter(series="supervision_order").values_list("last", flat=True).first() or 0
    if sorted(sequence for sequence, *_ in papers) != list(range(1, last + 1)):
        yield f"numbers to {last}, given {sorted(sequence for sequence, *_ in papers)}"
    yield from (f"order {number} has paper {paper}" for _, paper, number in papers if paper != number)


def _papers() -> Iterator[str]:
    for order in SupervisionOrder.objects.select_related("document"):
        text = unseal(bytes(order.document.paper), about=b"paper")
        if hashlib.sha256(text).hexdigest() != order.document.paper_sha256:
            yield f"{order.number}: text and its hash differ"


def _highest() -> Iterator[str]:
    """Of the stages raised in one look the highest that orders anything has its order, no other has one."""
    ladder = current().ladder
    looks: dict[Any, list[Alert]] = {}
    for alert in Alert.objects.select_related("clock").order_by("reached_at", "pk"):
        looks.setdefault((alert.clock_id, alert.due_on, alert.raised_at), []).append(alert)
    ordered = set(SupervisionOrder.objects.exclude(alert=None).values_list("alert", flat=True))
    for alerts in looks.values():
        orders = {stage.id for stage in ladder.of(alerts[0].clock.clock).stages if stage.order}
        wanted = [alert.pk for alert in alerts if alert.stage in orders][-1:]
        if (found := [alert.pk for alert in alerts if alert.pk in ordered]) != wanted:
            yield f"alerts {[alert.pk for alert in alerts]}: orders for {found}, not {wanted}"
    standing = Counter(
        SupervisionOrder.objects.filter(state__in=OPEN, origin="ladder").values_list("clock", flat=True)
    )
    yield from (f"{count} orders stand on clock {clock}" for clock, count in standing.items() if count > 1)
