"""The compiled pass over the characters of a text: its runs, and what a linear model makes of them.

Both have a twin in numpy (``features.runs``, ``linear.scores``) that gives the same slots and, but for the
last digits of a sum, the same scores.
"""

from __future__ import annotations

from typing import Any

import numpy as np
from numba import njit

_A, _B, _C = np.uint64(0x9E3779B97F4A7C15), np.uint64(0xBF58476D1CE4E5B9), np.uint64(0x94D049BB133111EB)
_ZERO = np.uint64(48)


@njit(cache=True, nogil=True)  # type: ignore[untyped-decorator]
def _slot(packed: Any, shift: Any) -> Any:
    mixed = packed * _A
    mixed = (mixed ^ (mixed >> np.uint64(30))) * _B
    mixed = (mixed ^ (mixed >> np.uint64(27))) * _C
    return np.int32((mixed ^ (mixed >> np.uint64(31))) >> shift)


@njit(cache=True, nogil=True)  # type: ignore[untyped-decorator]
def _read(data: Any, at: Any, end: Any) -> Any:
    """Return the code point at a byte of UTF-8 and how many bytes it has; 0 for one beyond the plane."""
    first = data[at]
    if first < 0x80:
        return np.uint32(first), 1
    if first < 0xE0 and at + 1 < end:
        return (np.uint32(first & 0x1F) << 6) | np.uint32(data[at + 1] & 0x3F), 2
    if first < 0xF0 and at + 2 < end:
        high = (np.uint32(first & 0x0F) << 12) | (np.uint32(data[at + 1] & 0x3F) << 6)
        return high | np.uint32(data[at + 2] & 0x3F), 3
    return np.uint32(0), 4


@njit(cache=True, nogil=True)  # type: ignore[untyped-decorator]
def runs_into(
    data: Any, begin: Any, end: Any, folding: Any, bits: int, longest: int, head: int, slots: Any
) -> Any:
    """Write the slots of all runs that end at each character in turn; return how many."""
    shift = np.uint64(64 - bits)
    history = np.zeros(longest, np.uint64)
    at, kept, size, before = begin, 0, 0, np.uint64(0)
    while at < end:
        point, width = _read(data, at, end)
        at += width
        sign = np.uint64(folding[point])
        if sign == 0 or (sign == _ZERO and before == _ZERO):
            continue
        before = sign
        for place in range(longest - 1):
            history[place] = history[place + 1]
        history[longest - 1] = sign
        kept += 1
        for length in range(1, min(longest, kept) + 1):
            packed = np.uint64(0)
            for place in range(longest - length, longest):
                packed = (packed << np.uint64(16)) | history[place]
            above = np.uint64(16 * length)
            name = np.uint64(0)
            if length < 4:
                name = np.uint64(length) << above
            slots[size] = _slot(packed | name, shift)
            size += 1
            if kept <= head:
                slots[size] = _slot(packed | (np.uint64(8 + length) << above), shift)
                size += 1
    return size
