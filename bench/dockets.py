"""Where the rows of a docket lie while it is measured: the embedded database, or a server of its own."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from itertools import count
from pathlib import Path
from typing import Protocol

from bench import child
from bench.ground import Ground
from tests.vault import postgresql

SETTINGS = {"fsync": "on", "shared_buffers": "128MB"}
"""Of the server: what PostgreSQL ships, and every commit on the disk."""


@dataclass(frozen=True)
class Docket:
    """A home, and the address of the database that holds its rows; empty: its own."""

    home: Path
    database: str = ""

    def run(self, *arguments: str) -> child.Ended:
        """Run this Python on the docket; raises Failed."""
        return child.run(arguments, home=self.home, database=self.database)


class Place(Protocol):
    """A kind of database: makes dockets, lends copies, says what processor time it has taken by itself."""

    def blank(self) -> Docket:
        """Return a new docket as ``xiaobao init`` leaves it."""

    def copy(self, docket: Docket) -> Docket:
        """Return a copy of a docket nobody works on."""

    def remove(self, docket: Docket) -> None:
        """Remove a docket."""

    def cpu_s(self) -> float:
        """Return the processor seconds taken outside the measured processes so far."""


class Embedded:
    """SQLite's file in the home."""

    def __init__(self, ground: Ground) -> None:
        self._ground, self._numbers = ground, count(1)

    def blank(self) -> Docket:
        """Return a new docket as ``xiaobao init`` leaves it."""
        return self.copy(Docket(self._ground.blank))

    def copy(self, docket: Docket) -> Docket:
        """Return a copy of a docket nobody works on."""
        home = self._ground.folder / f"embedded-{next(self._numbers)}"
        shutil.copytree(docket.home, home)
        return Docket(home)

    def remove(self, docket: Docket) -> None:
        """Remove a docket."""
        shutil.rmtree(docket.home)

    def cpu_s(self) -> float:
        """Return 0: the database works within the process that asks it."""
        return 0


class Served:
    """A PostgreSQL server started for the measurement; the homes hold the keys alone."""

    def __init__(self, ground: Ground, server: Path) -> None:
        self._ground, self._server, self._numbers = ground, server, count(1)

    def blank(self) -> Docket:
        """Return a new docket as ``xiaobao init`` leaves it."""
        name = self._created("")
        docket = Docket(self._ground.folder / name, self._address(name))
        docket.run(*child.XIAOBAO, "init", "--json")
        return docket

    def copy(self, docket: Docket) -> Docket:
        """Return a copy of a docket nobody works on; it shares the home, where nothing is written."""
        # FILE_COPY leaves everything on the disk, as some minutes after it was written.
        name = self._created(f"TEMPLATE {_name(docket)} STRATEGY FILE_COPY")
        return Docket(docket.home, self._address(name))

    def remove(self, docket: Docket) -> None:
        """Remove the database; the home goes with the ground."""
        with postgresql.connected(self._server) as plain:
            plain.execute(f"DROP DATABASE {_name(docket)} WITH (FORCE)")

    def cpu_s(self) -> float:
        """Return the processor seconds the server and all its processes have taken so far."""
        pid = int((self._server / "data/postmaster.pid").read_text().split()[0])
        ticks = sum(_ticks(one, of=pid) for one in Path("/proc").glob("[0-9]*/stat"))
        return ticks / os.sysconf("SC_CLK_TCK")

    def _created(self, how: str) -> str:
        name = f"docket_{next(self._numbers)}"
        with postgresql.connected(self._server) as plain:
            plain.execute(f"CREATE DATABASE {name} {how}")
        return name

    def _address(self, name: str) -> str:
        return f"postgresql://postgres@/{name}?host={self._server}"


def _name(docket: Docket) -> str:
    return docket.database.split("@/")[1].split("?")[0]


def _ticks(stat: Path, *, of: int) -> int:
    """Return what a process has taken, and those that ended under it, where it is ``of`` or its child."""
    with suppress(FileNotFoundError, ProcessLookupError):
        pid, _, rest = stat.read_text().partition(" ")
        told = rest.rpartition(")")[2].split()
        if of in (int(pid), int(told[1])):
            return sum(map(int, told[11:15]))
    return 0


@contextmanager
def places(ground: Ground) -> Iterator[dict[str, Place]]:
    """Lend both kinds of database, by name; raises Failed where there is no PostgreSQL."""
    if reason := postgresql.why_not():
        raise child.Failed(reason)
    with postgresql.cluster(**SETTINGS) as server:
        yield {"embedded": Embedded(ground), "postgresql": Served(ground, server)}
