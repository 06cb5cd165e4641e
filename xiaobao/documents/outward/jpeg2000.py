"""JPEG 2000 pictures, as they stand inside PDF, without what they say of their maker."""

from __future__ import annotations

import struct
from collections.abc import Iterator

from xiaobao.documents.outward.refusal import broken

_WHAT = "PDF 中的图片"
_KEPT = (b"jP  ", b"ftyp", b"jp2h")
_CODE = b"jp2c"
_FIRST_MARKER, _COMMENT, _TILE = 0xFF4F, 0xFF64, 0xFF90


def clean(data: bytes) -> bytes:
    """Return the picture without comments and without boxes beside those of the coding; raises NotCleaned."""
    if data[:2] == b"\xff\x4f":
        return _code(data)
    kept = [(kind, _code(body) if kind == _CODE else body) for kind, body in _boxes(data)]
    if _CODE not in [kind for kind, _ in kept]:
        raise broken(_WHAT)
    return b"".join(struct.pack(">I4s", len(body) + 8, kind) + body for kind, body in kept)


def _boxes(data: bytes) -> Iterator[tuple[bytes, bytes]]:
    at = 0
    while at + 8 <= len(data):
        size, kind = struct.unpack_from(">I4s", data, at)
        after = at + size if size else len(data)
        if size == 1 or after > len(data) or after < at + 8:
            raise broken(_WHAT)
        if kind in (*_KEPT, _CODE):
            yield kind, data[at + 8 : after]
        at = after


def _code(data: bytes) -> bytes:
    """Return a code stream without the comments of its main header."""
    kept, at = [data[:2]], 2
    while True:
        marker, length = struct.unpack_from(">HH", data, at)
        if marker == _TILE:
            return b"".join((*kept, data[at:]))
        after = at + 2 + length
        if marker < _FIRST_MARKER or length < 2 or after > len(data):
            raise broken(_WHAT)
        if marker != _COMMENT:
            kept.append(data[at:after])
        at = after
