"""What the mining says beside a matter: its findings, and the labels it proposes; in two queries.

Findings of rings stand beside complaints alone, and none of them once an objection was upheld. Nothing here
decides: a label is a proposal (建议) or a question (是否) until an officer says.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Exists, F, FloatField, IntegerField, OuterRef, Q, Value

from xiaobao.docket.finding_reach import RULES, SEES
from xiaobao.docket.findings_page import title_of
from xiaobao.docket.models import (
    FindingChange,
    FindingKind,
    FindingMember,
    FindingRuling,
    FindingState,
    FindingVerb,
    LabelRuling,
    LabelScheme,
    Matter,
    MatterLabel,
)
from xiaobao.rules.workflow import Track
from xiaobao.staff.permissions import Authority

PROPOSE = "propose"
BY_RING = "ring"
"""Who says of a matter that it is one of a ring: said beside the ring alone, and gone with it."""
_SHOWN = (FindingState.OPEN, FindingState.CONFIRMED, FindingState.CONTESTED)


@dataclass(frozen=True, slots=True)
class BesideFinding:
    """A finding the matter belongs to, and by what."""

    id: int
    kind: str
    title: str
    state: str
    why: str


@dataclass(frozen=True, slots=True)
class LabelLine:
    """One label put forward; ``percent`` is the probability where a model says so, None where a rule does."""

    label: str
    proposed: bool
    percent: int | None
    why: str


@dataclass(frozen=True, slots=True)
class SchemeLines:
    """What is put forward under one scheme, and what an officer said last.

    ``given`` is None where nobody has, empty for "none of these"; ``seen`` is the id of that ruling, 0 for
    none.
    """

    scheme: str
    name: str
    lines: tuple[LabelLine, ...]
    given: str | None
    by: str
    seen: int

    @property
    def first(self) -> str:
        """The label put forward first; empty where none is."""
        return self.lines[0].label if self.lines else ""


@dataclass(frozen=True)
class Beside:
    """The panel of one matter."""

    findings: tuple[BesideFinding, ...]
    schemes: tuple[SchemeLines, ...]
    may_rule: bool

    def __bool__(self) -> bool:
        """Whether there is anything to show."""
        return bool(self.findings or self.schemes)


def beside(matter: Matter, officer: Authority) -> Beside | None:
    """Return what stands beside a matter the officer sees; None for who sees no findings, unasked."""
    if not officer.may(SEES):
        return None
    findings = tuple(_findings(matter, officer))
    rings = any(one.kind == FindingKind.RING for one in findings)
    said = [row for row in _said(matter) if rings or row[5] != BY_RING]
    return Beside(findings, tuple(_schemes(said)), may_rule=officer.may(RULES))


def _findings(matter: Matter, officer: Authority) -> Iterator[BesideFinding]:
    upheld = FindingRuling.objects.filter(finding=OuterRef("finding"), verb=FindingVerb.UPHOLD)
    other_track = FindingMember.objects.filter(finding=OuterRef("finding")).exclude(matter__kind=matter.kind)
    found = FindingMember.objects.filter(matter=matter, finding__state__in=_SHOWN).exclude(
        Q(finding__kind=FindingKind.TWIN) & Exists(other_track)
    )
    found = found.exclude(Exists(upheld)).exclude(finding__change=FindingChange.GONE)
    if matter.kind != Track.COMPLAINT:
        found = found.exclude(finding__kind=FindingKind.RING)
    rows = found.select_related("finding__respondent").order_by(
        "finding__kind", "-finding__last_on", "finding"
    )
    for row in rows:
        finding = row.finding
        title = title_of(finding, whole=officer.offices is None)
        why = row.why if matter.kind == Track.COMPLAINT else ""
        yield BesideFinding(finding.pk, finding.kind, title, finding.state, why)


def _said(matter: Matter) -> list[tuple[Any, ...]]:
    """Return labels and rulings together, in one query: what, scheme, label, score, band, by, why, id."""
    labels = (
        MatterLabel.objects.filter(matter=matter)
        .order_by()
        .annotate(what=Value(0, IntegerField()), who=F("by"))
    )
    rulings = LabelRuling.objects.filter(matter=matter).order_by().annotate(
        what=Value(1, IntegerField()), score=Value(None, FloatField()), band=Value(""), why=Value(""),
        who=F("by__name"),
    )  # fmt: skip
    columns = ("what", "scheme", "score", "band", "why", "who", "pk")
    one = labels.values_list(*columns, "label")
    other = rulings.values_list(*columns, "given")
    return sorted(one.union(other, all=True), key=lambda row: (row[0], row[6]))


def _schemes(rows: Sequence[tuple[Any, ...]]) -> Iterator[SchemeLines]:
    for scheme in LabelScheme:
        mine = [row for row in rows if row[1] == scheme]
        lines = sorted((row for row in mine if row[0] == 0), key=lambda row: (-(row[2] or 2.0), row[6]))
        ruled = next((row for row in reversed(mine) if row[0] == 1), None)
        if lines or ruled:
            given, by, seen = (ruled[7], ruled[5], ruled[6]) if ruled else (None, "", 0)
            yield SchemeLines(scheme.value, str(scheme.label), tuple(_lines(lines)), given, by, seen)


def _lines(rows: Iterable[tuple[Any, ...]]) -> Iterator[LabelLine]:
    for _what, _scheme, score, band, why, _who, _pk, label in rows:
        percent = None if score is None else round(100 * score)
        yield LabelLine(label, band == PROPOSE, percent, why)
