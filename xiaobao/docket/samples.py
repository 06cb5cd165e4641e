"""A sample as its page shows it: which matters were drawn, and who has been visited."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import Count, F, Q, QuerySet

from xiaobao.docket.models import Drawn, Sample, Visit
from xiaobao.docket.queries import visible
from xiaobao.refusals import NotFound
from xiaobao.rules.workflow import State
from xiaobao.staff.permissions import Authority

ACTS = ("sample", "visit")
"""Whoever may do one of these has to do with samples."""


@dataclass(frozen=True)
class DrawnLine:
    """One matter of a sample, in the order drawn, with the visits made for this sample."""

    place: int
    matter_id: int
    number: str
    subject: str
    respondent: str
    office: str
    state: str
    state_label: str
    visits: tuple[Visit, ...]

    @property
    def reached(self) -> bool:
        """Whether somebody was reached."""
        return any(visit.reached for visit in self.visits)


@dataclass(frozen=True)
class SamplePage:
    """A sample with the matters within reach; ``hidden`` counts those that are not.

    ``visited`` counts the matters with a visit, ``reached`` those where somebody was reached.
    """

    sample: Sample
    lines: tuple[DrawnLine, ...]
    visited: int
    reached: int
    hidden: int


def samples(authority: Authority) -> QuerySet[Sample]:
    """Return the samples with a matter within reach, newest first, with ``size`` and how many ``visited``."""
    within = Drawn.objects.filter(matter__in=visible(authority)).values("sample")
    done = Q(drawn__matter__visits__sample=F("pk"))
    return (
        Sample.objects.filter(pk__in=within)
        .order_by("-id")
        .select_related("drawn_by")
        .annotate(
            size=Count("drawn", distinct=True),
            visited=Count("drawn", distinct=True, filter=done),
        )
    )


def sample_page(authority: Authority, sample_id: int) -> SamplePage:
    """Return the page of a sample; raises NotFound when absent or none of its matters is within reach."""
    drawn = Drawn.objects.filter(sample=sample_id)
    related = ("matter__office", "matter__respondent", "sample__drawn_by")
    rows = list(drawn.filter(matter__in=visible(authority)).select_related(*related))
    if not rows:
        raise NotFound("没有这次抽查，或者它不在您的办理范围内。")
    made: dict[int, list[Visit]] = {}
    for visit in Visit.objects.filter(sample=sample_id).select_related("by"):
        made.setdefault(visit.matter_id, []).append(visit)
    lines = tuple(_line(row, tuple(made.get(row.matter_id, ()))) for row in rows)
    return SamplePage(
        sample=rows[0].sample,
        lines=lines,
        visited=sum(bool(line.visits) for line in lines),
        reached=sum(line.reached for line in lines),
        hidden=drawn.count() - len(rows),
    )


def _line(row: Drawn, visits: tuple[Visit, ...]) -> DrawnLine:
    matter = row.matter
    return DrawnLine(
        place=row.place,
        matter_id=matter.pk,
        number=matter.number,
        subject=matter.subject,
        respondent=matter.respondent.name if matter.respondent else "",
        office=matter.office.name,
        state=matter.state,
        state_label=State(matter.state).label,
        visits=visits,
    )
