"""One label said of a matter, and the table of them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import asdict, dataclass

import pyarrow as pa

from xiaobao.mining.tables import LABELS

HOT, OBJECT, PROBLEM, OUTSIDE, URGENCY, HARM = "hot", "object", "problem", "outside", "urgency", "harm"
RULE, MODEL, HISTORY = "rule", "model", "history"


@dataclass(frozen=True)
class LabelRow:
    """A row of ``tables.LABELS``; ``score``: a calibrated probability or share, None where a rule says so."""

    matter: int
    scheme: str
    label: str
    score: float | None
    band: str
    by: str
    why: str


def table(rows: Iterable[LabelRow]) -> pa.Table:
    """Return the rows as a table, by matter, scheme and label, best first."""
    told = sorted(rows, key=lambda one: (one.matter, one.scheme, one.label, one.by))
    return pa.Table.from_pylist([asdict(one) for one in told], schema=LABELS)
