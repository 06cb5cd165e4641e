"""An officer's own saved searches (预警订阅) with what they have told; nobody sees another's."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass, replace
from datetime import date, datetime, timedelta

from django.db.models import Count, F, QuerySet

from xiaobao.docket.actions.tell_watches import counted
from xiaobao.docket.filters import Filter
from xiaobao.docket.finding_reach import insist
from xiaobao.docket.models import Watch, WatchAlarm
from xiaobao.docket.rulebook import Rulebook
from xiaobao.staff.permissions import Authority

MOST = 20
"""So many saved searches an officer keeps at a time, at most."""
MOST_ALARMS = 30
WATCHED = ("text", "kind", "state", "office", "channel", "category")
"""What of the inbox's filter a saved search asks; what hangs on a clock or a day has no place in it."""


@dataclass(frozen=True, slots=True)
class AlarmLine:
    """One time a search told: ``matters`` from ``since`` to ``until``, both included.

    ``before``: how many there were in as many days before; ``query`` opens them in the inbox.
    """

    id: int
    name: str
    since: date
    until: date
    matters: int
    before: int
    told_at: datetime
    seen: bool
    query: str


@dataclass(frozen=True, slots=True)
class WatchLine:
    """A saved search with what it counts ``now`` and counted as many days ``before``."""

    watch: Watch
    asked: Filter
    now: int
    before: int
    unseen: int
    query: str


@dataclass(frozen=True)
class WatchesPage:
    """The page; alarms not looked at come first. ``full``: no further one may be saved."""

    watches: tuple[WatchLine, ...]
    alarms: tuple[AlarmLine, ...]
    unseen: int

    @property
    def full(self) -> bool:
        """Whether there are as many as there may be."""
        return len(self.watches) >= MOST


def watches_page(officer: Authority, today: date, rulebook: Rulebook) -> WatchesPage:
    """Return the officer's own searches and their alarms; raises NotAllowed."""
    insist(officer)
    lines = tuple(_lines(officer, today, rulebook))
    told = WatchAlarm.objects.filter(watch__owner=officer.user, watch__dropped_at=None)
    rows = told.select_related("watch", "run").order_by(F("seen_at").desc(nulls_first=True), "-pk")
    return WatchesPage(lines, tuple(map(_alarm, rows[:MOST_ALARMS])), unseen(officer))


def standing(officer: Authority) -> QuerySet[Watch]:
    """Return the officer's own searches that have not been dropped, in the order they were saved."""
    return Watch.objects.filter(owner=officer.user, dropped_at=None).order_by("pk")


def unseen(officer: Authority) -> int:
    """Return how many alarms the officer has not looked at."""
    return _unseen(officer).count()


def asked_of(query: Mapping[str, str]) -> dict[str, str]:
    """Return what a saved search asks of an inbox query; unknown values and all else are left out."""
    chosen, plain = asdict(Filter.from_query(query)), asdict(Filter())
    return {name: chosen[name] for name in WATCHED if chosen[name] != plain[name]}


def _unseen(officer: Authority) -> QuerySet[WatchAlarm]:
    return WatchAlarm.objects.filter(watch__owner=officer.user, watch__dropped_at=None, seen_at=None)


def _lines(officer: Authority, today: date, rulebook: Rulebook) -> Iterator[WatchLine]:
    waiting = dict(
        _unseen(officer).order_by().values("watch").annotate(many=Count("pk")).values_list("watch", "many")
    )
    for watch in standing(officer):
        now, before = counted(watch, officer, today, rulebook)
        asked = Filter.from_query(watch.asked)
        yield WatchLine(watch, asked, now, before, waiting.get(watch.pk, 0), _query(watch, today))


def _alarm(row: WatchAlarm) -> AlarmLine:
    return AlarmLine(
        id=row.pk,
        name=row.watch.name,
        since=_first(row.watch, row.run.on),
        until=row.run.on,
        matters=row.matters,
        before=row.before,
        told_at=row.told_at,
        seen=row.seen_at is not None,
        query=_query(row.watch, row.run.on),
    )


def _query(watch: Watch, last: date) -> str:
    asked = Filter.from_query(watch.asked)
    first = _first(watch, last)
    return replace(asked, open="all", since=first.isoformat(), until=last.isoformat()).to_query()


def _first(watch: Watch, last: date) -> date:
    return last - timedelta(days=watch.days - 1)
