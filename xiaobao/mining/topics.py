"""Which matters speak of the same: average linkage over likenesses, in blocks of time with what lives on.

Rows are taken in the order of time, so many at once. What a block leaves is a set of clusters, each standing
for its rows by their mean; those that had a new row lately go into the next block beside its rows. The mean
of the likenesses between two clusters is the product of their means, so average linkage goes on exactly over
blocks, and memory holds one block however many rows there are.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
from scipy import sparse

from xiaobao.mining.hotspots_settings import TopicSettings

Indices = npt.NDArray[np.int64]


@dataclass
class _Living:
    """Clusters that may still grow: their key (the first row), mean, size and last day."""

    keys: Indices
    means: sparse.csr_matrix
    sizes: npt.NDArray[np.float32]
    last: Indices


def clusters(rows: sparse.csr_matrix, days: npt.ArrayLike, settings: TopicSettings) -> Indices:
    """Return for each row the first row of its cluster.

    ``rows``: weighed and of length 1, in the order of time. ``days``: natural days since any day, rising.
    """
    day = np.asarray(days, dtype=np.int64)
    of = np.arange(rows.shape[0], dtype=np.int64)
    living = _none(rows.shape[1])
    for begin, end in _blocks(day, settings):
        living = _lately(living, int(day[begin]), settings)
        living = _block(rows[begin:end], day[begin:end], begin, living, of, settings)
    return _told(of)


def joined(rows: sparse.csr_matrix, sizes: npt.ArrayLike, least: float) -> Indices:
    """Return for each item the smallest item of its cluster (average linkage, mean likeness at least
    ``least``); ``sizes`` are the rows each item stands for."""
    from xiaobao.mining import topics_kernels

    by_row, by_column = rows.tocsr(), rows.tocsc()
    by_column.sort_indices()
    product = topics_kernels.likenesses(
        by_row.indptr.astype(np.int64), by_row.indices.astype(np.int64), by_row.data.astype(np.float32),
        by_column.indptr.astype(np.int64), by_column.indices.astype(np.int64),
        by_column.data.astype(np.float32),
    )  # fmt: skip
    found: Indices = topics_kernels.average_link(product, np.asarray(sizes, dtype=np.float32), least)
    return found


def means(rows: sparse.csr_matrix, of: Indices, sizes: npt.NDArray[np.float32]) -> sparse.csr_matrix:
    """Return the mean of the rows of each cluster; ``of``: the cluster of each row, 0 … k-1."""
    share = sizes / np.bincount(of, weights=sizes)[of]
    gather = sparse.csr_matrix((share.astype(np.float32), (of, np.arange(len(of)))))
    return sparse.csr_matrix(gather @ rows)


def _blocks(day: Indices, settings: TopicSettings) -> Iterator[tuple[int, int]]:
    begin = 0
    while begin < len(day):
        end = min(begin + settings.block, int(np.searchsorted(day, day[begin] + settings.span)))
        yield begin, end
        begin = end


def _none(columns: int) -> _Living:
    nothing = np.zeros(0, dtype=np.int64)
    return _Living(
        nothing, sparse.csr_matrix((0, columns), dtype=np.float32), np.zeros(0, np.float32), nothing
    )


def _lately(living: _Living, today: int, settings: TopicSettings) -> _Living:
    fresh = np.flatnonzero(living.last >= today - settings.reach)
    order = np.lexsort((living.keys[fresh], -living.last[fresh], -living.sizes[fresh]))
    kept = np.sort(fresh[order[: settings.living]])
    return _Living(living.keys[kept], living.means[kept], living.sizes[kept], living.last[kept])


def _block(
    rows: sparse.csr_matrix, day: Indices, begin: int, living: _Living, of: Indices, settings: TopicSettings
) -> _Living:
    items = sparse.vstack([living.means, rows], format="csr")
    sizes = np.concatenate([living.sizes, np.ones(len(day), dtype=np.float32)])
    keys = np.concatenate([living.keys, np.arange(begin, begin + len(day))])
    last = np.concatenate([living.last, day])
    firsts, cluster = np.unique(joined(items, sizes, settings.least), return_inverse=True)
    new = np.full(len(firsts), np.iinfo(np.int64).max)
    np.minimum.at(new, cluster, keys)
    of[keys] = new[cluster]
    latest = np.zeros(len(firsts), dtype=np.int64)
    np.maximum.at(latest, cluster, last)
    weight = np.bincount(cluster, weights=sizes).astype(np.float32)
    return _Living(new, _heaviest(means(items, cluster, sizes), settings.terms), weight, latest)


def _heaviest(rows: sparse.csr_matrix, terms: int) -> sparse.csr_matrix:
    """Drop of each row all but its ``terms`` heaviest columns, so that a mean of many stays short."""
    data = rows.data.copy()
    for row in np.flatnonzero(np.diff(rows.indptr) > terms):
        part = slice(rows.indptr[row], rows.indptr[row + 1])
        data[part][np.argsort(-data[part], kind="stable")[terms:]] = 0
    short = sparse.csr_matrix((data, rows.indices, rows.indptr), shape=rows.shape)
    short.eliminate_zeros()
    return short


def _told(of: Indices) -> Indices:
    while True:
        first = of[of]
        if np.array_equal(first, of):
            return of
        of = first
