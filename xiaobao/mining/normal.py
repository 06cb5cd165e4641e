"""One way of writing: width, traditional characters, markup, pictographs and runs of marks evened out.

Chinese marks stay Chinese (，！？：；（）), for somebody will read the text on a screen; letters, figures and
all other compatibility forms become plain (Unicode NFKC, one character at a time).
"""

from __future__ import annotations

import html
import re
import unicodedata
from collections.abc import Iterator
from functools import lru_cache
from typing import Protocol

_CHINESE_MARKS = frozenset("，！？：；（）～…")
_PICTOGRAPHS = (
    (0x2300, 0x23FF), (0x25A0, 0x27BF), (0x2B00, 0x2BFF), (0xFE00, 0xFE0F), (0x20E3, 0x20E3),
    (0x1F000, 0x1F0FF), (0x1F1E6, 0x1F1FF), (0x1F300, 0x1FAFF), (0xE0000, 0xE007F),
)  # fmt: skip
"""Blocks of signs that are no letters: technical, shapes, dingbats, arrows in colour, flags, faces."""
_FOLDED = ((0xA0, 0xFFFF), (0x1D400, 0x1D7FF), (0x1F100, 0x1F1E5), (0x2F800, 0x2FA1F))
"""Where characters stand that NFKC writes otherwise."""
_HAN = r"\u3400-\u9fff"
_DROPPED = re.compile(r"<(script|style)\b[^>]{0,200}>.{0,5000}?</\1\s*>", re.IGNORECASE | re.DOTALL)
_TAG = re.compile(r"</?[A-Za-z!][^<>]{0,500}>")
_SPACES = re.compile(r"\s{2,}|[^\S ]")
_DOTS = re.compile(r"(?:\.{2,}|…|\.…)+")
_RUN = re.compile(r"([。，！？：；、,!?:;~～\-—_=+#·|/])\1+")
_AFTER_HAN = re.compile(rf"(?<=[{_HAN}])(?:[,!?;:]|\.(?![\dA-Za-z]))")
_FULL = {",": "，", "!": "！", "?": "？", ";": "；", ":": "：", ".": "。"}


class Converter(Protocol):
    """What turns traditional characters into simplified ones."""

    def convert(self, text: str) -> str:
        """Return the text in simplified characters."""


def normal(text: str) -> str:
    """Return the text in the one way of writing; doing it twice changes nothing."""
    if not text:
        return ""
    text = simplified(_plain(text.translate(_table())))
    text = _SPACES.sub(" ", text)
    text = _AFTER_HAN.sub(lambda found: _FULL[found[0]], _DOTS.sub("…", text))
    return _RUN.sub(r"\1", text).strip()


def _plain(text: str) -> str:
    """Take the markup out, which is folded first: ＜ｂ＞ is a tag, too."""
    if "&" in text:
        text = html.unescape(html.unescape(text)).translate(_table())
    if "<" in text:
        text = _TAG.sub(" ", _DROPPED.sub(" ", text))
    return text


def simplified(text: str) -> str:
    """Return the text in simplified characters; most need no look at the dictionary."""
    return _converter().convert(text) if _traditional().search(text) else text


@lru_cache(maxsize=1)
def _converter() -> Converter:
    from opencc import OpenCC

    converter: Converter = OpenCC("t2s")
    return converter


@lru_cache(maxsize=1)
def _traditional() -> re.Pattern[str]:
    """Any character that stands for another one in simplified writing; most texts hold none."""
    signs = [chr(code) for code in range(0x3400, 0xA000)]
    written = _converter().convert("\n".join(signs)).split("\n")
    return re.compile(f"[{''.join(one for one, other in zip(signs, written, strict=True) if one != other)}]")


@lru_cache(maxsize=1)
def _table() -> dict[int, str | None]:
    """Return what every character becomes that does not stay; None for what is left out."""
    table: dict[int, str | None] = {ord(sign): " " for sign in "\t\n\r\v\f\u0085\u2028\u2029"}
    table |= {code: None for code in range(0x20) if code not in table} | {0x7F: None}
    table |= dict(_written_otherwise())
    for first, last in _PICTOGRAPHS:
        table |= dict.fromkeys(range(first, last + 1))
    return table


def _written_otherwise() -> Iterator[tuple[int, str | None]]:
    for first, last in _FOLDED:
        for code in range(first, last + 1):
            if chr(code) not in _CHINESE_MARKS and (told := _told(chr(code))) != chr(code):
                yield code, told


def _told(sign: str) -> str | None:
    kind = unicodedata.category(sign)
    if kind in ("Zl", "Zp"):
        return " "
    if kind in ("Cf", "Cs", "Co", "Cc"):
        return None
    plain = unicodedata.normalize("NFKC", sign)
    # ①13元 must not read 113元.
    return f"({plain})" if unicodedata.decomposition(sign).startswith("<circle>") else plain
