"""The loops over characters and pairs, compiled; each has its twin in numpy beside its caller.

Every kernel works on rows ``begin`` to before ``end`` and writes nowhere else, so that parts may run at once.
Imported through ``compiling`` alone, which says whether numba can be had.
"""

from __future__ import annotations

import numpy as np
from numba import njit

from xiaobao.mining.signatures import A_BAND, BANDS, EMPTY, VALUES
from xiaobao.mining.stirring import STIR, STIR_AGAIN

_THREE = np.uint64((1 << 63) - 1)
_FREE = np.uint64(0xFFFFFFFFFFFFFFFF)  # no shingle: those have 63 bits
_ONE, _TWO, _TAIL = np.uint64(1), np.uint64(2), np.uint64(0x3F)
_LARGEST = np.uint64(EMPTY) - np.uint64(1)


@njit(cache=True, nogil=True, inline="always")
def _stirred(number):  # type: ignore[no-untyped-def]
    mixed = (number + STIR_AGAIN) * STIR
    mixed ^= mixed >> np.uint64(32)
    mixed *= STIR_AGAIN
    return mixed ^ (mixed >> np.uint64(29))


@njit(cache=True, nogil=True, inline="always")
def _point(data, at):  # type: ignore[no-untyped-def]
    """Return the code point that begins at a byte, and where the next begins; most are of three bytes."""
    lead = np.uint64(data[at])
    if lead < 0x80:
        return lead, at + _ONE
    low = np.uint64(data[at + _ONE]) & _TAIL
    if lead < 0xE0:
        return (lead & np.uint64(0x1F)) << np.uint64(6) | low, at + np.uint64(2)
    low = low << np.uint64(6) | np.uint64(data[at + np.uint64(2)]) & _TAIL
    if lead < 0xF0:
        return (lead & np.uint64(0x0F)) << np.uint64(12) | low, at + np.uint64(3)
    low = low << np.uint64(6) | np.uint64(data[at + np.uint64(3)]) & _TAIL
    return (lead & np.uint64(0x07)) << np.uint64(18) | low, at + np.uint64(4)


@njit(cache=True, nogil=True)
def _shingles(data, begin, end, found):  # type: ignore[no-untyped-def]
    """Write the shingles of one text in order of place; return how many there are."""
    # unsigned: of a signed place numba looks each time whether it counts from the end
    at, stop, read = np.uint64(begin), np.uint64(end), np.uint64(0)
    packed = np.uint64(0)
    while at < stop:
        point, at = _point(data, at)
        packed = (packed << np.uint64(21) | point) & _THREE
        if read >= _TWO:
            found[read - _TWO] = packed
        read += _ONE
    if read > _TWO:
        return np.int64(read - _TWO)
    if read == 0:
        return 0
    found[0] = packed << np.uint64(21) * (np.uint64(3) - read)
    return 1


@njit(cache=True, nogil=True)
def keys_into(data, starts, donors, begin, end, keys):  # type: ignore[no-untyped-def]
    """Write the 32 keys of each text (see ``signatures``)."""
    found = np.empty(_longest(starts, begin, end), np.uint64)
    values, dense = np.empty(VALUES, np.uint32), np.empty(VALUES, np.uint32)
    for row in range(begin, end):
        count = _shingles(data, starts[row], starts[row + 1], found)
        values[:] = EMPTY
        for place in range(count):
            hashed = _stirred(found[place])
            least = np.uint32(min(hashed & np.uint64(EMPTY), _LARGEST))
            slot = np.int64(hashed >> np.uint64(57))
            if least < values[slot]:
                values[slot] = least
        if count:
            _densify(values, donors, dense)
        else:
            dense[:] = EMPTY
        _fold(dense, keys[row])


@njit(cache=True, nogil=True)
def _longest(starts, begin, end):  # type: ignore[no-untyped-def]
    longest = 1
    for row in range(begin, end):
        longest = max(longest, starts[row + 1] - starts[row])
    return longest


@njit(cache=True, nogil=True)
def _densify(values, donors, dense):  # type: ignore[no-untyped-def]
    for slot in range(VALUES):
        if values[slot] != EMPTY:
            dense[slot] = values[slot]
            continue
        asked = 0
        while values[donors[slot, asked]] == EMPTY:
            asked += 1
        dense[slot] = values[donors[slot, asked]]


@njit(cache=True, nogil=True)
def _fold(dense, keys):  # type: ignore[no-untyped-def]
    for band in range(BANDS):
        at = band * A_BAND
        first = np.uint64(dense[at]) | np.uint64(dense[at + 1]) << np.uint64(32)
        second = np.uint64(dense[at + 2]) | np.uint64(dense[at + 3]) << np.uint64(32)
        keys[band] = np.uint32(_stirred(_stirred(first) + second) >> np.uint64(32))


