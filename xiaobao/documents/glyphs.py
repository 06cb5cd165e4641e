"""Which characters the fonts that come along can print.

A character without a glyph comes out of the typesetter as an empty box and is lost from the text of the
PDF: a silent blank in an official document. So it is looked for before anything is printed.
"""

from __future__ import annotations

import struct
from bisect import bisect_right
from functools import lru_cache
from pathlib import Path
from typing import Any, BinaryIO

import noto_cjk_sans_otc

# The last font of the chain is asked alone: it has every character the fonts before it have.
_LAST_FONT = Path(str(noto_cjk_sans_otc.FONT_PATH))
_SELECTORS = (range(0xFE00, 0xFE10), range(0xE0100, 0xE01F0))  # they choose between shapes, printing nothing


def missing(text: str) -> tuple[str, ...]:
    """Return the characters of the text that no font can print, each once."""
    return tuple(char for char in dict.fromkeys(text) if not _printable(ord(char)))


def _printable(point: int) -> bool:
    starts, ends = _ranges()
    at = bisect_right(starts, point) - 1
    return point == 0x0A or (at >= 0 and point <= ends[at]) or any(point in some for some in _SELECTORS)


@lru_cache(maxsize=1)
def _ranges() -> tuple[tuple[int, ...], tuple[int, ...]]:
    """Return first and last code points of the font's ranges, from its full-Unicode character map.

    OpenType: the collection's header leads to the first font, its table directory to ``cmap``, and the
    record for platform 3, encoding 10 to a table of format 12. All fonts of the collection share it.
    """
    with _LAST_FONT.open("rb") as file:
        font = _read(file, 12, ">I")[0]
        tables = _read(file, font + 4, ">H")[0]
        records = (_read(file, font + 12 + 16 * index, ">4sIII") for index in range(tables))
        cmap = next(offset for tag, _, offset, _ in records if tag == b"cmap")
        maps = (_read(file, cmap + 4 + 8 * index, ">HHI") for index in range(_read(file, cmap + 2, ">H")[0]))
        full = next(cmap + offset for platform, encoding, offset in maps if (platform, encoding) == (3, 10))
        count = _read(file, full + 12, ">I")[0]
        numbers = _read(file, full + 16, f">{3 * count}I")
    return numbers[0::3], numbers[1::3]


def _read(file: BinaryIO, offset: int, form: str) -> tuple[Any, ...]:
    file.seek(offset)
    return struct.unpack(form, file.read(struct.calcsize(form)))
