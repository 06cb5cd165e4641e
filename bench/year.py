"""The two workbooks of a year that everything is measured on: a bureau's own, or an invented year."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any

from bench import child

PLATFORM_ROWS, HOTLINE_ROWS = 27_413, 7_024
"""A real year of one urban district: 12315 export and 12345 work orders."""


class NoSuchYear(Exception):
    """The folder does not hold two workbooks."""


@dataclass(frozen=True)
class Year:
    """Two workbooks; ``invented`` unless a folder was given. Paths and contents are never reported."""

    files: tuple[Path, ...]
    invented: bool

    def to_json(self) -> dict[str, Any]:
        """Return what may be said of it."""
        source = "invented, the same rows each time" if self.invented else "exports given"
        size = sum(path.stat().st_size for path in self.files)
        return {"source": source, "files": len(self.files), "megabytes": round(size / 1e6, 2)}


def given(folder: Path) -> Year:
    """Take the two workbooks of a folder; raises NoSuchYear for any other number of them."""
    files = tuple(sorted(folder.glob("*.xlsx")))
    if len(files) != 2:
        raise NoSuchYear(f"{folder} holds {len(files)} workbooks; two are needed.")
    return Year(files, invented=False)


def invented(folder: Path, rows: int) -> Year:
    """Write an invented year of ``rows`` rows in the real proportion of the two systems."""
    folder.mkdir(parents=True, exist_ok=True)
    platform, hotline = shares(rows)
    child.run(["-m", "bench.invented_year", str(folder), str(platform), str(hotline)], home=folder)
    return Year(tuple(sorted(folder.glob("*.xlsx"))), invented=True)


def shares(rows: int) -> tuple[int, int]:
    """Return how many of ``rows`` come from the platform and how many from the hotline, at least one each."""
    hotline = max(round(rows * HOTLINE_ROWS / (PLATFORM_ROWS + HOTLINE_ROWS)), 1)
    return max(rows - hotline, 1), hotline
