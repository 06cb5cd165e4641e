"""How a row of the audit trail is bound to the one before it: its digest, and its mark under the audit key.

A digest needs no secret: anybody who can write the table can work out a chain anew from any row on. The mark
(``mac``) is keyed with a key that is not in the database, so whoever has only the database cannot.
"""

from __future__ import annotations

import hashlib
import hmac
import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from cryptography.hazmat.primitives.hashes import SM3, Hash
from cryptography.hazmat.primitives.hmac import HMAC

if TYPE_CHECKING:
    # Asked when the program starts which digests there are, before there are models.
    from xiaobao.vault.models import AuditEntry

GENESIS = "0" * 64
"""What the first row names as the digest before it."""
HASHINGS = ("sha256", "sm3")
"""The digests one may choose from; a row names the one it was written with."""
canonical = json.JSONEncoder(ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode
"""Write a value in the one way a digest is taken over."""


@dataclass(frozen=True, slots=True)
class Row:
    """One row of the table as it stands there, read column by column."""

    id: int
    at: datetime
    actor_id: int | None
    actor_name: str
    act: str
    subject: str
    detail: Mapping[str, Any]
    address: str
    post: str
    result: str
    hashing: str
    mac: str
    previous: str
    digest: str


def digest_of(row: Row | AuditEntry) -> str:
    """Return the digest a row should carry, 64 hexadecimal digits.

    Raises ValueError for a digest that is not one of ours, TypeError for a column that holds no text.
    """
    if not row.hashing:
        return hashlib.sha256(canonical(_as_before(row)).encode()).hexdigest()
    body = [row.hashing, row.id, _moment(row.at), row.actor_id, row.actor_name, row.post, row.act]
    body += [row.subject, row.result, row.detail, row.address, row.previous]
    return _hashed(canonical(body).encode(), row.hashing)


def mac_of(text: str, hashing: str, key: bytes) -> str:
    """Return the mark of a digest, or of a line about one, under ``key``: 64 hexadecimal digits."""
    if hashing == "sm3":
        keyed = HMAC(key, SM3())
        keyed.update(text.encode())
        return keyed.finalize().hex()
    return hmac.digest(key, text.encode(), "sha256").hex()


def _hashed(data: bytes, hashing: str) -> str:
    if hashing == "sha256":
        return hashlib.sha256(data).hexdigest()
    if hashing != "sm3":
        raise ValueError(hashing)
    # Not by hashlib: whether that knows SM3 depends on how the machine's own library was built.
    digest = Hash(SM3())
    digest.update(data)
    return digest.finalize().hex()


def _as_before(row: Row | AuditEntry) -> list[object]:
    """Return what the digest covered while there was no choice of digest, no post and no result."""
    return [
        row.previous,
        row.at.timestamp(),
        row.actor_id,
        row.actor_name,
        row.act,
        row.subject,
        row.detail,
        row.address,
    ]


def _moment(at: datetime) -> str:
    return at.astimezone(UTC).isoformat(timespec="microseconds")
