"""Write an invented year: two workbooks of the size and columns of a bureau's own, the same rows each time.

    python -m bench.invented_year FOLDER PLATFORM_ROWS HOTLINE_ROWS

Told as of the last evening of 2025: what came in before the year's last weeks is finished, the rest is not.
People, telephones (1390000xxxx) and enterprises are invented.
"""

from __future__ import annotations

import random
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

import xlsxwriter

from bench.sample_texts import (
    BUREAU,
    DECLINES,
    ENDINGS,
    OPENINGS,
    OUTCOMES,
    REQUESTS,
    SHOP_NAMES,
    STREETS,
    THEMES,
    Theme,
)

# Wall-clock times, as the exports hold them.
AS_OF = datetime(2025, 12, 31, 18, 0)  # noqa: DTZ001
BEGINS = datetime(2025, 1, 1)  # noqa: DTZ001
SEED = 2025
PLATFORM = (
    "登记编号", "类型", "登记时间", "提供方姓名", "提供方联系方式", "接收方式", "企业名称", "企业地址",
    "客体类别全称", "销售方式", "消费金额(单位:元)", "问题类别全称", "具体问题", "诉求内容", "事发地",
    "初查受理状态", "办理情况状态", "登记部门", "处理机构", "处理部门", "反馈内容", "初查反馈时间",
    "不受理原因", "办结日期", "调解结果", "分流类型", "挽回经济损失(单位:元)", "罚款金额(单位:元)",
    "没收金额(单位:元)",
)  # fmt: skip
HOTLINE = (
    "工单编号", "来源", "诉求类型", "诉求标题", "诉求内容", "诉求人", "联系电话", "被反映单位",
    "被反映地址", "一级分类", "二级分类", "涉及金额(元)", "交办时间", "市级办结期限", "区级办结期限",
    "承办单位", "受理情况", "不受理原因", "调解结果", "分流类型", "挽回金额(元)", "答复内容", "办结时间",
    "状态", "满意度",
)  # fmt: skip
ROUTES = ("全国12315平台小程序", "全国12315平台网站", "全国12315平台APP", "12315电话")
SECOND_NAMES = "源和盛茂晟泰禾润佳恒达诚悦安丰宜康兴"
SURNAMES, GIVEN = "林陈黄王郑吴许叶苏洪谢蔡庄曾杨郭刘周", "晓禾喆堃昇玥诺昕仪萱彦彤鹏远满舒望夏青知一可令梓"
HOTLINE_WORDS = {"已受理": "受理", "不受理": "不予受理", "立案": "立案", "不立案": "不予立案", "": ""}


@dataclass(frozen=True)
class Shop:
    """An invented enterprise; a few have a green channel or settle online themselves (ODR)."""

    name: str
    address: str
    street: str
    theme: Theme
    diversion: str


@dataclass(frozen=True)
class Story:
    """One invented matter before it takes the columns of either system."""

    kind: str
    received: datetime
    decided: datetime | None
    closed: datetime | None
    decision: str
    outcome: str
    shop: Shop
    goods: str
    amount: float
    text: str
    person: str
    phone: str
    recovered: float | None
    fined: int | None

    @property
    def state(self) -> str:
        """Whether the bureau is done with it."""
        return "已办结" if self.closed else "办理中"

    @property
    def reply(self) -> str:
        """What the parties were told."""
        return (self.outcome or f"经核查{self.decision}") if self.closed else ""


def shops(dice: random.Random) -> list[Shop]:
    """Every name with every second name and every trade: 1,260 enterprises."""
    return [
        _shop(dice, f"厦门{first}{second}{theme.trade}", theme)
        for first in SHOP_NAMES
        for second in SECOND_NAMES
        for theme in THEMES
    ]


def _shop(dice: random.Random, name: str, theme: Theme) -> Shop:
    street = dice.choice(list(STREETS))
    place = f"福建省厦门市湖里区{street}{dice.choice(STREETS[street][1])}样例路{dice.randrange(1, 500)}号"
    return Shop(name, place, street, theme, dice.choices(("", "ODR企业", "绿色通道"), (85, 12, 3))[0])


def story(dice: random.Random, places: Sequence[Shop]) -> Story:
    """One matter, received at some hour of the year and finished unless the year ended first."""
    shop, kind = dice.choice(places), dice.choices(("投诉", "举报"), (71, 29))[0]
    received = BEGINS + timedelta(seconds=dice.randrange(int((AS_OF - BEGINS).total_seconds())))
    decided = _told(received + timedelta(days=dice.randint(1, 7)))
    decision = _decision(dice, kind) if decided else ""
    closed = _told(received + timedelta(days=dice.randint(8, 60))) if decided else None
    outcome = dice.choice(OUTCOMES) if decision == "已受理" and closed else ""
    goods, amount = dice.choice(shop.theme.goods), round(dice.uniform(*shop.theme.prices), 2)
    person = dice.choice(SURNAMES) + "".join(dice.sample(GIVEN, 2))
    return Story(
        kind=kind, received=received, decided=decided, closed=closed, decision=decision, outcome=outcome,
        shop=shop, goods=goods, amount=amount, text=_words(dice, shop, goods, amount, received),
        person=person if dice.random() < 0.8 else f"{person[0]}**",
        phone=f"1390000{dice.randrange(10_000):04d}",
        recovered=round(amount * dice.uniform(0.3, 1), 2) if outcome == "调解成功" else None,
        fined=dice.randrange(1, 40) * 500 if decision == "立案" and closed else None,
    )  # fmt: skip


