"""Who complained or reported, opened from the vault for linkage (同一人识别) and for nothing else.

Nobody sees them: they go into memory of the run that links them, never into a file, a table that is kept or
a message, and what linkage returns are keys that name nobody. The audit trail says before anything is opened
how many identities a run opens, and on which engine.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from datetime import datetime
from itertools import islice
from typing import Any

import pyarrow as pa

from xiaobao.docket.mining_tables import CHUNK
from xiaobao.docket.models import Party
from xiaobao.docket.people import ID_NUMBER
from xiaobao.mining.tables import PEOPLE
from xiaobao.vault import audit
from xiaobao.vault.identities import ABOUT
from xiaobao.vault.sealing import unseal
from xiaobao.writing import writing

LINKED = "mining.linked"
"""What the opening is called in the audit trail."""
_ID_SIGNS = ("身份证", "证件号")
_ADDRESS_SIGNS = ("联系地址", "住址", "家庭地址", "地址")
"""By these words in the name of a column of the source it is known what the column says of a person."""


def people(*, engine: str, at: datetime) -> pa.Table:
    """Return the table ``people``, by matter, once the audit trail says so; raises Unavailable.

    A party who gave nothing has a row of empty texts. Agents (委托代理人) speak for somebody else and are
    left out.
    """
    with writing(durable=True):
        found = Party.objects.filter(matter__guarded=False).exclude(role="agent")
        detail = {"identities": found.exclude(identity=None).count(), "engine": engine}
        audit.record(act=LINKED, subject="vault:identities", at=at, actor=None, detail=detail)
    rows = found.order_by("matter_id", "pk").values_list("matter_id", "role", "identity__sealed")
    batches = map(_batch, _chunks(rows.iterator(chunk_size=CHUNK)))
    return pa.Table.from_batches(batches, schema=PEOPLE)


def _chunks(rows: Iterator[tuple[Any, ...]]) -> Iterator[list[tuple[Any, ...]]]:
    while chunk := list(islice(rows, CHUNK)):
        yield chunk


def _batch(chunk: Sequence[tuple[Any, ...]]) -> pa.RecordBatch:
    columns = zip(*(_opened(*row) for row in chunk), strict=True)
    return pa.RecordBatch.from_arrays([pa.array(column, pa_type) for column, pa_type in zip(
        columns, PEOPLE.types, strict=True
    )], schema=PEOPLE)  # fmt: skip


def _opened(matter: int, role: str, sealed: bytes | None) -> tuple[int, str, str, str, str, str]:
    if sealed is None:
        return matter, role, "", "", "", ""
    told = json.loads(unseal(bytes(sealed), about=ABOUT))
    more = told.get("more") or {}
    number = more.get(ID_NUMBER) or _named(more, _ID_SIGNS)
    return matter, role, told.get("name", ""), told.get("phone", ""), number, _named(more, _ADDRESS_SIGNS)


def _named(more: dict[str, str], signs: Sequence[str]) -> str:
    """Return what the first column whose name holds one of these words says."""
    return next((more[name] for sign in signs for name in sorted(more) if sign in name), "")
