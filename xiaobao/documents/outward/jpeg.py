"""JPEG without what it says of its maker; the picture itself is not encoded anew.

Kept: the tables, the frame, the scans, and the orientation. Gone: Exif with its position and thumbnail, XMP,
IPTC, colour profiles, comments, whatever stands in other application segments or after the end.
"""

from __future__ import annotations

import re
import struct
from collections.abc import Iterator

from xiaobao.documents.outward import orientation, pixels
from xiaobao.documents.outward.refusal import broken, too_much

_WHAT = "JPG 图片"
_START, _END, _SCAN = 0xD8, 0xD9, 0xDA
_MOST_SEGMENTS = 10_000
_TABLES = frozenset({0xC4, 0xCC, 0xDB, 0xDC, 0xDD})
_FRAMES = frozenset(range(0xC0, 0xD0)) - {0xC4, 0xC8, 0xCC}
_JFIF, _EXIF, _ADOBE = 0xE0, 0xE1, 0xEE
# Within a scan 0xFF is followed by 0 (a plain 0xFF), by a restart marker or by fill; anything else ends it.
_FILL = re.compile(rb"\xff+")
_NEXT = re.compile(rb"\xff[^\x00\xff\xd0-\xd7]", re.DOTALL)


def clean(data: bytes) -> bytes:
    """Return the picture with its pixels and its way up; raises NotCleaned or TooMuch."""
    turned, kept, seen = orientation.UPRIGHT, [], set()
    for marker, body, scan in _segments(data):
        seen.add(_SCAN if marker == _SCAN else _START if marker in _FRAMES else 0)
        if marker == _EXIF and body.startswith(b"Exif\0\0") and turned == orientation.UPRIGHT:
            turned = orientation.read(body[6:])
        kept.append(_kept(marker, body) + scan)
    if not {_START, _SCAN} <= seen:
        raise broken(_WHAT)
    return b"\xff\xd8" + _turned(turned) + b"".join(kept) + b"\xff\xd9"


def _turned(turned: int) -> bytes:
    return (
        b"" if turned == orientation.UPRIGHT else _segment(_EXIF, b"Exif\0\0" + orientation.written(turned))
    )


def _segments(data: bytes) -> Iterator[tuple[int, bytes, bytes]]:
    """Yield (marker, body, entropy-coded bytes after it) up to the end of the picture."""
    at = _after_fill(data, 0, {_START}) + 1
    for _segment_read in range(_MOST_SEGMENTS):
        at = _after_fill(data, at, None)
        marker = data[at]
        if marker == _END:
            return
        (length,) = struct.unpack_from(">H", data, at + 1)
        after = at + 1 + length
        if length < 2 or after > len(data):
            raise broken(_WHAT)
        body, at = data[at + 3 : after], after
        if marker == _SCAN:
            at = _scan_end(data, after)
        yield marker, body, data[after:at] if marker == _SCAN else b""
    raise too_much(_WHAT, "所含片段过多")


def _after_fill(data: bytes, at: int, wanted: set[int] | None) -> int:
    """Return where the marker code stands that begins at ``at``; raises NotCleaned where none does."""
    if data[at : at + 1] != b"\xff":
        raise broken(_WHAT)
    found = _FILL.match(data, at)
    at = found.end() if found else at
    if at >= len(data) or data[at] == 0 or (wanted and data[at] not in wanted):
        raise broken(_WHAT)
    return at


def _scan_end(data: bytes, at: int) -> int:
    found = _NEXT.search(data, at)
    if found is None:
        raise broken(_WHAT)
    return found.start()


def _kept(marker: int, body: bytes) -> bytes:
    if marker in _FRAMES:
        _check_frame(body)
    elif marker == _JFIF and body.startswith(b"JFIF\0") and len(body) >= 14:
        body = body[:12] + b"\0\0"  # version and density, without the thumbnail
    elif marker == _ADOBE and body.startswith(b"Adobe") and len(body) >= 12:
        body = body[:12]  # says how the colours are stored
    elif marker != _SCAN and marker not in _TABLES:
        return b""
    return _segment(marker, body)


def _check_frame(body: bytes) -> None:
    if len(body) < 6 or len(body) != 6 + 3 * body[5]:
        raise broken(_WHAT)
    height, width = struct.unpack_from(">HH", body, 1)
    pixels.check(width, height, _WHAT)


def _segment(marker: int, body: bytes) -> bytes:
    return struct.pack(">BBH", 0xFF, marker, len(body) + 2) + body