def _told(moment: datetime) -> datetime | None:
    return moment if moment <= AS_OF else None


def _decision(dice: random.Random, kind: str) -> str:
    if kind == "投诉":
        return dice.choices(("已受理", "不受理"), (9, 1))[0]
    return dice.choices(("不立案", "立案"), (98, 2))[0]


def _words(dice: random.Random, shop: Shop, goods: str, amount: float, received: datetime) -> str:
    bought = received - timedelta(days=dice.randint(1, 20))
    opening = dice.choice(OPENINGS).format(
        day=f"{bought:%Y年%m月%d日}", shop=shop.name, goods=goods, price=f"{amount:.2f}",
        trouble=dice.choice(shop.theme.troubles),
    )  # fmt: skip
    # one of the endings is long: about one matter in four is told at length
    return opening + "".join(dice.choices(ENDINGS, k=dice.randint(1, 2)))


def platform_row(number: int, one: Story, dice: random.Random) -> list[object]:
    """A matter in the columns of the 12315 export."""
    complaint = one.kind == "投诉"
    return [
        f"1350206{one.received:%Y%m%d}{number:08d}", one.kind, one.received, one.person, one.phone,
        dice.choice(ROUTES), one.shop.name, one.shop.address, one.shop.theme.object_path,
        one.shop.theme.sales_mode, one.amount, f"{one.kind}问题类别->{one.shop.theme.problem}", one.text,
        dice.choice(REQUESTS) if complaint else "", one.shop.street, one.decision, one.state, BUREAU,
        STREETS[one.shop.street][0], "消保维权" if complaint else "执法", one.reply, one.decided,
        dice.choice(DECLINES) if one.decision == "不受理" else "", one.closed, one.outcome,
        one.shop.diversion if complaint else "", one.recovered, one.fined, None,
    ]  # fmt: skip


def hotline_row(number: int, one: Story, dice: random.Random) -> list[object]:
    """A matter in the columns of the hotline; times now as moments, now as text, as real tables mix them."""
    city, district = one.received + timedelta(days=7), one.received + timedelta(days=5)
    return [
        f"XM{one.received:%Y%m%d}{number:06d}", "12345热线", one.kind,
        f"{one.kind}{one.shop.name}{one.goods}问题", one.text, one.person, one.phone, one.shop.name,
        one.shop.address, "市场监管", one.shop.theme.object_path.split("->")[1], one.amount,
        _written(one.received, dice), _written(city, dice), _written(district, dice),
        STREETS[one.shop.street][0], HOTLINE_WORDS[one.decision],
        dice.choice(DECLINES) if one.decision == "不受理" else "", one.outcome,
        one.shop.diversion if one.kind == "投诉" else "", one.recovered, one.reply,
        _written(one.closed, dice) if one.closed else None, one.state,
        dice.choice(("满意", "基本满意", "不满意", "未评价")) if one.closed else "",
    ]  # fmt: skip


def _written(when: datetime, dice: random.Random) -> object:
    return when if dice.random() < 0.5 else f"{when:%Y/%m/%d %H:%M}"


def rows(system: str, count: int) -> Iterator[list[object]]:
    """The rows of one system ("platform" or "hotline") in the order received."""
    dice = random.Random(f"{SEED} {system}")
    places = shops(random.Random(SEED))
    told = sorted((story(dice, places) for _ in range(count)), key=lambda one: one.received)
    columns = platform_row if system == "platform" else hotline_row
    return (columns(number, one, dice) for number, one in enumerate(told, start=1))


def write(path: Path, headers: Sequence[str], told: Iterator[list[object]]) -> None:
    """One sheet under its header; written row by row, so a year takes little memory."""
    with xlsxwriter.Workbook(path, {"constant_memory": True, "strings_to_formulas": False}) as book:
        book.set_properties({"title": "虚构的一年", "comments": "人员、电话、企业均为虚构", "created": AS_OF})
        moment = book.add_format({"num_format": "yyyy-mm-dd hh:mm:ss"})
        sheet = book.add_worksheet("Sheet1")
        sheet.write_row(0, 0, headers)
        for line, row in enumerate(told, start=1):
            for column, value in enumerate(row):
                if isinstance(value, datetime):
                    sheet.write_datetime(line, column, value, moment)
                elif value not in ("", None):
                    sheet.write(line, column, value)


def main(folder: Path, platform: int, hotline: int) -> None:
    """Write both workbooks into ``folder``."""
    write(folder / "12315业务信息-虚构.xlsx", PLATFORM, rows("platform", platform))
    write(folder / "12345工单-虚构.xlsx", HOTLINE, rows("hotline", hotline))


if __name__ == "__main__":
    main(Path(sys.argv[1]), int(sys.argv[2]), int(sys.argv[3]))
