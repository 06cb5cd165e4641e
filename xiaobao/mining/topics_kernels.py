"""The two loops of ``topics`` that are worth compiling: all likenesses of a block, and average linkage."""

from __future__ import annotations

import numba
import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float32]
Indices = npt.NDArray[np.int64]


@numba.njit(cache=True)
def likenesses(
    starts: Indices, columns: Indices, values: Floats, postings: Indices, rows: Indices, held: Floats
) -> Floats:
    """Return the products of all rows with each other, n × n.

    ``starts, columns, values`` are the rows (CSR), ``postings, rows, held`` the same by column (CSC). Only
    columns that both have are touched; only the half under the diagonal is summed, in the order of columns.
    """
    n = len(starts) - 1
    product = np.zeros((n, n), np.float32)
    for row in range(n):
        into = product[row]
        for at in range(starts[row], starts[row + 1]):
            value = values[at]
            for other in range(postings[columns[at]], postings[columns[at] + 1]):
                if rows[other] >= row:
                    break
                into[rows[other]] += value * held[other]
    for row in range(n):
        for other in range(row):
            product[other, row] = product[row, other]
    return product


@numba.njit(cache=True)
def average_link(likeness: Floats, sizes: Floats, least: float) -> Indices:
    """Return for each item the smallest item of its cluster; ``likeness`` is used up.

    Average linkage by chains of nearest neighbours (Müllner 2011; Murtagh 1983): two clusters that are each
    other's nearest are joined while the mean likeness between them is at least ``least``. Whoever has no
    neighbour so near can never get one (the mean of two is no more than the larger), and is finished with.
    ``sizes`` are the rows each item stands for.
    """
    n = len(sizes)
    of = np.arange(n)
    alive = np.ones(n, np.bool_)
    chain = np.empty(n + 1, np.int64)
    weight = sizes.astype(np.float64)
    for begin in range(n):
        length = 0
        while length > 0 or alive[begin]:
            if length == 0:
                chain[0], length = begin, 1
            top = chain[length - 1]
            before = chain[length - 2] if length > 1 else -1
            nearest = _nearest(likeness, alive, top, before)
            if nearest < 0 or likeness[top, nearest] < least:
                alive[top] = False
                length -= 1
            elif nearest == before:
                length -= 2
                _join(likeness, weight, alive, of, min(top, before), max(top, before))
            else:
                chain[length] = nearest
                length += 1
    return of


@numba.njit(cache=True)
def _nearest(likeness: Floats, alive: npt.NDArray[np.bool_], top: int, before: int) -> int:
    """Return who is most like ``top``; of equals ``before``, or the first. -1 where nobody is left."""
    best, nearest = np.float32(-1), -1
    if before >= 0:
        best, nearest = likeness[top, before], before
    for other in range(len(alive)):
        if alive[other] and other != top and likeness[top, other] > best:
            best, nearest = likeness[top, other], other
    return nearest


@numba.njit(cache=True)
def _join(
    likeness: Floats,
    weight: npt.NDArray[np.float64],
    alive: npt.NDArray[np.bool_],
    of: Indices,
    kept: int,
    gone: int,
) -> None:
    one = weight[kept] / (weight[kept] + weight[gone])
    for other in range(len(of)):
        if alive[other] and other != kept and other != gone:
            mean = one * likeness[kept, other] + (1 - one) * likeness[gone, other]
            likeness[kept, other] = mean
            likeness[other, kept] = mean
    weight[kept] += weight[gone]
    alive[gone] = False
    for other in range(len(of)):
        if of[other] == gone:
            of[other] = kept
