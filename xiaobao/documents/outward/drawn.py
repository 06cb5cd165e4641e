"""Drawings of Windows (EMF, WMF), as they stand inside Office files: descriptions and comments blanked."""

from __future__ import annotations

import struct

from xiaobao.documents.outward.refusal import broken

_WHAT = "Office 文件中的图形"
_EMF_COMMENT, _EMF_END, _EMF_PLUS = 70, 14, b"EMF+"
_WMF_ESCAPE, _WMF_COMMENT = 0x0626, 15


def clean_emf(data: bytes) -> bytes:
    """Return the drawing with the description (program, title) and private comments zeroed; NotCleaned."""
    drawing, at = bytearray(data), 0
    kind, size = struct.unpack_from("<II", data, 0)
    if data[40:44] != b" EMF" or size > len(data):
        raise broken(_WHAT)
    length, offset = struct.unpack_from("<II", data, 60)
    _zero(drawing, offset, offset + 2 * length)
    while kind != _EMF_END:
        if size < 8 or at + size > len(data):
            raise broken(_WHAT)
        if kind == _EMF_COMMENT and data[at + 12 : at + 16] != _EMF_PLUS:
            _zero(drawing, at + 12, at + size)
        at += size
        kind, size = struct.unpack_from("<II", data, at)
    return bytes(drawing[: at + size])


def clean_wmf(data: bytes) -> bytes:
    """Return the drawing with comments zeroed; raises NotCleaned."""
    drawing, at = bytearray(data), 22 + 18
    while True:
        words, kind = struct.unpack_from("<IH", data, at)
        after = at + 2 * words
        if words < 3 or after > len(data):
            raise broken(_WHAT)
        if kind == _WMF_ESCAPE and struct.unpack_from("<H", data, at + 6)[0] == _WMF_COMMENT:
            _zero(drawing, at + 10, after)
        if kind == 0:
            return bytes(drawing[:after])
        at = after


def _zero(drawing: bytearray, begins: int, ends: int) -> None:
    if not 0 <= begins <= ends <= len(drawing):
        raise broken(_WHAT)
    drawing[begins:ends] = bytes(ends - begins)
