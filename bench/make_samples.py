"""Make content/samples: an invented 12315 export and 12345 work-order table, the same bytes each time.

    python bench/make_samples.py [FOLDER]

People, telephones (1390000xxxx), enterprises and codes are invented; only names of streets, communities and
offices are real. Everything is told as of 20 November 2026.
"""

from __future__ import annotations

import random
import sys
from datetime import datetime, timedelta
from pathlib import Path

import xlsxwriter
from sample_stories import AS_OF, Story, closing_down, shops, stories
from sample_texts import BUREAU, REQUESTS

SEED = 20_261_120
PLATFORM = [
    "登记编号",
    "类型",
    "登记时间",
    "提供方姓名",
    "提供方联系方式",
    "接收方式",
    "企业名称",
    "企业地址",
    "客体类别全称",
    "销售方式",
    "消费金额(单位:元)",
    "问题类别全称",
    "具体问题",
    "诉求内容",
    "事发地",
    "初查受理状态",
    "办理情况状态",
    "登记部门",
    "处理机构",
    "处理部门",
    "反馈内容",
    "初查反馈时间",
    "不受理原因",
    "办结日期",
    "调解结果",
    "分流类型",
    "挽回经济损失(单位:元)",
    "罚款金额(单位:元)",
    "没收金额(单位:元)",
    "统一社会信用代码",
]
HOTLINE = [
    "工单编号",
    "来源",
    "诉求类型",
    "诉求标题",
    "诉求内容",
    "诉求人",
    "联系电话",
    "被反映单位",
    "被反映地址",
    "一级分类",
    "二级分类",
    "涉及金额(元)",
    "交办时间",
    "市级办结期限",
    "区级办结期限",
    "承办单位",
    "受理情况",
    "不受理原因",
    "调解结果",
    "分流类型",
    "挽回金额(元)",
    "答复内容",
    "办结时间",
    "状态",
    "满意度",
]
ROUTES = ("全国12315平台小程序", "全国12315平台网站", "全国12315平台APP", "12315电话")
# how many rows stand where: finished, just received, in mediation, in mediation too long, being checked
STAGES_12315 = {"finished": 40, "new": 38, "mediating": 24, "late": 8, "checking": 10}
STAGES_12345 = {"finished": 13, "new": 15, "mediating": 8, "late": 1, "checking": 3}


def platform_row(number: int, one: Story, dice: random.Random) -> list[object]:
    """A matter in the columns of the 12315 export."""
    complaint = one.kind == "投诉"
    problem = f"{one.kind}问题类别->{one.shop.theme.problem}"
    return [
        f"1350206{one.received:%Y%m%d}{number:08d}",
        one.kind,
        one.received,
        one.person,
        one.phone,
        dice.choice(ROUTES),
        one.shop.name,
        one.shop.address,
        one.shop.theme.object_path,
        one.shop.theme.sales_mode,
        one.amount,
        problem,
        one.text,
        dice.choice(REQUESTS) if complaint else "",
        one.shop.street,
        one.decision,
        "已办结" if one.closed else "办理中",
        BUREAU,
        one.office,
        "消保维权" if complaint else "执法",
        one.reply,
        one.decided,
        one.decline,
        one.closed,
        one.outcome,
        one.shop.diversion if complaint else "",
        one.recovered,
        one.fined,
        None,
        one.shop.code,
    ]


def hotline_row(number: int, one: Story, dice: random.Random) -> list[object]:
    """A matter in the columns of the hotline; times now as moments, now as text, as real tables mix them."""
    words = {"已受理": "受理", "不受理": "不予受理", "立案": "立案", "不立案": "不予立案", "": ""}
    path = one.shop.theme.object_path.split("->")
    title = f"{one.kind}{one.shop.name}{one.goods}问题"
    district, city = one.received + timedelta(days=5), one.received + timedelta(days=7)
    return [
        f"XM{one.received:%Y%m%d}{number:06d}",
        "12345热线",
        one.kind,
        title,
        one.text,
        one.person,
        one.phone,
        one.shop.name,
        one.shop.address,
        "市场监管",
        path[1],
        one.amount,
        _written(one.received, dice),
        _written(city, dice),
        _written(district, dice),
        one.office,
        words[one.decision],
        one.decline,
        one.outcome,
        one.shop.diversion if one.kind == "投诉" else "",
        one.recovered,
        one.reply,
        _written(one.closed, dice) if one.closed else None,
        "已办结" if one.closed else "办理中",
        dice.choice(("满意", "基本满意", "未评价")) if one.closed else "",
    ]


def _written(when: datetime, dice: random.Random) -> object:
    return when if dice.random() < 0.5 else f"{when:%Y/%m/%d %H:%M}"


def write(path: Path, headers: list[str], rows: list[list[object]]) -> None:
    """A workbook with one sheet; the same rows give the same bytes."""
    with xlsxwriter.Workbook(path, {"strings_to_formulas": False, "strings_to_urls": False}) as book:
        book.set_properties(
            {"title": "样例（虚构）", "comments": "人员、电话、企业、编号均为虚构", "created": AS_OF}
        )
        moment = book.add_format({"num_format": "yyyy-mm-dd hh:mm:ss"})
        sheet = book.add_worksheet("Sheet1")
        sheet.write_row(0, 0, headers)
        for line, row in enumerate(rows, start=1):
            for column, value in enumerate(row):
                if isinstance(value, datetime):
                    sheet.write_datetime(line, column, value, moment)
                elif value not in ("", None):
                    sheet.write(line, column, value)


def main(folder: Path) -> None:
    """Write the samples into `folder`."""
    folder.mkdir(parents=True, exist_ok=True)
    dice = random.Random(SEED)
    places = shops(dice)
    first = [platform_row(n, one, dice) for n, one in enumerate(stories(dice, STAGES_12315, places), start=1)]
    second = [hotline_row(n, one, dice) for n, one in enumerate(stories(dice, STAGES_12345, places), start=1)]
    write(folder / "12315业务信息-样例-虚构.xlsx", PLATFORM, first)
    apart = random.Random(SEED + 1)
    third = [platform_row(900 + n, one, apart) for n, one in enumerate(closing_down(apart, places), start=1)]
    write(folder / "12315业务信息-停业样例-虚构.xlsx", PLATFORM, third)
    write(folder / "12345工单-样例-虚构.xlsx", HOTLINE, second)


if __name__ == "__main__":
    main(Path(sys.argv[1]) if len(sys.argv) > 1 else Path(__file__).parent.parent / "content" / "samples")
