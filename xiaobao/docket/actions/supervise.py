"""Raise what has fallen due on the ladder (临期预警、分级督办): claim, compute again, act, in small batches.

A batch is one transaction: alerts, events, orders, messages and the next moments are all kept or none is. The
matters are locked first, as by every act of an officer; one that somebody holds just now is left for the next
run. A row that cannot be worked on is set aside with a growing pause and holds nobody up.
"""

from __future__ import annotations

import logging
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Max, Q

from xiaobao.docket.actions.recompute import recompute_matter
from xiaobao.docket.alarms import alarm
from xiaobao.docket.bulk import rarely_collected
from xiaobao.docket.models import Alert, Clock, Matter
from xiaobao.docket.raised_rows import write
from xiaobao.docket.raising import Plan, plan_for
from xiaobao.docket.recipients import Recipients
from xiaobao.docket.rulebook import Rulebook
from xiaobao.docket.stumbles import settle, stumbled
from xiaobao.refusals import Unavailable
from xiaobao.writing import writing

BATCH = 200
"""Clocks in one transaction: an officer who waits for the database waits a fraction of a second."""
_PASSES = 3
"""A clock derived anew is looked at again in the same run; it cannot go on for ever."""
log = logging.getLogger("xiaobao.docket")


@dataclass
class Tally:
    """What a run did: clocks looked at or derived anew, stages raised, orders issued, rows that failed."""

    looked: int = 0
    raised: int = 0
    orders: int = 0
    derived: int = 0
    failed: int = 0

    def add(self, other: Tally) -> None:
        """Count another tally in."""
        for name, value in vars(other).items():
            setattr(self, name, getattr(self, name) + value)


@dataclass(frozen=True, slots=True)
class _Run:
    """What a run goes by."""

    at: datetime
    rulebook: Rulebook
    people: Recipients


def supervise(*, at: datetime, rulebook: Rulebook, matters: Sequence[int] | None = None) -> Tally:
    """Raise every stage that has fallen due by ``at``, on all matters or on some; raises Unavailable.

    Done twice, at once or later, it raises nothing twice.
    """
    run = _Run(at, rulebook, Recipients(rulebook, rulebook.today(at)))
    done = Tally()
    with rarely_collected():
        for _ in range(_PASSES):
            derived = _pass(run, matters, done)
            if not derived:
                break
    return done


def _pass(run: _Run, matters: Sequence[int] | None, done: Tally) -> int:
    derived, last = 0, None
    while keys := _due(run.at, last, matters):
        last = keys[-1]
        tally = _batch([key for _, key in keys], run)
        done.add(tally)
        derived += tally.derived
    return derived


def _due(
    at: datetime, last: tuple[datetime, int] | None, matters: Sequence[int] | None
) -> list[tuple[datetime, int]]:
    """Return the moment and key of the next clocks to look at, after ``last``: none is taken up twice."""
    found = Clock.objects.filter(watch_at__lte=at)
    if matters is not None:
        found = found.filter(matter__in=matters)
    if last is not None:
        # Said so that either database begins to read the index where the last batch ended.
        found = found.filter(Q(watch_at__gt=last[0]) | Q(pk__gt=last[1]), watch_at__gte=last[0])
    rows = found.order_by("watch_at", "pk").values_list("watch_at", "pk")[:BATCH]
    return [(moment, key) for moment, key in rows if moment is not None]


def _batch(keys: Sequence[int], run: _Run) -> Tally:
    try:
        with writing():
            return _work(keys, run)
    except Unavailable:
        raise
    except Exception as error:  # noqa: BLE001  whatever it is, the other rows go on
        if len(keys) > 1:
            return _one_by_one(keys, run)
        _set_aside(keys[0], error, run)
        return Tally(looked=1, failed=1)


def _one_by_one(keys: Sequence[int], run: _Run) -> Tally:
    whole = Tally()
    for key in keys:
        whole.add(_batch([key], run))
    return whole


def _work(keys: Sequence[int], run: _Run) -> Tally:
    clocks = _claim(keys, run.at)
    plans, tally = _planned(clocks, run), Tally(looked=len(clocks))
    for plan in (plan for plan in plans if plan.stale):
        tally.derived += recompute_matter(plan.clock.matter, run.rulebook, run.at, "tick")
    current = [plan for plan in plans if not plan.stale]
    tally.raised, tally.orders = write(current, at=run.at, rulebook=run.rulebook)
    _nobody_told(current, run)
    settle([f"clock:{plan.clock.pk}" for plan in plans], at=run.at)
    tally.failed = len(clocks) - len(plans)
    return tally


def _nobody_told(plans: Sequence[Plan], run: _Run) -> None:
    """Nothing goes to nobody unnoticed: a bureau whose posts stand empty is told so."""
    if count := sum(not one.to and not one.copies for plan in plans for one in plan.raised):
        log.error("%d stages have nobody to tell", count)
        told = f"有{count}条预警没有人可以告知，请检查各单位的岗位任职。"
        alarm("nobody", told, at=run.at, rulebook=run.rulebook)


def _claim(keys: Sequence[int], at: datetime) -> list[Clock]:
    """Lock the matters of these clocks, and return the clocks that are still to be looked at."""
    wanted = Clock.objects.filter(pk__in=keys).values_list("matter_id", flat=True)
    lock = Matter.objects.select_for_update(skip_locked=True, of=("self",))
    held = {one.pk: one for one in lock.filter(pk__in=list(wanted)).prefetch_related("office").order_by("pk")}
    due = Clock.objects.filter(pk__in=keys, matter__in=held, watch_at__lte=at)
    clocks = list(due.order_by("watch_at", "pk"))
    for clock in clocks:
        clock.matter = held[clock.matter_id]
    return clocks


def _planned(clocks: Sequence[Clock], run: _Run) -> list[Plan]:
    done, plans = _done(clocks), []
    for clock in clocks:
        try:
            plans.append(
                plan_for(clock, done.get(clock.pk, {}), at=run.at, rulebook=run.rulebook, people=run.people)
            )
        except Exception as error:  # noqa: BLE001  a poisoned row backs off and holds nobody up
            _set_aside(clock.pk, error, run)
    return plans


def _done(clocks: Sequence[Clock]) -> dict[int, dict[str, date]]:
    found: dict[int, dict[str, date]] = {}
    rows = Alert.objects.filter(clock__in=[clock.pk for clock in clocks]).order_by()
    for key, stage, latest in rows.values_list("clock", "stage").annotate(Max("due_on")):
        found.setdefault(key, {})[stage] = latest
    return found


def _set_aside(key: int, error: Exception, run: _Run) -> None:
    log.error("clock %d cannot be worked on: %s", key, type(error).__name__)
    with writing():
        Clock.objects.filter(pk=key).update(watch_at=stumbled(f"clock:{key}", error, at=run.at))
