"""The audit trail read as it stands in the table, page by page, whatever somebody has written into it."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from django.db import DatabaseError, connection

from xiaobao.vault.chain import Row

PAGE = 2000
# As text, so that no column is turned into anything before we have looked at it.
_COLUMNS = (
    "id, CAST(at AS TEXT), actor_id, actor_name, act, subject, CAST(detail AS TEXT), address,"
    " post, result, hashing, mac, previous, digest"
)
_PAGE_AFTER = f"SELECT {_COLUMNS} FROM vault_auditentry WHERE id > %s ORDER BY id LIMIT %s"  # noqa: S608
_ONE = f"SELECT {_COLUMNS} FROM vault_auditentry WHERE id = %s"  # noqa: S608
_IDS_AFTER = "SELECT id FROM vault_auditentry WHERE id > %s ORDER BY id LIMIT %s"
_BEFORE_ALL = -(2**63)


@dataclass(frozen=True, slots=True)
class Unreadable:
    """A row with something in it that no row of ours has: bytes for text, a date that is none."""

    id: int


def rows() -> Iterator[Row | Unreadable]:
    """Yield every row by number. Nothing is kept open in between, so that officers go on working."""
    last = _BEFORE_ALL
    while page := _page(last):
        yield from page
        last = page[-1].id


def tail() -> Row | Unreadable | None:
    """Return the newest row; None while there is none."""
    newest = _asked("SELECT max(id) FROM vault_auditentry")[0][0]
    return None if newest is None else one(newest)


def one(entry: int) -> Row | Unreadable | None:
    """Return one row by its number; None when it is not there."""
    try:
        found = _asked(_ONE, entry)
    except DatabaseError:
        return Unreadable(entry)
    return _read(found[0]) if found else None


def count(up_to: int) -> int:
    """Return how many rows there are with numbers up to and including ``up_to``."""
    return int(_asked("SELECT count(*) FROM vault_auditentry WHERE id <= %s", up_to)[0][0])


def _page(last: int) -> list[Row | Unreadable]:
    try:
        return [_read(values) for values in _asked(_PAGE_AFTER, last, PAGE)]
    except DatabaseError:
        # One value the driver cannot hand over spoils the page: find which.
        return [found for (key,) in _asked(_IDS_AFTER, last, PAGE) if (found := one(key))]


def _asked(sql: str, *given: int) -> list[tuple[Any, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(sql, given)
        return list(cursor.fetchall())


def _read(values: tuple[Any, ...]) -> Row | Unreadable:
    key, at, actor, name, act, subject, detail, *texts = values
    try:
        moment = datetime.fromisoformat(at)
        moment = moment if moment.tzinfo else moment.replace(tzinfo=UTC)
        row = Row(key, moment, actor, name, act, subject, json.loads(detail), *texts)
    except (TypeError, ValueError):
        return Unreadable(key)
    plain = set(map(type, (name, act, subject, *texts))) == {str}
    return row if plain and isinstance(row.detail, dict) else Unreadable(key)
