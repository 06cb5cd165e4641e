"""Invented complaints of three kinds, as many as one asks for, and how they are learned from in the tests."""

from __future__ import annotations

import random
from pathlib import Path

from xiaobao.law import content_dir
from xiaobao.mining.classify_settings import Learning, classify_settings
from xiaobao.mining.held_out import Example

KINDS = {
    "食品": (["苹果", "牛奶", "面包", "火锅"], ["里面有虫", "发霉了", "吃完拉肚子", "过了保质期"]),
    "家具": (["沙发", "衣柜", "床垫", "地板"], ["木头开裂", "掉漆", "尺寸量错", "三个月没送货"]),
    "旅游": (["跟团游", "民宿", "船票", "酒店"], ["导游强迫购物", "不退押金", "景点没去", "没有房间"]),
}
CONTENT: Path = content_dir()


def how(**changed: object) -> Learning:
    """Return the shipped settings, smaller: fewer slots, folds and samples."""
    learning = classify_settings(CONTENT).learning
    training = learning.training.model_copy(update={"bits": 16, "folds": 3, "least": 1})
    comparing = learning.comparing.model_copy(update={"samples": 20})
    small = {"training": training, "comparing": comparing, "least_examples": 30}
    return learning.model_copy(update={**small, **changed})


def complaints(each: int, seed: int = 0, by: str = "docket") -> list[Example]:
    """Return so many complaints of each kind."""
    chance = random.Random(seed)
    return [
        Example(
            f"{chance.choice(goods)}{chance.choice(troubles)}，{chance.choice(troubles)}，花了{row}元",
            label,
            by,
        )
        for label, (goods, troubles) in KINDS.items()
        for row in range(each)
    ]
