"""Homes with known keys or keys of their own, and the two ciphers: fixtures the conftest takes in."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

KNOWN = bytes(range(32))
"""The master key of the envelopes written down in these examples; no home ever has it."""


@pytest.fixture
def known_home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A home as it was before there was a keyring: one master key, and a known one."""
    keys = tmp_path / "湖里" / "keys"
    keys.mkdir(parents=True, mode=0o700)
    (keys / "vault-master-key").write_text(KNOWN.hex())
    (keys / "vault-master-key").chmod(0o600)
    monkeypatch.setenv("XIAOBAO_HOME", str(keys.parent))
    return keys.parent


@pytest.fixture
def key_of(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[[str], Path]:
    """Work with the keys of one home or another."""

    def use(name: str) -> Path:
        monkeypatch.setenv("XIAOBAO_HOME", str(tmp_path / name))
        return tmp_path / name / "keys"

    use("湖里")
    return use


@pytest.fixture(params=["aes256gcm", "sm4gcm"])
def cipher(request: pytest.FixtureRequest, settings: Any) -> str:
    """Seal with the one and with the other."""
    settings.CIPHER = request.param
    return str(request.param)
