"""Counting that a page of the handbook was opened, from which office, on which day. Nobody is named."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date

from django.db import DatabaseError, connection

from xiaobao.handbook.models import PageUse
from xiaobao.staff.permissions import Authority

_LOG = logging.getLogger(__name__)
_MOMENT = 100
"""Milliseconds a reader waits for a writer of the embedded database before the count is let go."""
_TABLE = PageUse._meta.db_table
# One statement, so that two readers at once lose no count and neither waits for the other to read first.
_ONE_MORE = (
    f'INSERT INTO {_TABLE} ("on", page, office, opened) VALUES (%s, %s, %s, 1)'  # noqa: S608  fixed name
    f' ON CONFLICT ("on", page, office) DO UPDATE SET opened = {_TABLE}.opened + 1'
)


def opened(page: str, officer: Authority, day: date) -> None:
    """Count one opening of a page for the office of the officer's first post; never fails its caller.

    Who holds no post is counted under no office. A count that cannot be written is lost, and the log says so
    without saying who read what.
    """
    office = officer.held[0][1] if officer.held else ""
    try:
        with _a_moment_only(), connection.cursor() as cursor:
            cursor.execute(_ONE_MORE, [day, page, office])
    except DatabaseError as error:
        _LOG.warning("an opening of the handbook was not counted: %s", type(error).__name__)


@contextmanager
def _a_moment_only() -> Iterator[None]:
    """Let SQLite wait a moment instead of as long as for an act: an import may hold it for many seconds."""
    if connection.vendor != "sqlite":
        yield
        return
    connection.ensure_connection()
    plain = connection.connection
    (usual,) = plain.execute("PRAGMA busy_timeout").fetchone()
    plain.execute(f"PRAGMA busy_timeout = {_MOMENT}")
    try:
        yield
    finally:
        plain.execute(f"PRAGMA busy_timeout = {int(usual)}")
