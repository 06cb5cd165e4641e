"""The import of a year into the embedded database, clocks and all, beside openpyxl that only reads it."""

from __future__ import annotations

import statistics
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from bench import child
from bench.child import Ended, Spent
from bench.ground import Ground
from bench.judging import Measured, at_most

SECONDS, MEGABYTES, RATIO = 60, 700, 2


def measure(ground: Ground) -> Measured:
    """Import and peer in turn, so that a busy minute falls on both; medians over the rounds."""
    imports, peers = [], []
    for _ in range(ground.rounds):
        with ground.copy(ground.blank) as home:
            imports.append(ground.take_in(home))
            _lend(home, ground)
        with ground.copy(ground.blank) as home:
            peers.append(child.run(["-m", "bench.peer", *map(str, ground.year.files)], home=home))
    ours, theirs = _median(imports), _median(peers)
    ratio = round(ours.wall_s / theirs.wall_s, 2)
    return Measured(
        details={
            **_taken_in(imports[0]),
            "cells": int(peers[0].output),
            "import": ours.to_json(),
            "openpyxl_read_only": theirs.to_json(),
            "ratio_wall": ratio,
            "ratio_cpu": round(ours.cpu_s / theirs.cpu_s, 2),
            "rounds": [
                {"import": one.spent.to_json(), "openpyxl_read_only": other.spent.to_json()}
                for one, other in zip(imports, peers, strict=True)
            ],
        },
        judged=(
            at_most("import.wall", SECONDS, ours.wall_s, "s"),
            at_most("import.peak_memory", MEGABYTES, ours.peak_mb, "MB"),
            at_most("import.ratio_to_openpyxl", RATIO, ratio, "times"),
        ),
    )


def _lend(home: Path, ground: Ground) -> None:
    # The other measurements need a home that holds the year: this one will do.
    if "full" not in vars(ground):
        ground.full = home.rename(ground.folder / "full")


def _median(rounds: Sequence[Ended]) -> Spent:
    def middle(name: str) -> float:
        return round(statistics.median(getattr(one.spent, name) for one in rounds), 3)

    return Spent(middle("wall_s"), middle("cpu_s"), middle("peak_mb"))


def _taken_in(ended: Ended) -> dict[str, Any]:
    names = ("rows", "created", "held", "duplicates", "rejected")
    return {name: sum(file[name] for file in ended.answer) for name in names}
