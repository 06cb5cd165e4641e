"""Search over matters in Chinese with exact recall: one character, one token, phrase queries.

A query finds every matter one of whose fields contains it as a substring, one and two characters included;
blanks in the query separate terms that must all occur, blanks and line breaks in a text are passed over.
Capital and full-width forms meet their plain ones.
On SQLite an FTS5 table without content holds the tokens, on PostgreSQL a plain one that is read from end to
end; what complainants and reporters are called is never indexed.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Sequence

from django.db import connection

# Stands between fields, so that no query reaches from the end of one into the next.
_BETWEEN = "\x00"
_PLAIN = frozenset("abcdefghijklmnopqrstuvwxyz0123456789")


class _Tokens(dict[int, str]):
    """Maps each character to its token, worked out once: 汉字 and plain letters stay, the rest is coded."""

    def __missing__(self, point: int) -> str:
        char = chr(point)
        if char.isspace():
            token = ""
        elif char in _PLAIN or 0x4E00 <= point <= 0x9FFF:
            token = f"{char} "
        else:
            # unicode61 would drop punctuation and characters newer than its tables; a code keeps them.
            token = f"z{point:x} "
        self[point] = token
        return token


_TOKENS = _Tokens()


def tokens(text: str) -> str:
    """Return ``text`` as blank-separated one-character tokens."""
    return unicodedata.normalize("NFKC", text).casefold().translate(_TOKENS)


def phrases(query: str) -> list[str]:
    """Return the tokens of each term of ``query``; none when it holds nothing to look for."""
    found = (tokens(term).strip() for term in unicodedata.normalize("NFKC", query).split())
    return [phrase for phrase in found if phrase]


def text_of(*parts: str) -> str:
    """Join what a matter is found by: number, respondent, words, paths; never who complained or reported."""
    return _BETWEEN.join(parts)


def add(rows: Iterable[tuple[int, str]]) -> None:
    """Index (matter id, text) rows."""
    with connection.cursor() as cursor:
        cursor.executemany(
            "INSERT INTO docket_search(rowid, body) VALUES (%s, %s)",
            [(matter_id, tokens(text)) for matter_id, text in rows],
        )


def replace(matter_id: int, old: str, new: str) -> None:
    """Index ``new`` in place of ``old``, which must be what was indexed before."""
    with connection.cursor() as cursor:
        if _plain_table():
            cursor.execute("DELETE FROM docket_search WHERE rowid = %s", [matter_id])
        else:
            cursor.execute(
                "INSERT INTO docket_search(docket_search, rowid, body) VALUES ('delete', %s, %s)",
                [matter_id, tokens(old)],
            )
    add([(matter_id, new)])


def condition(query: str) -> tuple[str, list[str]] | None:
    """Return (SQL condition on docket_matter.id, parameters), or None when there is nothing to look for."""
    wanted = phrases(query)
    if not wanted:
        return None
    where, parameters = _holding(wanted, "AND")
    return f"docket_matter.id IN (SELECT rowid FROM docket_search WHERE {where})", parameters  # noqa: S608


def newest(wanted: Sequence[str], most: int) -> list[int]:
    """Return the ids of at most so many matters that hold one of these phrases (tokens), newest first."""
    where, parameters = _holding(wanted, "OR")
    asking = f"SELECT rowid FROM docket_search WHERE {where} ORDER BY rowid DESC LIMIT %s"  # noqa: S608
    with connection.cursor() as cursor:
        cursor.execute(asking, [*parameters, most])
        return [key for (key,) in cursor.fetchall()]


def forget() -> None:
    """Leave nothing of former words in the index, nor in pages of the database that are free now."""
    with connection.cursor() as cursor:
        if _plain_table():
            statements = ["VACUUM (FULL) docket_search", "VACUUM (FULL) docket_submission"]
        else:
            cursor.execute("INSERT INTO docket_search(docket_search) VALUES ('optimize')")
            statements = ["VACUUM", "PRAGMA wal_checkpoint(TRUNCATE)"]
        for statement in [] if connection.in_atomic_block else statements:
            cursor.execute(statement)


def _holding(wanted: Sequence[str], joined: str) -> tuple[str, list[str]]:
    """Return the condition that a row holds all (AND) or one (OR) of these phrases, and its parameters."""
    if not _plain_table():
        return "docket_search MATCH %s", [f" {joined} ".join(f'"{phrase}"' for phrase in wanted)]
    # Every token ends in a blank, and no token holds a sign that LIKE would take for another.
    return f" {joined} ".join(["(' ' || body) LIKE %s"] * len(wanted)), [f"% {one} %" for one in wanted]


def _plain_table() -> bool:
    return connection.vendor == "postgresql"
