"""Files cut short, overwritten or made to do harm: a refusal in a sentence, soon, and never a copy that tells."""

from __future__ import annotations

import io
import random
import struct
import time
import tracemalloc
import zipfile
from collections.abc import Callable

import pytest

from tests.documents.outward import planted, planted_film, planted_office
from xiaobao.documents.errors import NotCleaned, TooMuch
from xiaobao.documents.outward import cleaned

OFFICE = "application/vnd.openxmlformats-officedocument."
KINDS: dict[str, tuple[str, Callable[[], bytes]]] = {
    "jpg": ("image/jpeg", planted.jpeg),
    "png": ("image/png", planted.png),
    "pdf": ("application/pdf", planted_office.pdf),
    "docx": (f"{OFFICE}wordprocessingml.document", planted_office.word),
    "xlsx": (f"{OFFICE}spreadsheetml.sheet", planted_office.sheet),
    "mp4": ("video/mp4", planted_film.film),
    "m4a": ("audio/mp4", lambda: planted_film.film(sound=True)),
    "mp3": ("audio/mpeg", planted.mp3),
    "wav": ("audio/wav", planted.wav),
    "amr": ("audio/amr", planted.amr),
}
SOON = 2.0


def tried(data: bytes, kind: str) -> bytes | None:
    """The copy, or nothing where the file is refused; either within two seconds."""
    begun, clean, said = time.monotonic(), None, "DOC-050 这份"
    try:
        clean = cleaned(data, kind)
    except NotCleaned as refused:
        said = str(refused)
    assert time.monotonic() - begun < SOON
    assert said.startswith(("DOC-050 这份", "DOC-051 这份"))
    return clean


@pytest.mark.parametrize("ending", KINDS)
def test_a_file_cut_short_anywhere_is_refused_or_still_tells_nothing(ending) -> None:
    kind, make = KINDS[ending]
    data = make()
    for cut in sorted({*range(64), *random.Random(7).sample(range(len(data)), 60), len(data) - 1}):
        clean = tried(data[:cut], kind)
        assert clean is None or planted.told(clean) == [], cut


@pytest.mark.parametrize("ending", KINDS)
@pytest.mark.parametrize("seed", range(4))
def test_a_file_overwritten_anywhere_is_refused_or_still_tells_nothing(ending, seed) -> None:
    kind, make = KINDS[ending]
    whole, chance = make(), random.Random(f"{ending}{seed}")
    for _ in range(30):
        data = bytearray(whole)
        for _ in range(chance.choice((1, 4, 40))):
            data[chance.randrange(len(data))] = chance.randrange(256)
        clean = tried(bytes(data), kind)
        # A table of samples that is overwritten may make a sample of what lies between them.
        assert clean is None or ending in ("mp4", "m4a") or planted.NAME.encode() not in clean


@pytest.mark.parametrize("ending", sorted(set(KINDS) - {"amr"}))
def test_what_only_begins_like_a_file_is_refused(ending) -> None:
    kind, make = KINDS[ending]
    chance = random.Random(ending)
    for length in (0, 1, 12, 200, 50_000):
        assert tried(make()[:12] + chance.randbytes(length), kind) is None


FULL = 20 * 1024 * 1024


def _parts(count: int, size: int) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as parts:
        for place in range(count):
            parts.writestr(f"word/{place}.xml", bytes(size))
    return file.getvalue()


HARMFUL = {
    "an MP3 of marks alone": ("audio/mpeg", lambda: b"\xff\xfb" * (FULL // 2)),
    "an MP3 of frames that never follow each other": ("audio/mpeg", lambda: b"\xff\xfb\x90\0" * (FULL // 4)),
    "an AMR of empty frames": ("audio/amr", lambda: b"#!AMR\n" + b"\x7c" * FULL),
    "a JPEG of fill": ("image/jpeg", lambda: b"\xff" * FULL),
    "a JPEG of empty segments": ("image/jpeg", lambda: b"\xff\xd8" + b"\xff\xe1\0\2" * (FULL // 8)),
    "a PNG of empty chunks": ("image/png", lambda: planted.png()[:33] + planted.chunk(b"tEXt", b"") * (FULL // 24)),
    "a WAV of empty chunks": ("audio/wav", lambda: b"RIFF\0\0\0\0WAVE" + b"junk\0\0\0\0" * (FULL // 16)),
    "a film of empty boxes": ("video/mp4", lambda: struct.pack(">I4s", 8, b"ftyp") * (FULL // 16)),
    "a film of boxes in boxes": ("video/mp4", lambda: b"\0\0\0\0moov\0\0\0\0trak\0\0\0\0mdia" * 50_000),
    "an archive of many parts": (KINDS["docx"][0], lambda: _parts(5_000, 1)),
    "an archive that unpacks without end": (KINDS["docx"][0], lambda: _parts(8, 60 * 1024 * 1024)),
    "a table of too many cells": (
        KINDS["xlsx"][0],
        lambda: planted_office.rewritten(
            planted_office.sheet(), {"xl/worksheets/sheet1.xml": lambda _: b"<a>" + b"<b/>" * 2_500_000 + b"</a>"}, {}
        ),
    ),
    "a PDF of arrays in arrays": ("application/pdf", lambda: b"%PDF-1.7\n1 0 obj\n" + b"[" * 5_000_000),
    "a PDF of empty objects": (
        "application/pdf",
        lambda: b"%PDF-1.7\n" + b"".join(b"%d 0 obj\nnull\nendobj\n" % n for n in range(1, 400_000)),
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", HARMFUL)
def test_a_file_made_to_do_harm_is_refused_soon(name) -> None:
    kind, make = HARMFUL[name]
    assert tried(make(), kind) is None


def test_an_archive_that_unpacks_without_end_takes_little_memory() -> None:
    data = _parts(8, 60 * 1024 * 1024)
    tracemalloc.start()
    with pytest.raises((NotCleaned, TooMuch)):
        cleaned(data, KINDS["docx"][0])
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert peak < 400 * 1024 * 1024
