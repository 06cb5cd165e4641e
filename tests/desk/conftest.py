"""The examples of the screens happen on one Wednesday at noon in Xiamen."""

from __future__ import annotations

from types import SimpleNamespace

import pytest

from tests import cast


@pytest.fixture(autouse=True)
def noon(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let the desk's clock stand at ``cast.NOON``."""
    monkeypatch.setattr("xiaobao.desk.screen.timezone", SimpleNamespace(now=lambda: cast.NOON))
