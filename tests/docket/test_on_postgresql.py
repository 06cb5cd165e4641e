"""The docket on PostgreSQL: ladder, orders, registering and search as on SQLite, and what only it can get wrong."""

from __future__ import annotations

import threading
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import psycopg
import pytest
from django.db import DatabaseError, connection, transaction

from tests import cast
from tests.conftest import seed_officers
from tests.docket.on_postgresql import EXAMPLE, there
from tests.docket.on_postgresql import cluster as cluster
from tests.docket.on_postgresql import docket_postgresql as docket_postgresql
from tests.docket.on_postgresql import docket_undone as docket_undone
from tests.docket.on_postgresql import with_docket as with_docket
from tests.docket.test_bulk import *  # noqa: F403
from tests.docket.test_insiders import (
    test_an_officer_of_the_case_knows_and_the_others_of_the_office_do_not as test_an_officer_of_the_case_knows_and_the_others_of_the_office_do_not,
)
from tests.docket.test_orders import *  # noqa: F403
from tests.docket.test_outbox import *  # noqa: F403
from tests.docket.test_search import *  # noqa: F403
from tests.docket.test_supervise import *  # noqa: F403
from tests.vault import postgresql
from xiaobao.docket import bulk
from xiaobao.docket.actions.register import register_many
from xiaobao.docket.actions.tick import tick
from xiaobao.docket.models import Clock, Event, Matter
from xiaobao.docket.rulebook import current
from xiaobao.refusals import Unavailable
from xiaobao.staff.models import Office
from xiaobao.vault.audit import verify
from xiaobao.vault.models import AuditEntry, Identity, SealedText
from xiaobao.vault.roles import script
from xiaobao.writing import writing


@pytest.fixture(autouse=True)
def everything_there(request: pytest.FixtureRequest) -> None:
    """Have every example of this file work on PostgreSQL, those taken over from other files too."""
    committed = "docket_postgresql" in request.fixturenames
    request.getfixturevalue("docket_postgresql" if committed else "docket_undone")


@pytest.mark.parametrize(
    "statement",
    ["UPDATE docket_event SET verb = 'close'", "DELETE FROM docket_event", "TRUNCATE docket_event CASCADE"],
)
def test_events_are_neither_edited_nor_removed(register: Any, statement: str) -> None:
    register()
    with connection.cursor() as cursor:
        # What is checked only at the end would keep the table from being emptied for another reason.
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
    with pytest.raises(DatabaseError, match="appended"), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement)
    assert Event.objects.count() == 1


def test_rows_registered_by_two_at_once_and_one_by_one_never_meet_under_one_id(
    docket_postgresql: Any,
) -> None:
    seed_officers()
    gate = threading.Barrier(2)

    def registering(part: str) -> list[int]:
        with there(docket_postgresql):
            gate.wait()
            rows = [cast.complaint(external_id=f"{part}{n}", digest=f"{part}{n}".encode()) for n in range(40)]
            return [
                key
                for first in range(0, 40, 8)
                for key in register_many(
                    rows[first : first + 8], batch=None, rulebook=current(), at=cast.NOON
                )
            ]

    with ThreadPoolExecutor(2) as pool:
        one, other = pool.map(registering, "AB")
    assert not set(one) & set(other)
    numbers = sorted(Matter.objects.values_list("number", flat=True))
    assert numbers == [f"湖消〔2026〕{n:06d}" for n in range(1, 81)]
    for model in (Matter, Identity, SealedText):
        newest = model.objects.order_by("-pk").first()
        assert newest is None or newest.pk < _next_of(model)


def _next_of(model: Any) -> int:
    with connection.cursor() as cursor:
        cursor.execute("SELECT nextval(pg_get_serial_sequence(%s, 'id'))", [model._meta.db_table])
        return int(cursor.fetchone()[0])


def test_whoever_waits_in_vain_for_a_row_is_told_so_and_has_done_nothing(docket_postgresql: Any) -> None:
    seed_officers()
    with psycopg.connect(host=str(docket_postgresql), dbname="docket_example", user="postgres") as other:
        other.execute("SELECT * FROM staff_office FOR UPDATE")
        with connection.cursor() as cursor:
            cursor.execute("SET lock_timeout = '200ms'")
        with pytest.raises(Unavailable, match="系统正忙"), writing():
            Office.objects.update(name="另一个名字")
    assert not Office.objects.filter(name="另一个名字").exists()


def test_of_two_who_wait_for_each_other_one_is_told_that_the_system_is_busy(docket_postgresql: Any) -> None:
    seed_officers()
    first, second = Office.objects.order_by("pk")[:2]
    gate = threading.Barrier(2)

    def crossing(order: tuple[Office, Office]) -> str:
        with there(docket_postgresql):
            try:
                with writing():
                    Office.objects.filter(pk=order[0].pk).update(kind="desk")
                    gate.wait()
                    Office.objects.filter(pk=order[1].pk).update(kind="desk")
            except Unavailable as error:
                return error.sentence
            return ""

    with ThreadPoolExecutor(2) as pool:
        told = sorted(pool.map(crossing, [(first, second), (second, first)]))
    assert (told[0], told[1][:4]) == ("", "系统正忙")


def test_a_server_that_is_gone_is_said_to_be_gone(docket_postgresql: Any) -> None:
    seed_officers()

    def restarted() -> None:
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_backend_pid()")
            (ours,) = cursor.fetchone()
        with psycopg.connect(host=str(docket_postgresql), dbname="postgres", user="postgres") as other:
            other.execute("SELECT pg_terminate_backend(%s, 5000)", [ours])
        Office.objects.update(name="另一个名字")

    with pytest.raises(Unavailable, match="数据库暂时不能写入"), writing():
        restarted()
    connection.close()
    assert not Office.objects.filter(name="另一个名字").exists()


def test_a_statement_that_is_wrong_stays_a_fault_of_ours() -> None:
    with pytest.raises(DatabaseError, match="nothing_of_the_kind"), writing(), connection.cursor() as cursor:
        cursor.execute("SELECT * FROM nothing_of_the_kind")


def test_the_clockwork_runs_under_the_role_that_may_only_add_to_the_trail(docket_postgresql: Path) -> None:
    seed_officers()
    register_many([cast.complaint(office_name="")], batch=None, rulebook=current(), at=cast.NOON)
    with postgresql.connected(docket_postgresql, EXAMPLE) as plain:
        plain.execute("DROP ROLE IF EXISTS clockwork; CREATE ROLE clockwork LOGIN")
        plain.execute(script(owner="postgres", application="clockwork"))
    with there(docket_postgresql, "clockwork"):
        done = tick(at=cast.at("2026-05-28", "09:00"), clock=lambda: cast.at("2026-05-28", "09:00"))
        assert (done["raised"], done["orders"], done["failed"]) == (4, 1, 0)
        assert list(verify()) == []
        with pytest.raises(DatabaseError, match="permission denied"):
            AuditEntry.objects.filter(act="supervise.alerts").update(act="x")
    with postgresql.connected(docket_postgresql, EXAMPLE) as plain:
        plain.execute("DROP OWNED BY clockwork; DROP ROLE clockwork")


def test_a_text_longer_than_its_column_is_refused_and_never_cut(register: Any) -> None:
    clock = Clock.objects.filter(matter=register())[0]
    with pytest.raises(DatabaseError, match="too long"), transaction.atomic():
        bulk.update(Clock, ("basis",), [("长" * 201, clock.pk)])
    assert Clock.objects.get(pk=clock.pk).basis == clock.basis
