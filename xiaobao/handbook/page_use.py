"""Counting that a page of the handbook was opened, from which office, on which day. Nobody is named."""

from __future__ import annotations

import logging
from datetime import date

from django.db import DatabaseError, connection

from xiaobao.handbook.models import PageUse
from xiaobao.staff.permissions import Authority

_LOG = logging.getLogger(__name__)
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
        with connection.cursor() as cursor:
            cursor.execute(_ONE_MORE, [day, page, office])
    except DatabaseError as error:
        _LOG.warning("an opening of the handbook was not counted: %s", type(error).__name__)
