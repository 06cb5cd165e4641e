"""Article references and how they are read aloud.

Written in content as ``15``, ``15(1)`` (paragraph), ``23(1)(5)`` (paragraph, item) or ``16[3]`` (item of an
article that has one paragraph only), and read as 第十五条第一款, 第二十三条第一款第五项, 第十六条第三项.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

_FORM = re.compile(r"(?P<article>\d{1,4})(?:\((?P<paragraph>\d+)\))?(?:[(\[](?P<item>\d+)[)\]])?")
_ITEM_ALONE = re.compile(r"\d{1,4}\[\d+\]")
_DIGITS = "零一二三四五六七八九"


@dataclass(frozen=True, slots=True)
class Reference:
    """One place in a regulation; 0 stands for "not named"."""

    article: int
    paragraph: int = 0
    item: int = 0

    def __str__(self) -> str:
        """Read it as the law does: 第二十三条第一款第五项."""
        parts = [f"第{numeral(self.article)}条"]
        if self.paragraph:
            parts.append(f"第{numeral(self.paragraph)}款")
        if self.item:
            parts.append(f"第{numeral(self.item)}项")
        return "".join(parts)


@lru_cache(maxsize=4096)
def parse(text: str) -> Reference:
    """Read a reference; raises ValueError with a Chinese sentence when the form is wrong."""
    match = _FORM.fullmatch(text)
    if match is None or ("[" in text and not _ITEM_ALONE.fullmatch(text)):
        raise ValueError(f"条款写法“{text}”无法识别，应写作 15、15(1)、23(1)(5) 或 16[3]")
    return Reference(*(int(part or 0) for part in match.groups()))


def numeral(number: int) -> str:
    """Write 1 to 9999 in Chinese numerals: 121 → 一百二十一, 1189 → 一千一百八十九."""
    if number < 20:
        return ("十" if number > 9 else "") + (_DIGITS[number % 10] if number % 10 else "")
    text, gap = "", False
    for unit, name in ((1000, "千"), (100, "百"), (10, "十"), (1, "")):
        digit = number // unit % 10
        if digit:
            text += ("零" if gap else "") + _DIGITS[digit] + name
            gap = False
        else:
            gap = bool(text)
    return text
