"""A segment of an index of texts: four arrays in files that are mapped into memory, not read.

``bands``: in each of the 32 bands every row's key and number in one 64-bit number, sorted; ``ids``: of each
row; ``shingles``: of each row its distinct shingles, hashed to 32 bits, sorted, one row after the other, row
i from ``starts[i]`` to ``starts[i + 1]``. A text without a character has no place in it.
"""

from __future__ import annotations

import os
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from xiaobao.mining import signatures
from xiaobao.mining.shingles import Rows, Texts, every_hashed

if TYPE_CHECKING:
    from numpy.typing import NDArray

_ARRAYS = ("bands", "ids", "shingles", "starts")
_KEY, _ROW = np.uint64(32), np.uint64(0xFFFFFFFF)


@dataclass(frozen=True)
class Segment:
    """The arrays of one segment."""

    bands: NDArray[np.uint64]
    ids: Rows
    shingles: NDArray[np.uint32]
    starts: Rows


def of(ids: Rows, texts: Texts) -> Segment:
    """Make a segment of texts and their ids; raises ValueError where their numbers differ."""
    if len(ids) != len(texts):
        raise ValueError(f"{len(ids)} ids for {len(texts)} texts")
    written = texts.written()
    shingles, starts = every_hashed(texts, written)
    return Segment(_sorted(signatures.keys(texts)[written].T), ids[written], shingles, starts)


def together(there: Sequence[Segment]) -> Segment:
    """Put segments together, the oldest first; of texts of one id the last one stays."""
    ids = np.concatenate([segment.ids for segment in there])
    _, last = np.unique(ids[::-1], return_index=True)
    kept = np.sort(len(ids) - 1 - last)
    keys = np.concatenate([_keys(segment) for segment in there], axis=1)[:, kept]
    sizes = np.concatenate([np.diff(segment.starts) for segment in there])
    shingles = np.concatenate([segment.shingles for segment in there])
    stays = np.zeros(len(ids), np.bool_)
    stays[kept] = True
    starts = np.concatenate([[0], np.cumsum(sizes[kept])]).astype(np.int64)
    return Segment(_sorted(keys), ids[kept], shingles[np.repeat(stays, sizes)], starts)


def write(segment: Segment, folder: Path) -> None:
    """Write a segment; the folder appears under its name when all of it is on the disk."""
    beside = folder.with_name(f".{folder.name}")
    beside.mkdir(mode=0o700, exist_ok=True)
    for name in _ARRAYS:
        with (beside / f"{name}.npy").open("wb") as file:
            np.save(file, getattr(segment, name), allow_pickle=False)
            file.flush()
            os.fsync(file.fileno())
    settle(beside)
    beside.rename(folder)


def read(folder: Path) -> Segment:
    """Map a segment into memory; raises FileNotFoundError."""
    bands, ids, shingles, starts = (_mapped(folder / f"{name}.npy") for name in _ARRAYS)
    return Segment(bands, ids, shingles, starts)


def settle(folder: Path) -> None:
    """Have the names in a folder on the disk too."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def _mapped(path: Path) -> NDArray[Any]:
    array: NDArray[Any] = np.load(path, mmap_mode="r", allow_pickle=False)
    # a plain view: slices of a memmap are memmaps again and ten times as slow to make
    return np.asarray(array)


def _sorted(keys: NDArray[np.uint32]) -> NDArray[np.uint64]:
    packed = keys.astype(np.uint64) << _KEY | np.arange(keys.shape[1], dtype=np.uint64)
    packed.sort(axis=1)
    return packed


def _keys(segment: Segment) -> NDArray[np.uint32]:
    """Return the keys of a segment again, one row a band, in the order of its rows."""
    keys = np.empty(segment.bands.shape, np.uint32)
    for band, packed in enumerate(segment.bands):
        keys[band, (packed & _ROW).astype(np.int64)] = (packed >> _KEY).astype(np.uint32)
    return keys
