"""How well clusters meet issues that people have found: the best F1 of any cluster for each of them."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt


@dataclass(frozen=True)
class Best:
    """The cluster that meets an issue best: its number, F1, its size and how many of the issue it holds."""

    cluster: int
    f1: float
    size: int
    held: int


def best(of: npt.ArrayLike, gold: Mapping[str, Collection[int]]) -> dict[str, Best]:
    """Return the best cluster of each gold issue; ``of``: the cluster of each row; ``gold``: rows by issue.

    Of two with the same F1, the smaller number is taken. Raises ValueError for an issue without a row.
    """
    cluster = np.unique(np.asarray(of), return_inverse=True)
    sizes = np.bincount(cluster[1])
    return {issue: _best(cluster[0], cluster[1], sizes, sorted(rows)) for issue, rows in gold.items()}


def _best(
    names: npt.NDArray[np.int64], of: npt.NDArray[np.int64], sizes: npt.NDArray[np.int64], rows: Sequence[int]
) -> Best:
    if not rows:
        raise ValueError("an issue without a row has no best cluster")
    met, held = np.unique(of[np.asarray(rows)], return_counts=True)
    f1 = 2 * held / (sizes[met] + len(rows))
    at = int(f1.argmax())
    return Best(int(names[met[at]]), float(f1[at]), int(sizes[met[at]]), int(held[at]))
