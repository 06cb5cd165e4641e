"""Which way up a photograph is: the one thing of Exif that a cleaned picture keeps."""

from __future__ import annotations

import struct

UPRIGHT, LAST = 1, 8
_TAG, _SHORT = 0x0112, 3
_MOST = 1000  # entries of a directory; cameras write a few dozen


def read(tiff: bytes) -> int:
    """Return the orientation (1 to 8) an Exif block states; 1 where it states none that can be read."""
    order = {b"II*\0": "<", b"MM\0*": ">"}.get(tiff[:4])
    if order is None or len(tiff) < 8:
        return UPRIGHT
    (first,) = struct.unpack_from(order + "I", tiff, 4)
    if first + 2 > len(tiff):
        return UPRIGHT
    (entries,) = struct.unpack_from(order + "H", tiff, first)
    for place in range(min(entries, _MOST)):
        at = first + 2 + place * 12
        if at + 12 > len(tiff):
            break
        tag, kind, count, value = struct.unpack_from(order + "HHIH", tiff, at)
        if (tag, kind, count) == (_TAG, _SHORT, 1):
            return int(value) if UPRIGHT <= value <= LAST else UPRIGHT
    return UPRIGHT


def written(orientation: int) -> bytes:
    """Return an Exif block (TIFF) that states the orientation and nothing else."""
    entry = struct.pack(">HHIHH", _TAG, _SHORT, 1, orientation, 0)
    return b"MM\0*" + struct.pack(">IH", 8, 1) + entry + b"\0\0\0\0"
