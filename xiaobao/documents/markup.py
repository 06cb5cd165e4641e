"""The Markdown of the handbook as HTML: safe by construction, with citations, facts and drawings put in.

What an editor writes is never taken for HTML: angle brackets are escaped, links are not made.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from html import escape

from markdown_it import MarkdownIt

from xiaobao.rules.handbook.entry import CITE, DRAWING, FACT, Citation

_MARK = re.compile("\ue000([0-9]+)\ue001")


@dataclass(frozen=True)
class Puts:
    """What is put in: ``cite`` and ``drawn`` return HTML, ``fact`` returns plain text."""

    cite: Callable[[Citation], str]
    fact: Callable[[str], str]
    drawn: Callable[[str, str], str]


def to_html(body: str, puts: Puts) -> str:
    """Return the body of an entry as HTML; a drawing stands between the paragraphs."""
    return "\n".join(_pieces(body, puts))


@lru_cache(maxsize=1)
def reader() -> MarkdownIt:
    """Return the reader of Markdown: headings, lists, emphasis, quotes and tables; no HTML, no links."""
    plain = MarkdownIt("commonmark", {"html": False}).enable("table")
    return plain.disable(["link", "image", "autolink", "html_inline", "html_block", "reference"])


def _pieces(body: str, puts: Puts) -> Iterator[str]:
    words: list[str] = []
    for line in [*body.splitlines(), "{{end}}"]:
        drawing = DRAWING.match(line)
        if drawing is None:
            words.append(line)
            continue
        if any(word.strip() for word in words):
            yield _words("\n".join(words), puts)
        words = []
        if drawing[1] != "end":
            yield puts.drawn(drawing[1], drawing[2] or "")


def _words(text: str, puts: Puts) -> str:
    kept: list[str] = []

    def keep(html: str) -> str:
        kept.append(html)
        return f"\ue000{len(kept) - 1}\ue001"

    text = _MARK.sub("", text)
    text = CITE.sub(lambda match: keep(puts.cite(Citation(match[1], match[2] or ""))), text)
    text = FACT.sub(lambda match: keep(escape(puts.fact(match[1]))), text)
    rendered: str = reader().render(text)
    return _MARK.sub(lambda match: kept[int(match[1])], rendered)
