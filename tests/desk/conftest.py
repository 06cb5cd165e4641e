"""The examples of the screens happen on one Wednesday at noon in Xiamen."""

from __future__ import annotations

from pathlib import Path
from types import SimpleNamespace

import pytest
from django.conf import settings

from tests import cast


@pytest.fixture(autouse=True, scope="session")
def static_folder() -> None:
    """Make the folder that the server looks for collected files in; it stays empty here."""
    Path(settings.STATIC_ROOT).mkdir(parents=True, exist_ok=True)


@pytest.fixture(autouse=True)
def noon(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let the desk's clock stand at ``cast.NOON``."""
    monkeypatch.setattr("xiaobao.desk.screen.timezone", SimpleNamespace(now=lambda: cast.NOON))
