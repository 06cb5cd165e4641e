"""The matters behind the numbers of settling first, as the inbox lists them."""

from __future__ import annotations

from datetime import date

from django.db.models import Q, QuerySet

from xiaobao.docket.gain import settled_before
from xiaobao.docket.models import Diversion, Matter, Partner
from xiaobao.docket.scorecard import AGREED, exported_only, handed_between, respondents_of
from xiaobao.rules.scorecard import RETURNED, SETTLED

BEFORE = "before"
SETTLING = ("", SETTLED, "returned", BEFORE)
"""Settled, come back to the bureau, or settled before acceptance (by the day of receipt)."""
_EARLIEST, _LATEST = date(1949, 1, 1), date(2199, 12, 31)


def handed_over(
    matters: QuerySet[Matter], partner: str, settling: str, since: date | None, until: date | None
) -> QuerySet[Matter]:
    """Narrow ``matters`` to those handed to a partner (its code; empty: any) on these days, both included.

    Those the export alone tells of are among them, by the day of receipt; an unknown partner has none.
    """
    first, last = since or _EARLIEST, until or _LATEST
    if settling == BEFORE:
        matters = matters.filter(settled_before(), received_on__gte=first, received_on__lte=last)
    if not partner and settling in ("", BEFORE):
        return matters
    chosen = list(Partner.objects.filter(code=partner) if partner else Partner.objects.all())
    kept = matters.filter(pk__in=_here(chosen, settling, first, last).values("matter"))
    if settling == "returned":
        return kept
    told = Matter.objects.filter(_told(chosen, settling, first, last)).order_by()
    return matters.filter(Q(pk__in=kept.values("pk")) | Q(pk__in=told.values("pk")))


def _here(chosen: list[Partner], settling: str, first: date, last: date) -> QuerySet[Diversion]:
    found = Diversion.objects.filter(handed_between(first, last), partner__in=chosen).order_by()
    endings = {SETTLED: (SETTLED,), "returned": RETURNED}.get(settling)
    return found.filter(ending__in=endings) if endings else found


def _told(chosen: list[Partner], settling: str, first: date, last: date) -> Q:
    respondents = respondents_of(chosen, first, last)
    told = exported_only() & Q(received_on__gte=first, received_on__lte=last, respondent__in=respondents)
    return told & Q(complaint__outcome__in=AGREED) if settling == SETTLED else told
