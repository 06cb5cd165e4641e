"""A file's sheets and rows, whatever the file: .xlsx/.xlsm by calamine behind the gate, or a text table.

Hidden rows and hidden sheets are data too and are read like others.
"""

from __future__ import annotations

import zipfile
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import python_calamine

from xiaobao.intake import delimited, gate
from xiaobao.intake.errors import Damaged, UnknownFileType
from xiaobao.intake.gate import LIMITS, Limits
from xiaobao.intake.text import Cell

Row = Sequence[Cell]


@dataclass(frozen=True, slots=True)
class Sheet:
    """One sheet; `rows()` starts again at the first row of the sheet each time it is called."""

    name: str
    rows: Callable[[], Iterator[Row]]


@dataclass(frozen=True, slots=True)
class Book:
    """A file that passed the gate. `date1904`: bare numbers in date columns count from 1904."""

    sheets: tuple[Sheet, ...]
    date1904: bool


def open_rows(path: Path, limits: Limits = LIMITS) -> Book:
    """The sheets of a workbook or text table.

    Raises TooLarge, ForbiddenXml, UnknownFileType or Damaged before anything is laid out in memory.
    """
    if not path.is_file():
        raise UnknownFileType(f"找不到文件“{path.name}”。")
    if zipfile.is_zipfile(path) or _starts_like_zip(path):
        return _workbook(path, limits)
    gate.refuse_foreign(path)
    if path.suffix.lower() in {".csv", ".txt", ".tsv"}:
        return Book((Sheet(path.stem, lambda: delimited.rows(path)),), date1904=False)
    raise UnknownFileType("这个文件既不是“.xlsx”工作簿，也不是CSV文本表格，请另存为“.xlsx”后再导入。")


def _starts_like_zip(path: Path) -> bool:
    with path.open("rb") as stream:
        return stream.read(4) == b"PK\x03\x04"


def _workbook(path: Path, limits: Limits) -> Book:
    date1904 = gate.inspect(path, limits)
    try:
        book = python_calamine.CalamineWorkbook.from_path(path)
    except python_calamine.CalamineError as error:
        raise Damaged("工作簿结构有误，打不开。请用表格软件打开并另存为“.xlsx”后再导入。") from error
    names = [s.name for s in book.sheets_metadata if s.typ == python_calamine.SheetTypeEnum.WorkSheet]
    return Book(tuple(Sheet(name, _Rows(book, name)) for name in names), date1904)


class _Rows:
    """Reads a sheet when asked, and keeps it laid out so that header and data are read in one pass."""

    def __init__(self, book: python_calamine.CalamineWorkbook, name: str) -> None:
        self._book, self._name = book, name
        self._sheet: python_calamine.CalamineSheet | None = None

    def __call__(self) -> Iterator[Row]:
        if self._sheet is None:
            try:
                self._sheet = self._book.get_sheet_by_name(self._name)
            except python_calamine.CalamineError as error:
                raise Damaged(f"工作表“{self._name}”读不出来。请另存为“.xlsx”后再导入。") from error
        return self._sheet.iter_rows()
