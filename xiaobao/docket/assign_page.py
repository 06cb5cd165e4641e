"""What waits at intake (待分派), each with the way the rules propose, grouped by where it would go."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby

from django.db.models import Q, QuerySet

from xiaobao.docket.due import DueBadge, badge
from xiaobao.docket.filters import standing
from xiaobao.docket.models import Matter
from xiaobao.docket.queries import visible
from xiaobao.docket.registers import Registers
from xiaobao.docket.routing_facts import facts_of
from xiaobao.docket.routing_page import RouteLine, assignable, line_of
from xiaobao.docket.routing_words import names_of
from xiaobao.docket.rulebook import Rulebook
from xiaobao.documents.redaction import mask_text
from xiaobao.rules.distribution import RECEIVES
from xiaobao.rules.routing import INTAKE, Route, Tier, route
from xiaobao.rules.workflow import Track, states
from xiaobao.staff.permissions import Authority

PAGE = 100
MOST = 2_000
"""So many that wait are routed for one page, the most urgent; whoever has more assigns these first."""
FIRST, OUT, UNKNOWN = "first", "out", "unknown"
"""The heaps that are no office: settling first by choice, not ours by the look, a person has to say."""
_NAMES = {FIRST: "消费者已选择先行和解", OUT: "可能不属本局管辖", UNKNOWN: "需要人工判断"}
PHRASES = tuple(_NAMES.values())


@dataclass(frozen=True, slots=True)
class Waiting:
    """One matter that waits; numbers masked."""

    id: int
    version: int
    number: str
    kind: str
    subject: str
    respondent: str
    category: str
    received_on: date
    due: DueBadge
    route: RouteLine


@dataclass(frozen=True, slots=True)
class Heap:
    """Those that would go one way: ``code`` of the office or of a heap that is none, and the rows shown."""

    code: str
    name: str
    count: int
    rows: tuple[Waiting, ...] = ()

    @property
    def of_office(self) -> bool:
        """Whether it is an office."""
        return self.code not in _NAMES


@dataclass(frozen=True)
class AssignPage:
    """One page: ``total`` wait, ``left_out`` of them are not looked at; ``heaps`` says how many go where."""

    heaps: list[Heap]
    shown: list[Heap]
    total: int
    left_out: int
    to: str
    page: int
    pages: int


def assign_page(
    authority: Authority, rulebook: Rulebook, today: date, to: str = "", page: int = 1
) -> AssignPage:
    """Return one page of what waits at intake within the officer's reach, of one heap or of all.

    A number of queries that does not grow with what waits.
    """
    waiting = _waiting(authority)
    total, keys = waiting.count(), list(waiting.values_list("pk", flat=True)[:MOST])
    routes = _routes(keys, rulebook, today)
    heaps = _heaps(routes, rulebook)
    order = [heap.code for heap in heaps]
    wanted = [key for key in keys if to in ("", _heap_of(routes[key]))]
    wanted.sort(key=lambda key: order.index(_heap_of(routes[key])))
    pages = max(-(-len(wanted) // PAGE), 1)
    page = min(max(page, 1), pages)
    rows = _rows(wanted[(page - 1) * PAGE : page * PAGE], routes, rulebook, today)
    return AssignPage(heaps, _shown(rows, heaps), total, total - len(keys), to, page, pages)


def _waiting(authority: Authority) -> QuerySet[Matter]:
    lawful = Q()
    for track in Track:
        open_to = [state.value for state in states(track) if assignable(track, state)]
        lawful |= Q(kind=track.value, state__in=open_to)
    here = standing(visible(authority), is_open=True).filter(office__kind=RECEIVES, handler=None)
    return here.filter(lawful).order_by("next_due", "id")


def _routes(keys: Sequence[int], rulebook: Rulebook, today: date) -> dict[int, Route]:
    facts = facts_of(keys, Registers.read(), today)
    return {key: route(facts[key], rulebook.routing) for key in keys}


def _heap_of(found: Route) -> str:
    if found.tier in (Tier.ENTERPRISE, Tier.POINT):
        return FIRST
    if found.tier is Tier.OUT:
        return OUT
    return UNKNOWN if found.office == INTAKE else found.office


def _heaps(routes: dict[int, Route], rulebook: Rulebook) -> list[Heap]:
    counts = Counter(map(_heap_of, routes.values()))
    names = {**names_of(rulebook), **_NAMES}
    return [Heap(code, name, counts[code]) for code, name in names.items() if counts[code]]


def _rows(keys: Sequence[int], routes: dict[int, Route], rulebook: Rulebook, today: date) -> list[Waiting]:
    found = {one.pk: one for one in Matter.objects.filter(pk__in=keys).select_related("respondent")}
    return [
        Waiting(
            key, one.version, one.number, one.kind, mask_text(one.subject),
            one.respondent.name if one.respondent else "", one.category, one.received_on,
            badge(one, today=today, rulebook=rulebook), line_of(routes[key], rulebook),
        )
        for key in keys
        for one in [found[key]]
    ]  # fmt: skip


def _shown(rows: Sequence[Waiting], heaps: Sequence[Heap]) -> list[Heap]:
    known = {heap.code: heap for heap in heaps}
    return [
        Heap(code, known[code].name, known[code].count, tuple(of_heap))
        for code, of_heap in groupby(rows, key=_heap_of_row)
    ]


def _heap_of_row(row: Waiting) -> str:
    if row.route.chosen:
        return FIRST
    if row.route.tier is Tier.OUT:
        return OUT
    return row.route.office or UNKNOWN
