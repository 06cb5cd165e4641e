"""The run of the clockwork finds what is due by the index of its moment: what is merely open costs it nothing."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests import cast
from tests.conftest import seed_officers
from tests.docket.on_postgresql import cluster as cluster
from tests.docket.on_postgresql import docket_undone as docket_undone
from tests.docket.on_postgresql import with_docket as with_docket
from xiaobao.docket import bulk
from xiaobao.docket.actions import supervise
from xiaobao.docket.actions.register import register_many
from xiaobao.docket.models import Clock
from xiaobao.docket.rulebook import current

OPEN, DUE = 4_000, 300
PLAN = {"sqlite": "EXPLAIN QUERY PLAN", "postgresql": "EXPLAIN"}
EVERYTHING = re.compile(r"Seq Scan|SCAN docket_clock(?! USING INDEX clock_watched)")
"""What either database says when it reads every clock."""
COLUMNS = ("matter_id", "clock", "regulation", "state", "ledger", "started_on", "due_earliest", "provisional",
           "basis", "derivation", "calendar", "watch_at")  # fmt: skip


@pytest.fixture(params=["sqlite", "postgresql"])
def docket(request: pytest.FixtureRequest, db: None) -> None:
    """A docket on either database in which the next 300 of 4,000 open clocks are due at noon."""
    if request.param == "postgresql":
        request.getfixturevalue("docket_undone")
    seed_officers()
    (key,) = register_many([cast.complaint()], batch=None, rulebook=current(), at=cast.NOON)
    bulk.insert(Clock, COLUMNS, (clock(key, number) for number in range(OPEN)))
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")


def clock(matter: int, number: int) -> tuple[Any, ...]:
    """One of the open clocks: the first few due by noon, one a minute, the others later."""
    at = cast.NOON + timedelta(minutes=number - DUE)
    return (
        matter, f"example.{number}", "", "running", [], cast.TODAY, cast.TODAY, False, "", "", "", at,
    )  # fmt: skip


def asked(what: Callable[[], object]) -> str:
    """Return the one question that is put to the database meanwhile."""
    with CaptureQueriesContext(connection) as queries:
        what()
    (query,) = queries.captured_queries
    return str(query["sql"])


def plan(sql: str) -> str:
    """Return how the database would answer."""
    with connection.cursor() as cursor:
        cursor.execute(f"{PLAN[connection.vendor]} {sql}")
        return "\n".join(" ".join(map(str, row)) for row in cursor.fetchall())


@pytest.mark.parametrize("page", ["first", "next"])
def test_what_is_due_is_found_by_its_moment(docket: None, page: str) -> None:
    found = supervise._due(cast.NOON, None, None)
    assert len(found) == supervise.BATCH
    last = None if page == "first" else found[-1]
    told = plan(asked(lambda: supervise._due(cast.NOON, last, None)))
    assert "clock_watched" in told
    assert EVERYTHING.search(told) is None


def test_a_database_without_the_index_would_show(docket: None) -> None:
    with connection.cursor() as cursor:
        cursor.execute("DROP INDEX clock_watched")
    told = plan(asked(lambda: supervise._due(cast.NOON, None, None)))
    assert "clock_watched" not in told
    assert EVERYTHING.search(told)
