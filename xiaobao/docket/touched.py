"""Which running clocks a change of calendar or law can move: the others need not be counted anew."""

from __future__ import annotations

from dataclasses import asdict
from datetime import date, timedelta

from django.db.models import Q

from xiaobao.docket.rulebook import Rulebook
from xiaobao.law import ClockProvision, Lawbook
from xiaobao.rules.workdays import Calendar

NOTHING = Q(pk__in=())


def touched(before: Rulebook, after: Rulebook) -> Q:
    """Return the condition on docket.Clock that every clock meets whose days may differ under ``after``."""
    found = NOTHING
    if before.calendar != after.calendar:
        found |= by_days(*differing(before.calendar, after.calendar))
    if before.law.version != after.law.version:
        found |= by_law(before.law, after.law)
    return found


def by_days(first: date | None, last: date | None) -> Q:
    """Return the clocks that run over any of these days, or of which nobody knows yet how far they run.

    A due day depends on the days from the start to the latest reading of the end, and on none after it.
    """
    if first is None or last is None:
        return NOTHING
    return Q(started_on__lte=last) & (Q(due_latest=None) | Q(due_latest__gte=first))


def days_of_notice(year: int) -> tuple[date, date]:
    """Return the first and the last day the notice of a year can speak of: December before belongs to it."""
    return date(year - 1, 12, 1), date(year, 12, 31)


def differing(before: Calendar, after: Calendar) -> tuple[date | None, date | None]:
    """Return the first and the last day on which two calendars differ; (None, None) when on none."""
    known = {notice.year: notice for notice in before.notices}
    told = {notice.year: notice for notice in after.notices}
    years = sorted(year for year in known.keys() | told.keys() if known.get(year) != told.get(year))
    days = [day for year in years for day in _days(year) if before.kind(day) != after.kind(day)]
    return (min(days), max(days)) if days else (None, None)


def by_law(before: Lawbook, after: Lawbook) -> Q:
    """Return the clocks of the regulations that differ, and those whose rows refer to one of them."""
    changed = {
        name
        for name in before.regulations.keys() | after.regulations.keys()
        if before.regulations.get(name) != after.regulations.get(name)
    }
    rows = (*before.clocks(), *after.clocks())
    leaning = {row.id for row in rows if changed & set(_words(asdict(row)))}
    return Q(regulation__in=sorted(changed)) | (Q(clock__in=sorted(leaning)) & ~Q(regulation=""))


def clocks_of(regulation: str, lawbook: Lawbook) -> Q:
    """Return the clocks of one regulation, and those whose rows refer to it."""
    leaning = {row.id for row in lawbook.clocks() if regulation in _words(asdict(row))}
    return Q(regulation=regulation) | (Q(clock__in=sorted(leaning)) & ~Q(regulation=""))


def _days(year: int) -> list[date]:
    first, last = days_of_notice(year)
    return [first + timedelta(days=n) for n in range((last - first).days + 1)]


def _words(value: object) -> list[str]:
    if isinstance(value, dict):
        return [word for one in value.values() for word in _words(one)]
    if isinstance(value, list | tuple):
        return [word for one in value for word in _words(one)]
    return [value] if isinstance(value, str) else []


__all__ = ["ClockProvision", "by_days", "by_law", "clocks_of", "days_of_notice", "differing", "touched"]
