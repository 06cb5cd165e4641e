"""Homes to measure in: a blank one, one that holds the year, and copies of either."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cached_property
from itertools import count
from pathlib import Path

from bench import child
from bench.year import Year


class Ground:
    """What all measurements share.

    ``rounds`` repeats what is compared, ``requests`` what is timed singly; ``clocks`` are open in the largest
    docket the clockwork runs on.
    """

    def __init__(self, folder: Path, year: Year, *, rounds: int, requests: int, clocks: int) -> None:
        self.folder, self.year = folder, year
        self.rounds, self.requests, self.clocks = rounds, requests, clocks
        self._numbers = count(1)

    @cached_property
    def blank(self) -> Path:
        """A home as ``xiaobao init`` leaves it."""
        home = self.folder / "blank"
        child.run([*child.XIAOBAO, "init", "--json"], home=home)
        return home

    @cached_property
    def full(self) -> Path:
        """A home that holds the year; the measurement of the import puts its own here."""
        home = self.folder / "full"
        shutil.copytree(self.blank, home)
        self.take_in(home)
        return home

    def take_in(self, home: Path) -> child.Ended:
        """Import the year into ``home`` by the command an officer would use; rejected rows are no failure."""
        files = [str(path) for path in self.year.files]
        ended = child.run([*child.XIAOBAO, "import", *files, "--json"], home=home, may_exit=(0, 1))
        refused = [file["error"]["message"] for file in ended.answer if "error" in file]
        if refused:
            raise child.Failed("; ".join(refused))
        return ended

    @contextmanager
    def copy(self, home: Path) -> Iterator[Path]:
        """Lend a copy of a home and remove it afterwards."""
        fresh = self.folder / f"home-{next(self._numbers)}"
        shutil.copytree(home, fresh)
        try:
            yield fresh
        finally:
            shutil.rmtree(fresh, ignore_errors=True)
