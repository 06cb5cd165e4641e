"""Signatures: 128 numbers that two texts share about as often as they share shingles, folded into 32 keys.

One-permutation MinHash: every shingle is hashed once, the first seven bits say in which of 128 bins it falls,
the rest is its value there, and the smallest value of a bin is kept (Li, Owen, Zhang: One Permutation
Hashing, 2012). An empty bin takes the value of another, in an order fixed for each bin (Shrivastava: Optimal
Densification for Fast and Accurate Minwise Hashing, 2017). Four values at a time make one key: two texts of
likeness s have one of the 32 keys in common with chance 1 − (1 − s⁴)³², 0.99 at s = 0.6.

Hashes are the project's own (``stirring``): kept keys stay comparable on every machine and engine.
"""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, TypeAlias

import numpy as np

from xiaobao.mining import compiling
from xiaobao.mining.shingles import LENGTH, Texts
from xiaobao.mining.stirring import stirred

if TYPE_CHECKING:
    from numpy.typing import NDArray

Keys: TypeAlias = "NDArray[np.uint32]"

VALUES, BANDS, A_BAND = 128, 32, 4
EMPTY = np.uint32(0xFFFFFFFF)
_PART = 4096


@lru_cache(maxsize=1)
def donors() -> NDArray[np.uint8]:
    """Return for each bin the order, all bins once, in which it asks others for a value."""
    places = np.arange(VALUES * VALUES, dtype=np.uint64).reshape(VALUES, VALUES)
    return np.argsort(stirred(places), axis=1, kind="stable").astype(np.uint8)


def keys(texts: Texts) -> Keys:
    """Return the 32 keys of each text, one row a text; those of a text without a character mean nothing."""
    found = np.zeros((len(texts), BANDS), np.uint32)
    kernels = compiling.kernels()
    if kernels is None:
        for begin in range(0, len(texts), _PART):
            found[begin : begin + _PART] = keys_of(signatures(texts, begin, begin + _PART))
        return found
    order = donors()
    compiling.in_parts(
        len(texts),
        lambda begin, end: kernels.keys_into(texts.data, texts.starts, order, begin, end, found),
    )
    return found


def signatures(texts: Texts, begin: int, end: int) -> NDArray[np.uint32]:
    """Return the 128 values of each text from row ``begin`` to before ``end``, in numpy."""
    written = [texts[row] for row in range(begin, min(end, len(texts)))]
    padded = [text + "\0" * (LENGTH - len(text)) if 0 < len(text) < LENGTH else text for text in written]
    points = np.frombuffer("".join(padded).encode("utf-32-le"), np.uint32).astype(np.uint64)
    values = np.full((len(written), VALUES), EMPTY, np.uint32)
    if len(points):
        lengths = np.array([len(text) for text in padded])
        _fill(points, lengths, values)
    return _densified(values)


def keys_of(values: NDArray[np.uint32]) -> Keys:
    """Fold each four values of a signature into one key."""
    quads = values.astype(np.uint64).reshape(len(values), BANDS, A_BAND)
    first = quads[:, :, 0] | quads[:, :, 1] << np.uint64(32)
    second = quads[:, :, 2] | quads[:, :, 3] << np.uint64(32)
    return (stirred(stirred(first) + second) >> np.uint64(32)).astype(np.uint32)


def _fill(points: NDArray[np.uint64], lengths: NDArray[np.int64], values: NDArray[np.uint32]) -> None:
    packed = points[:-2] << np.uint64(42) | points[1:-1] << np.uint64(21) | points[2:]
    ends = np.cumsum(lengths)
    rows = np.repeat(np.arange(len(lengths)), lengths)[: len(packed)]
    whole = np.arange(len(packed)) + LENGTH <= ends[rows]
    hashed = stirred(packed[whole])
    bins = (hashed >> np.uint64(57)).astype(np.int64)
    least = np.minimum((hashed & np.uint64(EMPTY)).astype(np.uint32), EMPTY - np.uint32(1))
    np.minimum.at(values.reshape(-1), rows[whole] * VALUES + bins, least)


def _densified(values: NDArray[np.uint32]) -> NDArray[np.uint32]:
    full, dense, order = values != EMPTY, values.copy(), donors()
    rows, bins = np.nonzero(~full & full.any(axis=1, keepdims=True))
    for asked in range(VALUES):
        if not len(rows):
            break
        from_bin = order[bins, asked]
        given = full[rows, from_bin]
        dense[rows[given], bins[given]] = values[rows[given], from_bin[given]]
        rows, bins = rows[~given], bins[~given]
    return dense
