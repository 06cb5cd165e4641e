"""The year's figures: what was received and how it was decided, counted by the day received.

A matter belongs to the year in which the bureau received it (办法第十五条: 自收到投诉之日起). Every total
equals the sum of its parts, undecided ones included.
"""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

from django.db.models import Count, Q, Sum

from xiaobao.docket.models import Matter


def year(number: int) -> dict[str, Any]:
    """Return one calendar year; money in yuan, rates in percent (None: nothing to divide by)."""
    matters = Matter.objects.filter(
        received_on__gte=date(number, 1, 1), received_on__lt=date(number + 1, 1, 1)
    )
    complaints, reports = matters.filter(kind="complaint"), matters.filter(kind="report")
    return {
        "year": number,
        "basis": "received_on",
        "received": _received(matters),
        "complaints": _decided(complaints, "complaint__decision", accepted="accepted", declined="declined"),
        "reports": _decided(reports, "report__decision", filed="filed", not_filed="not_filed"),
        "mediation": _mediation(complaints),
        "amount": _amounts(matters),
        "odr": _odr(complaints),
    }


def _received(matters: Any) -> dict[str, Any]:
    counts = matters.values("channel").annotate(n=Count("id")).order_by("channel")
    kinds = dict(matters.values_list("kind").annotate(n=Count("id")))
    return {
        "total": matters.count(),
        "complaint": kinds.get("complaint", 0),
        "report": kinds.get("report", 0),
        "by_channel": {row["channel"]: row["n"] for row in counts},
    }


def _decided(matters: Any, field: str, **names: str) -> dict[str, int]:
    asked = {name: Count("id", filter=Q(**{field: code})) for name, code in names.items()}
    counts: dict[str, int] = matters.aggregate(
        received=Count("id"), undecided=Count("id", filter=Q(**{field: ""})), **asked
    )
    return counts


def _mediation(complaints: Any) -> dict[str, Any]:
    outcomes = ("settled", "failed", "withdrawn", "self_settled")
    counts = complaints.aggregate(
        **{name: Count("pk", filter=Q(complaint__outcome=name)) for name in outcomes}
    )
    succeeded, failed = counts["settled"], counts["failed"]
    concluded = succeeded + failed
    return {
        "concluded": concluded,
        "succeeded": succeeded,
        "failed": failed,
        "withdrawn": counts["withdrawn"],
        "self_settled": counts["self_settled"],
        "success_rate": round(100 * succeeded / concluded, 2) if concluded else None,
    }


def _amounts(matters: Any) -> dict[str, str]:
    sums = matters.aggregate(
        in_dispute=Sum("amount", filter=Q(kind="complaint")), recovered=Sum("complaint__recovered")
    )
    return {name: str((value or Decimal(0)).quantize(Decimal("0.01"))) for name, value in sums.items()}


def _odr(complaints: Any) -> dict[str, int]:
    counts: dict[str, int] = complaints.aggregate(
        diverted=Count("pk", filter=Q(complaint__diversion="odr")),
        green_channel=Count("pk", filter=Q(complaint__diversion="green_channel")),
    )
    return counts
