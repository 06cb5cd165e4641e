"""Drawing words to search for out of what the matters say: common ones are drawn as often as they occur."""

from __future__ import annotations

import random
import re

SEED = 20_260_415
_HAN = re.compile("[\u4e00-\u9fff]+")


def fragments(count: int, length: int) -> list[str]:
    """Return ``count`` runs of ``length`` Chinese characters found in the docket, the same ones each time."""
    from xiaobao.docket.models import Submission

    dice = random.Random(f"{SEED} {length}")
    keys = list(Submission.objects.order_by("pk").values_list("pk", flat=True))
    drawn = [dice.choice(keys) for _ in range(count)]
    words = dict(Submission.objects.filter(pk__in=drawn).values_list("pk", "content"))
    return [fragment(words[key], length, dice) for key in drawn]


def fragment(text: str, length: int, dice: random.Random) -> str:
    """Return one run of ``length`` Chinese characters of ``text``; 消费者投诉 where there is none so long."""
    runs = [run for run in _HAN.findall(text) if len(run) >= length] or ["消费者投诉"]
    run = dice.choice(runs)
    start = dice.randrange(len(run) - length + 1)
    return run[start : start + length]
