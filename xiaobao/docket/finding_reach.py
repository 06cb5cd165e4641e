"""Which findings an officer sees, and how much of one: only what stands on matters within reach.

A finding is there for whoever sees one of its matters; for everybody else it does not exist. Its numbers,
score and reasons are worked out over the whole bureau, so they are shown to who sees all its matters; of
the others each sees the matters within reach and no more. A ring is seen by its complaints alone, and what
ties a complaint to a report as one dispute of one person is shown to nobody (令121 第三十七条).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Exists, Max, Min, OuterRef, Q, QuerySet

from xiaobao.docket.models import Finding, FindingKind, FindingMember, Matter
from xiaobao.docket.queries import visible
from xiaobao.refusals import NotAllowed, NotFound
from xiaobao.rules.workflow import Track
from xiaobao.staff.permissions import Authority

SEES = "mining"
"""What a post must be allowed to see findings."""
RULES, CONTESTS, DECIDES = "mining_rule", "mining_contest", "mining_decide"


@dataclass(frozen=True, slots=True)
class Reach:
    """How much of a finding one officer sees. ``whole``: every matter of it, so its score may be shown.

    ``total`` is there where the officer's reach is the whole bureau, and leaves out what is hidden even
    there.
    """

    seen: int
    total: int | None
    whole: bool
    first_on: date
    last_on: date


def insist(officer: Authority, act: str = SEES) -> None:
    """Raise NotAllowed unless the officer's posts allow ``act`` of mining."""
    if not officer.may(act):
        raise NotAllowed(f"您的岗位（{'、'.join(officer.posts) or '无'}）不办理挖掘发现。")


def seen(officer: Authority) -> QuerySet[Finding]:
    """Return the findings that stand on a matter within the officer's reach."""
    # Gathered once for all findings: asked of each by itself, a station's officer would wait for seconds.
    within = _within(officer).order_by().values("finding")
    return Finding.objects.filter(pk__in=within).exclude(across_tracks())


def _within(officer: Authority) -> QuerySet[FindingMember]:
    """Return the members within reach; of rings the complaints alone."""
    counted = ~Q(finding__kind=FindingKind.RING) | Q(matter__kind=Track.COMPLAINT.value)
    return FindingMember.objects.filter(counted, matter__in=visible(officer).order_by().values("pk"))


def across_tracks() -> Q:
    """Return the condition for a twin that ties a complaint to a report."""
    members = FindingMember.objects.filter(finding=OuterRef("pk"))
    tracks = (members.filter(matter__kind=track.value) for track in Track)
    both = Q(kind=FindingKind.TWIN)
    for one in tracks:
        both &= Q(Exists(one))
    return both


def one_seen(officer: Authority, finding_id: int) -> Finding:
    """Return one finding; raises NotAllowed, and NotFound for one out of reach."""
    insist(officer)
    related = Finding.objects.select_related("respondent", "last_run", "first_run")
    found = related.exclude(across_tracks()).filter(pk=finding_id).first()
    if found is None or not _within(officer).filter(finding=found).exists():
        raise NotFound("没有这项挖掘发现，或者它不在您的办理范围内。")
    return found


def members_of(officer: Authority, finding: Finding) -> QuerySet[FindingMember]:
    """Return the members within reach, in the order their matters were received."""
    found = finding.members.filter(matter__in=visible(officer).values("pk"))
    if finding.kind == FindingKind.RING:
        found = found.filter(matter__kind=Track.COMPLAINT.value)
    return found.order_by("matter__received_at", "matter_id")


def matters_of(officer: Authority, finding: Finding) -> QuerySet[Matter]:
    """Return the matters of a finding within reach, in the order they were received."""
    found = visible(officer).filter(findings__finding=finding)
    if finding.kind == FindingKind.RING:
        found = found.filter(kind=Track.COMPLAINT.value)
    return found.order_by("received_at", "pk")


def reaches(officer: Authority, findings: Iterable[Finding]) -> Mapping[int, Reach]:
    """Return how much of each finding the officer sees; in two queries."""
    wanted = {one.pk: one for one in findings}
    # A ring holds complaints alone; what else a row may say of it is counted for nobody.
    held = FindingMember.objects.filter(finding__in=wanted).exclude(
        finding__kind=FindingKind.RING, matter__kind=Track.REPORT.value
    )
    counted = held.order_by().values("finding").annotate(many=Count("pk"))
    whole = dict(counted.values_list("finding", "many"))
    here = held.filter(matter__in=visible(officer).values("pk"))
    within = (
        here.order_by()
        .values("finding")
        .annotate(many=Count("pk"), first=Min("matter__received_on"), last=Max("matter__received_on"))
    )
    rows = within.values_list("finding", "many", "first", "last")
    return {
        key: _reach(officer, wanted[key], many, whole[key], first, last) for key, many, first, last in rows
    }


def _reach(officer: Authority, finding: Finding, many: int, held: int, first: date, last: date) -> Reach:
    everything = many == held
    total = finding.matters - (held - many) if officer.offices is None else None
    if everything:
        return Reach(many, total, True, finding.first_on, finding.last_on)
    return Reach(many, total, False, first, last)
