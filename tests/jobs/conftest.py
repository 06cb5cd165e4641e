"""The console script as a person or a program meets it: a process of its own, in a home of its own."""

from __future__ import annotations

import json
import os
import shutil
import sqlite3
import subprocess
import sys
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest


@dataclass(frozen=True)
class Answer:
    """What a command said and how it ended."""

    code: int
    out: str
    err: str

    @property
    def document(self) -> Any:
        """The one JSON document on stdout; anything else there is an error."""
        return json.loads(self.out)


@dataclass(frozen=True)
class Bureau:
    """A home, and the command line at work in it."""

    home: Path

    @property
    def environment(self) -> dict[str, str]:
        """The environment a command runs in."""
        kept = {
            name: value for name, value in os.environ.items() if not name.startswith(("XIAOBAO_", "PYTEST_"))
        }
        return kept | {"XIAOBAO_HOME": str(self.home)}

    def start(self, *words: str | Path, **how: Any) -> subprocess.Popen[str]:
        """Start a command and do not wait for it."""
        return subprocess.Popen(
            [sys.executable, "-m", "xiaobao", *map(str, words)],
            env=self.environment,
            text=True,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            **how,
        )

    def run(self, *words: str | Path) -> Answer:
        """Run a command to its end."""
        process = self.start(*words)
        out, err = process.communicate(timeout=120)
        return Answer(process.returncode, out, err)

    def rows(self, sql: str) -> list[tuple[Any, ...]]:
        """Ask the database file directly."""
        with closing(sqlite3.connect(self.home / "xiaobao.sqlite3", timeout=20)) as database:
            return database.execute(sql).fetchall()


@pytest.fixture(scope="session")
def first_home(tmp_path_factory: pytest.TempPathFactory) -> Bureau:
    """A home made by ``xiaobao init``, to copy."""
    bureau = Bureau(tmp_path_factory.mktemp("first") / "var")
    answer = bureau.run("init")
    assert answer.code == 0, answer.err
    return bureau


@pytest.fixture
def bureau(first_home: Bureau, tmp_path: Path) -> Bureau:
    """A freshly made home for one example."""
    shutil.copytree(first_home.home, tmp_path / "var")
    return Bureau(tmp_path / "var")
