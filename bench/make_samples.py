"""Make content/samples: an invented 12315 export and an invented 12345 work-order table, the same bytes each time.

    python bench/make_samples.py [FOLDER]

People, telephones (1390000xxxx), enterprises and codes are invented; only names of streets, communities and
offices are real. Everything is told as of 20 November 2026.
"""

from __future__ import annotations

import random
import sys
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

import xlsxwriter
from sample_texts import (
    BUREAU, DECLINES, ENDINGS, OPENINGS, OUTCOMES, PEOPLE, REQUESTS, SHOP_NAMES, STREETS, THEMES, Theme,
)
from stdnum.cn import uscc

AS_OF = datetime(2026, 11, 20, 18, 0)
SEED = 20_261_120
PLATFORM = (
    "登记编号", "类型", "登记时间", "提供方姓名", "提供方联系方式", "接收方式", "企业名称", "企业地址", "客体类别全称",
    "销售方式", "消费金额(单位:元)", "问题类别全称", "具体问题", "诉求内容", "事发地", "初查受理状态", "办理情况状态",
    "登记部门", "处理机构", "处理部门", "反馈内容", "初查反馈时间", "不受理原因", "办结日期", "调解结果", "分流类型",
    "挽回经济损失(单位:元)", "罚款金额(单位:元)", "没收金额(单位:元)", "统一社会信用代码",
)
HOTLINE = (
    "工单编号", "来源", "诉求类型", "诉求标题", "诉求内容", "诉求人", "联系电话", "被反映单位", "被反映地址", "一级分类",
    "二级分类", "涉及金额(元)", "交办时间", "市级办结期限", "区级办结期限", "承办单位", "受理情况", "不受理原因", "调解结果",
    "分流类型", "挽回金额(元)", "答复内容", "办结时间", "状态", "满意度",
)
ROUTES = ("全国12315平台小程序", "全国12315平台网站", "全国12315平台APP", "12315电话")
# how many rows stand where: finished, newly received, in mediation, mediation run over its days, being checked
STAGES_12315 = {"finished": 40, "new": 38, "mediating": 24, "late": 8, "checking": 10}
STAGES_12345 = {"finished": 13, "new": 15, "mediating": 8, "late": 1, "checking": 3}


@dataclass(frozen=True)
class Shop:
    """An invented enterprise."""

    name: str
    code: str
    street: str
    address: str
    theme: Theme
    diversion: str


@dataclass(frozen=True)
class Story:
    """One invented matter, before it takes the columns of either system."""

    kind: str
    stage: str
    received: datetime
    decided: datetime | None
    closed: datetime | None
    person: str
    phone: str
    shop: Shop
    text: str
    amount: float
    decision: str
    decline: str
    outcome: str
    recovered: float | None
    fined: float | None
    goods: str

    @property
    def office(self) -> str:
        """The station of the shop's street; the bureau keeps group complaints."""
        return BUREAU if self.shop.theme.category == "群体投诉" else STREETS[self.shop.street][0]

    @property
    def reply(self) -> str:
        """What the parties were told, empty while the matter is open."""
        if self.closed is None:
            return ""
        return self.outcome or {"不受理": "经核查不受理"}.get(self.decision, f"经核查{self.decision}")


def shops(dice: random.Random) -> list[Shop]:
    """Three shops to a theme, one only for the group complaint; every street has several."""
    made = []
    for theme in THEMES:
        for number in range(1 if theme.category == "群体投诉" else 3):
            street = list(STREETS)[len(made) % len(STREETS)]
            community = dice.choice(STREETS[street][1])
            name = f"厦门{SHOP_NAMES[len(made) % len(SHOP_NAMES)]}{theme.trade}"
            body = f"91350206MA{dice.randrange(10**7):07d}"
            address = f"福建省厦门市湖里区{street}{community}样例路{dice.randrange(1, 400)}号"
            diversion = "ODR企业" if number == 0 and theme.category in {"电商网购", "自营平台"} else ""
            diversion = "绿色通道" if number == 1 and theme.category in {"食品安全", "家居用品"} else diversion
            made.append(Shop(name, body + uscc.calc_check_digit(body), street, address, theme, diversion))
    return made


def working_days_back(days: int, dice: random.Random) -> datetime:
    """A moment in office hours or the evening, that many weekdays before the day of telling."""
    day = AS_OF
    while days:
        day -= timedelta(days=1)
        days -= day.weekday() < 5
    return day.replace(hour=dice.randrange(8, 18), minute=dice.randrange(60), second=dice.randrange(60))


