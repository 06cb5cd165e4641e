"""The docket as the tables the mining reads (挖掘): one pass over it, some thousand rows at a time.

Titles and words are as the docket has them, masked. Insiders' reports (令121 第二十八条第二款) are left out
here, so that no later table, finding or figure can lead to one. Jobs alone import this module: the process
that serves the screens loads no engine of tables.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date, datetime
from decimal import Decimal
from itertools import islice
from typing import Any

import pyarrow as pa
from django.db.models import Count, F, Max, Q

from xiaobao.docket.models import NO_CLOCK, Clock, Enterprise, Event, Matter, SupervisionOrder
from xiaobao.mining.tables import ENTERPRISES, MATTERS
from xiaobao.rules.ledger import SHANGHAI
from xiaobao.rules.workflow import Act

CHUNK = 20_000
"""Rows turned into columns at once."""
_READ = (
    "pk", "number", "external_id", "kind", "channel", "received_at", "received_on", "submission__title",
    "submission__content", "submission__requests", "submission__reply", "submission__object_path",
    "submission__problem_path", "submission__sales_mode", "amount", "complaint__recovered", "respondent_id",
    "office__code", "place", "state", "complaint__decision", "report__decision", "complaint__outcome",
    "is_open", "next_due", "complaint__satisfaction",
)  # fmt: skip
_Row = tuple[Any, ...]


def matters(on: date) -> pa.Table:
    """Return the table ``matters`` as the docket stands, by id; ``on``: the day clocks are held against."""
    beside = _Beside(on)
    found = Matter.objects.filter(guarded=False).order_by("pk").values_list(*_READ)
    rows = iter(found.iterator(chunk_size=CHUNK))
    batches = (_batch(chunk, beside) for chunk in _chunks(rows))
    return pa.Table.from_batches(batches, schema=MATTERS)


def enterprises() -> pa.Table:
    """Return the table ``enterprises``, by id."""
    found = Enterprise.objects.order_by("pk").values_list("pk", "name", "address", "credit_code")
    return _table(list(found.iterator(chunk_size=CHUNK)), ENTERPRISES)


class _Beside:
    """What stands in other tables of a matter: when it was closed, whether a clock ran out, its orders."""

    def __init__(self, on: date) -> None:
        self.closed: Mapping[int, datetime | None] = dict(
            Event.objects.filter(verb=Act.CLOSE.value)
            .order_by()
            .values("matter")
            .annotate(last=Max("occurred_at"))
            .values_list("matter", "last")
        )
        stopped = Clock.objects.filter(state="stopped").order_by().values("matter")
        self.stopped = dict(stopped.annotate(last=Max("stopped_on")).values_list("matter", "last"))
        self.late = set(_late(on))
        orders = SupervisionOrder.objects.order_by().values("matter").annotate(n=Count("pk"))
        self.orders = dict(orders.values_list("matter", "n"))

    def closed_on(self, matter: int, *, is_open: bool) -> date | None:
        """Return the day a matter was closed; the last day a clock of it stopped where no source says."""
        if is_open:
            return None
        moment = self.closed.get(matter)
        return moment.astimezone(SHANGHAI).date() if moment else self.stopped.get(matter)


def _late(on: date) -> Iterator[int]:
    """Yield the matters of which a clock ran out, by the latest reading of its last day."""
    ran_out = Q(state="running", due_latest__lt=on) | Q(stopped_on__gt=F("due_latest"))
    yield from Clock.objects.filter(ran_out).order_by().values_list("matter_id", flat=True).distinct()


def _chunks(rows: Iterator[_Row]) -> Iterator[list[_Row]]:
    while chunk := list(islice(rows, CHUNK)):
        yield chunk


def _batch(chunk: Sequence[_Row], beside: _Beside) -> pa.RecordBatch:
    return _table([_told(row, beside) for row in chunk], MATTERS).combine_chunks().to_batches()[0]


def _told(row: _Row, beside: _Beside) -> _Row:
    matter, received = row[0], row[5]
    amount, recovered, enterprise, office, place, state, of_complaint, of_report = row[14:22]
    outcome, is_open, due, satisfaction = row[22:]
    return (
        *row[:5], int(received.timestamp()), row[6], *(text or "" for text in row[7:14]),
        _fen(amount), _fen(recovered), enterprise, office, place, state, of_complaint or of_report or "",
        outcome or "", is_open, beside.closed_on(matter, is_open=is_open),
        None if due == NO_CLOCK else due, matter in beside.late, beside.orders.get(matter, 0),
        satisfaction or "",
    )  # fmt: skip


def _fen(yuan: Decimal | None) -> int | None:
    return None if yuan is None else int(yuan * 100)


def _table(rows: Sequence[_Row], schema: pa.Schema) -> pa.Table:
    columns = zip(*rows, strict=True) if rows else [()] * len(schema)
    return pa.Table.from_arrays(
        [pa.array(column, field.type) for column, field in zip(columns, schema, strict=True)], schema=schema
    )
