"""A home whose rows lie on a PostgreSQL server of the examples' own, and copies of a home of either kind."""

from __future__ import annotations

import shutil
from dataclasses import dataclass
from itertools import count
from pathlib import Path
from typing import Any

from tests.jobs.conftest import Bureau
from tests.vault import postgresql

_NUMBERS = count()


@dataclass(frozen=True)
class Served(Bureau):
    """A home, and the database of a server (the folder of its socket) that holds its rows."""

    server: Path
    name: str

    @property
    def environment(self) -> dict[str, str]:
        """The environment a command runs in."""
        address = f"postgresql://postgres@/{self.name}?host={self.server}"
        return super().environment | {"XIAOBAO_DATABASE": address}

    def rows(self, sql: str) -> list[tuple[Any, ...]]:
        """Ask the database directly."""
        with postgresql.connected(self.server, self.name) as database:
            return database.execute(sql).fetchall()

    def log(self) -> str:
        """What the server has written down since it was started."""
        return (self.server / "log").read_text(encoding="utf-8")

    def drop(self) -> None:
        """Remove the database, whoever is connected."""
        with postgresql.connected(self.server) as plain:
            plain.execute(f"DROP DATABASE {self.name} WITH (FORCE)")


def made(server: Path, home: Path, name: str) -> Served:
    """Make a home by ``xiaobao init`` with its rows in a new database of the server."""
    with postgresql.connected(server) as plain:
        plain.execute(f"CREATE DATABASE {name}")
    bureau = Served(home, server, name)
    answer = bureau.run("init")
    assert answer.code == 0, answer.err
    return bureau


def copied(bureau: Bureau, home: Path) -> Bureau:
    """Copy a home nobody works in, its rows with it."""
    shutil.copytree(bureau.home, home)
    if not isinstance(bureau, Served):
        return Bureau(home)
    with postgresql.connected(bureau.server) as plain:
        name = f"copy_{next(_NUMBERS)}"
        plain.execute(f"CREATE DATABASE {name} TEMPLATE {bureau.name}")
    return Served(home, bureau.server, name)
