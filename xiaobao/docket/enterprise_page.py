"""An enterprise as the mining knows it: under all its names, by the matters within the officer's reach.

A name or address that only matters out of reach give is not shown: it would tell that there is one.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

from django.db.models import Count, Q, QuerySet, Sum

from xiaobao.docket.enterprise_page_about import LabelsOf, OnIt, findings_on, labels_on
from xiaobao.docket.finding_bars import Bar, Bars
from xiaobao.docket.finding_reach import insist
from xiaobao.docket.mined_lines import Listed, listed
from xiaobao.docket.models import Enterprise, LinkedEnterprise, Matter
from xiaobao.docket.queries import visible
from xiaobao.refusals import NotFound
from xiaobao.rules.workflow import Track
from xiaobao.staff.permissions import Authority

MOST_MONTHS = 24
"""So many months are drawn, up to that of the latest matter."""
MOST_NAMES = 300
"""So many names are taken for one enterprise, at most: no statement of the database grows without end."""
_NONE = "没有这家经营者，或者它的来件都不在您的办理范围内。"


@dataclass(frozen=True, slots=True)
class NameLine:
    """One name at one address with its ``matters``; ``why`` is empty for the one others stand for."""

    id: int
    name: str
    address: str
    credit_code: str
    matters: int
    why: str


@dataclass(frozen=True, slots=True)
class Figures:
    """Counts of matters within reach; money in yuan.

    ``settled`` and ``failed``: how mediation ended; ``in_dispute`` over the complaints, ``recovered`` what
    their complainants have got.
    """

    complaints: int
    reports: int
    open: int
    settled: int
    failed: int
    in_dispute: Decimal
    recovered: Decimal

    @property
    def concluded(self) -> int:
        """How many mediations came to an end one way or the other."""
        return self.settled + self.failed

    @property
    def settled_percent(self) -> float | None:
        """The share of mediations that ended in an agreement, in percent; None where none has ended."""
        return 100 * self.settled / self.concluded if self.concluded else None


@dataclass(frozen=True)
class EnterprisePage:
    """The page. ``names``: the one all others stand for first, where it is within reach."""

    names: tuple[NameLine, ...]
    figures: Figures
    bars: Bars
    labels: tuple[LabelsOf, ...]
    findings: tuple[OnIt, ...]
    listed: Listed
    whole_bureau: bool

    @property
    def title(self) -> str:
        """What it is called."""
        return self.names[0].name

    @property
    def credit_code(self) -> str:
        """The first credit code any of its names has."""
        return next((one.credit_code for one in self.names if one.credit_code), "")

    @property
    def since(self) -> date | None:
        """The first day that is drawn."""
        return self.bars.bars[0].first if self.bars.bars else None


def enterprise_page(officer: Authority, enterprise_id: int, *, page: int = 1) -> EnterprisePage:
    """Return the page of an enterprise, asked for under any of its names; raises NotAllowed, NotFound."""
    insist(officer)
    keys = _one_with(enterprise_id)
    matters = visible(officer).filter(respondent__in=keys)
    names = _names(keys, matters)
    if not names:
        raise NotFound(_NONE)
    return EnterprisePage(
        names=names,
        figures=_figures(matters),
        bars=_bars(matters),
        labels=labels_on(matters),
        findings=findings_on(matters, officer),
        listed=listed(matters, page),
        whole_bureau=officer.offices is None,
    )


def _one_with(enterprise_id: int) -> list[int]:
    """Return the ids of the enterprise under all its names, the one they stand for first."""
    link = LinkedEnterprise.objects.filter(pk=enterprise_id).values_list("stands_for_id", flat=True).first()
    root = link or enterprise_id
    others = LinkedEnterprise.objects.filter(stands_for=root).order_by("pk")
    return [root, *others.values_list("pk", flat=True)[: MOST_NAMES - 1]]


def _names(keys: Sequence[int], matters: QuerySet[Matter]) -> tuple[NameLine, ...]:
    counted = matters.order_by().values("respondent").annotate(many=Count("pk"))
    counts = dict(counted.values_list("respondent", "many"))
    why = dict(LinkedEnterprise.objects.filter(pk__in=keys).values_list("pk", "why"))
    rows = Enterprise.objects.in_bulk([key for key in keys if key in counts])
    ranked = sorted(rows, key=lambda key: (key != keys[0], -counts[key], key))
    return tuple(
        NameLine(key, one.name, one.address, one.credit_code, counts[key], why.get(key, ""))
        for key, one in ((key, rows[key]) for key in ranked)
    )


def _figures(matters: QuerySet[Matter]) -> Figures:
    complaint = Q(kind=Track.COMPLAINT.value)
    told = matters.order_by().aggregate(
        complaints=Count("pk", filter=complaint),
        reports=Count("pk", filter=Q(kind=Track.REPORT.value)),
        standing=Count("pk", filter=Q(is_open=True)),
        settled=Count("pk", filter=Q(complaint__outcome="settled")),
        failed=Count("pk", filter=Q(complaint__outcome="failed")),
        in_dispute=Sum("amount", filter=complaint),
        recovered=Sum("complaint__recovered"),
    )
    in_dispute, recovered = (told.pop(name) or Decimal(0) for name in ("in_dispute", "recovered"))
    return Figures(open=told.pop("standing"), in_dispute=in_dispute, recovered=recovered, **told)


def _bars(matters: QuerySet[Matter]) -> Bars:
    counted = matters.order_by().values("received_on__year", "received_on__month")
    rows = counted.annotate(many=Count("pk"))
    counts = {(one["received_on__year"], one["received_on__month"]): one["many"] for one in rows}
    last = max(counts)
    drawn = list(_months_back(date(*last, 1), min(counts)))[:MOST_MONTHS][::-1]
    return Bars(
        "month", tuple(Bar(one, _last_of(one), counts.get((one.year, one.month), 0)) for one in drawn)
    )


def _months_back(month: date, first: tuple[int, int]) -> Iterator[date]:
    while (month.year, month.month) >= first:
        yield month
        month = (month - timedelta(days=1)).replace(day=1)


def _last_of(month: date) -> date:
    return (month + timedelta(days=32)).replace(day=1) - timedelta(days=1)
