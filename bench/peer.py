"""The peer of the import: openpyxl in read-only mode meets every cell of the workbooks and does nothing more.

python -m bench.peer WORKBOOK...
"""

from __future__ import annotations

import sys
from collections.abc import Iterable

import openpyxl


def touch(paths: Iterable[str]) -> int:
    """Read every cell value of every sheet; returns how many cells hold something."""
    filled = 0
    for path in paths:
        book = openpyxl.load_workbook(path, read_only=True)
        for sheet in book.worksheets:
            for row in sheet.iter_rows(values_only=True):
                for value in row:
                    filled += value is not None
        book.close()
    return filled


if __name__ == "__main__":
    print(touch(sys.argv[1:]))
