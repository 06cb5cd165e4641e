"""What a play stands on: an empty bureau of its own, whose disk need not survive a power cut."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from django.db import connection


@pytest.fixture
def empty_bureau(transactional_db: None, own_home: Path) -> Iterator[Path]:
    """An empty database, where transactions are real ones, and an empty home; returns the home."""
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA synchronous=OFF")
        yield own_home
        cursor.execute("PRAGMA synchronous=FULL")
