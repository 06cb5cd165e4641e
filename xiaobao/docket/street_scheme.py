"""Streets as a drawn scheme (街道示意图): the cell of each, how much was received of it; no map, no tiles."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from xiaobao.rules.locality import Locality

ELSEWHERE = ""
"""What names no street of ours."""
_DEPTHS = 5


@dataclass(frozen=True, slots=True)
class Street:
    """One street: its cell (column, row), how many matters, ``depth`` 0 to 5 of the colour it is drawn in."""

    name: str
    column: int
    row: int
    matters: int
    depth: int


@dataclass(frozen=True, slots=True)
class Scheme:
    """The streets of the bureau, how many cells wide and high, and what could be put in none of them."""

    streets: tuple[Street, ...]
    columns: int
    rows: int
    elsewhere: int


def street_of(texts: Iterable[str], names: Iterable[str]) -> str:
    """Return the first street of ours that a place or address names; empty when none does."""
    known = tuple(names)
    return next((name for text in texts for name in known if name in text), ELSEWHERE)


def scheme(locality: Locality, counts: Mapping[str, int]) -> Scheme:
    """Return the scheme with these counts by name of street; what has no cell is counted as elsewhere."""
    cells = locality.street_cells
    most = max((counts.get(name, 0) for name in cells), default=0)
    streets = tuple(
        Street(name, column, row, counts.get(name, 0), _depth(counts.get(name, 0), most))
        for name, (column, row) in cells.items()
    )
    within = sum(one.matters for one in streets)
    return Scheme(
        streets,
        columns=1 + max((one.column for one in streets), default=0),
        rows=1 + max((one.row for one in streets), default=0),
        elsewhere=sum(counts.values()) - within,
    )


def _depth(count: int, most: int) -> int:
    return -(-_DEPTHS * count // most) if most else 0
