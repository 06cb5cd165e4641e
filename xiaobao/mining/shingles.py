"""Shingles: every three characters that follow one another in a text, and how many two texts share.

A shingle is its three code points in one 64-bit number (21 bits each), so that equal numbers are equal
characters and a likeness worked out of them is exact. A text of one or two characters is one shingle. Texts
stay where Arrow has them, as UTF-8; nothing here makes a Python string of them but the twin in numpy, which
is used where numba cannot be had and gives the same numbers.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeAlias

import numpy as np
import pyarrow as pa

from xiaobao.mining import compiling
from xiaobao.mining.stirring import stirred

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

Rows: TypeAlias = "NDArray[np.int64]"
Shingles: TypeAlias = "NDArray[np.uint64]"

LENGTH = 3
_BITS = np.uint64(21)


@dataclass(frozen=True)
class Texts:
    """Texts as one run of UTF-8 bytes: text i is ``data[starts[i]:starts[i + 1]]``."""

    data: NDArray[np.uint8]
    starts: NDArray[np.int64]
    sizes: NDArray[np.int32]
    """How many distinct shingles each has, counted when first asked; -1 where nobody asked."""

    @classmethod
    def of(cls, texts: pa.Array | pa.ChunkedArray | Sequence[str]) -> Texts:
        """Take an Arrow column, which is not copied where it lies in one piece, or strings; null is ""."""
        column = texts if isinstance(texts, pa.Array | pa.ChunkedArray) else pa.array(texts, pa.string())
        column = column.cast(pa.large_string())
        whole = column.combine_chunks() if isinstance(column, pa.ChunkedArray) else column
        whole = whole.fill_null("") if whole.null_count else whole
        _, starts, data = whole.buffers()
        bounds = np.frombuffer(starts, np.int64)[whole.offset : whole.offset + len(whole) + 1]
        data = np.frombuffer(data if data is not None else b"", np.uint8)
        return cls(data, bounds, np.full(len(whole), -1, np.int32))

    def __len__(self) -> int:
        """How many texts there are."""
        return len(self.starts) - 1

    def __getitem__(self, row: int) -> str:
        """Return one text."""
        return bytes(self.data[self.starts[row] : self.starts[row + 1]]).decode()

    def longest(self) -> int:
        """Return the bytes of the longest text, at least 1: no text has more shingles."""
        return int(np.diff(self.starts).max(initial=1))

    def written(self) -> Rows:
        """Return the rows of the texts in which anything is written at all."""
        return np.flatnonzero(np.diff(self.starts))


@dataclass(frozen=True)
class Overlaps:
    """Of each pair of texts: how many distinct shingles they share, and how many each has."""

    shared: NDArray[np.int32]
    left: NDArray[np.int32]
    right: NDArray[np.int32]

    def likeness(self) -> NDArray[np.float64]:
        """Return the Jaccard likeness: shared, of all that either has; 0 where neither has any."""
        either = self.left + self.right - self.shared
        likeness: NDArray[np.float64] = self.shared / np.maximum(either, 1)
        return likeness

    def contained(self) -> NDArray[np.float64]:
        """Return the share of the smaller one that the larger one has too."""
        return self.shared / np.maximum(np.minimum(self.left, self.right), 1)


def every(text: str) -> Shingles:
    """Return the shingles of a text in order of place, repeats included."""
    points = np.frombuffer(text.encode("utf-32-le"), np.uint32).astype(np.uint64)
    if 0 < len(points) < LENGTH:
        points = np.concatenate([points, np.zeros(LENGTH - len(points), np.uint64)])
    first, second, third = points[:-2], points[1:-1], points[2:]
    packed: Shingles = first << (_BITS + _BITS) | second << _BITS | third
    return packed


def distinct(text: str) -> Shingles:
    """Return the distinct shingles of a text, sorted."""
    return np.unique(every(text))


def hashed(text: str) -> NDArray[np.uint32]:
    """Return the distinct shingles of a text, each hashed to 32 bits, sorted."""
    return np.sort((stirred(distinct(text)) >> np.uint64(32)).astype(np.uint32))


def every_hashed(texts: Texts, rows: Rows) -> tuple[NDArray[np.uint32], Rows]:
    """Return what ``hashed`` makes of each of these rows, one after the other, and where each begins."""
    starts = np.concatenate([[0], np.cumsum(_sizes(texts, rows)[rows], dtype=np.int64)]).astype(np.int64)
    found, kernels = np.zeros(starts[-1], np.uint32), compiling.kernels()
    if kernels is None:
        for place, row in enumerate(rows.tolist()):
            found[starts[place] : starts[place + 1]] = hashed(texts[row])
        return found, starts
    longest = texts.longest()
    compiling.in_parts(
        len(rows),
        lambda begin, end: kernels.hashed_into(
            texts.data, texts.starts, rows, begin, end, longest, starts, found
        ),
    )
    return found, starts


def overlaps(texts: Texts, left: Rows, right: Rows, *, least: float = 0.0) -> Overlaps:
    """Return what the texts of each pair of rows share, exactly. Cheapest where equal lefts stand together.

    A pair whose likeness does not come to ``least`` may be said to share nothing, which is found sooner.
    """
    shared = np.zeros(len(left), np.int32)
    sizes = _sizes(texts, np.concatenate([left, right]))
    kernels = compiling.kernels()
    if kernels is None:
        _shared(texts, left, right, shared)
    else:
        longest = texts.longest()
        compiling.in_parts(
            len(left),
            lambda begin, end: kernels.shared_into(
                texts.data, texts.starts, sizes, left, right, begin, end, longest, least, shared
            ),
        )
    return Overlaps(shared, sizes[left], sizes[right])


def _shared(texts: Texts, left: Rows, right: Rows, shared: NDArray[np.int32]) -> None:
    known = {row: distinct(texts[row]) for row in np.unique(np.concatenate([left, right])).tolist()}
    for place, (one, other) in enumerate(zip(left.tolist(), right.tolist(), strict=True)):
        shared[place] = len(np.intersect1d(known[one], known[other], assume_unique=True))


def _sizes(texts: Texts, rows: Rows) -> NDArray[np.int32]:
    """Return how many distinct shingles each text has, of those rows at least; each is counted once."""
    sizes, kernels = texts.sizes, compiling.kernels()
    wanted = np.unique(rows[sizes[rows] < 0])
    if kernels is None:
        sizes[wanted] = [len(distinct(texts[row])) for row in wanted.tolist()]
        return sizes
    longest = texts.longest()
    compiling.in_parts(
        len(wanted),
        lambda begin, end: kernels.sizes_into(texts.data, texts.starts, wanted, begin, end, longest, sizes),
    )
    return sizes
