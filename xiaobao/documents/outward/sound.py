"""Sound without what it says of its maker: MP3, WAV, AMR. What is heard is not encoded anew."""

from __future__ import annotations

import re
import struct
from collections.abc import Iterator

from xiaobao.documents.outward.refusal import broken, too_much

_WAV, _AMR = "WAV 录音", "AMR 录音"
_HEARD = {b"fmt ", b"fact", b"data"}
_OPEN_ENDED = (0, 0xFFFFFFFF)
"""What recorders leave as the size of the sound when they never went back to fill it in."""
_MOST_FRAMES = 2_000_000
"""Eleven hours: a frame is a fiftieth of a second."""
_NARROW = (12, 13, 15, 17, 19, 20, 26, 31, 5, -1, -1, -1, -1, -1, -1, 0)
_WIDE = (17, 23, 32, 36, 40, 46, 50, 58, 60, 5, -1, -1, -1, -1, 0, 0)


def clean_wav(data: bytes) -> bytes:
    """Return format and sound alone: no LIST, bext, iXML, id3 or anything else; raises NotCleaned."""
    kept: dict[bytes, bytes] = {}
    for kind, body in _chunks(data):
        if kind in _HEARD and kind not in kept:
            kept[kind] = body
    if len(kept.get(b"fmt ", b"")) < 14 or b"data" not in kept:
        raise broken(_WAV)
    rows = (kind for kind in (b"fmt ", b"fact", b"data") if kind in kept)
    body = b"".join(struct.pack("<4sI", kind, len(kept[kind])) + _even(kept[kind]) for kind in rows)
    return struct.pack("<4sI4s", b"RIFF", len(body) + 4, b"WAVE") + body


def _chunks(data: bytes) -> Iterator[tuple[bytes, bytes]]:
    at = 12
    while at + 8 <= len(data):
        kind, size = struct.unpack_from("<4sI", data, at)
        after = len(data) if kind == b"data" and size in _OPEN_ENDED else at + 8 + size
        if after > len(data):
            if kind in _HEARD:
                raise broken(_WAV)
            return
        yield kind, data[at + 8 : after]
        at = after + (size & 1)


def _even(body: bytes) -> bytes:
    return body + b"\0" * (len(body) & 1)


def clean_amr(data: bytes) -> bytes:
    """Return the frames alone, up to the first bytes that are none; raises NotCleaned where there is none."""
    mark = re.match(rb"#!AMR(?:-WB)?\n", data)
    if mark is None:
        raise broken(_AMR)
    end = _frames_end(data, mark.end(), _WIDE if b"-WB" in mark[0] else _NARROW)
    if end == mark.end():
        raise broken(_AMR)
    return data[:end]


def _frames_end(data: bytes, at: int, sizes: tuple[int, ...]) -> int:
    for _frame in range(_MOST_FRAMES):
        # The lowest two bits and the highest are always 0; the four below the highest name the mode.
        size = sizes[data[at] >> 3 & 15] if at < len(data) and not data[at] & 0x83 else -1
        if size < 0 or at + 1 + size > len(data):
            return at
        at += 1 + size
    raise too_much(_AMR, "时间过长")
