"""PNG without what it says of its maker; the picture itself is not compressed anew.

Kept: header, palette, transparency, the pixels, how bright and how large they are meant, and the orientation.
Gone: texts, times, Exif, colour profiles, animation, and whatever stands after the pixels or after the end.
"""

from __future__ import annotations

import struct
import zlib
from collections.abc import Iterator

from xiaobao.documents.outward import orientation, pixels
from xiaobao.documents.outward.refusal import broken, too_much

_WHAT = "PNG 图片"
_SIGNATURE = b"\x89PNG\r\n\x1a\n"
_BEFORE = {b"PLTE", b"tRNS", b"gAMA", b"cHRM", b"sRGB", b"sBIT", b"bKGD", b"pHYs", b"cICP"}
_LONGEST_BEFORE = 768  # a full palette; the others are shorter
_CHANNELS = {0: 1, 2: 3, 3: 1, 4: 2, 6: 4}
_PASSES = ((0, 0, 8, 8), (4, 0, 8, 8), (0, 4, 4, 8), (2, 0, 4, 4), (0, 2, 2, 4), (1, 0, 2, 2), (0, 1, 1, 2))
_MOST, _STEP = 400_000_000, 1 << 22  # bytes of pixels at most, and how many are unpacked at once


def clean(data: bytes) -> bytes:
    """Return the picture with its pixels and its way up; raises NotCleaned or TooMuch."""
    header, before, packed, turned = b"", [], bytearray(), orientation.UPRIGHT
    for kind, body in _chunks(data):
        if kind == b"IHDR" and not header:
            header = body
        elif kind == b"IDAT":
            packed += body
        elif kind == b"eXIf":
            turned = orientation.read(body)
        elif kind in _BEFORE and not packed and len(body) <= _LONGEST_BEFORE:
            before.append(_chunk(kind, body))
    wanted = _size(header)
    if turned != orientation.UPRIGHT:
        before.append(_chunk(b"eXIf", orientation.written(turned)))
    picture = _chunk(b"IDAT", _pixels(bytes(packed), wanted))
    return b"".join((_SIGNATURE, _chunk(b"IHDR", header), *before, picture, _chunk(b"IEND", b"")))


def _chunks(data: bytes) -> Iterator[tuple[bytes, bytes]]:
    at = len(_SIGNATURE)
    while True:
        length, kind = struct.unpack_from(">I4s", data, at)
        body, at = data[at + 8 : at + 8 + length], at + 12 + length
        if at > len(data) or struct.unpack_from(">I", data, at - 4)[0] != zlib.crc32(kind + body):
            raise broken(_WHAT)
        if kind == b"IEND":
            return
        yield kind, body


def _chunk(kind: bytes, body: bytes) -> bytes:
    return struct.pack(">I4s", len(body), kind) + body + struct.pack(">I", zlib.crc32(kind + body))


def _size(header: bytes) -> int:
    """Return how many bytes the pixels unpack to; raises NotCleaned or TooMuch."""
    if len(header) != 13:
        raise broken(_WHAT)
    width, height, depth, colour, _, _, interlaced = struct.unpack(">IIBBBBB", header)
    pixels.check(width, height, _WHAT)
    if colour not in _CHANNELS or depth not in (1, 2, 4, 8, 16) or interlaced > 1:
        raise broken(_WHAT)
    bits = _CHANNELS[colour] * depth
    passes = _PASSES if interlaced else ((0, 0, 1, 1),)
    size = sum(_pass_size(width, height, bits, *one) for one in passes)
    if size > _MOST:
        raise too_much(_WHAT, f"尺寸过大（{width}×{height} 像素）")
    return size


def _pass_size(width: int, height: int, bits: int, left: int, top: int, across: int, down: int) -> int:
    columns, rows = -(-(width - left) // across), -(-(height - top) // down)
    return rows * (1 + -(-columns * bits // 8)) if columns > 0 and rows > 0 else 0


def _pixels(packed: bytes, wanted: int) -> bytes:
    """Return the packed pixels without what follows them; raises NotCleaned when they are not all there."""
    unpacking, rest, size = zlib.decompressobj(), packed, 0
    while not unpacking.eof and size <= wanted:
        piece = unpacking.decompress(rest, _STEP)
        rest, size = unpacking.unconsumed_tail, size + len(piece)
        if not piece and not rest:
            break
    if not unpacking.eof or size != wanted:
        raise broken(_WHAT)
    return packed[: len(packed) - len(unpacking.unused_data)]
