"""Texts as weighted words (TF-IDF): sparse rows of length 1, whose product says how alike two matters are.

A column is a word of rjieba's, a run of characters of the title, or a named thing beside the text (a
respondent, a place, a group); all are hashed with CRC-32 into one space, so no dictionary is kept. Weights
are ``(1 + ln tf) · (ln((1 + n) / (1 + df)) + 1)``, the usual ones (those of scikit-learn with
``sublinear_tf``), and each row is brought to length 1.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from functools import lru_cache
from zlib import crc32

import numpy as np
import pyarrow as pa
from scipy import sparse

from xiaobao.mining.hotspots_settings import VectorSettings

COLUMNS = 1 << 20
"""Words are hashed into so many columns; a million of them collide rarely and cost nothing while empty."""
_WORDY = re.compile(r"[\u4e00-\u9fffA-Za-z0-9]")


WORDS = pa.schema(
    [("matter", pa.int64()), ("columns", pa.list_(pa.int32())), ("counts", pa.list_(pa.float32()))]
)
"""What ``kernel`` makes of a batch with the columns ``matter``, ``title`` and ``text``."""


def kernel(batch: pa.RecordBatch, title: int, title_runs: tuple[int, ...]) -> pa.RecordBatch:
    """Return the hashed words of each row with how often they occur, the columns in rising order."""
    columns, counts = [], []
    for head, text in zip(batch["title"].to_pylist(), batch["text"].to_pylist(), strict=True):
        found = sorted(_counted(head, text, title, title_runs).items())
        columns.append([column for column, _count in found])
        counts.append([float(count) for _column, count in found])
    return pa.record_batch([batch["matter"], columns, counts], schema=WORDS)


@lru_cache(maxsize=1 << 18)
def column(word: str) -> int:
    """Return the column of a word, -1 for what is no word: punctuation and blanks."""
    return crc32(word.encode()) & (COLUMNS - 1) if _WORDY.search(word) else -1


def _counted(title: str, text: str, weight: int, runs: Iterable[int]) -> Counter[int]:
    import rjieba

    counted = Counter(map(column, rjieba.cut(text)))
    if title:
        for word in rjieba.cut(title):
            counted[column(word)] += weight
        for size in runs:
            counted.update(column("#" + title[at : at + size]) for at in range(len(title) - size + 1))
    counted.pop(-1, None)
    return counted


def counted(words_of: pa.Table, named: Sequence[tuple[int, Sequence[str]]] = ()) -> sparse.csr_matrix:
    """Return the counts as rows by columns.

    ``named``: pairs of how often a named thing counts and its name for each row ("" where it has none).
    """
    lists = words_of["columns"].combine_chunks()
    rows = sparse.csr_matrix(
        (
            words_of["counts"].combine_chunks().flatten().to_numpy(zero_copy_only=False),
            lists.flatten().to_numpy(zero_copy_only=False),
            np.concatenate([[0], np.cumsum(lists.value_lengths().to_numpy(zero_copy_only=False))]),
        ),
        shape=(words_of.num_rows, COLUMNS),
        dtype=np.float32,
    )
    for count, names in named:
        rows = rows + _named(names, count)
    return sparse.csr_matrix(rows)


def _named(names: Sequence[str], count: int) -> sparse.csr_matrix:
    where = np.array([row for row, name in enumerate(names) if name], dtype=np.int64)
    columns = np.array([column("@" + name) for name in names if name], dtype=np.int64)
    data = np.full(len(where), count, dtype=np.float32)
    return sparse.csr_matrix((data, (where, columns)), shape=(len(names), COLUMNS))


def weighed(counts: sparse.csr_matrix, settings: VectorSettings) -> sparse.csr_matrix:
    """Return the rows weighed, of length 1 (0 where no word is left), over the columns still in use."""
    n = counts.shape[0]
    seen = np.bincount(counts.indices, minlength=counts.shape[1])
    kept = np.flatnonzero((seen >= settings.seldom) & (seen <= max(settings.often * n, settings.few)))
    rows = counts[:, kept].astype(np.float32)
    rows.sort_indices()
    rarity = (np.log((1 + n) / (1 + seen[kept])) + 1).astype(np.float32)
    rows.data = (1 + np.log(rows.data)) * rarity[rows.indices]
    return _of_length_one(rows)


def _of_length_one(rows: sparse.csr_matrix) -> sparse.csr_matrix:
    length = np.sqrt(np.asarray(rows.multiply(rows).sum(axis=1)).ravel())
    each = np.repeat(np.where(length > 0, length, 1), np.diff(rows.indptr))
    rows.data = (rows.data / each).astype(np.float32)
    return rows
