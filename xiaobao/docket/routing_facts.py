"""What is known of stored matters for their way (分办), many at once: a query a batch, none a matter."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date

from django.db.models import Exists, OuterRef, QuerySet

from xiaobao.docket.models import Diversion, Matter
from xiaobao.docket.registers import Registers
from xiaobao.rules.routing import RoutingFacts
from xiaobao.rules.workflow import Track

BATCH = 2000
"""Matters read at once."""
_COLUMNS = (
    "pk", "kind", "received_on", "place", "channel", "respondent__name", "respondent__address",
    "respondent__credit_code", "submission__object_path", "submission__problem_path", "complaint__diversion",
    "complaint__competent", "report__competent", "tried",
)  # fmt: skip
_Row = tuple[
    int, str, date, str, str, str | None, str | None, str | None, str | None, str | None, str | None,
    bool | None, bool | None, bool,
]  # fmt: skip


def facts_of(keys: Sequence[int], registers: Registers, day: date | None) -> dict[int, RoutingFacts]:
    """Return the facts of the matters with these ids, against the registers as they stand on ``day``.

    Without a day each matter is looked at as on the day it was received. One query.
    """
    ended = Diversion.objects.filter(matter=OuterRef("pk")).exclude(ending="")
    found = Matter.objects.filter(pk__in=keys).annotate(tried=Exists(ended)).order_by()
    return {row[0]: _facts(row, registers, day) for row in found.values_list(*_COLUMNS)}


def in_batches(
    matters: QuerySet[Matter], registers: Registers, day: date | None = None
) -> Iterator[tuple[str, RoutingFacts]]:
    """Yield number and facts of each matter, oldest first; one query for the numbers, and one a batch."""
    numbers = dict(matters.order_by("pk").values_list("pk", "number"))
    keys = list(numbers)
    for first in range(0, len(keys), BATCH):
        found = facts_of(keys[first : first + BATCH], registers, day)
        yield from ((numbers[key], facts) for key, facts in found.items())


def _facts(row: _Row, registers: Registers, day: date | None) -> RoutingFacts:
    _key, kind, received_on, place, channel, name, address, code, objects, problems = row[:10]
    chosen, of_complaint, of_report, tried = row[10:]
    known = registers.of(day or received_on, name=name or "", code=code or "", address=address or "")
    return RoutingFacts(
        track=kind,
        address=address or "",
        place=place,
        respondent=name or "",
        categories=_path(objects),
        problems=_path(problems),
        channel=channel,
        # A consumer whose settling first has ended has had that choice; the bureau handles it now.
        chosen="" if tried else chosen or "",
        tried=tried,
        in_district=of_complaint if kind == Track.COMPLAINT else of_report,
        odr=known.odr,
        point=known.point,
        key=known.key,
    )


def _path(text: str | None) -> tuple[str, ...]:
    return tuple(text.split("->")) if text else ()
