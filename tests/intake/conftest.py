"""Tables made for one test each, and the way they are read: as of 20 November 2026."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from datetime import date, datetime
from pathlib import Path
from typing import Any

import pytest
import xlsxwriter

from xiaobao import intake
from xiaobao.intake import Reading, Registration, Rejection

CONTENT = Path(__file__).parents[2] / "content"
TODAY = date(2026, 11, 20)

PLATFORM: dict[str, Any] = {
    "登记编号": "1350206202611160000001",
    "类型": "投诉",
    "登记时间": "2026-11-16 10:47:39",
    "提供方姓名": "林晓禾",
    "提供方联系方式": "13900000001",
    "接收方式": "全国12315平台APP",
    "企业名称": "厦门青禾生鲜超市有限公司",
    "企业地址": "福建省厦门市湖里区湖里街道样例路1号",
    "客体类别全称": "商品（产品）->食品->水果",
    "销售方式": "现场购",
    "消费金额(单位:元)": 128.5,
    "问题类别全称": "投诉问题类别->食品安全",
    "具体问题": "草莓发霉，商家不退。",
    "诉求内容": "退货,退赔费用",
    "事发地": "湖里街道",
    "初查受理状态": "",
    "处理机构": "湖里市场监督管理所",
}
HOTLINE: dict[str, Any] = {
    "工单编号": "XM20261116000001",
    "来源": "12345热线",
    "诉求类型": "举报",
    "诉求标题": "举报厦门青禾生鲜超市有限公司",
    "诉求内容": "卖过期牛奶。",
    "诉求人": "林晓禾",
    "联系电话": "13900000001",
    "被反映单位": "厦门青禾生鲜超市有限公司",
    "交办时间": "2026/11/16 10:47",
    "市级办结期限": "2026/11/23 10:47",
    "区级办结期限": "2026/11/21 10:47",
}

Row = Sequence[Any]


def write_book(path: Path, rows: Iterable[Row], **options: Any) -> Path:
    """A workbook with one sheet of these rows; `options` are xlsxwriter's, `hidden` names rows to hide."""
    hidden = options.pop("hidden", ())
    with xlsxwriter.Workbook(path, {"strings_to_formulas": False, **options}) as book:
        moment = book.add_format({"num_format": "yyyy-mm-dd hh:mm:ss"})
        sheet = book.add_worksheet("Sheet1")
        for line, row in enumerate(rows):
            for column, value in enumerate(row):
                if isinstance(value, datetime):
                    sheet.write_datetime(line, column, value, moment)
                elif value not in ("", None):
                    sheet.write(line, column, value)
        for line in hidden:
            sheet.set_row(line, None, None, {"hidden": True})
    return path


def table(*records: dict[str, Any]) -> list[list[Any]]:
    """A header row and one row for each record; a later record may bring further columns."""
    headers = list(dict.fromkeys(name for record in records for name in record))
    return [headers, *([record.get(name, "") for name in headers] for record in records)]


def platform(**changes: Any) -> dict[str, Any]:
    """A record of the 12315 export, changed here and there."""
    return {**PLATFORM, **changes}


def hotline(**changes: Any) -> dict[str, Any]:
    """A record of the hotline's table, changed here and there."""
    return {**HOTLINE, **changes}


def read(path: Path, system: str = "auto") -> Reading:
    """intake.read with the project's own mappings, on the day of the tests."""
    return intake.read(path, system=system, content=CONTENT, today=TODAY)


@pytest.fixture
def one(tmp_path: Path) -> Callable[..., Registration | Rejection]:
    """Read a table of a single record and give back what became of it."""

    def read_one(record: dict[str, Any], **options: Any) -> Registration | Rejection:
        (found,) = read(write_book(tmp_path / "一行.xlsx", table(record), **options))
        return found

    return read_one
