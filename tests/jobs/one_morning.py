"""A morning of the clockwork as a life for ``killed_at_every_statement``: one act, the run when the office opens."""

from __future__ import annotations

import time
from typing import Any

from django.db import connection

from tests import cast
from tests.jobs.ladder_work import run
from xiaobao.docket.actions import supervise
from xiaobao.docket.liveness import TICK
from xiaobao.docket.models import Heartbeat

AT = cast.at("2026-05-27", "09:00")
BATCH = 4
"""So few clocks in one transaction that there are several."""


def next_act(_part: int) -> None:
    """Run the clockwork once."""
    supervise.BATCH = BATCH
    run(AT)


def events(_part: int) -> list[str]:
    """The end of the life once a run has finished, none before; nobody killed holds anything by then."""
    _wait_for_the_dead()
    return ["close"] if Heartbeat.objects.filter(job=TICK, finished_at=AT).exists() else []


def _wait_for_the_dead() -> None:
    """A server notices a moment later that somebody was killed."""
    while connection.vendor == "postgresql" and _others():
        time.sleep(0.005)


def _others() -> int:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT count(*) FROM pg_stat_activity"
            " WHERE datname = current_database() AND pid <> pg_backend_pid() AND backend_type = 'client backend'"
        )
        row: Any = cursor.fetchone()
    return int(row[0])
