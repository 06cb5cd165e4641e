"""Tell the owners of saved searches what has passed their threshold (预警订阅), once for a watch and run.

A watch counts what its owner may see on that day, what is closed by now included: it asks how much came in.
It does not tell the same thing every morning: within its own days only when there is more than it told of.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, timedelta

from xiaobao.docket.due import last_day_soon
from xiaobao.docket.filters import Filter
from xiaobao.docket.models import MiningRun, Watch, WatchAlarm
from xiaobao.docket.queries import visible
from xiaobao.docket.rulebook import Rulebook
from xiaobao.staff.permissions import Authority, authority
from xiaobao.writing import writing


def tell_watches(run: MiningRun, *, rulebook: Rulebook, at: datetime) -> int:
    """Raise the alarms of a run; returns how many. Raises Unavailable."""
    watches = Watch.objects.filter(dropped_at=None, owner__is_active=True).select_related("owner")
    told = [_told(watch, run, rulebook, at) for watch in watches]
    alarms = [alarm for alarm in told if alarm is not None]
    with writing():
        WatchAlarm.objects.bulk_create(alarms, ignore_conflicts=True)
    return len(alarms)


def _told(watch: Watch, run: MiningRun, rulebook: Rulebook, at: datetime) -> WatchAlarm | None:
    officer = authority(watch.owner, rulebook.locality, run.on)
    if not officer.sees_matters:
        return None
    now, before = counted(watch, officer, run.on, rulebook)
    if not _passes(watch, now, before) or _told_already(watch, now, run.on):
        return None
    return WatchAlarm(watch=watch, run=run, matters=now, before=before, told_at=at)


def counted(watch: Watch, officer: Authority, on: date, rulebook: Rulebook) -> tuple[int, int]:
    """Return how many matters came in the days of a watch up to ``on``, and in as many days before."""
    days = timedelta(days=watch.days)
    return _came(watch, officer, on, days, rulebook), _came(watch, officer, on - days, days, rulebook)


def _came(watch: Watch, officer: Authority, last: date, days: timedelta, rulebook: Rulebook) -> int:
    asked = replace(Filter.from_query(watch.asked), open="all", since="", until="")
    found = asked.apply(visible(officer), today=last, soon=last_day_soon(last, rulebook))
    return found.filter(received_on__gt=last - days, received_on__lte=last).count()


def _passes(watch: Watch, now: int, before: int) -> bool:
    return now >= watch.least and (watch.growth is None or now >= watch.growth * before)


def _told_already(watch: Watch, now: int, on: date) -> bool:
    last = watch.alarms.select_related("run").first()
    return last is not None and last.run.on > on - timedelta(days=watch.days) and now <= last.matters
