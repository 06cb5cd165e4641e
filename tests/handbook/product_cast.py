"""A small handbook with an entry of every kind, and a second edition of it, as the examples of products use."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from tests import cast
from xiaobao.docket.handlers_words import tables
from xiaobao.docket.rulebook import Rulebook
from xiaobao.documents.volume import Volume
from xiaobao.handbook.assemble import House, Issue, assemble
from xiaobao.handbook.material import Material
from xiaobao.rules.handbook import book as books
from xiaobao.rules.handbook.book import Book

HOUSE = House("厦门市湖里区市场监督管理局", "0592-0000000", "示例辖区，人员与电话均为虚构")
TEXTS: Mapping[str, str] = {
    "chapters/road.md": """---
title: 投诉怎样办
order: 1
part: public
---
自收到投诉之日起七个工作日内决定是否受理（[[samr-order-121:15(1)]]）。<b>不是网页标记</b>

{{flowchart complaint}}

## 期限

{{clocks complaint}}

## 职责外的事项

{{outside}}
""",
    "chapters/speaking.md": """---
title: 电话怎么说
order: 2
---
{{phrases complaint}}

| 情形 | 做法 |
|---|---|
| 听不清 | 请对方**再说一遍** |
""",
    "phrases/first-call.md": """---
title: 首次联系投诉人
situation: 第一次打电话
applies: {tracks: [complaint], states: [received]}
---
您好，这里是{{bureau}}。我们会在{{due}}前告诉您（[[samr-order-121:15(1)]]）。
""",
    "steps/received.md": """---
title: 收到投诉先看管辖
applies: {tracks: [complaint], states: [received]}
---
- 看被投诉人实际经营地（[[samr-order-121:13]]）。
""",
    "outside/tax.md": """---
title: 发票和偷漏税
area: 税务
authority: 税务机关
basis: 由税务机关主管，依据未核实
confidence: general-unverified
hotline: "12366"
---
## 电话用语

这件事由税务机关负责。

## 书面答复

你反映的事项由税务机关负责。
""",
    "precedents/cake.md": """---
title: 蛋糕店承诺不兑现
track: complaint
categories: [food]
outcome: 达成调解
points: [承诺就要兑现]
invented: true
---
## 案情

某人购买蛋糕券。

## 处理

达成调解。

## 评析

可以参照（[[consumer-protection-law:39]]）。
""",
    "questions/days.md": """---
title: 几个工作日内决定是否受理？
chapter: road
options: [五个, 七个, 十五个]
answer: 2
---
见[[samr-order-121:15(1)]]。
""",
}


def book(**changed: str) -> Book:
    """The small book; a word given replaces it in the text of the chapter about the road."""
    texts = dict(TEXTS)
    for old, new in changed.items():
        texts["chapters/road.md"] = texts["chapters/road.md"].replace(old, new)
    return books.of_texts(texts)


def volume(rulebook: Rulebook, shown: Book, *, public: bool = False, before: Book | None = None) -> Volume:
    """The small book bound as edition 2, of which ``before`` was the first."""
    material = Material(
        rulebook.law, shown, rulebook.notices, cast.TODAY, Path("no-official-texts"),
        tables(rulebook.handlers, rulebook), public=public,
    )  # fmt: skip
    return assemble(material, Issue(2, cast.TODAY, before=before), HOUSE)
