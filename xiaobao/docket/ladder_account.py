"""How a matter climbed the ladder, told for whoever wants to see it whole: stages, who was told, orders."""

from __future__ import annotations

from typing import Any

from xiaobao.docket.models import Alert, Event, Matter, Message
from xiaobao.docket.reckoning import name_of
from xiaobao.docket.rulebook import SHANGHAI, Rulebook
from xiaobao.rules.ladder import Grade
from xiaobao.rules.orders import OrderState


def ladder_account(matter: Matter, rulebook: Rulebook) -> dict[str, Any]:
    """Return number, clock, due day, steps in order (at, label, by, told) and orders of a matter."""
    alerts = list(Alert.objects.filter(matter=matter).select_related("clock").order_by("pk"))
    last = alerts[-1] if alerts else None
    orders = matter.orders.order_by("pk")
    return {
        "number": matter.number,
        "clock": name_of(last.clock.clock, rulebook) if last else "",
        "due_on": last.due_on if last else None,
        "steps": [_step(event, alerts) for event in matter.events.select_related("actor", "batch")],
        "orders": [
            {"number": one.number, "grade": _grade(one.grade), "state": OrderState(one.state).label}
            for one in orders
        ],
    }


def _step(event: Event, alerts: list[Alert]) -> dict[str, Any]:
    alert = _alert(event, alerts)
    label = f"{event.label}·{_grade(alert.grade)}" if alert else event.label
    at = event.occurred_at or event.recorded_at
    return {
        "at": at.astimezone(SHANGHAI),
        "label": label,
        "by": event.actor.name if event.actor else "",
        "told": _told(alert) if alert else [],
    }


def _alert(event: Event, alerts: list[Alert]) -> Alert | None:
    if event.verb != "alert":
        return None
    said = (event.data["clock"], event.data["stage"], event.data["due_on"])
    known = (one for one in alerts if (one.clock.clock, one.stage, one.due_on.isoformat()) == said)
    return next(known, None)


def _told(alert: Alert) -> list[str]:
    return list(Message.objects.filter(alert=alert).order_by("pk").values_list("user__name", flat=True))


def _grade(code: str) -> str:
    return Grade(code).label if code else ""
