"""The invented texts the shipped models learn from, put together of content/mining/seed and the handbook."""

from __future__ import annotations

import random
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import yaml

from xiaobao.mining.held_out import Example

SEED = 20261201
_EACH, _ALSO = 8, 0.6
"""Texts put together around each thing that goes wrong; how often one names it in general words, too."""
OTHER, ONLINE, JOINT, PROFESSIONAL = "其他", "电商网购", "群体投诉", "职业索赔"


def examples(content: Path) -> dict[str, list[Example]]:
    """Return the examples of each scheme; the same ones at every call."""
    chance = random.Random(SEED)
    parts, goods = _read(content, "openings"), _read(content, "goods")
    told = [one for kind in goods["goods"] for one in _of_goods(kind, goods["ways"], parts, chance)]
    hot = [Example(text, label, "seed", group) for text, label, group, _ in told]
    several = [*_many(goods["joint"], JOINT, chance), *_many(goods["professional"], PROFESSIONAL, chance)]
    return {
        "hot": [*hot, *several, *_outside(content)],
        "object": [Example(text, path, "seed", group) for text, _, group, path in told],
    }


def _read(content: Path, name: str) -> Any:
    return yaml.safe_load((content / "mining" / "seed" / f"{name}.yaml").read_text("utf-8"))


Told = tuple[str, str, str, str]
"""Text, hot category, what went wrong, path of the goods."""


def _of_goods(kind: Any, ways: Any, parts: Any, chance: random.Random) -> Iterator[Told]:
    for trouble in kind["troubles"]:
        for _ in range(_EACH):
            way = chance.choice(kind["ways"])
            problem = chance.choice(list(parts["problems"]))
            phrase = chance.choice(parts["problems"][problem]) if chance.random() < _ALSO else ""
            text = _text(kind, trouble, ways[way], parts, phrase, chance)
            label = kind["hot"] or (ONLINE if way == "online" else OTHER)
            yield text, label, trouble, kind["object"]


def _text(kind: Any, trouble: str, way: Any, parts: Any, phrase: str, chance: random.Random) -> str:
    opening = chance.choice(parts["openings"]).format(
        day=chance.choice(parts["days"]), shop=chance.choice(way["shops"]), buy=chance.choice(way["buy"]),
        goods=chance.choice(kind["names"]), price=chance.choice(parts["prices"]),
    )  # fmt: skip
    also = [trouble, phrase] if phrase else [trouble]
    if chance.random() < _ALSO / 2:
        also.append(chance.choice(kind["troubles"]))
    return opening + chance.choice(parts["links"]).join(also) + "，" + chance.choice(parts["endings"])


def _many(kind: Any, label: str, chance: random.Random) -> Iterator[Example]:
    things = kind.get("goods") or kind["shops"]
    for text in kind["texts"]:
        for thing in things:
            told = text.format(goods=thing, shop=thing, price=chance.choice([68, 298, 980, 3980]))
            yield Example(told, label, "seed", text)


def _outside(content: Path) -> Iterator[Example]:
    """Yield what lies outside the remit, by the handbook's own titles and cues: none of the seven."""
    from xiaobao.mining import outside_topics

    for topic in outside_topics.read(content):
        for cue in topic.cues:
            yield Example(f"{topic.title}，{cue}的问题，想反映一下", OTHER, "seed", topic.title)
