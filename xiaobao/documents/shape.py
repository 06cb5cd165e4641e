"""The shape of a document: what a letter and a form must have, and how long one may grow."""

from __future__ import annotations

import math
import unicodedata
from collections.abc import Iterator, Sequence

from xiaobao.documents import tables
from xiaobao.documents.blocks import Block, Kind

MOST_PAGES = 60  # beyond this a list belongs in an enclosure
MOST_CHARACTERS = 40_000  # about as many as sixty pages of 22 lines of 28 hold
_PAGE, _WIDTH = 225 / 25.4 * 72, 28  # type area of GB/T 9704 in points, and in characters of the body
_PITCH, _TABLE_PITCH, _NOTE_PITCH = _PAGE / 22, 18.0, 15.0  # points from line to line


def shortcoming(blocks: Sequence[Block], title: str) -> str:
    """Say in Chinese what is missing from a document's shape, or return the empty string.

    A letter has title, number, addressee, paragraphs and signature. A form has title and number and then
    rows; what has neither addressee nor rows consists of lines and is signed.
    """
    kinds = [block.kind for block in blocks]
    free = Kind.ADDRESSEE not in kinds and bool({Kind.ROW, Kind.LINE} & set(kinds))
    head = [Kind.TITLE, Kind.NUMBER] + [Kind.ADDRESSEE] * (not free)
    if kinds[: len(head)] != head or set(head) & set(kinds[len(head) :]):
        return "正文应当依次以标题（#）、文号（=）、称谓（@）开头，各一处；表格没有称谓。"
    if blocks[0].text != title:
        return f"正文标题“{blocks[0].text}”与 title“{title}”不一致。"
    return _unsigned(kinds[len(head) :]) or tables.crooked(blocks)


def _unsigned(body: list[Kind]) -> str:
    while body and body[-1] is Kind.NOTE:
        body = body[:-1]
    signed = body.index(Kind.SIGNATURE) if Kind.SIGNATURE in body else len(body)
    is_complete = set(body[signed:]) == {Kind.SIGNATURE} or (Kind.ROW in body and signed == len(body))
    return "" if signed and is_complete else "正文应当有段落，并以署名行（>）结尾；表格可以没有署名行。"


def pages(blocks: Sequence[Block]) -> int:
    """Estimate the pages of a document before it is laid out, rather too many than too few."""
    return math.ceil(sum(_heights(blocks)) / _PAGE)


def cells(text: str) -> float:
    """Return the width of a text in full-width characters."""
    return sum(1 if unicodedata.east_asian_width(char) in "WFA" else 0.5 for char in text)


def _heights(blocks: Sequence[Block]) -> Iterator[float]:
    for block in blocks:
        if block.kind is Kind.ROW:
            rows = max(_lines(cell.text, (cell.width * _PITCH * 0.5 - 8) / 12) for cell in block.cells)
            yield max(rows, block.lines) * _TABLE_PITCH + 8
        else:
            yield _lines(block.text, _WIDTH - 2) * (_NOTE_PITCH if block.kind is Kind.NOTE else _PITCH)


def _lines(text: str, width: float) -> int:
    return sum(max(1, math.ceil(cells(line) / max(1, width))) for line in text.split("\n"))
