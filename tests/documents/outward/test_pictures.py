"""Photographs and screenshots on their way out: the same picture, the same way up, and nothing of its maker."""

from __future__ import annotations

import io
import struct
import zlib

import pytest
from PIL import Image, ImageChops, ImageOps

from tests.documents.outward import planted
from xiaobao.documents.errors import NotCleaned, TooMuch
from xiaobao.documents.outward import cleaned


def opened(data: bytes) -> Image.Image:
    """The picture as a viewer shows it: turned the way it says."""
    return ImageOps.exif_transpose(Image.open(io.BytesIO(data)))


def looks_like(one: bytes, other: bytes) -> bool:
    first, second = opened(one), opened(other)
    same = first.mode == second.mode and first.size == second.size
    return same and ImageChops.difference(first.convert("RGBA"), second.convert("RGBA")).getbbox() is None


@pytest.mark.parametrize("progressive", [False, True])
@pytest.mark.parametrize("orientation", range(1, 9))
def test_a_photograph_keeps_its_pixels_and_its_way_up_and_tells_nothing(orientation, progressive) -> None:
    data = planted.jpeg(orientation, progressive=progressive)
    assert planted.told(data)
    clean = cleaned(data, "image/jpeg")
    assert planted.told(clean) == []
    assert looks_like(data, clean)
    kept = Image.open(io.BytesIO(clean)).getexif()
    assert dict(kept) == ({} if orientation == 1 else {0x0112: orientation})
    assert "icc_profile" not in Image.open(io.BytesIO(clean)).info


def test_a_cleaned_photograph_is_clean_already() -> None:
    clean = cleaned(planted.jpeg(), "image/jpeg")
    assert cleaned(clean, "image/jpeg") == clean
    assert len(clean) < len(planted.jpeg())


def test_a_photograph_in_four_colours_keeps_how_they_are_stored() -> None:
    file = io.BytesIO()
    planted.picture().convert("CMYK").save(file, "JPEG")
    assert looks_like(file.getvalue(), cleaned(file.getvalue(), "image/jpeg"))


@pytest.mark.parametrize("mode", ["RGB", "RGBA", "L", "LA", "P", "1", "I;16"])
def test_a_screenshot_keeps_its_pixels_and_tells_nothing(mode) -> None:
    data = planted.png(mode)
    assert planted.told(data)
    clean = cleaned(data, "image/png")
    assert planted.told(clean) == []
    assert looks_like(data, clean)
    assert dict(Image.open(io.BytesIO(clean)).getexif()) == {0x0112: 3}
    assert round(Image.open(io.BytesIO(clean)).info["dpi"][0]) == 300
    assert cleaned(clean, "image/png") == clean


def png_of(width: int, height: int, packed: bytes) -> bytes:
    header = planted.chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0))
    return b"\x89PNG\r\n\x1a\n" + header + planted.chunk(b"IDAT", packed) + planted.chunk(b"IEND", b"")


def test_what_hides_behind_the_packed_pixels_goes() -> None:
    data = png_of(2, 2, zlib.compress(b"\0\1\2\0\3\4") + planted.TOLD)
    clean = cleaned(data, "image/png")
    assert planted.TOLD not in clean
    assert looks_like(data, clean)


def test_a_picture_of_fifty_thousand_by_fifty_thousand_is_refused_by_its_header() -> None:
    with pytest.raises(TooMuch) as refused:
        cleaned(png_of(50_000, 50_000, b""), "image/png")
    assert refused.value.code == "DOC-051"
    assert "50000×50000" in refused.value.message


def test_pixels_that_unpack_to_more_than_the_header_says_are_refused() -> None:
    bomb = zlib.compress(bytes(60_000_000), 9)
    with pytest.raises(NotCleaned):
        cleaned(png_of(100, 100, bomb), "image/png")


def test_a_large_frame_of_a_photograph_is_refused_too() -> None:
    data = bytearray(planted.jpeg())
    frame = data.index(b"\xff\xc0")
    data[frame + 5 : frame + 9] = struct.pack(">HH", 60_000, 60_000)
    with pytest.raises(TooMuch):
        cleaned(bytes(data), "image/jpeg")
