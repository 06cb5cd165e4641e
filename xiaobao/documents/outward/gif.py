"""GIF pictures, as they stand inside Office files, without comments and application data."""

from __future__ import annotations

from xiaobao.documents.outward.refusal import broken

_WHAT = "GIF 图片"
_EXTENSION, _PICTURE, _END = 0x21, 0x2C, 0x3B
_TIMING, _WORDS = 0xF9, 0x01
_REPEATS = b"\x0bNETSCAPE2.0"


def clean(data: bytes) -> bytes:
    """Return the pictures, their timing and how often they repeat; raises NotCleaned."""
    at = 13 + _colours(data[10])
    kept = [data[:at]]
    while data[at] != _END:
        after, stays = _block(data, at)
        if stays:
            kept.append(data[at:after])
        at = after
    return b"".join((*kept, bytes([_END])))


def _block(data: bytes, at: int) -> tuple[int, bool]:
    if data[at] == _PICTURE:
        return _after_pieces(data, at + 11 + _colours(data[at + 9])), True
    if data[at] != _EXTENSION:
        raise broken(_WHAT)
    stays = data[at + 1] in (_TIMING, _WORDS) or data[at + 2 :].startswith(_REPEATS)
    return _after_pieces(data, at + 2), stays


def _colours(flags: int) -> int:
    return 3 << (flags & 7) + 1 if flags & 0x80 else 0


def _after_pieces(data: bytes, at: int) -> int:
    while data[at]:
        at += 1 + data[at]
    return at + 1
