"""Derive running clocks anew (重算期限) after the calendar or the law has changed, in bounded batches.

A batch is one transaction with its matters locked: clocks, queue and event of a matter are all kept or none
is. Whoever is killed between two batches begins again from the start, and finds the first ones done.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from django.db.models import Q, prefetch_related_objects

from xiaobao.docket import clockwork, reckoning
from xiaobao.docket.clock_row import from_model
from xiaobao.docket.models import Clock, Event, Matter, Stumble
from xiaobao.docket.rulebook import Rulebook, current
from xiaobao.docket.stumbles import settle, stumbled
from xiaobao.refusals import Unavailable
from xiaobao.vault.audit import record
from xiaobao.writing import writing

BATCH = 200
"""Matters in one transaction: an officer who waits for the database waits a fraction of a second."""
Moved = Callable[[str, str], None]
_FAILING = "matter:"
log = logging.getLogger("xiaobao.docket")


def tell_nobody(number: str, clock: str) -> None:
    """Say nothing of a clock that has moved."""


@dataclass(frozen=True, slots=True)
class _Run:
    """What is derived anew, by which rules, and who is told of each clock that moves: matter and clock."""

    rulebook: Rulebook
    clocks: Q
    at: datetime
    cause: str
    tell: Moved


def recompute_stale(*, at: datetime) -> int:
    """Recompute whatever was counted under another calendar, and the matters that failed before.

    Nothing is written when there is nothing of either.
    """
    rulebook = current()
    run = _Run(rulebook, Q(state="running"), at, "schedule", tell_nobody)
    moved = sum(_batch([key], run) for key in _failing())
    if Clock.objects.filter(stale(rulebook)).exists():
        moved += recompute_running(rulebook, at=at, cause="schedule")
        with writing():
            record(act="clocks.recomputed", subject="schedule", at=at, actor=None, detail={"moved": moved})
    return moved


def stale(rulebook: Rulebook) -> Q:
    """Return the condition of the running clocks that were counted under another calendar."""
    return Q(state="running") & ~Q(regulation="") & ~Q(calendar=rulebook.calendar.version)


def recompute_running(rulebook: Rulebook, *, at: datetime, cause: str, tell: Moved = tell_nobody) -> int:
    """Derive again what was counted under another calendar; returns how many due days moved."""
    return recount(stale(rulebook), rulebook=rulebook, at=at, cause=cause, tell=tell)


def recount(clocks: Q, *, rulebook: Rulebook, at: datetime, cause: str, tell: Moved = tell_nobody) -> int:
    """Derive the running clocks of a condition again; an event says which days moved. Returns how many.

    A matter that cannot be worked on is set aside and holds nobody up. Raises Unavailable.
    """
    run = _Run(rulebook, clocks, at, cause, tell)
    return sum(_batch(keys, run) for keys in _matters(clocks))


def recompute_matter(
    matter: Matter, rulebook: Rulebook, at: datetime, cause: str, tell: Moved = tell_nobody
) -> int:
    """Derive the running clocks of one matter again; an event says which days moved. Returns how many.

    The caller holds the matter locked.
    """
    before = [from_model(clock) for clock in matter.clocks.all()]
    after = [reckoning.recompute(clock, rulebook) if clock.state == "running" else clock for clock in before]
    moves = {
        new.clock: [str(old.due_earliest), str(new.due_earliest)]
        for old, new in zip(before, after, strict=True)
        if (old.due_earliest, old.due_latest) != (new.due_earliest, new.due_latest)
    }
    clockwork.keep_clocks(matter, after)
    matter.save(update_fields=["next_due", "next_clock", "provisional"])
    if moves:
        Event.objects.create(
            matter=matter,
            verb="recompute",
            occurred_at=at,
            recorded_at=at,
            data={"cause": cause, "moved": moves},
        )
    for clock in moves:
        tell(matter.number, clock)
    return len(moves)


def _failing() -> list[int]:
    found = Stumble.objects.filter(subject__startswith=_FAILING, settled_at=None)
    return sorted(int(one.removeprefix(_FAILING)) for one in found.values_list("subject", flat=True))


def _matters(clocks: Q) -> Iterator[list[int]]:
    last = 0
    while True:
        found = Clock.objects.filter(clocks, state="running", matter__gt=last).order_by("matter_id")
        keys = list(found.values_list("matter_id", flat=True).distinct()[:BATCH])
        if not keys:
            return
        last = keys[-1]
        yield keys


def _batch(keys: Sequence[int], run: _Run) -> int:
    try:
        with writing():
            return _work(keys, run)
    except Unavailable:
        raise
    except Exception as error:  # noqa: BLE001  whatever it is, the other matters go on
        if len(keys) > 1:
            return sum(_batch([key], run) for key in keys)
        _set_aside(keys[0], error, run)
        return 0


def _work(keys: Sequence[int], run: _Run) -> int:
    lock = Matter.objects.select_for_update(of=("self",)).filter(pk__in=keys).order_by("pk")
    held = {matter.pk: matter for matter in lock}
    stamped: list[int] = []
    others: set[int] = set()
    for clock in Clock.objects.filter(run.clocks, state="running", matter__in=held):
        if _only_stamped(clock, run.rulebook):
            stamped.append(clock.pk)
        else:
            others.add(clock.matter_id)
    # Most clocks end before the first changed day: they only say which calendar they were counted by.
    version = run.rulebook.calendar.version
    Clock.objects.filter(pk__in=stamped).exclude(calendar=version).update(calendar=version)
    changing = [held[key] for key in sorted(others)]
    prefetch_related_objects(changing, "clocks")
    moved = sum(recompute_matter(one, run.rulebook, run.at, run.cause, run.tell) for one in changing)
    settle([f"{_FAILING}{key}" for key in keys], at=run.at)
    return moved


def _only_stamped(clock: Clock, rulebook: Rulebook) -> bool:
    before = from_model(clock)
    after = reckoning.recompute(before, rulebook)
    return replace(before, calendar=after.calendar) == after


def _set_aside(key: int, error: Exception, run: _Run) -> None:
    log.error("matter %d cannot be worked on: %s", key, type(error).__name__)
    with writing():
        stumbled(f"{_FAILING}{key}", error, at=run.at)
