"""The examples of the screens happen on one Wednesday at noon in Xiamen."""

from __future__ import annotations

from collections.abc import Callable
from types import SimpleNamespace

import pytest

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
