"""A form among the letters is shown as a table: cells as wide as on the sheet, reaching down where they do."""

from __future__ import annotations

from xiaobao.desk.sheet import Sheet, SheetCell, laid_out
from xiaobao.documents.blocks import Kind, parse

FORM = """\
# 投诉登记表

= 登记单位：湖里所 || 1号

|--|-----|--------|-----|--------|
| 投诉人 | 姓名 | {{ name }} | 联系电话 | {{ phone }} |
| ^ | 联系地址 | 街道：1号 |
|--------------|--------------|
| {{ left }} | {{ right }} |

* 注：一
"""


def test_rows_that_follow_one_another_make_one_table() -> None:
    parts = list(laid_out(parse(FORM)))
    assert [part.kind if not isinstance(part, Sheet) else "table" for part in parts] == [
        Kind.TITLE,
        Kind.NUMBER,
        "table",
        Kind.NOTE,
    ]


def test_cells_span_the_columns_of_the_sheet_and_reach_down() -> None:
    (sheet,) = (part for part in laid_out(parse(FORM)) if isinstance(part, Sheet))
    first, second, third = sheet.rows
    assert first[0] == SheetCell("投诉人", 2, high=2, label=True)
    assert [cell.wide for cell in first] == [2, 5, 8, 5, 8]
    assert second == (SheetCell("联系地址", 5, label=True), SheetCell("街道：1号", 21))
    assert [cell.wide for cell in third] == [14, 14]
