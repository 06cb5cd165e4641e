"""Search over matters in Chinese with exact recall: one character, one token, phrase queries.

A query finds every matter one of whose fields contains it as a substring, one and two characters included;
blanks in the query separate terms that must all occur, blanks and line breaks in a text are passed over.
Capital and full-width forms meet their plain ones.
On SQLite an FTS5 table without content holds the tokens; what complainants and reporters are called is
never indexed.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable

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


def match_expression(query: str) -> str:
    """Return the FTS5 expression for ``query``; empty when it holds nothing to look for."""
    phrases = (tokens(term).strip() for term in unicodedata.normalize("NFKC", query).split())
    return " AND ".join(f'"{phrase}"' for phrase in phrases if phrase)


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
        cursor.execute(
            "INSERT INTO docket_search(docket_search, rowid, body) VALUES ('delete', %s, %s)",
            [matter_id, tokens(old)],
        )
    add([(matter_id, new)])


def condition(query: str) -> tuple[str, list[str]] | None:
    """Return (SQL condition on docket_matter.id, parameters), or None when there is nothing to look for."""
    expression = match_expression(query)
    if not expression:
        return None
    return (
        "docket_matter.id IN (SELECT rowid FROM docket_search WHERE docket_search MATCH %s)",
        [expression],
    )
