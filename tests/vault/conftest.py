"""What the examples of the trail share: five rows on either database, and ways to tamper with them."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from django.db import transaction

from tests import cast
from tests.vault import postgresql
from tests.vault.homes import cipher, key_of, known_home  # noqa: F401  fixtures
from tests.vault.tampering import Tampering


@pytest.fixture(scope="session")
def cluster() -> Iterator[Path]:
    """A running PostgreSQL with one database that has every table of the vault, to copy.

    Where there is none its examples are passed over, but fail in continuous integration.
    """
    if reason := postgresql.why_not():
        (pytest.fail if os.environ.get("CI") else pytest.skip)(reason)
    with postgresql.cluster(postgresql.in_memory()) as folder:
        with postgresql.connected(folder) as plain:
            plain.execute("CREATE DATABASE vault")
        yield folder


@pytest.fixture(scope="session")
def migrated(cluster: Path, django_db_setup: None, django_db_blocker: Any) -> Path:
    """The cluster, its database brought up by the project's own migrations of staff and vault."""
    from django.db.migrations.executor import MigrationExecutor

    with django_db_blocker.unblock(), postgresql.swapped(postgresql.wrapper(cluster, "vault")) as database:
        executor = MigrationExecutor(database)
        leaves = executor.loader.graph.leaf_nodes()
        executor.migrate([key for key in leaves if key[0] in ("staff", "vault")])
    return cluster


@pytest.fixture
def on_postgresql(migrated: Path, django_db_blocker: Any) -> Iterator[Any]:
    """Have the example work on PostgreSQL, in a transaction that is undone afterwards."""
    undone = transaction.atomic()
    undone._from_testcase = True  # type: ignore[attr-defined]  as Django's own examples do
    other = postgresql.wrapper(migrated, "vault")
    with django_db_blocker.unblock(), postgresql.swapped(other), undone, other.cursor() as cursor:
        # What is checked only at the end would keep the guards from being switched off meanwhile.
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        yield other
        transaction.set_rollback(True)


@pytest.fixture
def own_postgresql(migrated: Path, django_db_blocker: Any) -> Iterator[Path]:
    """Have the example work on a PostgreSQL database of its own, where what it does is committed."""
    with postgresql.connected(migrated) as plain:
        plain.execute("DROP DATABASE IF EXISTS example WITH (FORCE)")
        plain.execute("CREATE DATABASE example TEMPLATE vault")
    with django_db_blocker.unblock(), postgresql.swapped(postgresql.wrapper(migrated, "example")):
        yield migrated


@pytest.fixture(params=["sqlite", "postgresql"])
def database(request: pytest.FixtureRequest, db: None) -> str:
    """Have the example work on either database."""
    if request.param == "postgresql":
        request.getfixturevalue("on_postgresql")
    return str(request.param)


@pytest.fixture
def append(own_home: Path) -> Callable[..., Any]:
    """Append one row; 何清 is nobody's name but an officer's."""
    from xiaobao.staff.models import User
    from xiaobao.vault.audit import record

    def append(number: int, **how: Any) -> Any:
        user, _ = User.objects.get_or_create(
            username="chensiyuan", defaults={"name": "陈思远", "password": "!"}
        )
        given = {
            "act": "matter.read",
            "subject": f"matter:{number}",
            "at": cast.NOON,
            "actor": user,
            "post": "承办岗",
            "detail": {"number": f"湖消〔2026〕{number:06d}", "次": number},
            "address": "10.0.0.7",
        } | how
        with transaction.atomic():
            return record(**given)

    return append


@pytest.fixture
def trail(database: str, append: Callable[..., Any]) -> Tampering:
    """Five rows by 陈思远, read off matter by matter, and somebody with the database in his hands."""
    rows = [append(number) for number in range(1, 6)]
    return Tampering(database, [row.pk for row in rows])
