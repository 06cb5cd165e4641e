"""What was found wanting in what was done (用): sent back, voided, opened again, and labels corrected.

Counted within ``queries.visible`` by the day it happened. Each defect stands beside the acts of the same days
it is held against. Counts are of acts and matters, never of who did them.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from django.db.models import Count, Exists, OuterRef, Q

from xiaobao.docket.filters import received_between
from xiaobao.docket.finding_reach import insist
from xiaobao.docket.models import Document, Event, LabelRuling, LabelScheme, MatterLabel
from xiaobao.docket.queries import visible
from xiaobao.docket.rulebook import SHANGHAI
from xiaobao.rules.scorecard import Share
from xiaobao.rules.workflow import Act, Labelled, Track
from xiaobao.staff.permissions import Authority

_PROPOSED = "propose"


class Wanting(Labelled):
    """What is counted as a defect."""

    HANDED_BACK = "handed_back", "分派后被承办单位退回"
    REVIEW = "review", "立案意见审核时退回"
    SENT_BACK = "sent_back", "立案意见报局领导后退回补充核查"
    VOIDED = "voided", "作废文书"
    REOPENED = "reopened", "办结后重新审查、恢复调解"
    ORDER = "order", "督办回复被退回"


PHRASES = tuple(one.label for one in Wanting)
"""Words of this board that are said through the catalogue."""
_RETURNED = Q(verb=Act.REVIEW.value, data__agree=False)
_DEFECTS: Mapping[Wanting, tuple[Q, tuple[str, ...]]] = {
    Wanting.HANDED_BACK: (Q(verb=Act.HAND_BACK.value), (Act.ASSIGN.value,)),
    Wanting.REVIEW: (_RETURNED, (Act.REVIEW.value,)),
    Wanting.SENT_BACK: (Q(verb=Act.SEND_BACK.value), (Act.PROPOSE.value,)),
    Wanting.VOIDED: (Q(verb=Act.VOID.value), ()),
    Wanting.REOPENED: (Q(verb__in=[Act.REOPEN.value, Act.RESUME.value]), (Act.CLOSE.value,)),
    Wanting.ORDER: (Q(verb="order_return"), ("order_reply",)),
}
"""The events of a defect, and the acts it is held against; a voided paper is held against papers issued."""


@dataclass(frozen=True, slots=True)
class Defect:
    """A defect: so many (``part``), beside so many acts of the same days (``whole``)."""

    wanting: Wanting
    share: Share


@dataclass(frozen=True, slots=True)
class Corrected:
    """Of what the mining proposed of one scheme and an officer has ruled on, so much was corrected."""

    scheme: LabelScheme
    share: Share
    proposed: int


@dataclass(frozen=True)
class DefectsBoard:
    """Defects by kind; matters with a defect by track and by hot category, of those received; corrections.

    ``hot`` holds corrections of the hot category by the name that was proposed.
    """

    defects: tuple[Defect, ...]
    tracks: Mapping[str, Share]
    categories: Mapping[str, Share]
    corrected: tuple[Corrected, ...]
    hot: Mapping[str, Share]


def defects_board(officer: Authority, since: date, until: date) -> DefectsBoard:
    """Return the defects between two days, both included; raises NotAllowed."""
    insist(officer)
    reading = _Reading(officer, since, until)
    rulings = reading.rulings()
    return DefectsBoard(
        defects=tuple(reading.defects()),
        tracks=reading.by_track(),
        categories=reading.by_category(),
        corrected=tuple(reading.corrected(rulings)),
        hot=_by(rulings, 1, LabelScheme.HOT),
    )


Ruled = list[tuple[str, str, str, int]]
"""Scheme, what was proposed, what was given, how many."""


class _Reading:
    """What the board is made from: what the officer sees, and the days."""

    def __init__(self, officer: Authority, since: date, until: date) -> None:
        self.matters = visible(officer).order_by()
        self.days = (since, until)
        first = datetime.combine(since, time.min, SHANGHAI)
        self.moments = (first, datetime.combine(until + timedelta(days=1), time.min, SHANGHAI))

    def _during(self, moment: str) -> Q:
        first, end = self.moments
        return Q(**{f"{moment}__gte": first, f"{moment}__lt": end})

    def defects(self) -> Iterator[Defect]:
        known = {verb for _, held in _DEFECTS.values() for verb in held}
        found = Event.objects.filter(_any() | Q(verb__in=known), self._during("occurred_at"))
        asked = {f"p_{one.value}": Count("pk", filter=parts) for one, (parts, _) in _DEFECTS.items()}
        asked |= {f"w_{one.value}": Count("pk", filter=Q(verb__in=of)) for one, (_, of) in _DEFECTS.items()}
        counts = found.filter(matter__in=self.matters.values("pk")).aggregate(**asked)
        counts[f"w_{Wanting.VOIDED.value}"] = self._papers()
        for one in Wanting:
            yield Defect(one, Share(counts[f"p_{one.value}"], counts[f"w_{one.value}"]))

    def _papers(self) -> int:
        issued = Document.objects.filter(self._during("issued_at"))
        return issued.filter(matter__in=self.matters.values("pk")).count()

    def by_track(self) -> dict[str, Share]:
        bad = dict(self.matters.filter(self._wanting()).values_list("kind").annotate(n=Count("pk")))
        came = self.matters.filter(received_between(*self.days))
        whole = dict(came.values_list("kind").annotate(n=Count("pk")))
        return {one.value: Share(bad.get(one.value, 0), whole.get(one.value, 0)) for one in Track}

    def by_category(self) -> dict[str, Share]:
        hot = {"labels__scheme": LabelScheme.HOT.value, "labels__band": _PROPOSED}
        name = "labels__label"
        bad = self.matters.filter(self._wanting(), **hot).values_list(name).annotate(n=Count("pk"))
        came = self.matters.filter(received_between(*self.days), **hot)
        counted = dict(bad)
        whole = dict(came.values_list(name).annotate(n=Count("pk")))
        return {one: Share(counted.get(one, 0), whole.get(one, 0)) for one in {*counted, *whole}}

    def _wanting(self) -> Q:
        # Begun at the events, which defects are few of, and not asked of each matter.
        return Q(pk__in=Event.objects.filter(_any(), self._during("occurred_at")).order_by().values("matter"))

    def rulings(self) -> Ruled:
        """Return what holds of each matter and scheme of what was proposed, ruled on in these days."""
        later = LabelRuling.objects.filter(
            matter=OuterRef("matter"), scheme=OuterRef("scheme"), pk__gt=OuterRef("pk")
        )
        kept = LabelRuling.objects.filter(~Exists(later), self._during("at")).exclude(proposed="").order_by()
        kept = kept.filter(matter__in=self.matters.values("pk"))
        return list(kept.values_list("scheme", "proposed", "given").annotate(n=Count("pk")))

    def corrected(self, rulings: Ruled) -> Iterator[Corrected]:
        put = MatterLabel.objects.filter(matter__in=self.matters.values("pk")).order_by()
        proposed = dict(put.values_list("scheme").annotate(n=Count("pk")))
        shares = _by(rulings, 0)
        for one in LabelScheme:
            yield Corrected(one, shares.get(one.value, Share()), proposed.get(one.value, 0))


def _any() -> Q:
    found = Q()
    for parts, _ in _DEFECTS.values():
        found |= parts
    return found


def _by(rulings: Ruled, place: int, scheme: LabelScheme | None = None) -> dict[str, Share]:
    """Add up how many were corrected of those ruled on, by scheme (0) or by what was proposed (1)."""
    found: dict[str, Share] = {}
    for row in rulings:
        if scheme is None or row[0] == scheme.value:
            wrong = row[3] if row[1] != row[2] else 0
            found[str(row[place])] = found.get(str(row[place]), Share()) + Share(wrong, row[3])
    return found
