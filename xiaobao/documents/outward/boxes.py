"""The boxes a film or a recording (MP4, M4A) is made of."""

from __future__ import annotations

import struct
from collections.abc import Iterator
from dataclasses import dataclass

from xiaobao.documents.outward.refusal import broken, too_much

WHAT = "录像或者录音（MP4、M4A）"
_MOST_BOXES = 20_000  # beside each other
_TO_THE_END, _LARGE = 0, 1  # sizes that stand for something else


@dataclass(frozen=True, slots=True)
class Box:
    """One box: where its header, its body and the next box begin."""

    kind: bytes
    at: int
    body: int
    end: int


def boxes(film: bytearray, at: int, end: int) -> list[Box]:
    """Return the boxes between two places; raises NotCleaned where one does not fit in."""
    found = list(leading(film, at, end))
    if (found[-1].end if found else at) != end:
        raise broken(WHAT)
    return found


def leading(film: bytearray, at: int, end: int) -> Iterator[Box]:
    """Yield the boxes from a place on, as long as one fits in."""
    for _box_read in range(_MOST_BOXES):
        box = _box(film, at, end)
        if box is None:
            return
        yield box
        at = box.end
    raise too_much(WHAT, "所含片段过多")


def down(film: bytearray, box: Box, *kinds: bytes) -> Box | None:
    """Return the box that lies under ``box`` by this path; None where there is none."""
    found: Box | None = box
    for kind in kinds:
        if found is not None:
            found = next((one for one in boxes(film, found.body, found.end) if one.kind == kind), None)
    return found


def _box(film: bytearray, at: int, end: int) -> Box | None:
    if at + 8 > end:
        return None
    size, kind = struct.unpack_from(">I4s", film, at)
    body = at + 8
    if size == _LARGE and at + 16 <= end:
        (size,) = struct.unpack_from(">Q", film, body)
        body = at + 16
    after = end if size == _TO_THE_END else at + size
    return Box(kind, at, body, after) if body <= after <= end else None
