"""Plan the next of the four regulars (四定时) with every key enterprise; run by the clock every day.

Each kind has one engagement ahead. The day hangs on the day of listing alone, so a skipped run and a doubled
one leave the same rows; while one is owed, no further one of its kind is planned.
"""

from __future__ import annotations

from datetime import date, datetime, timedelta

from django.db.models import Count, Max, Q

from xiaobao.docket.key_enterprises import listed_on
from xiaobao.docket.models import Engagement, KeyEnterprise
from xiaobao.docket.rulebook import Rulebook, current
from xiaobao.rules.regulars import OWED, next_day
from xiaobao.vault.audit import record
from xiaobao.writing import writing

_Known = dict[tuple[int, str], tuple[date, bool]]
"""Of an enterprise and a kind: the last planned day, and whether one is owed."""


def plan_engagements(*, at: datetime) -> int:
    """Plan what is missing on the day of ``at`` and return how many; raises Unavailable."""
    rulebook = current()
    today = rulebook.today(at)
    with writing():
        missing = list(_missing(today, rulebook))
        if not missing:
            return 0
        # Another scheduler may plan the same in this moment: whoever comes second writes nothing.
        before = Engagement.objects.count()
        Engagement.objects.bulk_create(missing, ignore_conflicts=True)
        planned = Engagement.objects.count() - before
        if planned:
            record(
                act="engagements.planned", subject="schedule:engagements", at=at, actor=None,
                detail={"count": planned},
            )  # fmt: skip
    return planned


def _missing(today: date, rulebook: Rulebook) -> list[Engagement]:
    listed = KeyEnterprise.objects.filter(listed_on(today))
    known = _known()
    return [
        Engagement(enterprise=enterprise, kind=kind, planned_on=day)
        for enterprise in listed
        for kind in Engagement.Kind.values
        if (day := _day(enterprise, kind, known, today, rulebook)) is not None
    ]


def _known() -> _Known:
    kept = Engagement.objects.order_by().values_list("enterprise", "kind")
    owed = Count("pk", filter=Q(state__in=OWED))
    found = kept.annotate(last=Max("planned_on"), owed=owed)
    return {(key, kind): (last, bool(owing)) for key, kind, last, owing in found}


def _day(enterprise: KeyEnterprise, kind: str, known: _Known, today: date, rulebook: Rulebook) -> date | None:
    last, owed = known.get((enterprise.pk, kind), (None, False))
    if owed:
        return None
    weeks = getattr(rulebook.locality.tiers.regulars, kind)
    no_earlier = max(today, last + timedelta(days=1)) if last else today
    return next_day(enterprise.since, weeks, no_earlier=no_earlier, calendar=rulebook.calendar)
