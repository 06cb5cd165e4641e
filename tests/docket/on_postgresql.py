"""The docket on a PostgreSQL of the examples' own, made by the project's migrations: what must hold there too."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import AbstractContextManager
from pathlib import Path
from typing import Any

import pytest
from django.db import transaction

from tests.vault import postgresql
from tests.vault.conftest import cluster as cluster

TEMPLATE, EXAMPLE = "docket", "docket_example"


@pytest.fixture(scope="session")
def with_docket(cluster: Path, django_db_setup: None, django_db_blocker: Any) -> Path:
    """The cluster with a database that every migration has run on, to copy."""
    from django.db.migrations.executor import MigrationExecutor

    with postgresql.connected(cluster) as plain:
        plain.execute(f"CREATE DATABASE {TEMPLATE}")
    other = postgresql.wrapper(cluster, TEMPLATE)
    with django_db_blocker.unblock(), postgresql.swapped(other) as database:
        executor = MigrationExecutor(database)
        executor.migrate(executor.loader.graph.leaf_nodes())
    return cluster


@pytest.fixture
def docket_postgresql(with_docket: Path, django_db_blocker: Any) -> Iterator[Path]:
    """Have the example work on a PostgreSQL database of its own, where what it does is committed."""
    with postgresql.connected(with_docket) as plain:
        plain.execute(f"DROP DATABASE IF EXISTS {EXAMPLE} WITH (FORCE)")
        plain.execute(f"CREATE DATABASE {EXAMPLE} TEMPLATE {TEMPLATE}")
    with django_db_blocker.unblock(), there(with_docket):
        yield with_docket


@pytest.fixture
def docket_undone(with_docket: Path, db: None, django_db_blocker: Any) -> Iterator[None]:
    """Have the example work on PostgreSQL, in a transaction that is undone afterwards."""
    undone = transaction.atomic()
    undone._from_testcase = True  # type: ignore[attr-defined]  as Django's own examples do
    other = postgresql.wrapper(with_docket, TEMPLATE)
    with django_db_blocker.unblock(), postgresql.swapped(other), undone:
        yield
        transaction.set_rollback(True)


def there(folder: Path, user: str = "postgres") -> AbstractContextManager[Any]:
    """Have this thread work on the example's database over a connection of its own."""
    return postgresql.swapped(postgresql.wrapper(folder, EXAMPLE, user))
