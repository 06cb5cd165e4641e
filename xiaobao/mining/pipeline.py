"""The steps in their order: each reads tables that are there, makes its own, and says how long it took."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from time import perf_counter

import pyarrow as pa

from xiaobao.mining.engine import Engine
from xiaobao.mining.tables import Tables


@dataclass(frozen=True)
class Run:
    """What every step is told: the day it is, where the content lies, on which engine, with which key.

    ``secret`` is what keys of persons are made with; without it nobody can tell who a key stands for.
    ``models`` is the folder of models the bureau has put in service; the shipped ones serve where it is
    empty. ``before`` holds the tables of the run before, None for the first. ``rulings`` (table RULINGS) are
    what persons have decided of its findings.
    """

    on: date
    content: Path
    engine: Engine
    secret: bytes
    models: Path | None = None
    before: Tables | None = None
    rulings: pa.Table | None = None


@dataclass(frozen=True)
class Step:
    """One step: its name, and the function that makes its tables of those before it."""

    name: str
    make: Callable[[Tables, Run], dict[str, pa.Table]]


@dataclass(frozen=True)
class Took:
    """How long a step took (seconds of wall time) and how many rows its tables have."""

    step: str
    seconds: float
    rows: dict[str, int]


def run(
    steps: Sequence[Step], tables: Tables, told: Run, *, progress: Callable[[str], None] | None = None
) -> list[Took]:
    """Take the tables through the steps in order; ``tables`` holds every result afterwards."""
    return list(_each(steps, tables, told, progress or (lambda _name: None)))


def _each(
    steps: Sequence[Step], tables: Tables, told: Run, progress: Callable[[str], None]
) -> Iterable[Took]:
    for step in steps:
        progress(step.name)
        began = perf_counter()
        made = step.make(tables, told)
        for name, table in made.items():
            tables.put(name, table)
        yield Took(step.name, perf_counter() - began, {name: table.num_rows for name, table in made.items()})
