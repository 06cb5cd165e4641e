"""An article in its official words, taken apart: its paragraphs (款) and the items (项) of each.

Publishers set paragraphs on lines of their own, or one after the other with a space between; both are read.
"""

from __future__ import annotations

import re

from xiaobao.law import citation
from xiaobao.law.citation import Reference

_BREAK = re.compile(r"\n+|(?<=[。；：:;])[ \t\u3000]+")
_NUMBERED = re.compile(r"\(([一二三四五六七八九十]{1,3})\)")
_ITEM = re.compile(r"[（(][一二三四五六七八九十]{1,3}[)）]|\d{1,2}[.．、]")


def paragraphs(words: str) -> tuple[str, ...]:
    """Return the paragraphs of an article, the items of each on lines of their own within it."""
    found: list[str] = []
    for piece in filter(None, (part.strip() for part in _BREAK.split(words))):
        if found and (_ITEM.match(piece) or not found[-1].endswith("。")):
            found[-1] += f"\n{piece}"
        else:
            found.append(piece)
    return tuple(found)


def items(words: str) -> tuple[str, ...]:
    """Return the numbered items （一）… of an article or paragraph, without number and end mark."""
    found: list[str] = []
    rest = _NUMBERED.sub(r"（\1）", words).partition("（一）")[2]
    while rest:
        here, _, rest = rest.partition(f"（{citation.numeral(len(found) + 2)}）")
        # The last item ends with the sentence: a new paragraph may follow it.
        found.append((here if rest else here.partition("。")[0]).strip().rstrip("；;。").strip())
    return tuple(found)


def part(words: str, where: Reference) -> str | None:
    """Return what a reference names of an article: the whole, a paragraph, or the opening and one item.

    None where the article has no such paragraph or item.
    """
    held = paragraphs(words)
    if where.paragraph > len(held):
        return None
    text = held[where.paragraph - 1] if where.paragraph else "\n".join(held)
    if not where.item:
        return text
    found = items(text)
    if where.item > len(found):
        return None
    opening = re.split(r"[（(]一[)）]", text, maxsplit=1)[0].strip()
    return f"{opening}\n（{citation.numeral(where.item)}）{found[where.item - 1]}。"