@njit(cache=True, nogil=True)
def sizes_into(data, starts, rows, begin, end, longest, sizes):  # type: ignore[no-untyped-def]
    """Write how many distinct shingles each of the rows named has."""
    table, found = np.empty(_places(longest), np.uint64), np.empty(longest, np.uint64)
    for at in range(begin, end):
        row = rows[at]
        count = _shingles(data, starts[row], starts[row + 1], found)
        sizes[row] = _load(found, count, table[: _places(count)])


@njit(cache=True, nogil=True)
def hashed_into(data, starts, rows, begin, end, longest, places, hashed):  # type: ignore[no-untyped-def]
    """Write the distinct shingles of the rows named, hashed to 32 bits, sorted (see ``shingles.hashed``)."""
    table, found = np.empty(_places(longest), np.uint64), np.empty(longest, np.uint64)
    for at in range(begin, end):
        row = rows[at]
        count = _shingles(data, starts[row], starts[row + 1], found)
        kept = _load(found, count, table[: _places(count)])
        first = places[at]
        for place in range(kept):
            hashed[first + place] = np.uint32(_stirred(found[place]) >> np.uint64(32))
        hashed[first : first + kept].sort()


@njit(cache=True, nogil=True)
def shared_into(data, starts, sizes, left, right, begin, end, longest, least, shared):  # type: ignore[no-untyped-def]
    """Write how many distinct shingles each pair shares, 0 where its likeness cannot come to ``least``.

    ``longest`` is the largest number of shingles of a text. Those of the left text stand in a table half
    empty; a stamp beside each says which pair found it last, so that no shingle is counted twice.
    """
    places = _places(longest)
    table, found = np.empty(places, np.uint64), np.empty(longest, np.uint64)
    seen, loaded = np.zeros(places, np.int64), -1
    for pair in range(begin, end):
        if left[pair] != loaded:
            loaded = left[pair]
            count = _shingles(data, starts[loaded], starts[loaded + 1], found)
            places = _places(count)
            _load(found, count, table[:places])
        row = right[pair]
        count = _shingles(data, starts[row], starts[row + 1], found)
        needed = least / (1 + least) * (sizes[loaded] + sizes[row]) - 1e-6
        shared[pair] = _met(found, count, table[:places], seen, pair + 1, needed)


@njit(cache=True, nogil=True)
def _places(count):  # type: ignore[no-untyped-def]
    places = 16
    while places < 2 * count:
        places *= 2
    return places


@njit(cache=True, nogil=True, inline="always")
def _slot(shingle, last):  # type: ignore[no-untyped-def]
    return (shingle * STIR) >> np.uint64(20) & last


@njit(cache=True, nogil=True)
def _load(found, count, table):  # type: ignore[no-untyped-def]
    """Put the shingles of a text into a table, nothing else; move the distinct ones to the front of ``found``
    and return how many there are."""
    last, kept = np.uint64(len(table) - 1), 0
    table[:] = _FREE
    for at in range(count):
        slot = _slot(found[at], last)
        while table[slot] != _FREE and table[slot] != found[at]:
            slot = (slot + _ONE) & last
        if table[slot] == _FREE:
            table[slot] = found[kept] = found[at]
            kept += 1
    return kept


@njit(cache=True, nogil=True)
def _met(found, count, table, seen, pair, needed):  # type: ignore[no-untyped-def]
    """Return how many distinct shingles the table has too; 0 as soon as ``needed`` is out of reach."""
    last, shared = np.uint64(len(table) - 1), 0
    for at in range(count):
        slot = _slot(found[at], last)
        while table[slot] != _FREE and table[slot] != found[at]:
            slot = (slot + _ONE) & last
        if table[slot] != _FREE and seen[slot] != pair:
            seen[slot] = pair
            shared += 1
        elif shared + count - at - 1 < needed:
            return 0
    return shared


@njit(cache=True, nogil=True)
def met_before(keys, left, right, band, met):  # type: ignore[no-untyped-def]
    """Write whether the texts of each pair have a key in common in a band before this one."""
    for pair in range(len(left)):
        met[pair] = False
        for earlier in range(band):
            if keys[left[pair], earlier] == keys[right[pair], earlier]:
                met[pair] = True
                break


@njit(cache=True, nogil=True)
def join(parents, left, right):  # type: ignore[no-untyped-def]
    """Join the clusters of each pair under the smaller head; say which pairs joined two that were apart."""
    joined = np.zeros(len(left), np.bool_)
    for pair in range(len(left)):
        one, other = left[pair], right[pair]
        while parents[one] != one:
            parents[one] = parents[parents[one]]
            one = parents[one]
        while parents[other] != other:
            parents[other] = parents[parents[other]]
            other = parents[other]
        if one != other:
            parents[max(one, other)] = min(one, other)
            joined[pair] = True
    return joined


@njit(cache=True, nogil=True)
def settle(parents):  # type: ignore[no-untyped-def]
    """Point every row straight at its head; a head is the smallest row of its cluster."""
    for row in range(len(parents)):
        parents[row] = parents[parents[row]]
