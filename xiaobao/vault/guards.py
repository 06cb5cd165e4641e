"""What the database itself holds against editing or shortening the trail, on either database.

Triggers refuse UPDATE, DELETE and (PostgreSQL) TRUNCATE, and a row that has not the number after the last one
given. SQLite remembers that number by itself; on PostgreSQL it stands in a table the application's role may
not write (``roles``).
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from django.db import NotSupportedError, connection

TABLE = "vault_auditentry"
# Any number will do, as long as nothing else on the database waits in the same line.
_LINE = 0x7861_6F61_7564
# Word for word what the migrations made (their white space aside), so that a guard made toothless shows.
_SQLITE = {
    "vault_auditentry_no_update": "BEFORE UPDATE ON vault_auditentry"
    " BEGIN SELECT RAISE(ABORT, 'the audit trail is appended, never edited'); END",
    "vault_auditentry_no_delete": "BEFORE DELETE ON vault_auditentry"
    " BEGIN SELECT RAISE(ABORT, 'the audit trail is appended, never removed'); END",
    "vault_auditentry_append": "BEFORE INSERT ON vault_auditentry WHEN NEW.id IS NOT"
    " (SELECT coalesce(max(seq), 0) + 1 FROM sqlite_sequence WHERE name = 'vault_auditentry')"
    " BEGIN SELECT RAISE(ABORT, 'the audit trail is appended, never inserted into'); END",
}
_REFUSE = (
    "EXECUTE FUNCTION vault_auditentry_refuse()"
    " BEGIN RAISE EXCEPTION 'the audit trail is appended, never edited or removed'; END"
)
_APPEND = (
    "EXECUTE FUNCTION vault_auditentry_append()"
    " BEGIN UPDATE vault_auditentry_given SET last = NEW.id WHERE last + 1 = NEW.id; IF NOT FOUND THEN"
    " RAISE EXCEPTION 'the audit trail is appended, never inserted into'; END IF; RETURN NEW; END"
)
_POSTGRESQL = {
    "vault_auditentry_append": f"BEFORE INSERT ON vault_auditentry FOR EACH ROW {_APPEND}",
    "vault_auditentry_no_update": f"BEFORE UPDATE ON vault_auditentry FOR EACH ROW {_REFUSE}",
    "vault_auditentry_no_delete": f"BEFORE DELETE ON vault_auditentry FOR EACH ROW {_REFUSE}",
    "vault_auditentry_no_truncate": f"BEFORE TRUNCATE ON vault_auditentry FOR EACH STATEMENT {_REFUSE}",
}
_WANTED = {"sqlite": _SQLITE, "postgresql": _POSTGRESQL}
_HELD = {
    "sqlite": "SELECT name, sql FROM sqlite_master WHERE type = 'trigger' AND tbl_name = %s",
    "postgresql": "SELECT tgname, pg_get_triggerdef(pg_trigger.oid, true) || ' ' || prosrc"
    " FROM pg_trigger JOIN pg_proc ON pg_proc.oid = tgfoid"
    " WHERE tgrelid = %s::regclass AND tgenabled IN ('O', 'A')",
}
_HIGHEST = {
    "sqlite": "SELECT seq FROM sqlite_sequence WHERE name = 'vault_auditentry'",
    "postgresql": "SELECT last FROM vault_auditentry_given",
}


def missing() -> list[str]:
    """Return the guards that are gone, switched off or were put there anew to say something else."""
    held = dict(_held())
    return sorted(name for name, told in _wanted().items() if held.get(name) != told)


def highest_given() -> int:
    """Return the highest number ever given to a row; the database keeps it apart from the rows themselves."""
    with connection.cursor() as cursor:
        cursor.execute(_HIGHEST[_vendor()])
        row = cursor.fetchone()
    return int(row[0]) if row else 0


def taken_together() -> int:
    """Return how many rows one statement may append: SQLite counts the numbers given up when it has ended."""
    return {"sqlite": 1, "postgresql": 500}[_vendor()]


def wait_in_line() -> None:
    """Let one writer at a time append, until its transaction ends.

    SQLite has one writer anyway. Elsewhere two could otherwise both name the same row as the one before.
    """
    if _vendor() == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(%s)", [_LINE])


def _vendor() -> str:
    if connection.vendor not in _WANTED:
        raise NotSupportedError(f"the audit trail has no guards for {connection.vendor}")
    return connection.vendor


def _wanted() -> dict[str, str]:
    return {name: _plain(f"CREATE TRIGGER {name} {text}") for name, text in _WANTED[_vendor()].items()}


def _held() -> Iterator[tuple[str, str]]:
    with connection.cursor() as cursor:
        cursor.execute(_HELD[_vendor()], [TABLE])
        rows = cursor.fetchall()
    yield from ((name, _plain(text)) for name, text in rows)


def _plain(text: str) -> str:
    return re.sub(r'[\s";]+', " ", text).strip()
