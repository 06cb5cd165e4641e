"""The audit trail: written in the same transaction as the act, or the act does not happen."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import datetime
from typing import Any, Protocol

from django.conf import settings
from django.db import DatabaseError, OperationalError, connection, transaction

from xiaobao.vault import guards
from xiaobao.vault.audit_key import audit_key, marked_from
from xiaobao.vault.chain import GENESIS, digest_of, mac_of
from xiaobao.vault.errors import NotRecorded
from xiaobao.vault.models import AuditEntry
from xiaobao.vault.verification import Flaw, verify

__all__ = [
    "DONE", "FAILED", "GENESIS", "REFUSED", "Actor", "Flaw", "record", "record_many", "run_by", "verify",
]  # fmt: skip
DONE, REFUSED, FAILED = "done", "refused", "failed"
"""What came of it: it was done; a rule or a missing right stood in the way; it was tried and did not work."""
_RUN_BY: ContextVar[str] = ContextVar("run_by", default="")
_NOT_RECORDED = "审计记录写不进去，所以这次没有办理，也没有留下任何改动；请联系系统管理员。"
_POST = AuditEntry._meta.get_field("post").max_length


@contextmanager
def run_by(whom: str) -> Iterator[None]:
    """Have rows that no officer stands behind say who ran what wrote them: a command, or the clock."""
    before = _RUN_BY.set(whom)
    try:
        yield
    finally:
        _RUN_BY.reset(before)


Done = tuple[str, str, Mapping[str, object]]
"""What one row tells: the act, its subject, and the detail."""


class Actor(Protocol):
    """Who acts, as the vault needs to know it; an officer is one."""

    pk: Any
    name: Any


def record(
    *,
    act: str,
    subject: str,
    at: datetime,
    actor: Actor | None,
    post: str = "",
    result: str = DONE,
    detail: Mapping[str, object] | None = None,
    address: str = "",
) -> AuditEntry:
    """Append one row. Must run inside the act's transaction, so both are kept or neither.

    ``post`` names the posts held (where nobody acts, who ran it: ``run_by``), ``result`` is done, refused or
    failed. ``detail`` must never hold a complainant's or reporter's name, phone or address, nor free words.
    Raises NotRecorded when the database refuses the row, OperationalError when it cannot be written at all;
    the act must not happen then.
    """
    return _append([(act, subject, detail or {})], _common(at, actor, post, result, address))[0]


def record_many(rows: Sequence[Done], *, at: datetime, actor: Actor | None, post: str = "") -> None:
    """Append several rows about things done by one and the same, in their order; as ``record``."""
    if rows:
        _append(rows, _common(at, actor, post, DONE, ""))


def _common(at: datetime, actor: Actor | None, post: str, result: str, address: str) -> dict[str, Any]:
    return {
        "at": at,
        "actor_id": actor.pk if actor else None,
        "actor_name": actor.name if actor else "系统",
        "address": address,
        "post": (post or ("" if actor else _RUN_BY.get()))[:_POST],
        "result": result,
    }


def _append(rows: Sequence[Done], common: Mapping[str, Any]) -> list[AuditEntry]:
    if not connection.in_atomic_block:
        raise transaction.TransactionManagementError("audit.record belongs inside the act's transaction")
    try:
        guards.wait_in_line()
        return _appended(rows, common)
    except OperationalError:
        raise
    except DatabaseError as error:
        raise NotRecorded(_NOT_RECORDED) from error


def _appended(rows: Sequence[Done], common: Mapping[str, Any]) -> list[AuditEntry]:
    entries = list(_chained(rows, common))
    return AuditEntry.objects.bulk_create(entries, batch_size=guards.taken_together())


def _chained(rows: Sequence[Done], common: Mapping[str, Any]) -> Iterator[AuditEntry]:
    last, previous = guards.highest_given(), _last_digest()
    for number, (act, subject, detail) in enumerate(rows, last + 1):
        entry = AuditEntry(
            id=number, act=act, subject=subject, detail=dict(detail), previous=previous, **common
        )
        _bind(entry)
        previous = entry.digest
        yield entry


def _bind(entry: AuditEntry) -> None:
    entry.hashing = settings.AUDIT_DIGEST
    entry.digest = digest_of(entry)
    entry.mac = mac_of(entry.digest, entry.hashing, audit_key())
    marked_from(entry.id)


def _last_digest() -> str:
    return AuditEntry.objects.order_by("-id").values_list("digest", flat=True).first() or GENESIS
