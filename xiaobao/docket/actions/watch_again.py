"""Derive anew when the tick looks at each running clock, after a new ladder or calendar, or an upgrade.

Moments depend on the clock and its due day alone, so that a million clocks are a few thousand statements,
each a transaction of its own: a run that is killed is done again from the start, which changes nothing.
"""

from __future__ import annotations

from datetime import date, datetime

from django.db.models import QuerySet

from xiaobao.docket.liveness import TICK
from xiaobao.docket.models import Clock, Heartbeat, Matter, SupervisionOrder
from xiaobao.docket.order_watch import watched_from
from xiaobao.docket.reckoning import binding_others
from xiaobao.docket.rulebook import Rulebook
from xiaobao.rules.orders import OWING
from xiaobao.rules.supervision import first_moment
from xiaobao.writing import writing

BATCH = 1_000
"""Clocks in one transaction: an officer who waits for one of their matters waits a moment."""
_ONCE = " ?"
"""Marks versions by which the moments were derived once and not yet looked over."""


def derived_with(rulebook: Rulebook) -> str:
    """Return the versions of ladder and calendar that the moments depend on."""
    return f"{rulebook.ladder.version} {rulebook.calendar.version}"


def watch_again(*, rulebook: Rulebook) -> int:
    """Derive the moments anew where they were derived with another ladder or calendar; returns how many.

    A stage that was raised before is passed over when the clock is looked at: too early does no harm.
    """
    known = Heartbeat.objects.filter(job=TICK).values_list("derived_with", flat=True).first() or ""
    wanted = derived_with(rulebook)
    if known == wanted:
        return 0
    moved = sum(_of_day(clock, due, rulebook) for clock, due in _groups(rulebook)) + _orders(rulebook)
    # An act that was begun by the former ladder may be kept only now: the next run looks once more.
    reached = wanted if known == wanted + _ONCE else wanted + _ONCE
    # Whoever has asked meanwhile for everything to be derived anew is not overruled.
    Heartbeat.objects.filter(job=TICK, derived_with=known).update(derived_with=reached)
    return moved


def _groups(rulebook: Rulebook) -> list[tuple[str, date]]:
    running = Clock.objects.filter(state="running").exclude(clock__in=binding_others(rulebook))
    return list(running.order_by("due_earliest", "clock").values_list("clock", "due_earliest").distinct())


def _of_day(clock: str, due: date, rulebook: Rulebook) -> int:
    moment: datetime = first_moment(rulebook.ladder, clock, due, rulebook.calendar)
    running = Clock.objects.filter(state="running", clock=clock, due_earliest=due).exclude(watch_at=moment)
    moved = 0
    while (count := _some(running, moment)) is not None:
        moved += count
    return moved


def _some(running: QuerySet[Clock], moment: datetime) -> int | None:
    """Write the moment of some of these clocks, their matters locked first, as by every act; None: none left.

    Returns how many were written: another run may have come first.
    """
    with writing():
        lock = Matter.objects.select_for_update(of=("self",)).filter(pk__in=running.values("matter"))
        held = list(lock.order_by("pk").values_list("pk", flat=True)[:BATCH])
        return running.filter(matter__in=held).update(watch_at=moment) if held else None


def _orders(rulebook: Rulebook) -> int:
    # One whose late reply has been told of is not looked at again, whatever day it would be now.
    waiting = SupervisionOrder.objects.filter(state__in=OWING).exclude(watch_at=None)
    return sum(_of_order(order, rulebook) for order in waiting.iterator(chunk_size=500))


def _of_order(order: SupervisionOrder, rulebook: Rulebook) -> int:
    moment = watched_from(order, rulebook)
    if moment == order.watch_at:
        return 0
    with writing():
        same = SupervisionOrder.objects.filter(pk=order.pk, version=order.version)
        return same.update(watch_at=moment)
