"""Near-copies: texts that share most of their characters, as pairs, and grouped for the screen.

Every pair and every link is verified: its likeness is the exact Jaccard likeness of the two texts' shingles.
``pairs`` gives the pairs themselves. ``linked`` groups: each text is held against few others of its bucket
and joined only over a verified link, so that the work stays in proportion to the texts however often one
template was sent. A group is for putting on one screen; that two texts are alike is said by a link alone.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from xiaobao.mining import bands, compiling, signatures
from xiaobao.mining.shingles import Overlaps, Rows, Texts, overlaps

if TYPE_CHECKING:
    from numpy.typing import NDArray

_AT_ONCE = 1 << 20


@dataclass(frozen=True)
class Links:
    """Verified pairs of rows, sorted, the smaller row left; ``likeness`` and ``contained`` are exact."""

    left: Rows
    right: Rows
    likeness: NDArray[np.float64]
    contained: NDArray[np.float64]

    def __len__(self) -> int:
        """How many pairs there are."""
        return len(self.left)


@dataclass(frozen=True)
class Grouped:
    """``head``: of each text the smallest row of its group; ``links``: what joined them, fewer than texts."""

    head: Rows
    links: Links


def pairs(texts: Texts, *, likeness: float, reach: int, keys: signatures.Keys | None = None) -> Links:
    """Return the verified pairs of at least this likeness; ``reach``: see ``bands.candidates``."""
    keys = signatures.keys(texts) if keys is None else keys
    left, right = bands.candidates(keys, texts.written(), reach=reach)
    parts = [
        _verified(texts, left[begin : begin + _AT_ONCE], right[begin : begin + _AT_ONCE], likeness)
        for begin in range(0, max(len(left), 1), _AT_ONCE)
    ]
    return together(parts)


def linked(
    texts: Texts,
    *,
    likeness: float,
    hubs: int,
    keys: signatures.Keys | None = None,
    among: Rows | None = None,
) -> Grouped:
    """Return the groups: in each bucket texts are held against at most ``hubs`` others in turn.

    ``among``: the rows to group, all where none are named; the others stand alone.
    """
    keys = signatures.keys(texts) if keys is None else keys
    rows = texts.written() if among is None else np.intersect1d(texts.written(), among)
    heads = np.arange(len(texts), dtype=np.int64)
    made = []
    for band in bands.buckets(keys, rows):
        for left, right in _spokes(band, heads, hubs):
            found = _verified(texts, left, right, likeness)
            made.append(taken(found, _join(heads, found.left, found.right)))
    return Grouped(heads, in_order(together(made)))


def _spokes(band: bands.Buckets, heads: Rows, hubs: int) -> Iterator[tuple[Rows, Rows]]:
    """Yield the pairs to look at: those of a bucket not yet in one group with its first, and so on."""
    rows, first = band.rows, band.first
    for _hub in range(hubs):
        hub = rows[first]
        apart = heads[hub] != heads[rows]
        if not apart.any():
            return
        yield hub[apart], rows[apart]
        left = heads[hub] != heads[rows]
        rows, first = _closed_up(rows[left], first[left])


def _closed_up(rows: Rows, first: Rows) -> tuple[Rows, Rows]:
    """Let the first of what is left of each bucket be its hub."""
    begins = np.ones(len(rows), np.bool_)
    np.not_equal(first[1:], first[:-1], out=begins[1:])
    return rows, np.maximum.accumulate(np.where(begins, np.arange(len(rows)), 0))


def _verified(texts: Texts, left: Rows, right: Rows, likeness: float) -> Links:
    shared: Overlaps = overlaps(texts, left, right, least=likeness)
    alike, contained = shared.likeness(), shared.contained()
    kept = alike >= likeness
    return Links(left[kept], right[kept], alike[kept], contained[kept])


def _join(heads: Rows, left: Rows, right: Rows) -> NDArray[np.bool_]:
    """Join the groups of each pair; ``heads`` is settled before and after. Say which pairs joined any."""
    kernels = compiling.kernels()
    if kernels is not None:
        joined: NDArray[np.bool_] = kernels.join(heads, left, right)
        if joined.any():
            kernels.settle(heads)
        return joined
    joined = np.zeros(len(left), np.bool_)
    for place, (one, other) in enumerate(zip(left.tolist(), right.tolist(), strict=True)):
        low, high = sorted((_head(heads, one), _head(heads, other)))
        heads[high], joined[place] = low, low != high
    while not np.array_equal(heads, heads[heads]):
        heads[:] = heads[heads]
    return joined


def _head(heads: Rows, row: int) -> int:
    while heads[row] != row:
        row = int(heads[row])
    return row


def taken(links: Links, which: NDArray[np.bool_] | Rows) -> Links:
    """Return the pairs chosen."""
    return Links(links.left[which], links.right[which], links.likeness[which], links.contained[which])


def in_order(links: Links) -> Links:
    """Return the pairs by left and right."""
    return taken(links, np.lexsort((links.right, links.left)))


def together(parts: Sequence[Links]) -> Links:
    """Return the pairs of all parts, one part after the other."""
    if not parts:
        return Links(np.empty(0, np.int64), np.empty(0, np.int64), np.empty(0), np.empty(0))
    return Links(
        np.concatenate([part.left for part in parts]),
        np.concatenate([part.right for part in parts]),
        np.concatenate([part.likeness for part in parts]),
        np.concatenate([part.contained for part in parts]),
    )
