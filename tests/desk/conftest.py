"""The examples of the screens happen on one Wednesday at noon in Xiamen."""

from __future__ import annotations

from collections.abc import Callable
from types import SimpleNamespace

import pytest
from django.db import connection

from tests import cast
from tests.desk.acts import Doing


@pytest.fixture(autouse=True)
def noon(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let the desk's clock stand at ``cast.NOON``."""
    monkeypatch.setattr("xiaobao.desk.screen.timezone", SimpleNamespace(now=lambda: cast.NOON))


@pytest.fixture
def doing(signed_in, register) -> Callable[..., Doing]:
    """Return somebody who does acts one after the other on a fresh matter."""

    def begin(**changes: object) -> Doing:
        kind = changes.pop("kind", "complaint")
        row = cast.report(**changes) if kind == "report" else cast.complaint(**changes)
        return Doing(register(row), signed_in)

    return begin


@pytest.fixture
def shut(db: None) -> None:
    """Let the database refuse every row of the audit trail."""
    with connection.cursor() as cursor:
        cursor.execute(
            "CREATE TRIGGER shut BEFORE INSERT ON vault_auditentry BEGIN SELECT RAISE(ABORT, 'shut'); END"
        )
