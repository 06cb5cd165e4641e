"""Numbers, levels and names of the headings of a chapter: 一、（一） 1. as official writing has them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace

from xiaobao.documents.volume import Block, Heading, plain
from xiaobao.law.citation import numeral

BELOW = 0
"""The level of a heading that stands one below the last written one."""
_LOWEST = 4
_NUMBERED = re.compile(r"（?[一二三四五六七八九十]+[、）]|[0-9]+[.、]")


def numbered(blocks: Iterable[Block], chapter: str) -> tuple[Block, ...]:
    """Give every heading its level, its number and an anchor; one that is numbered by hand keeps that."""
    return tuple(_numbered(blocks, chapter))


def _numbered(blocks: Iterable[Block], chapter: str) -> Iterator[Block]:
    counts = [0] * (_LOWEST + 1)
    written = at = 1
    for block in blocks:
        if not isinstance(block, Heading):
            yield block
            continue
        at += 1
        level = min(block.level or written + 1, _LOWEST)
        written = block.level or written
        counts[level] += 1
        counts[level + 1 :] = [0] * (_LOWEST - level)
        number = "" if _NUMBERED.match(plain(block.text)) else _number(level, counts[level])
        yield replace(block, level=level, number=number, anchor=block.anchor or f"{chapter}-{at}")


def _number(level: int, count: int) -> str:
    return {2: f"{numeral(count)}、", 3: f"（{numeral(count)}）"}.get(level, f"{count}. ")
