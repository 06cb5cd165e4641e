"""MP4 and M4A without what they say of their maker. Nothing is moved, so that every table still points right.

What is not needed to play picture and sound becomes an empty ``free`` box of the same size: user data and
metadata (udta, meta, uuid), and tracks that are neither picture nor sound (position, speed and subtitles of
drones and dashboard cameras) with what their samples hold. Times and names of devices become zeros.
"""

from __future__ import annotations

import struct

from xiaobao.documents.outward import filmed
from xiaobao.documents.outward.boxes import WHAT, Box, boxes, down, leading
from xiaobao.documents.outward.refusal import broken

_TOP = {b"ftyp", b"moov", b"mdat", b"moof", b"wide", b"sidx", b"styp", b"mfra"}
_KEPT = {
    b"moov": {b"mvhd", b"trak", b"mvex"},
    b"trak": {b"tkhd", b"edts", b"mdia"},
    b"mdia": {b"mdhd", b"hdlr", b"minf"},
    b"minf": {b"vmhd", b"smhd", b"hdlr", b"dinf", b"stbl"},
    b"dinf": {b"dref"},
    b"stbl": {
        b"stsd", b"stts", b"ctts", b"cslg", b"stss", b"stsh", b"sdtp", b"stsc", b"stsz", b"stz2", b"stco",
        b"co64", b"sgpd", b"sbgp", b"subs",
    },
    b"moof": {b"mfhd", b"traf"},
    b"traf": {b"tfhd", b"tfdt", b"trun", b"sbgp", b"sgpd", b"sdtp"},
}  # fmt: skip
_TIMED = {b"mvhd", b"tkhd", b"mdhd"}
_PICTURE, _SOUND = b"vide", b"soun"
_CODING = {
    b"avcC", b"hvcC", b"av1C", b"vpcC", b"esds", b"d263", b"pasp", b"clap", b"colr", b"fiel", b"gama",
    b"btrt", b"mdcv", b"clli", b"dvcC", b"dvvC", b"wave", b"damr", b"dac3", b"dec3", b"dOps", b"alac",
    b"chan", b"pcmC",
}  # fmt: skip
# Where the boxes inside a description of samples begin; for sound by the version of the description.
_IN_PICTURE, _IN_SOUND = 86, {0: 36, 1: 52, 2: 72}
_COMPRESSOR, _COMPRESSOR_LENGTH = 50, 32
_SELF_CONTAINED = 1


def clean(data: bytes) -> bytes:
    """Return the film or the recording with everything in its place; raises NotCleaned."""
    film = bytearray(data)
    top = _top(film)
    del film[top[-1].end :]
    tracks = [one for box in top if box.kind == b"moov" for one in boxes(film, box.body, box.end)]
    tracks = [one for one in tracks if one.kind == b"trak"]
    played = [one for one in tracks if _handler(film, one) in (_PICTURE, _SOUND)]
    for box in top:
        if box.kind not in _TOP:
            _blank(film, box)
        elif box.kind in _KEPT:
            _scrub_within(film, box)
    if any(box.kind == b"moof" for box in top):
        # Fragments state their samples elsewhere: only a film without other tracks is known to be clean.
        if len(played) < len(tracks):
            raise broken(WHAT, "分段保存并含有画面、声音以外的内容")
    else:
        _blank_unplayed(film, top, played)
    return bytes(film)


def _top(film: bytearray) -> list[Box]:
    """Return the boxes of the file; what follows the last whole one is no part of the film."""
    found = list(leading(film, 0, len(film)))
    end = found[-1].end if found else 0
    cut = bytes(film[end + 4 : end + 8]) in _TOP
    if cut or not {b"moov", b"mdat"} <= {box.kind for box in found}:
        raise broken(WHAT)
    return found


def _handler(film: bytearray, track: Box) -> bytes:
    handler = down(film, track, b"mdia", b"hdlr")
    return bytes(film[handler.body + 8 : handler.body + 12]) if handler else b""


def _scrub_within(film: bytearray, box: Box) -> None:
    """Blank what is not kept under a box, and scrub what is."""
    for child in boxes(film, box.body, box.end):
        played = child.kind != b"trak" or _handler(film, child) in (_PICTURE, _SOUND)
        if child.kind not in _KEPT[box.kind] or not played:
            _blank(film, child)
        elif child.kind in _KEPT:
            _scrub_within(film, child)
        else:
            _scrub(film, child)
        if child.kind == b"trak" and played:
            _scrub_descriptions(film, child)


def _scrub(film: bytearray, box: Box) -> None:
    if box.kind in _TIMED:
        length = 16 if film[box.body] else 8
        _zero(film, box.body + 4, min(box.body + 4 + length, box.end))
    elif box.kind == b"hdlr":
        _zero(film, box.body + 12, box.end)
    elif box.kind == b"dref":
        for one in boxes(film, box.body + 8, box.end):
            if not film[one.body + 3] & _SELF_CONTAINED:
                raise broken(WHAT, "引用了其他文件")
            _zero(film, one.body + 4, one.end)


def _scrub_descriptions(film: bytearray, track: Box) -> None:
    """Scrub how the samples are stored: the name of the compressor, and boxes beside those of the coding."""
    held = down(film, track, b"mdia", b"minf", b"stbl", b"stsd")
    if held is None:
        raise broken(WHAT)
    picture = _handler(film, track) == _PICTURE
    for entry in boxes(film, held.body + 8, held.end):
        if picture:
            begins = entry.at + _COMPRESSOR
            _zero(film, begins, min(begins + _COMPRESSOR_LENGTH, entry.end))
        at = entry.at + _inside(film, entry, picture=picture)
        for box in list(leading(film, at, entry.end)):
            at = box.end
            if box.kind not in _CODING:
                _blank(film, box)
        # QuickTime ends the boxes of a description with four zeros; anything else there is no box.
        if any(film[at : entry.end]):
            raise broken(WHAT)


def _inside(film: bytearray, entry: Box, *, picture: bool) -> int:
    if picture:
        return _IN_PICTURE
    (version,) = struct.unpack_from(">H", film, entry.at + 16)
    if version not in _IN_SOUND:
        raise broken(WHAT)
    return _IN_SOUND[version]


def _blank_unplayed(film: bytearray, top: list[Box], played: list[Box]) -> None:
    """Zero what no picture and no sound refers to."""
    media = [(box.body, box.end) for box in top if box.kind == b"mdat"]
    kept = filmed.ranges(film, played, media)
    if not kept:
        raise broken(WHAT)
    for at, end in media:
        for begins, ends in kept:
            if ends > at and begins < end:
                _zero(film, at, min(begins, end))
                at = max(at, ends)
        _zero(film, at, end)


def _blank(film: bytearray, box: Box) -> None:
    film[box.at + 4 : box.at + 8] = b"free"
    _zero(film, box.body, box.end)


def _zero(film: bytearray, begins: int, ends: int) -> None:
    if ends > begins:
        film[begins:ends] = bytes(ends - begins)