def story(dice: random.Random, stage: str, number: int, places: list[Shop]) -> Story:
    """One matter at a stage of its life."""
    theme = dice.choices(THEMES, [one.share for one in THEMES])[0]
    shop = dice.choice([one for one in places if one.theme is theme])
    kind = "举报" if stage == "checking" or (stage in {"finished", "new"} and dice.random() < 0.28) else "投诉"
    back = {"finished": (15, 80), "new": (0, 9), "mediating": (9, 38), "late": (46, 60), "checking": (2, 19)}[stage]
    received = working_days_back(number % 10 if stage == "new" else dice.randint(*back), dice)
    decision = _decision(dice, kind, stage)
    decided = received + timedelta(days=dice.randint(1, 6), minutes=dice.randrange(300)) if decision else None
    closed = _closed(dice, decided) if stage == "finished" else None
    outcome = dice.choice(OUTCOMES) if decision == "已受理" and closed else ""
    goods, amount = dice.choice(theme.goods), round(dice.uniform(*theme.prices), 2)
    told = dice.choice(OPENINGS).format(
        day=f"{received - timedelta(days=dice.randint(1, 9)):%Y年%m月%d日}", shop=shop.name, goods=goods,
        price=f"{amount:.2f}", trouble=dice.choice(theme.troubles),
    )
    claimant = theme.category == "职业索赔"
    serial = 7 if claimant else dice.randrange(10, 9_999)
    person = "吴彦昇" if claimant else dice.choice(PEOPLE)
    return Story(
        kind=kind, stage=stage, received=received, decided=decided, closed=closed, person=person,
        phone=f"139****{serial:04d}" if "*" in person else f"1390000{serial:04d}", shop=shop,
        text=told + "".join(dice.sample(ENDINGS, dice.randint(1, 3))), amount=amount, decision=decision,
        decline=dice.choice(DECLINES) if decision == "不受理" else "", outcome=outcome,
        recovered=round(amount * dice.uniform(0.4, 1), 2) if outcome == "调解成功" else None,
        fined=float(dice.randrange(1, 30) * 500) if decision == "立案" and closed else None, goods=goods,
    )


def _decision(dice: random.Random, kind: str, stage: str) -> str:
    if stage in {"new", "checking"}:
        return ""
    if stage != "finished":
        return "已受理"
    return dice.choices(("已受理", "不受理"), (5, 1))[0] if kind == "投诉" else dice.choices(("不立案", "立案"), (3, 1))[0]


def _closed(dice: random.Random, decided: datetime | None) -> datetime | None:
    return None if decided is None else min(decided + timedelta(days=dice.randint(2, 30)), AS_OF - timedelta(hours=3))


def stories(dice: random.Random, stages: dict[str, int], places: list[Shop]) -> list[Story]:
    """All matters of one system, by the moment received."""
    made = [story(dice, stage, number, places) for stage, count in stages.items() for number in range(count)]
    return sorted(made, key=lambda one: one.received)


def platform_row(number: int, one: Story, dice: random.Random) -> list[object]:
    """A matter in the columns of the 12315 export."""
    complaint = one.kind == "投诉"
    problem = f"{one.kind}问题类别->{one.shop.theme.problem}"
    return [
        f"1350206{one.received:%Y%m%d}{number:08d}", one.kind, one.received, one.person, one.phone,
        dice.choice(ROUTES), one.shop.name, one.shop.address, one.shop.theme.object_path, one.shop.theme.sales_mode,
        one.amount, problem, one.text, dice.choice(REQUESTS) if complaint else "", one.shop.street, one.decision,
        "已办结" if one.closed else "办理中", BUREAU, one.office, "消保维权" if complaint else "执法", one.reply,
        one.decided, one.decline, one.closed, one.outcome, one.shop.diversion if complaint else "",
        one.recovered, one.fined, None, one.shop.code,
    ]


def hotline_row(number: int, one: Story, dice: random.Random) -> list[object]:
    """A matter in the columns of the hotline; times now as moments, now as text, as real tables mix them."""
    words = {"已受理": "受理", "不受理": "不予受理", "立案": "立案", "不立案": "不予立案", "": ""}
    path = one.shop.theme.object_path.split("->")
    title = f"{one.kind}{one.shop.name}{one.goods}问题"
    district, city = one.received + timedelta(days=5), one.received + timedelta(days=7)
    return [
        f"XM{one.received:%Y%m%d}{number:06d}", "12345热线", one.kind, title, one.text, one.person, one.phone,
        one.shop.name, one.shop.address, "市场监管", path[1], one.amount, _written(one.received, dice),
        _written(city, dice), _written(district, dice), one.office, words[one.decision], one.decline, one.outcome,
        one.shop.diversion if one.kind == "投诉" else "", one.recovered, one.reply,
        _written(one.closed, dice) if one.closed else None, "已办结" if one.closed else "办理中",
        dice.choice(("满意", "基本满意", "未评价")) if one.closed else "",
    ]


def _written(when: datetime, dice: random.Random) -> object:
    return when if dice.random() < 0.5 else f"{when:%Y/%m/%d %H:%M}"


def write(path: Path, headers: tuple[str, ...], rows: list[list[object]]) -> None:
    """A workbook with one sheet; the same rows give the same bytes."""
    with xlsxwriter.Workbook(path, {"strings_to_formulas": False, "strings_to_urls": False}) as book:
        book.set_properties({"title": "样例（虚构）", "comments": "人员、电话、企业、编号均为虚构", "created": AS_OF})
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
    """Write both samples into `folder`."""
    folder.mkdir(parents=True, exist_ok=True)
    dice = random.Random(SEED)
    places = shops(dice)
    first = [platform_row(n, one, dice) for n, one in enumerate(stories(dice, STAGES_12315, places), start=1)]
    second = [hotline_row(n, one, dice) for n, one in enumerate(stories(dice, STAGES_12345, places), start=1)]
    write(folder / "12315业务信息-样例-虚构.xlsx", PLATFORM, first)
    write(folder / "12345工单-样例-虚构.xlsx", HOTLINE, second)


if __name__ == "__main__":
    main(Path(sys.argv[1]) if len(sys.argv) > 1 else Path(__file__).parent.parent / "content" / "samples")
