"""The audit trail: written in the same transaction as the act, or the act does not happen."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Protocol

from django.db import connection, transaction

from xiaobao.vault.models import AuditEntry

GENESIS = "0" * 64


class Actor(Protocol):
    """Who acts, as the vault needs to know it; an officer is one."""

    pk: Any
    name: Any


@dataclass(frozen=True)
class Flaw:
    """A place where the chain does not hold: the row's id and what is wrong, in Chinese."""

    entry: int
    reason: str


def record(
    *,
    act: str,
    subject: str,
    at: datetime,
    actor: Actor | None,
    detail: Mapping[str, object] | None = None,
    address: str = "",
) -> AuditEntry:
    """Append one row. Must run inside the act's transaction, so both are kept or neither.

    ``detail`` must never hold a complainant's or reporter's name, phone or address.
    """
    if not connection.in_atomic_block:
        raise transaction.TransactionManagementError("audit.record belongs inside the act's transaction")
    last = AuditEntry.objects.order_by("-id").values_list("digest", flat=True).first()
    entry = AuditEntry(
        at=at,
        actor_id=actor.pk if actor else None,
        actor_name=actor.name if actor else "系统",
        act=act,
        subject=subject,
        detail=dict(detail or {}),
        address=address,
        previous=last or GENESIS,
    )
    entry.digest = _digest(entry)
    entry.save(force_insert=True)
    return entry


def verify() -> Iterator[Flaw]:
    """Walk the whole chain and yield every place where it does not hold."""
    previous, last_id = GENESIS, 0
    for entry in AuditEntry.objects.order_by("id").iterator(chunk_size=2000):
        if entry.id != last_id + 1:
            yield Flaw(entry.id, f"第 {last_id} 条之后缺少记录")
        if entry.previous != previous:
            yield Flaw(entry.id, "与前一条记录不相衔接")
        if entry.digest != _digest(entry):
            yield Flaw(entry.id, "记录内容被改动")
        previous, last_id = entry.digest, entry.id
    if _highest_given() > last_id:
        yield Flaw(last_id, f"第 {last_id} 条之后缺少记录")


def _highest_given() -> int:
    """Return the highest id ever given to a row: SQLite keeps it apart from the rows themselves."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT seq FROM sqlite_sequence WHERE name = %s", [AuditEntry._meta.db_table])
        row = cursor.fetchone()
    return int(row[0]) if row else 0


def _digest(entry: AuditEntry) -> str:
    body = [
        entry.previous,
        entry.at.timestamp(),
        entry.actor_id,
        entry.actor_name,
        entry.act,
        entry.subject,
        entry.detail,
        entry.address,
    ]
    text = json.dumps(body, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()
