"""What a text is told by: runs of one to three characters, hashed, each counted once and weighed.

Nothing is segmented and no dictionary is shipped, so that a text whose words stand apart ("退 货") and the
same text as it was written give the same runs: blanks and marks are left out, letters are small, a run of
figures is one sign. The first characters of a text, where its title stands, are told a second time, under a
name of their own. The hash is fixed, so that a model read in ten years finds its weights.
"""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, TypeAlias

import numpy as np
import pyarrow as pa

from xiaobao.mining import compiling
from xiaobao.mining.shingles import Texts

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

Slots: TypeAlias = "NDArray[np.int32]"
Column: TypeAlias = "pa.Array | pa.ChunkedArray | Sequence[str]"

PLANE = 65536
"""Characters beyond the basic plane (rare ones, pictographs) are left out."""
DIGIT = ord("0")
_MIX = (np.uint64(0x9E3779B97F4A7C15), np.uint64(0xBF58476D1CE4E5B9), np.uint64(0x94D049BB133111EB))
"""The finaliser of SplitMix64 (Steele, Lea, Flood, OOPSLA 2014)."""


@dataclass(frozen=True)
class Shape:
    """How runs are made: slots as a power of two, the longest run, how many characters are the head."""

    bits: int
    longest: int
    head: int


@dataclass(frozen=True)
class Counts:
    """Of each text the slots of its runs and how often: text i has ``slots[starts[i]:starts[i + 1]]``."""

    starts: NDArray[np.int64]
    slots: Slots
    times: NDArray[np.int32]


@lru_cache(maxsize=1)
def folding() -> NDArray[np.uint16]:
    """Return what each character of the basic plane is read as; 0 is left out."""
    return np.array([_folded(chr(code)) for code in range(PLANE)], np.uint16)


def _folded(sign: str) -> int:
    plain = unicodedata.normalize("NFKC", sign).lower()
    if len(plain) != 1 or not plain.isalnum():
        return 0
    return DIGIT if plain.isdecimal() else ord(plain) if ord(plain) < PLANE else 0


def count(column: Column, shape: Shape) -> Counts:
    """Return the runs of every text, slots ascending."""
    texts = Texts.of(column)
    plain = compiling.kernels() is None
    made = [runs(texts[row], shape) for row in range(len(texts))] if plain else _compiled(texts, shape)
    found = [np.unique(one, return_counts=True) for one in made]
    starts = np.cumsum([0, *(len(slots) for slots, _ in found)], dtype=np.int64)
    empty = [np.empty(0, np.int32)]
    return Counts(
        starts,
        np.concatenate([*(slots for slots, _ in found), *empty]).astype(np.int32),
        np.concatenate([*(times for _, times in found), *empty]).astype(np.int32),
    )


def _compiled(texts: Texts, shape: Shape) -> list[Slots]:
    from xiaobao.mining.feature_kernels import runs_into

    room = np.empty(longest_run_count(texts, shape), np.int32)
    made = []
    for row in range(len(texts)):
        begin, end = texts.starts[row], texts.starts[row + 1]
        size = runs_into(texts.data, begin, end, folding(), shape.bits, shape.longest, shape.head, room)
        made.append(room[:size].copy())
    return made


def longest_run_count(texts: Texts, shape: Shape) -> int:
    """Return room enough for the runs of the longest text and of its head."""
    return int(shape.longest * (texts.longest() + shape.head) + 1)


def runs(text: str, shape: Shape) -> Slots:
    """Return the slot of every run of a text, in an order of its own: the twin in numpy."""
    signs, lengths = read(text), range(1, shape.longest + 1)
    whole = [hashed(signs, length, 0, shape.bits) for length in lengths]
    head = [hashed(signs[: shape.head], length, 1, shape.bits) for length in lengths]
    return np.concatenate(whole + head)


def read(text: str) -> NDArray[np.uint64]:
    """Return the characters of a text as they are read: folded, no marks, a run of figures as one."""
    points = np.frombuffer(text.encode("utf-32-le", "surrogatepass"), np.uint32)
    folded = folding()[np.where(points < PLANE, points, 0)]
    kept = folded[folded > 0].astype(np.uint64)
    again = (kept[1:] == DIGIT) & (kept[:-1] == DIGIT)
    signs: NDArray[np.uint64] = kept[~np.concatenate([np.zeros(min(len(kept), 1), np.bool_), again])]
    return signs


def hashed(points: NDArray[np.uint64], length: int, name: int, bits: int) -> Slots:
    """Return the slots of the runs of one length; ``name`` is 1 for those of the head."""
    size = max(len(points) - length + 1, 0)
    packed = np.full(size, name * 8 + length, np.uint64)
    for place in range(length):
        packed = packed << np.uint64(16) | points[place : place + size]
    mixed = packed * _MIX[0]
    mixed = (mixed ^ (mixed >> np.uint64(30))) * _MIX[1]
    mixed = (mixed ^ (mixed >> np.uint64(27))) * _MIX[2]
    return ((mixed ^ (mixed >> np.uint64(31))) >> np.uint64(64 - bits)).astype(np.int32)
