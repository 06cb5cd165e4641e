"""Union-find over whole arrays: which items hang together by the links given."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

Indices = npt.NDArray[np.int64]


def clusters(n: int, left: npt.ArrayLike, right: npt.ArrayLike) -> Indices:
    """Return for each of ``n`` items (0 … n-1) the smallest item it hangs together with, by links left–right.

    The answer depends neither on the order of the links nor on their direction; an item without a link
    stands for itself. Raises IndexError for a link to an item there is not.

    Every root that has a smaller neighbour is hung under it, then every item is told its root. A round at
    least halves the roots that still have a link to another one, so it takes log2(n) rounds at most (Shiloach
    and Vishkin, An O(log n) parallel connectivity algorithm, 1982).
    """
    one, other = _links(n, left), _links(n, right)
    root = np.arange(n, dtype=np.int64)
    while one.size:
        one, other = root[one], root[other]
        apart = one != other
        one, other = one[apart], other[apart]
        np.minimum.at(root, np.maximum(one, other), np.minimum(one, other))
        root = _told(root)
    return root


def _links(n: int, ends: npt.ArrayLike) -> Indices:
    found = np.asarray(ends, dtype=np.int64)
    if found.size and (found.min() < 0 or found.max() >= n):
        raise IndexError(f"an end of a link is not among {n} items")
    return found


def _told(root: Indices) -> Indices:
    while True:
        higher = root[root]
        if np.array_equal(higher, root):
            return root
        root = higher
