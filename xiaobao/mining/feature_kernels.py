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


@njit(cache=True, nogil=True)
def _slot(packed: Any, shift: Any) -> Any:
    mixed = packed * _A
    mixed = (mixed ^ (mixed >> np.uint64(30))) * _B
    mixed = (mixed ^ (mixed >> np.uint64(27))) * _C
    return np.int32((mixed ^ (mixed >> np.uint64(31))) >> shift)


@njit(cache=True, nogil=True)
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


@njit(cache=True, nogil=True)
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


@njit(cache=True, nogil=True)
def _met(room: Any, size: int, index: Any, times: Any) -> Any:
    """Count the rows the runs lead to, and put each of them first in ``room``; return how many."""
    met = 0
    for place in range(size):
        row = index[room[place]]
        if row >= 0:
            if times[row] == 0:
                room[met] = row
                met += 1
            times[row] += 1
    return met


@njit(cache=True, nogil=True)
def scores_into(
    data: Any, starts: Any, folding: Any, bits: int, longest: int, head: int, index: Any, rarity: Any,
    weights: Any, room: Any, logs: Any, out: Any,
) -> None:  # fmt: skip
    """Add up, for every text, what each label's weights say of the runs the model knows.

    ``index`` leads from a slot to a row of ``rarity`` and ``weights``, -1 where nothing was learned.
    """
    times = np.zeros(len(rarity), np.int32)
    labels = weights.shape[1]
    for text in range(len(starts) - 1):
        size = runs_into(data, starts[text], starts[text + 1], folding, bits, longest, head, room)
        met, length = _met(room, size, index, times), 0.0
        for place in range(met):
            row = room[place]
            value = logs[min(times[row], len(logs) - 1)] * rarity[row]
            times[row] = 0
            length += value * value
            for label in range(labels):
                out[text, label] += value * weights[row, label]
        for label in range(labels if length > 0 else 0):
            out[text, label] /= np.sqrt(length)


@njit(cache=True, nogil=True)
def _step(duals: Any, sides: Any, costs: Any, slopes: Any, length: float) -> Any:
    """Move the duals of one text and turn ``slopes`` into what the weights move by; return the largest."""
    largest = 0.0
    for label in range(len(duals)):
        give = 0.5 / costs[label]
        slope = sides[label] * slopes[label] - 1 + give * duals[label]
        dual = max(duals[label] - slope / (length + give), 0.0)
        change, duals[label] = dual - duals[label], dual
        slopes[label] = change * sides[label]
        largest = max(largest, abs(change) / costs[label])
    return largest


@njit(cache=True, nogil=True)
def descend(
    starts: Any, slots: Any, values: Any, sides: Any, costs: Any, orders: Any, enough: float, weights: Any
) -> int:
    """Dual coordinate descent for the squared hinge loss (Hsieh and others, ICML 2008), all labels at once.

    ``sides`` and ``costs`` are text by label (+1 or -1; how dear a mistake is), ``orders`` the texts in the
    order of each pass. Writes ``weights``, run by label; returns the passes made.
    """
    texts, labels = sides.shape
    duals, slopes = np.zeros((texts, labels)), np.zeros(labels)
    for turn in range(len(orders)):
        largest = 0.0
        for text in orders[turn]:
            slopes[:] = 0
            length = 0.0
            for place in range(starts[text], starts[text + 1]):
                length += values[place] * values[place]
                for label in range(labels):
                    slopes[label] += values[place] * weights[slots[place], label]
            moved = _step(duals[text], sides[text], costs[text], slopes, length)
            largest = max(largest, moved)
            for place in range(starts[text], starts[text + 1] if moved > 0 else starts[text]):
                for label in range(labels):
                    weights[slots[place], label] += values[place] * slopes[label]
        if largest < enough:
            return turn + 1
    return len(orders)
