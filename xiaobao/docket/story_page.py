"""What has happened to a matter and what it belongs with: events, links to other matters, visits."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db.models import Q

from xiaobao.docket.models import Event, Link, Matter, ServiceChannel, Side, Visit
from xiaobao.docket.queries import visible
from xiaobao.docket.rulebook import SHANGHAI, Rulebook
from xiaobao.docket.story_words import words_of
from xiaobao.documents.redaction import mask_text
from xiaobao.staff.permissions import Authority


@dataclass(frozen=True)
class TimelineLine:
    """One event: what, when it happened (None: the source does not say), who or what told us, in what words.

    ``more`` says what its data hold, word by word; ``ruling`` is what the officer wrote, numbers masked.
    """

    verb: str
    label: str
    more: tuple[str, ...]
    occurred_at: datetime | None
    recorded_at: datetime
    by: str
    data: dict[str, Any]
    ruling: str


@dataclass(frozen=True)
class LinkLine:
    """Another matter that belongs with this one; ``later`` says that it came out of this one."""

    id: int
    number: str
    kind: str
    state: str
    subject: str
    why: str
    later: bool
    made_at: datetime


@dataclass(frozen=True)
class VisitLine:
    """One return visit."""

    on: date
    side: str
    channel: str
    reached: bool
    satisfaction: str
    words: str
    by: str
    sample_id: int | None


@dataclass(frozen=True)
class DrawnLine:
    """A sample the matter was drawn in, and its place there."""

    sample_id: int
    day: date
    place: int


def timeline(matter: Matter, rulebook: Rulebook) -> list[TimelineLine]:
    """Return the events of a matter in the order recorded; in one query."""
    events = matter.events.select_related("actor", "batch", "ruling")
    return [_event(event, rulebook) for event in events]


def link_lines(matter: Matter, authority: Authority) -> list[LinkLine]:
    """Return the linked matters the officer may see; the others are not mentioned at all (第三十七条)."""
    links = Link.objects.filter(Q(earlier=matter) | Q(later=matter)).select_related("earlier", "later")
    found = list(links)
    others = {link.later_id if link.earlier_id == matter.pk else link.earlier_id for link in found}
    if not others:
        return []
    seen = set(visible(authority).filter(pk__in=others).values_list("pk", flat=True))
    return list(_links(matter, found, seen))


def visit_lines(matter: Matter) -> list[VisitLine]:
    """Return the return visits of a matter; in one query."""
    return [_visit(visit) for visit in matter.visits.select_related("by")]


def drawn_lines(matter: Matter) -> list[DrawnLine]:
    """Return the samples the matter was drawn in, oldest first; in one query."""
    drawn = matter.drawn.select_related("sample").order_by("sample_id")
    return [
        DrawnLine(one.sample_id, one.sample.drawn_at.astimezone(SHANGHAI).date(), one.place) for one in drawn
    ]


def _event(event: Event, rulebook: Rulebook) -> TimelineLine:
    ruling = getattr(event, "ruling", None)
    return TimelineLine(
        verb=event.verb,
        label=event.label,
        more=words_of(event.verb, event.data, rulebook),
        occurred_at=event.occurred_at,
        recorded_at=event.recorded_at,
        by=event.source,
        data=event.data,
        ruling=mask_text(ruling.words) if ruling else "",
    )


def _links(matter: Matter, links: list[Link], seen: set[int]) -> Iterator[LinkLine]:
    for link in links:
        later = link.earlier_id == matter.pk
        other = link.later if later else link.earlier
        if other.pk in seen:
            yield LinkLine(
                id=other.pk,
                number=other.number,
                kind=other.kind,
                state=other.state,
                subject=mask_text(other.subject),
                why=str(link.get_kind_display()),
                later=later,
                made_at=link.made_at,
            )


def _visit(visit: Visit) -> VisitLine:
    return VisitLine(
        on=visit.on,
        side=str(Side(visit.side).label),
        channel=str(dict(ServiceChannel.choices).get(visit.channel, visit.channel)),
        reached=visit.reached,
        satisfaction=str(visit.get_satisfaction_display()) if visit.satisfaction else "",
        words=mask_text(visit.words),
        by=visit.by.name,
        sample_id=visit.sample_id,
    )
