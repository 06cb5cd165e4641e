"""The table of texts: its columns, its order, and that nobody is to be found in it."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pyarrow as pa
import pytest

from xiaobao.law import MalformedContent
from xiaobao.mining import clean
from xiaobao.mining.engine import Embedded
from xiaobao.mining.pipeline import Run
from xiaobao.mining.tables import MATTERS, TEXTS, Tables

CONTENT = Path(__file__).parents[2] / "content"
BLANK = {field.name: "" if pa.types.is_string(field.type) else None for field in MATTERS}
BOUGHT = (
    "我2021-03-02在位于江头街道金尚社区虚构路12号的青禾生鲜超市（京东）买了两盒奶粉，共88元，电话13800001234"
)


def matter(number: int, content: str, **columns: object) -> dict[str, object]:
    """Return one row of matters received on 9 March 2021."""
    return {**BLANK, "matter": number, "received_on": date(2021, 3, 9), "content": content, **columns}


def texts(*matters: dict[str, object]) -> pa.Table:
    """Return what clean makes of the matters."""
    tables = Tables()
    tables.put("matters", pa.Table.from_pylist(list(matters), schema=MATTERS))
    engine = Embedded()
    table = clean.make(tables, Run(date(2021, 12, 31), CONTENT, engine, b""))["texts"]
    engine.close()
    return table


def test_every_column_is_read_from_title_and_content() -> None:
    (row,) = texts(matter(7, BOUGHT, title="奶粉过期")).to_pylist()
    assert row == {
        "matter": 7,
        "text": "奶粉过期\n我2021-03-02在位于江头街道金尚社区虚构路〔门牌〕的青禾生鲜超市（京东）买了两盒奶粉，共88元，电话〔电话〕",
        "goods": "奶粉",
        "platform": "京东",
        "bought_on": date(2021, 3, 2),
        "paid_fen": 8800,
        "street": "江头街道",
        "community": "金尚社区",
        "contacts": 1,
        "enterprise_named": "青禾生鲜超市",
    }


def test_an_enterprise_of_the_docket_is_not_looked_for_in_the_text() -> None:
    assert texts(matter(7, BOUGHT, enterprise=3))["enterprise_named"].to_pylist() == [""]


def test_what_a_text_does_not_tell_is_empty_or_null() -> None:
    (row,) = texts(matter(7, "服务态度差")).to_pylist()
    assert [row[name] for name in TEXTS.names[2:]] == ["", "", None, None, "", "", 0, ""]


def test_rows_keep_the_order_of_matters_and_are_the_same_twice() -> None:
    matters = [matter(number, f"{BOUGHT}{number}") for number in (9, 3, 5)]
    table = texts(*matters)
    assert table["matter"].to_pylist() == [9, 3, 5]
    assert table.schema.equals(TEXTS)
    assert table.equals(texts(*matters))


def test_no_matters_make_no_texts() -> None:
    assert texts().num_rows == 0


def test_without_a_table_of_streets_the_step_says_so(tmp_path: Path) -> None:
    with pytest.raises(MalformedContent, match="街道"):
        clean.areas(tmp_path)
