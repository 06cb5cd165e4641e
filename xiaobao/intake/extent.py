"""How far a sheet's cells reach, seen from its XML without laying it out."""

from __future__ import annotations

import re

BOUNDLESS = 1_000_000_000

# The usual way a cell is written; "<" cannot occur in a cell's text, so a text cannot pose as a cell.
_USUAL = re.compile(rb'<c r="([A-Za-z]{1,4})')
_FAR_ROW = re.compile(rb' r="[A-Za-z]{0,4}([0-9]{6,12}|0)')
_CELL = re.compile(rb"<(?:[\w.-]+:)?c(?=[\s/>])")
_ROW = re.compile(rb"<(?:[\w.-]+:)?row(?=[\s/>])")
_REFERENCE = re.compile(rb"""\sr\s*=\s*["']([A-Za-z]{0,4})([0-9]{0,12})""")


class Extent:
    """The furthest row and column met so far; `widen` takes the sheet in pieces that cut no tag in two."""

    def __init__(self) -> None:
        self.columns = self._far_row = self._row_tags = self._in_row = 0

    @property
    def rows(self) -> int:
        """The last row, or the number of rows written, whichever is more."""
        return max(self._far_row, self._row_tags)

    def widen(self, window: bytes) -> None:
        """Take in one piece. Columns are exact; rows below 100,000 only in sheets of more than 80 columns."""
        usual = _USUAL.findall(window)
        self._row_tags += window.count(b"<row")
        self._far_row = max([self._far_row, *map(_row_number, _FAR_ROW.findall(window))])
        self.columns = max([self.columns, *map(_column_number, set(usual))])
        if window.count(b"<c") + window.count(b":c") != len(usual) or self.columns > 80:
            self._widen_slowly(window)

    def _widen_slowly(self, window: bytes) -> None:
        """Cells written unusually; one without a reference takes the next place of its row."""
        found = _REFERENCE.findall(window)
        self._far_row = max([self._far_row, *(_row_number(row) for _, row in found)])
        reach = max((_column_number(column) for column in {column for column, _ in found}), default=0)
        lengths = self._row_lengths(window)
        if sum(lengths) > sum(1 for column, _ in found if column):
            reach += max(lengths)
        self.columns = max(self.columns, reach)
        self._row_tags += max(0, len(lengths) - 1 - window.count(b"<row"))

    def _row_lengths(self, window: bytes) -> list[int]:
        lengths = [len(_CELL.findall(row)) for row in _ROW.split(window)]
        lengths[0] += self._in_row  # the row the last piece broke off in
        self._in_row = lengths[-1]
        return lengths


def _column_number(letters: bytes) -> int:
    number = 0
    for letter in letters.upper():
        number = number * 26 + letter - 64
    return number


def _row_number(digits: bytes) -> int:
    """Zeros in front are nobody's way of writing a row; they are taken for an attempt to hide one."""
    return BOUNDLESS if digits.startswith(b"0") else int(digits or 0)
