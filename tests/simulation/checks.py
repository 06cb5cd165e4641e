"""What must hold after every tick and at the end: each stage once, its people told, its order out, nothing else."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from datetime import datetime

from django.db.models import Count, F

from tests.cast import SHANGHAI
from tests.simulation import order_checks
from tests.simulation.journal import Broken, Journal
from tests.simulation.oracle import Effect, Oracle, Running, binding_others
from tests.simulation.staff import Staff
from xiaobao.docket.models import Alert, Clock, Event, Matter, Message, OrderStep, SupervisionOrder
from xiaobao.vault.models import AuditEntry

Key = tuple[int, str, object]


class Checks:
    """The comparing of what is with what the oracle says must be."""

    def __init__(self, oracle: Oracle, staff: Staff, journal: Journal) -> None:
        self.oracle, self.staff, self.journal = oracle, staff, journal
        self.excused: set[int] = set()
        self._seen, self._effects = 0, 0
        self._counted: tuple[int, ...] = ()

    def running(self) -> list[Running]:
        """Return the clocks of the bureau that run, but for those whose row is broken."""
        rows = Clock.objects.filter(state="running").exclude(clock__in=binding_others())
        told = rows.order_by("pk").values_list("pk", "matter_id", "clock", "due_earliest")
        return [clock for clock in (Running(*row) for row in told) if clock.pk not in self.excused]

    def next_moment(self) -> datetime | None:
        """Return when the next stage falls due by the oracle."""
        return self.oracle.next_moment(self.running())

    def after_tick(self, at: datetime) -> list[Alert]:
        """Compare what the tick did with what was owed; returns the new alerts."""
        fresh = list(Alert.objects.filter(pk__gt=self._seen).order_by("pk").select_related("clock"))
        self._allow_for_mended(fresh)
        owed = self.oracle.owed(self.running(), at)
        if fresh or owed:
            self._same(fresh, owed, at)
            self._told(fresh, at)
            self._ordered(fresh, at)
            self._seen = fresh[-1].pk
            self._effects += len(owed)
        self._whole(at)
        if fresh:
            self.journal.note(at, f"raised {', '.join(sorted(f'{a.clock.clock}/{a.stage}' for a in fresh))}")
        return fresh

    def _allow_for_mended(self, fresh: Iterable[Alert]) -> None:
        # A row that was broken comes back when it is tried again, at the latest an hour after it was mended.
        self.excused -= {alert.clock_id for alert in fresh}

    def _same(self, fresh: list[Alert], owed: list[Effect], at: datetime) -> None:
        got = Counter((alert.clock_id, alert.stage, alert.due_on) for alert in fresh)
        wanted = Counter((effect.clock, effect.stage, effect.due) for effect in owed)
        if got != wanted:
            missing, extra = sorted((wanted - got).items(), key=str), sorted((got - wanted).items(), key=str)
            raise self._broken(at, f"missing {missing}, not expected {extra}")
        moments = {(effect.clock, effect.stage): effect.moment for effect in owed}
        for alert in fresh:
            if alert.reached_at != moments[alert.clock_id, alert.stage] or alert.reached_at > alert.raised_at:
                raise self._broken(at, f"alert {alert.pk} says it fell due at {alert.reached_at}")

    def _told(self, fresh: list[Alert], at: datetime) -> None:
        for alert in fresh:
            matter = Matter.objects.get(pk=alert.matter_id)
            stage = self.oracle.ladder.stage(alert.clock.clock, alert.stage)
            day = alert.raised_at.astimezone(SHANGHAI).date()
            wanted = self.staff.told([*stage["to"], *stage.get("copies", ())], matter, day)
            told = list(Message.objects.filter(alert=alert, kind="alert").values_list("user", flat=True))
            if sorted(told) != sorted(wanted):
                raise self._broken(at, f"alert {alert.pk} told {sorted(told)} instead of {sorted(wanted)}")
            if alert.grade != stage["grade"] or alert.office_id != matter.office_id or not wanted:
                raise self._broken(at, f"alert {alert.pk} of grade {alert.grade}, told {wanted}")

    def _ordered(self, fresh: list[Alert], at: datetime) -> None:
        """Of several stages at once only the highest that has an order issues one."""
        highest: dict[tuple[int, datetime], Alert] = {}
        for alert in fresh:
            if "order" in self.oracle.ladder.stage(alert.clock.clock, alert.stage):
                highest[alert.clock_id, alert.raised_at] = alert
        wanted = sorted(alert.pk for alert in highest.values())
        orders = SupervisionOrder.objects.filter(origin="ladder", alert__in=[alert.pk for alert in fresh])
        if sorted(order.alert_id or 0 for order in orders) != wanted:
            raise self._broken(at, f"orders of alerts {[order.alert_id for order in orders]}, not {wanted}")

    def _whole(self, at: datetime) -> None:
        """An event for each alert; one open order of the ladder at most on a clock; nothing left unlooked at."""
        events = Event.objects.filter(verb="alert").count()
        if not Alert.objects.count() == self._effects == events:
            raise self._broken(at, f"{events} events of {self._effects} effects")
        doubled = self._standing().values("clock").annotate(n=Count("pk")).filter(n__gt=1)
        if doubled.exists():
            raise self._broken(at, f"several orders stand on one clock: {list(doubled)}")
        if SupervisionOrder.objects.filter(watch_at__lte=at).exists():
            raise self._broken(at, "an order was to be looked at and was not")

    def _standing(self):  # type: ignore[no-untyped-def]
        from xiaobao.rules.orders import OPEN

        return SupervisionOrder.objects.filter(origin="ladder", state__in=OPEN)

    def due_days(self, at: datetime) -> None:
        """Compare the due days of clocks that were only started with a count of our own."""
        rows = Clock.objects.filter(state="running").exclude(regulation="").exclude(pk__in=self.excused)
        for clock in rows:
            wanted = self.oracle.due_day(clock.clock, clock.ledger)
            if wanted is not None and wanted != clock.due_earliest:
                raise self._broken(
                    at,
                    f"{clock.clock} of matter {clock.matter_id} runs until {clock.due_earliest}, not {wanted}",
                )

    def counts(self) -> tuple[int, ...]:
        """Return how many rows the clockwork has written: what an idle run must leave as it is."""
        tables = (Alert, Event, Message, SupervisionOrder, OrderStep)
        return tuple(table.objects.count() for table in tables)

    def at_the_end(self, at: datetime, down_until: datetime) -> None:
        """Look over everything once more."""
        self.due_days(at)
        self._orders_are_explained(at, down_until)
        if Message.objects.filter(kind="alert", alert=None).exists():
            raise self._broken(at, "a message warns of nothing")
        self.journal.note(at, f"{self._effects} effects, {SupervisionOrder.objects.count()} orders")

    def _orders_are_explained(self, at: datetime, down_until: datetime) -> None:
        for order in SupervisionOrder.objects.all():
            for complaint in order_checks.complaints(order, at, down_until):
                raise self._broken(at, f"order {order.pk} {complaint}")
        lifted = SupervisionOrder.objects.exclude(lifted_at=None)
        by_somebody = OrderStep.objects.filter(verb="order_lift").exclude(by=None).values("order")
        if lifted.exclude(pk__in=by_somebody).exists():
            raise self._broken(at, "an order was lifted by nobody")
        raised = SupervisionOrder.objects.exclude(raised_from=None)
        if raised.exclude(clock=F("raised_from__clock")).exists():
            raise self._broken(at, "an order was raised on another clock")
        if AuditEntry.objects.count() == 0:
            raise self._broken(at, "the trail is empty")

    def _broken(self, at: datetime, what: str) -> Broken:
        return self.journal.broken(at, what)
