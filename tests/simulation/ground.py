"""An empty database and an empty home for a play, made anew in a moment."""

from __future__ import annotations

import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from django.db import connection

_OVERLAYS = ("calendar", "supervision", "law")


@contextmanager
def fresh(home: Path) -> Iterator[None]:
    """Play on the database as it was after its migrations; afterwards it is so again."""
    connection.ensure_connection()
    with closing(sqlite3.connect(":memory:")) as kept:
        connection.connection.backup(kept)
        connection.cursor().execute("PRAGMA synchronous=OFF")
        try:
            yield
        finally:
            kept.backup(connection.connection)
            for name in _OVERLAYS:
                shutil.rmtree(home / name, ignore_errors=True)
