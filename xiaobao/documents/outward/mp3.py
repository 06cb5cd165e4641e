"""MP3 without what it says of its maker: only the frames of sound are kept, whatever stands around them.

ID3 before, between or after, APE, Lyrics3 and anything else that is no frame is gone with that.
"""

from __future__ import annotations

import re
import struct
from dataclasses import dataclass

from xiaobao.documents.outward.refusal import broken, too_much

_WHAT = "MP3 录音"
_RATES = {3: (44100, 48000, 32000), 2: (22050, 24000, 16000), 0: (11025, 12000, 8000)}
_FULL = (0, 32, 40, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320)
_LOW = (0, 8, 16, 24, 32, 40, 48, 56, 64, 80, 96, 112, 128, 144, 160)
_FULL_VERSION, _LAYER_3, _MONO = 3, 1, 3
_HEADER = re.compile(rb"\xff[\xe2\xe3\xf2\xf3\xfa\xfb][\x10-\xef]", re.DOTALL)
_MOST_GAPS, _MOST_TRIES = 1000, 100_000  # a recording has next to none of either
_ENCODER = 36
_KNOWN_ENCODERS = (b"LAME", b"Lavf", b"Lavc", b"GOGO")


@dataclass(frozen=True, slots=True)
class _Frame:
    """One frame: ``kind`` (version and sampling rate) is the same in every frame of a recording."""

    kind: tuple[int, int]
    size: int
    mono: bool


def clean(data: bytes) -> bytes:
    """Return the frames of sound one after the other; raises NotCleaned where there are not two."""
    first = _first(data)
    kind, kept, at = _needed(data, first).kind, [], first
    while at >= 0:
        run = _run(data, at, kind)
        kept.append(data[at:run])
        if len(kept) > _MOST_GAPS:
            raise too_much(_WHAT, "夹杂的其他数据过多")
        at = _resumed(data, run, kind)
    return _without_encoder(b"".join(kept))


def _first(data: bytes) -> int:
    at = _resumed(data, _after_tags(data), None)
    if at < 0:
        raise broken(_WHAT)
    return at


def _after_tags(data: bytes) -> int:
    at = 0
    while data[at : at + 3] == b"ID3" and at + 10 <= len(data):
        sizes = data[at + 6 : at + 10]
        footer = 10 if data[at + 5] & 0x10 else 0
        at += 10 + footer + (sizes[0] << 21 | sizes[1] << 14 | sizes[2] << 7 | sizes[3])
    return at


def _run(data: bytes, at: int, kind: tuple[int, int]) -> int:
    """Return where the unbroken run of frames from ``at`` ends; a frame cut short at the end is left out."""
    while (frame := _frame(data, at)) and frame.kind == kind and at + frame.size <= len(data):
        at += frame.size
    return at


def _resumed(data: bytes, at: int, kind: tuple[int, int] | None) -> int:
    """Return where two frames next stand one after the other; -1 where they never do again."""
    for tries, found in enumerate(_HEADER.finditer(data, at)):
        if tries > _MOST_TRIES:
            raise too_much(_WHAT, "夹杂的其他数据过多")
        frame = _frame(data, found.start())
        if frame and kind in (None, frame.kind):
            after = found.start() + frame.size
            following = _frame(data, after)
            if following and following.kind == frame.kind and after + following.size <= len(data):
                return found.start()
    return -1


def _needed(data: bytes, at: int) -> _Frame:
    frame = _frame(data, at)
    if frame is None:
        raise broken(_WHAT)
    return frame


def _frame(data: bytes, at: int) -> _Frame | None:
    if at + 4 > len(data) or data[at] != 0xFF or data[at + 1] & 0xE0 != 0xE0:
        return None
    version, layer = data[at + 1] >> 3 & 3, data[at + 1] >> 1 & 3
    bits, rate, padding = data[at + 2] >> 4, data[at + 2] >> 2 & 3, data[at + 2] >> 1 & 1
    if version not in _RATES or layer != _LAYER_3 or not 0 < bits < len(_FULL) or rate > 2:
        return None
    full = version == _FULL_VERSION
    sampling = _RATES[version][rate]
    size = (144 if full else 72) * (_FULL if full else _LOW)[bits] * 1000 // sampling + padding
    return _Frame((version, sampling), size, data[at + 3] >> 6 == _MONO)


def _without_encoder(sound: bytes) -> bytes:
    """Blank what the first frame holds beside the length and the table by which a player finds its way."""
    frame = _needed(sound, 0)
    side = {(True, False): 32, (False, True): 9}.get((frame.kind[0] == _FULL_VERSION, frame.mono), 17)
    at = 4 + side
    if sound[at : at + 4] not in (b"Xing", b"Info"):
        return sound
    (flags,) = struct.unpack_from(">I", sound, at + 4)
    after = at + 8 + sum(size for bit, size in enumerate((4, 4, 100, 4)) if flags >> bit & 1)
    if sound[after : after + 4] in _KNOWN_ENCODERS:
        after += _ENCODER
    return sound[:after].ljust(frame.size, b"\0")[: frame.size] + sound[frame.size :]
