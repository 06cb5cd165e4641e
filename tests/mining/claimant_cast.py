"""Invented people for the examples of claimants: each row a matter by somebody, against a shop, in words."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

import pyarrow as pa

from tests.mining.found_cast import CONTENT, rows
from xiaobao.mining import claimants
from xiaobao.mining.engine import Engine, connect
from xiaobao.mining.pipeline import Run
from xiaobao.mining.tables import Tables, empty
from xiaobao.rules.claimant_thresholds import ClaimantThresholds

FIRST = date(2026, 1, 5)
ON = date(2026, 12, 31)
ORDINARY = (
    "在店里买的酸奶喝了以后拉肚子，店长说不关他们的事，希望退款。",
    "健身房忽然关门，年卡还剩八个月，打电话一直没有人接。",
    "网上订的窗帘颜色和图片差很多，客服要我自己出运费才肯换。",
    "洗衣店把我的羽绒服洗缩水了，只肯赔三十块钱，请帮忙协调。",
    "空调装好第二天就漏水，师傅约了三次都没有来，墙皮都泡坏了。",
    "理发店说好一百八，结账变成六百多，还不让走。",
    "孩子的英语课换了四个老师，想退剩下的课时，机构一直拖着。",
    "酒店的房间窗户关不上，一夜没睡好，前台只肯送一张早餐券。",
)
"""What happens to people: no two alike."""


def formulaic(shop: int, goods: str = "蜂蜜", quantity: int = 12) -> str:
    """The same letter to every shop, with a household's honey for a year."""
    return (
        f"本人在{shop}号店购买{goods}{quantity}瓶，拆开后发现外包装标签没有按规定标注贮存条件，属于不符合食品安全标准的食品，"
        "请求依法查处，要求退一赔十，并将处理结果书面告知本人，给予举报奖励。"
    )


@dataclass
class Docket:
    """Matters as they come in; ``filed`` adds one and returns its number."""

    matters: list[dict[str, Any]] = field(default_factory=list)
    persons: list[dict[str, Any]] = field(default_factory=list)
    texts: list[dict[str, Any]] = field(default_factory=list)
    pairs: list[dict[str, Any]] = field(default_factory=list)

    def filed(
        self, person: str, words: str, *, shop: int, after: int, phone: str = "", track: str = "complaint",
        masked: bool = False, **more: Any,
    ) -> int:  # fmt: skip
        """File a matter ``after`` so many days from the first; ``phone`` defaults to one of the person's own."""
        number = len(self.matters) + 1
        on = FIRST + timedelta(days=after)
        told = {"matter": number, "track": track, "enterprise": shop, "received_on": on, "object_path": "商品->食品",
                "problem_path": f"问题类别->{number}"}  # fmt: skip
        self.matters.append(told | more)
        role = "complainant" if track == "complaint" else "reporter"
        self.persons.append({"matter": number, "role": role, "person": person, "masked": masked,
                             "phone_key": phone or f"电话-{person}"})  # fmt: skip
        self.texts.append({"matter": number, "text": words})
        return number

    def alike(self, left: int, right: int, kind: str = "near_copy") -> None:
        """Say that two matters share a wording, or (``twin``) are the same dispute."""
        self.pairs.append({"left": left, "right": right, "kind": kind, "likeness": 0.7, "contained": 0.9,
                           "same_person": False, "same_respondent": True, "days": 1, "passages": "[]"})  # fmt: skip

    def tables(self) -> Tables:
        """The tables the step reads; every shop is its own respondent."""
        made = Tables()
        shops = sorted({one["enterprise"] for one in self.matters})
        for name, given in (
            ("matters", self.matters), ("persons", self.persons), ("texts", self.texts), ("pairs", self.pairs),
            ("respondents", [{"enterprise": shop, "respondent": shop} for shop in shops]),
        ):  # fmt: skip
            made.put(name, rows(name, *given) if given else empty(name))
        return made


def mined(
    docket: Docket, *, on: date = ON, engine: Engine | None = None, **thresholds: Any
) -> dict[str, pa.Table]:
    """What the step makes of a docket on that day."""
    told = Run(on=on, content=CONTENT, engine=engine or connect(), secret=b"secret of an example")
    step = claimants.step(ClaimantThresholds(**thresholds)) if thresholds else claimants.STEP
    made = step.make(docket.tables(), told)
    kept = Tables()
    for name, table in made.items():
        kept.put(name, table)
    return made


def factor(made: dict[str, pa.Table], person: str, code: str, track: str = "complaint") -> dict[str, Any]:
    """The row of one person's factor."""
    found = [
        row for row in made["claimants"].to_pylist()
        if (row["person"], row["factor"], row["track"]) == (person, code, track)
    ]  # fmt: skip
    assert len(found) == 1, (person, code, track)
    return found[0]


def rings(made: dict[str, pa.Table]) -> list[set[int]]:
    """The members of each ring, the rings in order of their names."""
    names = made["rings"]["ring"].to_pylist()
    members = made["ring_members"].to_pylist()
    return [{row["matter"] for row in members if row["ring"] == name} for name in names]
