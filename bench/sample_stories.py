"""Invented matters at every stage of their lives, before they take the columns of a system."""

from __future__ import annotations

import random
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from sample_texts import (
    BUREAU,
    DECLINES,
    ENDINGS,
    OPENINGS,
    OUTCOMES,
    PEOPLE,
    SHOP_NAMES,
    STREETS,
    THEMES,
    Theme,
)
from stdnum.cn import uscc

JOINED = 12
"""How many complain of the gym that closes down."""
AS_OF = datetime.fromisoformat("2026-11-20 18:00")


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
            diversion = (
                "绿色通道" if number == 1 and theme.category in {"食品安全", "家居用品"} else diversion
            )
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
    open_ones = [one for one in THEMES if any(shop.theme is one for shop in places)]
    theme = dice.choices(open_ones, [one.share for one in open_ones])[0]
    shop = dice.choice([one for one in places if one.theme is theme])
    kind = (
        "举报" if stage == "checking" or (stage in {"finished", "new"} and dice.random() < 0.28) else "投诉"
    )
    back = {"finished": (15, 80), "new": (0, 9), "mediating": (9, 38), "late": (46, 60), "checking": (2, 19)}[
        stage
    ]
    received = working_days_back(number % 10 if stage == "new" else dice.randint(*back), dice)
    decision = _decision(dice, kind, stage)
    decided = received + timedelta(days=dice.randint(1, 6), minutes=dice.randrange(300)) if decision else None
    closed = _closed(dice, decided) if stage == "finished" else None
    outcome = dice.choice(OUTCOMES) if decision == "已受理" and closed else ""
    goods, amount = dice.choice(theme.goods), round(dice.uniform(*theme.prices), 2)
    told = dice.choice(OPENINGS).format(
        day=f"{received - timedelta(days=dice.randint(1, 9)):%Y年%m月%d日}",
        shop=shop.name,
        goods=goods,
        price=f"{amount:.2f}",
        trouble=dice.choice(theme.troubles),
    )
    claimant = theme.category == "职业索赔"
    serial = 7 if claimant else dice.randrange(10, 9_999)
    person = "吴彦昇" if claimant else dice.choice(PEOPLE)
    return Story(
        kind=kind,
        stage=stage,
        received=received,
        decided=decided,
        closed=closed,
        person=person,
        phone=f"139****{serial:04d}" if "*" in person else f"1390000{serial:04d}",
        shop=shop,
        text=told + "".join(dice.sample(ENDINGS, dice.randint(1, 3))),
        amount=amount,
        decision=decision,
        decline=dice.choice(DECLINES) if decision == "不受理" else "",
        outcome=outcome,
        recovered=round(amount * dice.uniform(0.4, 1), 2) if outcome == "调解成功" else None,
        fined=float(dice.randrange(1, 30) * 500) if decision == "立案" and closed else None,
        goods=goods,
    )


def closing_down(dice: random.Random, places: list[Shop]) -> list[Story]:
    """Twelve people who complain of one gym within a week, for the mining to see as a group complaint."""
    gym = next(shop for shop in places if shop.theme.category == "群体投诉")
    body = f"91350206MA{dice.randrange(10**7):07d}"
    other = replace(gym, name="厦门浪屿健身服务有限公司", code=body + uscc.calc_check_digit(body))
    named = [person for person in PEOPLE if "*" not in person]
    made = [
        replace(story(dice, "new", number, [other]), kind="投诉", person=named[number % len(named)],
                phone=f"139000099{number:02d}", received=working_days_back(number // 2, dice))
        for number in range(JOINED)
    ]  # fmt: skip
    return sorted(made, key=lambda one: one.received)


def _decision(dice: random.Random, kind: str, stage: str) -> str:
    if stage in {"new", "checking"}:
        return ""
    if stage != "finished":
        return "已受理"
    return (
        dice.choices(("已受理", "不受理"), (5, 1))[0]
        if kind == "投诉"
        else dice.choices(("不立案", "立案"), (3, 1))[0]
    )


def _closed(dice: random.Random, decided: datetime | None) -> datetime | None:
    return (
        None
        if decided is None
        else min(decided + timedelta(days=dice.randint(2, 30)), AS_OF - timedelta(hours=3))
    )


def stories(dice: random.Random, stages: dict[str, int], places: list[Shop]) -> list[Story]:
    """All matters of one system, by the moment received."""
    made = [story(dice, stage, number, places) for stage, count in stages.items() for number in range(count)]
    return sorted(made, key=lambda one: one.received)
