"""Cells to words: trimming, narrowing full-width digits and letters, identifiers, phones, paths and lists."""

from __future__ import annotations

import re
import unicodedata
from datetime import date, datetime

Cell = object  # str | int | float | bool | datetime | date | time | timedelta | None, as a sheet holds it

# Control characters, zero-width marks and direction overrides: invisible, and able to disguise a name.
_INVISIBLE = re.compile("[\x00-\x08\x0b-\x1f\x7f\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff\ufffe\uffff]")
_CARRIAGE = re.compile("_x000D_\n?|\r\n?")
_SPACES = re.compile(r"\s+")
_REQUEST_MARKS = re.compile("[,，、;；\n]+")
_LEVEL_NUMBER = re.compile(r"^\d{1,3}[.．、]\s*")
_PATH_MARKS = ("->", "－>", "→", "＞", ">", "－", "/")
_FULL_WIDTH = (("０", "９"), ("Ａ", "Ｚ"), ("ａ", "ｚ"))
_NARROW = {code: code - 0xFEE0 for first, last in _FULL_WIDTH for code in range(ord(first), ord(last) + 1)}


def as_text(cell: Cell) -> str:
    """The cell as an officer sees it, unchanged but for numbers: 1234.0 is 1234, a moment is year-first."""
    if isinstance(cell, str):
        return cell
    if cell is None:
        return ""
    if isinstance(cell, bool):
        return "是" if cell else "否"
    if isinstance(cell, float):
        return str(int(cell)) if cell.is_integer() else repr(cell)
    if isinstance(cell, datetime):
        return cell.strftime("%Y-%m-%d %H:%M:%S")
    return cell.isoformat() if isinstance(cell, date) else str(cell)


def clean(cell: Cell) -> str:
    """Text without invisible characters and outer blanks; line ends become one newline."""
    text = cell if isinstance(cell, str) else as_text(cell)
    if "\r" in text or "_x000D_" in text:
        text = _CARRIAGE.sub("\n", text)
    if _INVISIBLE.search(text):
        text = _INVISIBLE.sub("", text)
    return text.strip()


def narrow(cell: Cell) -> str:
    """clean(), with full-width digits and letters made half-width; brackets and marks stay as they are."""
    text = clean(cell)
    return text if text.isascii() else text.translate(_NARROW)


def token(cell: Cell) -> str:
    """A short coded word for lookup (已受理, 投诉): NFKC, no blanks at all."""
    return _SPACES.sub("", unicodedata.normalize("NFKC", clean(cell)))


def header(cell: Cell) -> str:
    """A column's name for matching: NFKC, no blanks, no mark of a required column (＊)."""
    return token(cell).strip("*")


def identifier(cell: Cell) -> str:
    """A registration number: NFKC, no blanks, without the apostrophe that forces text in a spreadsheet."""
    text = clean(cell)
    if not text.isascii():
        text = unicodedata.normalize("NFKC", text)
    return _SPACES.sub("", text.lstrip("'`"))


def phone(cell: Cell) -> str:
    """A telephone as digits where it is one; masked (183****4687) and several numbers stay as they are."""
    text = identifier(cell)
    bare = text.replace("-", "")
    if bare.startswith("+86"):
        bare = bare[3:]
    return bare if bare.isdigit() and len(bare) == 11 and bare.startswith("1") else text


def path(cell: Cell) -> tuple[str, ...]:
    """商品（产品）->食品->水果 as its levels. One separator divides, so 冰箱/冰柜 stays whole."""
    text = narrow(cell)
    mark = next((m for m in _PATH_MARKS if m in text), None)
    return tuple(p for p in map(str.strip, text.split(mark)) if p) if mark else ((text,) if text else ())


def level(cell: Cell) -> str:
    """One level of a classification kept in a column of its own; a leading number (12.) is dropped."""
    return _LEVEL_NUMBER.sub("", narrow(cell))


def several(cell: Cell) -> tuple[str, ...]:
    """退货,更换 as its parts, in order, each once."""
    return tuple(dict.fromkeys(p for p in map(str.strip, _REQUEST_MARKS.split(narrow(cell))) if p))
