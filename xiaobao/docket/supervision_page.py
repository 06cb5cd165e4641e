"""Supervision of one matter as its page shows it: the orders on it and the warnings of its periods."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from xiaobao.docket.messages_page import grade_label
from xiaobao.docket.models import Alert, Matter
from xiaobao.docket.orders_page import OrderLine, order_line
from xiaobao.docket.reckoning import name_of
from xiaobao.docket.rulebook import SHANGHAI, Rulebook
from xiaobao.docket.supervision_words import left_at
from xiaobao.rules.ladder import Grade
from xiaobao.rules.orders import OPEN, OrderAct
from xiaobao.staff.permissions import Authority

_LOUDEST = [grade.value for grade in reversed(Grade)]


@dataclass(frozen=True)
class AlertLine:
    """One stage that was raised: for which period and due day, when it fell due and when it was raised.

    ``left`` says how far the due day was then. ``order_id`` is the order it issued.
    """

    grade: str
    grade_label: str
    clock: str
    due_on: date
    left: str
    reached_at: datetime
    raised_at: datetime
    late: bool
    order_id: int | None
    order: str


@dataclass(frozen=True)
class SupervisionPart:
    """Orders, newest first, and warnings, newest first. ``issues``: the officer may issue an order here."""

    orders: list[OrderLine]
    alerts: list[AlertLine]
    issues: bool

    @property
    def standing(self) -> list[OrderLine]:
        """The orders that stand."""
        return [one for one in self.orders if one.state in OPEN]

    @property
    def over(self) -> list[OrderLine]:
        """The orders that do not stand any more."""
        return [one for one in self.orders if one.state not in OPEN]

    @property
    def loudest(self) -> OrderLine | None:
        """The standing order of the highest grade; one given by hand has none and comes last."""
        places = {grade: place for place, grade in enumerate(_LOUDEST)}
        return min(self.standing, key=lambda one: places.get(one.grade, len(places)), default=None)

    @property
    def there(self) -> bool:
        """Whether there is anything to show."""
        return bool(self.orders or self.alerts or self.issues)


def supervision_part(matter: Matter, officer: Authority, rulebook: Rulebook, today: date) -> SupervisionPart:
    """Return the supervision of a matter the officer sees, in two queries."""
    orders = matter.orders.select_related("matter", "office", "owner").order_by("-id")
    alerts = Alert.objects.filter(matter=matter).select_related("clock", "order").order_by("-id")
    return SupervisionPart(
        orders=[order_line(order, today, rulebook) for order in orders],
        alerts=[_alert(alert, rulebook) for alert in alerts],
        issues=matter.is_open and officer.may(OrderAct.ISSUE),
    )


def _alert(alert: Alert, rulebook: Rulebook) -> AlertLine:
    order = getattr(alert, "order", None)
    reached, raised = (at.astimezone(SHANGHAI).date() for at in (alert.reached_at, alert.raised_at))
    return AlertLine(
        grade=alert.grade,
        grade_label=grade_label(alert.grade),
        clock=name_of(alert.clock.clock, rulebook),
        due_on=alert.due_on,
        left=left_at(alert.due_on, reached, rulebook),
        reached_at=alert.reached_at,
        raised_at=alert.raised_at,
        late=reached != raised,
        order_id=order.pk if order else None,
        order=order.number if order else "",
    )
