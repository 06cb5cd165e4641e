"""What an enterprise is complained of for, and which hot issues and groups its matters belong to."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import Count, QuerySet

from xiaobao.docket.finding_reach import Reach, reaches, seen
from xiaobao.docket.findings_page import title_of
from xiaobao.docket.label_beside import BY_RING, PROPOSE
from xiaobao.docket.models import (
    Finding,
    FindingChange,
    FindingKind,
    FindingMember,
    FindingState,
    LabelRuling,
    LabelScheme,
    Matter,
    MatterLabel,
)
from xiaobao.staff.permissions import Authority

MOST_LABELS, MOST_FINDINGS = 6, 12
_SCHEMES = (LabelScheme.PROBLEM, LabelScheme.OBJECT, LabelScheme.HOT)
_KINDS = (FindingKind.ISSUE.value, FindingKind.GROUP.value)


@dataclass(frozen=True, slots=True)
class LabelCount:
    """So many matters have the label; ``percent`` of those of the most frequent, for a bar."""

    label: str
    matters: int
    percent: int


@dataclass(frozen=True, slots=True)
class LabelsOf:
    """The most frequent labels of one scheme; ``more`` others are not shown."""

    scheme: str
    rows: tuple[LabelCount, ...]
    more: int


@dataclass(frozen=True, slots=True)
class OnIt:
    """A finding with so many matters of this enterprise (``here``) within reach."""

    finding: Finding
    title: str
    reach: Reach
    here: int


def labels_on(matters: QuerySet[Matter]) -> tuple[LabelsOf, ...]:
    """Return what the matters are about: an officer's ruling where there is one, else what is put forward.

    That a complaint is one of a ring is said beside the ring alone, not here.
    """
    keys = matters.order_by().values("pk")
    ruled: dict[tuple[int, str], str] = {}
    rulings = LabelRuling.objects.filter(matter__in=keys).order_by("pk")
    for matter, scheme, given in rulings.values_list("matter", "scheme", "given"):
        ruled[matter, scheme] = given
    counts: dict[str, Counter[str]] = defaultdict(Counter)
    proposed = MatterLabel.objects.filter(matter__in=keys, scheme__in=_SCHEMES, band=PROPOSE)
    proposed = proposed.exclude(by=BY_RING).order_by()
    for matter, scheme, label in proposed.values_list("matter", "scheme", "label"):
        if (matter, scheme) not in ruled:
            counts[scheme][label] += 1
    for (_matter, scheme), label in ruled.items():
        if label:
            counts[scheme][label] += 1
    return tuple(_ranked(scheme, counts[scheme]) for scheme in _SCHEMES if counts[scheme])


def _ranked(scheme: LabelScheme, counts: Counter[str]) -> LabelsOf:
    rows = sorted(counts.items(), key=lambda pair: (-pair[1], pair[0]))
    most = rows[0][1]
    shown = tuple(LabelCount(label, many, round(100 * many / most)) for label, many in rows[:MOST_LABELS])
    return LabelsOf(str(scheme.label), shown, len(rows) - len(shown))


def findings_on(matters: QuerySet[Matter], officer: Authority) -> tuple[OnIt, ...]:
    """Return the hot issues and groups with these matters, those with most of them first."""
    there = FindingMember.objects.filter(matter__in=matters.order_by().values("pk"))
    open_ones = seen(officer).filter(kind__in=_KINDS).exclude(change=FindingChange.GONE)
    open_ones = open_ones.exclude(state=FindingState.REJECTED)
    counted = there.filter(finding__in=open_ones.order_by().values("pk")).order_by().values("finding")
    ranked = counted.annotate(many=Count("pk")).order_by("-many", "-finding")
    rows = list(ranked.values_list("finding", "many")[:MOST_FINDINGS])
    return _on_it(rows, officer)


def _on_it(rows: Sequence[tuple[int, int]], officer: Authority) -> tuple[OnIt, ...]:
    found = Finding.objects.select_related("respondent").in_bulk([key for key, _many in rows])
    reached = reaches(officer, found.values())
    return tuple(
        OnIt(found[key], title_of(found[key], whole=reached[key].whole), reached[key], many)
        for key, many in rows
    )
