"""The rejected rows, written beside the input so that they can be put right and read again."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

import xlsxwriter  # type: ignore[import-untyped]

from xiaobao.intake.errors import RejectsNotWritten
from xiaobao.intake.registration import Rejection

OWN_COLUMNS = ("行号", "原因", "代码")
_CELL_LIMIT = 32_767
_CUT = "……（原文过长，此处截断，全文见原文件）"
_OPTIONS = {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}


def rejects_path(source: Path) -> Path:
    """业务信息.xlsx -> 业务信息.rejected.xlsx, in the same folder."""
    return source.with_name(f"{source.stem}.rejected.xlsx")


def write_rejects(source: Path, rejections: Iterable[Rejection], headers: Sequence[str] = ()) -> Path | None:
    """Write rejected rows beside `source`: row number, reason, code, then the original columns, all as text.

    `headers` gives the order of the original columns (Reading.headers); columns not in it follow. The file
    appears whole or not at all. Returns its path, None when nothing was rejected. Raises RejectsNotWritten.
    """
    rows = list(rejections)
    if not rows:
        return None
    columns = list(dict.fromkeys([*headers, *(name for row in rows for name in row.values)]))
    target = rejects_path(source)
    try:
        handle, name = tempfile.mkstemp(prefix=".rejected-", suffix=".xlsx", dir=target.parent)
        os.close(handle)
        part = Path(name)
        try:
            _write(part, rows, columns)
            part.replace(target)
        finally:
            part.unlink(missing_ok=True)
    except (OSError, xlsxwriter.exceptions.XlsxWriterException) as error:
        why = "写不进所在文件夹，请检查权限和磁盘空间，并关闭已打开的该文件。"
        raise RejectsNotWritten(f"退回行清单“{target.name}”{why}") from error
    return target


def _write(part: Path, rows: Sequence[Rejection], columns: Sequence[str]) -> None:
    with xlsxwriter.Workbook(part, _OPTIONS) as book:
        sheet = book.add_worksheet("退回的行")
        text = book.add_format({"num_format": "@"})
        for column, name in enumerate((*OWN_COLUMNS, *columns)):
            _put(sheet, 0, column, name, book.add_format({"bold": True, "num_format": "@"}))
        for line, row in enumerate(rows, start=1):
            sheet.write_number(line, 0, row.row)
            original = [row.values.get(name, "") for name in columns]
            for column, value in enumerate([row.reason, row.code, *original], start=1):
                if value:
                    _put(sheet, line, column, value, text)
        sheet.freeze_panes(1, len(OWN_COLUMNS))
        sheet.set_column(1, 1, 50)


def _put(sheet: Any, line: int, column: int, value: str, style: object) -> None:
    """A text cell: what looks like a formula stays text; a cell holds no more than 32,767 characters."""
    if len(value) > _CELL_LIMIT:
        value = value[: _CELL_LIMIT - len(_CUT)] + _CUT
    sheet.write_string(line, column, value, style)
