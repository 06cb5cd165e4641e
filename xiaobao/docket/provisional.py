"""Clocks whose last day is not firm (暂定的期限): how many, which, why, and whose notice they wait for."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import date

from django.db.models import Count, QuerySet

from xiaobao.docket.models import Clock
from xiaobao.docket.queries import visible
from xiaobao.docket.reckoning import RECEIPT_ASSUMED, name_of
from xiaobao.docket.rulebook import Rulebook
from xiaobao.rules.acts import Labelled
from xiaobao.rules.workdays import Calendar
from xiaobao.staff.permissions import Authority

_DECEMBER = 12


class Why(Labelled):
    """Why nobody can say yet when a clock runs out."""

    NOTICE = "notice", "所涉年份的节假日安排还没有载入"
    DAY = "day", "来源没有载明起算之日，暂从收到之日起算"
    PAUSE = "pause", "不计入期限的日子还没有结束"


PHRASES = tuple(why.label for why in Why)


@dataclass(frozen=True, slots=True)
class ProvisionalLine:
    """One such clock. ``years`` are those whose notices it waits for, the earliest first."""

    matter_id: int
    number: str
    clock: str
    name: str
    office: str
    started_on: date
    due_earliest: date
    why: tuple[Why, ...]
    years: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class ProvisionalCounts:
    """How many there are in the bureau, and how many of them wait for which year or for something else."""

    total: int
    years: tuple[tuple[int, int], ...]
    others: int


def provisional() -> QuerySet[Clock]:
    """Return the running clocks whose last day is not firm, soonest first."""
    return Clock.objects.filter(state="running", provisional=True).order_by("due_earliest", "pk")


def within(officer: Authority) -> QuerySet[Clock]:
    """Return those on matters within the officer's reach."""
    return provisional().filter(matter__in=visible(officer)).select_related("matter__office")


def count(calendar: Calendar) -> ProvisionalCounts:
    """Return how many there are; those that wait for two years' notices are counted with each."""
    total, years, others = 0, Counter[int](), 0
    for started, due, latest, times in _alike():
        total += times
        waits = years_awaited(started, due, calendar) if latest is None else ()
        others += 0 if waits else times
        years.update(dict.fromkeys(waits, times))
    return ProvisionalCounts(total, tuple(sorted(years.items())), others)


def line(clock: Clock, rulebook: Rulebook) -> ProvisionalLine:
    """Return one as it is listed."""
    years = years_awaited(clock.started_on, clock.due_earliest, rulebook.calendar)
    years = years if clock.due_latest is None else ()
    return ProvisionalLine(
        matter_id=clock.matter_id,
        number=clock.matter.number,
        clock=clock.clock,
        name=name_of(clock.clock, rulebook),
        office=clock.matter.office.name,
        started_on=clock.started_on,
        due_earliest=clock.due_earliest,
        why=_why(clock, years),
        years=years,
    )


def years_awaited(started: date, due: date, calendar: Calendar) -> tuple[int, ...]:
    """Return the years without a notice that decide when a period runs out.

    One that ends in the last days of a known year may roll into the next.
    """
    within_it = tuple(year for year in range(started.year, due.year + 1) if not calendar.covers(year))
    rolls = due.month == _DECEMBER and not calendar.covers(due.year + 1)
    return within_it or ((due.year + 1,) if rolls else ())


def _alike() -> list[tuple[date, date, date | None, int]]:
    alike = provisional().order_by().values_list("started_on", "due_earliest", "due_latest")
    return list(alike.annotate(times=Count("pk")))


def _why(clock: Clock, years: tuple[int, ...]) -> tuple[Why, ...]:
    assumed = any(entry.get("reason") == RECEIPT_ASSUMED for entry in clock.ledger)
    found = [*([Why.NOTICE] if years else []), *([Why.DAY] if assumed else [])]
    return tuple(found) or (Why.PAUSE,)
