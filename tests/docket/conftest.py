"""What the examples of the docket share: taking in a workbook, opening a row, and the state of every table."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
from django.apps import apps
from django.db import connection

from tests import cast, exports
from xiaobao.docket.actions.take_in import Tally, import_path
from xiaobao.docket.models import Clock, Matter
from xiaobao.staff.permissions import Authority

TABLES = tuple(
    model._meta.db_table
    for label in ("docket", "vault", "staff")
    for model in apps.get_app_config(label).get_models()
)


@pytest.fixture
def taken_in(officers: dict[str, Authority], tmp_path: Path) -> Callable[..., Tally]:
    """Write rows to a workbook, take it in, and return the tally."""

    def take(*rows: dict[str, Any], at: datetime = cast.NOON, dry_run: bool = False) -> Tally:
        path = exports.write(tmp_path / "业务信息.xlsx", *rows)
        return import_path(path, at=at, by=officers["hemin"].user, dry_run=dry_run)[0]

    return take


@pytest.fixture
def dump(db: None) -> Callable[..., dict[str, list[tuple[Any, ...]]]]:
    """Read every row of every table of the rooms, search index included."""

    def read(*without: str) -> dict[str, list[tuple[Any, ...]]]:
        with connection.cursor() as cursor:
            tables = {}
            for table in (*TABLES, "docket_search_data"):
                if table not in without:
                    cursor.execute(f"SELECT * FROM {table} ORDER BY 1")
                    tables[table] = cursor.fetchall()
        return tables

    return read


def clocks(matter_id: int) -> dict[str, Clock]:
    """The clocks of a matter by id."""
    return {clock.clock: clock for clock in Clock.objects.filter(matter=matter_id)}


def only_matter() -> Matter:
    """The one matter there is."""
    return Matter.objects.get()
