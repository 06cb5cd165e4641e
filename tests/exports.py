"""Workbooks as the two systems write them, made for one example each. People and shops are the cast's."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import Any

import openpyxl
import xlsxwriter

CONTENT = Path(__file__).parents[1] / "content"
SAMPLES = {
    "platform_12315": CONTENT / "samples" / "12315业务信息-样例-虚构.xlsx",
    "hotline_12345": CONTENT / "samples" / "12345工单-样例-虚构.xlsx",
}
_PLATFORM: dict[str, Any] = {
    "登记编号": "13502062026051800000001", "类型": "投诉", "登记时间": "2026-05-18 09:30:00",
    "提供方姓名": "林晓禾", "提供方联系方式": "13900000001", "接收方式": "全国12315平台APP",
    "企业名称": "厦门青禾生鲜超市有限公司", "企业地址": "福建省厦门市湖里区湖里街道虚构路1号",
    "客体类别全称": "商品（产品）->食品->乳制品", "销售方式": "现场购", "消费金额(单位:元)": 36.5,
    "问题类别全称": "投诉问题类别->食品安全", "具体问题": "酸奶已过保质期三天，店家拒绝退货。",
    "诉求内容": "退货,赔偿损失", "事发地": "湖里街道", "处理机构": "湖里市场监督管理所", "处理部门": "消保维权",
}  # fmt: skip
_HOTLINE: dict[str, Any] = {
    "工单编号": "XM20260518000001", "来源": "12345热线", "诉求类型": "投诉", "诉求标题": "投诉青禾超市酸奶过期",
    "诉求内容": "酸奶已过保质期三天，店家拒绝退货。", "诉求人": "林晓禾", "联系电话": "13900000001",
    "被反映单位": "厦门青禾生鲜超市有限公司", "被反映地址": "福建省厦门市湖里区湖里街道虚构路1号",
    "一级分类": "市场监管", "二级分类": "食品", "交办时间": "2026/05/18 09:30",
    "市级办结期限": "2026/05/25 09:30", "区级办结期限": "2026/05/22 09:30", "承办单位": "湖里市场监督管理所",
}  # fmt: skip
ACCEPTED = {"初查受理状态": "已受理", "初查反馈时间": "2026-05-19 10:00:00"}
SETTLED = ACCEPTED | {
    "调解结果": "调解成功", "办理情况状态": "已办结", "办结日期": "2026-05-20 11:00:00",
    "挽回经济损失(单位:元)": 36.5,
}  # fmt: skip


def headers(system: str) -> list[str]:
    """The header row of a real export of ``system``, as the shipped sample carries it."""
    book = openpyxl.load_workbook(SAMPLES[system], read_only=True)
    first = next(book.active.iter_rows(values_only=True))
    book.close()
    return [str(name) for name in first]


def platform(**changes: Any) -> dict[str, Any]:
    """One row of the 12315 export: 林晓禾's complaint, changed here and there."""
    return {**_PLATFORM, **changes}


def hotline(**changes: Any) -> dict[str, Any]:
    """One 12345 work order: 林晓禾's complaint, changed here and there."""
    return {**_HOTLINE, **changes}


def write(path: Path, *rows: dict[str, Any]) -> Path:
    """A workbook with the header row of the real export and these rows; returns its path."""
    names = headers("hotline_12345" if "工单编号" in rows[0] else "platform_12315")
    names += [name for row in rows for name in row if name not in names]
    with xlsxwriter.Workbook(path, {"strings_to_formulas": False, "strings_to_urls": False}) as book:
        moment = book.add_format({"num_format": "yyyy-mm-dd hh:mm:ss"})
        sheet = book.add_worksheet("Sheet1")
        sheet.write_row(0, 0, names)
        for line, row in enumerate(rows, start=1):
            for column, name in enumerate(names):
                value = row.get(name, "")
                if isinstance(value, datetime):
                    sheet.write_datetime(line, column, value, moment)
                elif value not in ("", None):
                    sheet.write(line, column, value)
    return path
