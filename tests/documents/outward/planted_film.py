"""A film made by hand, box by box: a picture track, a sound track, and one that states where it was taken."""

from __future__ import annotations

import struct

from tests.documents.outward.planted import TOLD

WHEN = 0xDEADBEEF
SAMPLES = tuple(bytes((n * 31 + k) % 256 for k in range(90 + n)) for n in range(6))
PLACES = tuple(b"+24.5186+118.1203/" + TOLD for _ in range(2))


def box(kind: bytes, *body: bytes) -> bytes:
    """Return one box."""
    joined = b"".join(body)
    return struct.pack(">I4s", len(joined) + 8, kind) + joined


def film(*, sound: bool = False, moov_first: bool = False, large: bool = False) -> bytes:
    """Return a film with user data, metadata and a third track, or a recording (M4A) without a picture."""
    head = box(b"ftyp", b"M4A \0\0\0\0M4A " if sound else b"isom\0\0\0\0isom")
    media = b"".join((*SAMPLES[:3], TOLD, PLACES[0], *SAMPLES[3:], PLACES[1], TOLD))
    long = struct.pack(">I4sQ", 1, b"mdat", len(media) + 16) + media
    mdat = long if large else box(b"mdat", media)
    front = 16 if large else 8
    moov_size = len(_moov([0, 0], [0, 0], sound=sound))
    base = len(head) + front + (moov_size if moov_first else 0)
    first = sum(map(len, SAMPLES[:3]))
    second = first + len(TOLD) + len(PLACES[0])
    third = second + sum(map(len, SAMPLES[3:]))
    moov = _moov([base, base + second], [base + first + len(TOLD), base + third], sound=sound)
    uuid = box(b"uuid", b"\xbe\x7a\xcf\xcb\x97\xa9\x42\xe8\x9c\x71\x99\x94\x91\xe3\xaf\xac", TOLD)
    rest = (moov, mdat) if moov_first else (mdat, moov)
    return b"".join((head, *rest, uuid, box(b"free", TOLD), box(b"meta", TOLD), TOLD))


def samples(data: bytes) -> list[bytes]:
    """Return the samples of the first track by its tables, as a player finds them."""
    found = data.index(b"stsz") + 4
    count = struct.unpack_from(">I", data, found + 8)[0]
    sizes = struct.unpack_from(f">{count}I", data, found + 12)
    chunks = struct.unpack_from(">2I", data, data.index(b"stco") + 12)
    taken = []
    for place, at in enumerate(chunks):
        for size in sizes[place * 3 : place * 3 + 3]:
            taken.append(data[at : at + size])
            at += size
    return taken


def duration(data: bytes) -> tuple[int, ...]:
    """Return the time scale and the length the film states."""
    return struct.unpack_from(">2I", data, data.index(b"mvhd") + 16)


def _moov(chunks: list[int], places: list[int], *, sound: bool) -> bytes:
    picture = _track(
        1, b"soun" if sound else b"vide", _described(sound=sound), [len(s) for s in SAMPLES], chunks, 3
    )
    meta = _track(2, b"meta", box(b"mebx", b"\0" * 8, TOLD), [len(p) for p in PLACES], places, 1)
    tags = box(b"udta", box(b"\xa9xyz", TOLD), box(b"meta", b"\0" * 4, box(b"ilst", box(b"\xa9ART", TOLD))))
    mvhd = box(b"mvhd", struct.pack(">5I", 0, WHEN, WHEN, 600, 4200), b"\0" * 80)
    return box(b"moov", mvhd, picture, meta, tags, box(b"meta", TOLD))


def _track(key: int, handler: bytes, entry: bytes, sizes: list[int], chunks: list[int], each: int) -> bytes:
    tables = box(
        b"stbl",
        box(b"stsd", struct.pack(">2I", 0, 1), entry),
        box(b"stts", struct.pack(">4I", 0, 1, len(sizes), 100)),
        box(b"stsc", struct.pack(">5I", 0, 1, 1, each, 1)),
        box(b"stsz", struct.pack(f">{3 + len(sizes)}I", 0, 0, len(sizes), *sizes)),
        box(b"stco", struct.pack(f">{2 + len(chunks)}I", 0, len(chunks), *chunks)),
    )
    named = box(b"hdlr", b"\0" * 8, handler, b"\0" * 12, TOLD + b"\0")
    minf = box(
        b"minf", box(b"dinf", box(b"dref", struct.pack(">2I", 0, 1), box(b"url ", b"\0\0\0\1"))), tables
    )
    mdhd = box(b"mdhd", struct.pack(">5I", 0, WHEN, WHEN, 600, 4200), b"\0" * 4)
    tkhd = box(b"tkhd", struct.pack(">6I", 7, WHEN, WHEN, key, 0, 4200), b"\0" * 60)
    return box(b"trak", tkhd, box(b"udta", TOLD), box(b"mdia", mdhd, named, minf))


def _described(*, sound: bool) -> bytes:
    if sound:
        return box(b"mp4a", b"\0" * 28, box(b"esds", b"\0" * 20), box(b"uuid", TOLD))
    compressor = (b"\x18" + TOLD)[:32].ljust(32, b"\0")
    front = b"\0" * 24 + struct.pack(">2H", 64, 48) + b"\0" * 14 + compressor + b"\0\x18\xff\xff"
    return box(b"avc1", front, box(b"avcC", b"\1" * 20), box(b"uuid", TOLD))
