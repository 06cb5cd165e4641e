"""Mask the people out of words registered before words were masked (遮盖以前登记的来件).

Chunk by chunk, each in a short transaction with its audit row, so that officers work on; what a run has
masked stays masked, and one that is killed is repeated to the same end. Masking twice changes nothing.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Q

from xiaobao.docket import search
from xiaobao.docket.models import Link, Matter
from xiaobao.docket.wording import cover, names_among, names_of
from xiaobao.vault.audit import record
from xiaobao.writing import writing

AT_ONCE = 500


@dataclass
class Covered:
    """What one run has done: how many matters it looked at, and in how many somebody was masked."""

    looked: int = 0
    masked: int = 0


def waiting() -> int:
    """Return how many matters there are to look at."""
    return Matter.objects.count()


def cover_earlier(*, at: datetime, progress: Callable[[int], object] = lambda _done: None) -> Covered:
    """Look at every matter and mask whom its stored words show; the words as they came are sealed.

    Afterwards the search index and the file of the database hold nothing of the former words. Raises
    Unavailable when the database or a key stands in the way; what was masked until then stays so.
    """
    run, after = Covered(), 0
    while ids := _next(after):
        with writing():
            run.masked += _cover(ids, at)
        run.looked, after = run.looked + len(ids), ids[-1]
        progress(run.looked)
    if run.masked:
        search.forget()
    return run


def _next(after: int) -> list[int]:
    return list(Matter.objects.filter(pk__gt=after).order_by("pk").values_list("pk", flat=True)[:AT_ONCE])


def _cover(ids: Sequence[int], at: datetime) -> int:
    matters = Matter.objects.filter(pk__in=ids).select_related(
        "respondent", "submission__original", "complaint"
    )
    links = Link.objects.filter(Q(earlier__in=ids) | Q(later__in=ids)).values_list("earlier_id", "later_id")
    linked = {key for pair in links for key in pair}
    found = [
        matter.pk
        for matter in matters.prefetch_related("parties__identity")
        if cover(matter, names_of(matter) if matter.pk in linked else names_among(matter.parties.all()))
    ]
    if found:
        detail = {"from": ids[0], "to": ids[-1], "masked": len(found)}
        record(act="matter.cover", subject="docket", at=at, actor=None, detail=detail)
    return len(found)
