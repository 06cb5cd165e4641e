"""The complaints that linkage takes to come from one person, nobody named: for judging a ring, no more.

Complaints alone are read, and only within reach (令121 第三十七条): of a report there is nothing here, not
even a count. Each look is written down by ``actions/read_person.py``.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import QuerySet

from xiaobao.docket.finding_bars import Bars, bars_of
from xiaobao.docket.finding_parts import Factor, factors_of, part_of
from xiaobao.docket.finding_reach import insist, reaches, seen
from xiaobao.docket.findings_page import title_of
from xiaobao.docket.mined_lines import Listed, listed
from xiaobao.docket.models import (
    Finding,
    FindingChange,
    FindingKind,
    FindingState,
    LinkedPerson,
    Matter,
    Party,
    Role,
)
from xiaobao.docket.queries import visible
from xiaobao.docket.rulebook import Rulebook
from xiaobao.refusals import NotFound
from xiaobao.rules.workflow import ORDER_121, Track
from xiaobao.staff.permissions import Authority

MOST_RESPONDENTS = 20
_NONE = "没有可以查看的投诉。"
_SHOWN = (FindingState.OPEN, FindingState.CONFIRMED, FindingState.CONTESTED)


@dataclass(frozen=True, slots=True)
class RespondentLine:
    """An enterprise with so many of the complaints."""

    id: int
    name: str
    matters: int


@dataclass(frozen=True, slots=True)
class RingOf:
    """A ring that holds complaints of the person; ``factors`` are there for who sees the whole of it."""

    finding: Finding
    title: str
    factors: tuple[Factor, ...]


@dataclass(frozen=True)
class PersonPage:
    """The page. ``names`` and ``phones`` are masked, the most frequent first.

    ``links``: by what two complaints were taken to come from one person, and how many pairs were so.
    """

    names: tuple[str, ...]
    phones: tuple[str, ...]
    first_on: date
    last_on: date
    bars: Bars
    respondents: tuple[RespondentLine, ...]
    more_respondents: int
    links: tuple[tuple[str, int], ...]
    rings: tuple[RingOf, ...]
    listed: Listed

    @property
    def complaints(self) -> int:
        """How many complaints within reach there are."""
        return self.listed.total


def person_page(officer: Authority, person: str, rulebook: Rulebook, *, page: int = 1) -> PersonPage:
    """Return the page of a linked person; raises NotAllowed, and NotFound where no complaint is in reach."""
    insist(officer)
    mine = LinkedPerson.objects.filter(person=person).order_by().values("pk")
    matters = visible(officer).filter(kind=Track.COMPLAINT.value, pk__in=mine)
    days = list(matters.order_by("received_on").values_list("received_on", flat=True))
    if not days:
        raise NotFound(_NONE)
    numbers = dict(matters.order_by().values_list("pk", "number"))
    linked = _linked(numbers)
    shops = _respondents(matters)
    return PersonPage(
        **_called(matters),
        first_on=days[0],
        last_on=days[-1],
        bars=bars_of(days),
        respondents=shops[:MOST_RESPONDENTS],
        more_respondents=len(shops[MOST_RESPONDENTS:]),
        links=tuple(_counted(linked)),
        rings=tuple(_rings(matters, person, officer, rulebook)),
        listed=listed(matters, page, _said(linked, numbers)),
    )


def _called(matters: QuerySet[Matter]) -> dict[str, tuple[str, ...]]:
    people = Party.objects.filter(matter__in=matters.order_by().values("pk"), role=Role.COMPLAINANT)
    # The first registered of each complaint: it is the one the mining reads.
    rows = people.order_by("-pk").values_list("matter_id", "shown_name", "shown_phone")
    first = {matter: (name, phone) for matter, name, phone in rows}
    columns = zip(*first.values(), strict=True) if first else ((), ())
    names, phones = (_often(column) for column in columns)
    return {"names": names, "phones": phones}


def _often(said: Sequence[str]) -> tuple[str, ...]:
    counts = Counter(one for one in said if one)
    return tuple(sorted(counts, key=lambda one: (-counts[one], one)))


def _linked(numbers: Mapping[int, str]) -> dict[int, list[tuple[int, str]]]:
    """Return the other complaints each was linked with, and by what, both within reach."""
    rows = LinkedPerson.objects.filter(pk__in=list(numbers)).values_list("pk", "reasons")
    return {
        matter: [(one["matter"], str(one["why"])) for one in reasons if one.get("matter") in numbers]
        for matter, reasons in rows
    }


def _counted(linked: Mapping[int, Sequence[tuple[int, str]]]) -> list[tuple[str, int]]:
    pairs = {
        (min(matter, other), max(matter, other), why)
        for matter, reasons in linked.items()
        for other, why in reasons
    }
    counts = Counter(why for _one, _other, why in pairs)
    return sorted(counts.items(), key=lambda pair: (-pair[1], pair[0]))


def _said(linked: Mapping[int, Sequence[tuple[int, str]]], numbers: Mapping[int, str]) -> dict[int, str]:
    return {
        matter: f"与 {numbers[reasons[0][0]]} {reasons[0][1]}"
        for matter, reasons in linked.items()
        if reasons
    }


def _respondents(matters: QuerySet[Matter]) -> tuple[RespondentLine, ...]:
    named = matters.exclude(respondent=None).order_by()
    counts = Counter(named.values_list("respondent_id", "respondent__name"))
    ranked = sorted(counts.items(), key=lambda pair: (-pair[1], pair[0]))
    return tuple(RespondentLine(key, name, many) for (key, name), many in ranked)


def _rings(
    matters: QuerySet[Matter], person: str, officer: Authority, rulebook: Rulebook
) -> Iterator[RingOf]:
    keys = matters.order_by().values("pk")
    found = seen(officer).filter(kind=FindingKind.RING, state__in=_SHOWN, members__matter__in=keys)
    rings = list(found.exclude(change=FindingChange.GONE).select_related("respondent").distinct())
    reached, law = reaches(officer, rings), rulebook.law.regulation(ORDER_121)
    for ring in rings:
        whole = reached[ring.pk].whole
        told = [part_of(row) for row in _factors(ring, person)] if whole else []
        yield RingOf(ring, title_of(ring, whole=whole), factors_of(told, law, {}) if whole else ())


def _factors(ring: Finding, person: str) -> list[dict[str, Any]]:
    given = ring.evidence.get("persons")
    told = [one for one in given if isinstance(one, dict)] if isinstance(given, list) else []
    mine = next((one for one in told if one.get("person") == person), {})
    return [row for row in mine.get("factors") or [] if isinstance(row, dict)]
