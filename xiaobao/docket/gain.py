"""What the bureau gains from settling first (加减): complaints settled before acceptance, hours not spent.

Counted by the day of receipt, so that they are a share of all complaints received: those confirmed as settled
here, and those that the national platform handed to an enterprise first and that were settled with it, or
without the bureau having accepted them.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from django.db.models import Count, Q, QuerySet

from xiaobao.docket.models import Complaint, Diversion
from xiaobao.docket.rulebook import Rulebook
from xiaobao.rules.scorecard import Gain
from xiaobao.rules.workflow import State

EXPORTED = ("odr", "green_channel")
"""How the national platform says that it handed a complaint to an enterprise first."""


_BY_EXPORT = Q(outcome="self_settled") | Q(outcome="settled") & ~Q(decision="accepted")


def settled_before() -> Q:
    """Return the condition for a complaint settled before acceptance."""
    unaccepted = Q(complaint__outcome="settled") & ~Q(complaint__decision="accepted")
    by_export = Q(complaint__outcome="self_settled") | unaccepted
    return Q(state=State.RECONCILED.value) | Q(complaint__diversion__in=EXPORTED) & by_export


def gains(
    spans: Sequence[tuple[date, date, int]], offices: frozenset[int] | None, rulebook: Rulebook
) -> list[Gain]:
    """Return the gain of each span: its first and last day, both included, and the complaints received in it.

    Two queries however many spans; both begin at what was handed over, which is a small part of the whole.
    """
    counts = {f"n{place}": Count("pk", filter=_received(*span[:2])) for place, span in enumerate(spans)}
    here = Diversion.objects.filter(ending=Diversion.Ending.SETTLED, matter__state=State.RECONCILED.value)
    told = Complaint.objects.filter(_BY_EXPORT, diversion__in=EXPORTED)
    told = told.exclude(matter__state=State.RECONCILED.value)
    found = [_within(rows, offices).aggregate(**counts) for rows in (here, told)]
    minutes = rulebook.locality.tiers.minutes.a_complaint
    return [
        Gain(sum(row[f"n{place}"] for row in found), span[2], minutes) for place, span in enumerate(spans)
    ]


def _received(first: date, last: date) -> Q:
    return Q(matter__received_on__gte=first, matter__received_on__lte=last)


def _within(rows: QuerySet[Any], offices: frozenset[int] | None) -> QuerySet[Any]:
    # Complaints alone are handed over, and no complaint is guarded.
    return rows if offices is None else rows.filter(matter__office__in=offices)
