"""Which bytes of a film its picture and its sound are made of, by the tables of the tracks."""

from __future__ import annotations

import struct
from collections.abc import Iterable, Iterator
from itertools import pairwise

from xiaobao.documents.outward.boxes import WHAT, Box, down
from xiaobao.documents.outward.refusal import broken

Range = tuple[int, int]


def ranges(film: bytearray, tracks: Iterable[Box], media: Iterable[Range]) -> list[Range]:
    """Return where the samples of the tracks lie, in order and without overlap; raises NotCleaned.

    ``media`` are the bodies of the mdat boxes: a sample that is not in one of them is not there.
    """
    ends = sorted(end for _, end in media)
    chunks = [chunk for track in tracks for chunk in _chunks(film, track)]
    starts = sorted({begins for begins, _ in chunks})
    limit = dict(pairwise([*starts, max(ends, default=0)]))
    merged: list[Range] = []
    for begins, size in sorted(chunks):
        end = limit[begins] if size is None else begins + size
        if end > len(film):
            raise broken(WHAT)
        if merged and begins <= merged[-1][1]:
            merged[-1] = (merged[-1][0], max(end, merged[-1][1]))
        else:
            merged.append((begins, end))
    return merged


def _chunks(film: bytearray, track: Box) -> Iterator[tuple[int, int | None]]:
    """Yield (place, bytes) of every chunk; None where the table does not tell bytes (sound of one size)."""
    table = down(film, track, b"mdia", b"minf", b"stbl")
    if table is None:
        raise broken(WHAT)
    offsets = _offsets(film, table)
    counts = list(_counts(film, table, len(offsets)))
    sizes = _sizes(film, table)
    at = 0
    for offset, count in zip(offsets, counts, strict=True):
        yield offset, None if sizes is None else sum(sizes[at : at + count])
        at += count


def _offsets(film: bytearray, table: Box) -> tuple[int, ...]:
    for kind, letter in ((b"stco", "I"), (b"co64", "Q")):
        box = down(film, table, kind)
        if box is not None:
            return _numbers(film, box.body + 8, _count(film, box, 4), letter, box.end)
    raise broken(WHAT)


def _counts(film: bytearray, table: Box, chunks: int) -> Iterator[int]:
    """Yield how many samples each chunk holds: a row of the table stands until the next one begins."""
    box = down(film, table, b"stsc")
    if box is None:
        raise broken(WHAT)
    rows = _numbers(film, box.body + 8, _count(film, box, 4) * 3, "I", box.end)
    firsts = [*rows[0::3], chunks + 1]
    if any(a >= b for a, b in pairwise(firsts)) or (chunks and firsts[0] != 1):
        raise broken(WHAT)
    for (first, following), count in zip(pairwise(firsts), rows[1::3], strict=True):
        yield from (count for _ in range(following - first))


def _sizes(film: bytearray, table: Box) -> tuple[int, ...] | None:
    box = down(film, table, b"stsz")
    if box is None:
        return None  # stz2: so rare that the chunks are taken whole
    (same,) = struct.unpack_from(">I", film, box.body + 4)
    return None if same else _numbers(film, box.body + 12, _count(film, box, 8), "I", box.end)


def _count(film: bytearray, box: Box, at: int) -> int:
    return int(struct.unpack_from(">I", film, box.body + at)[0])


def _numbers(film: bytearray, at: int, count: int, letter: str, end: int) -> tuple[int, ...]:
    if at + count * struct.calcsize(letter) > end:
        raise broken(WHAT)
    return struct.unpack_from(f">{count}{letter}", film, at)
