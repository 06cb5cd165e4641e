"""Finding an article to cite while writing: by the name of a regulation, a number, or words of the text."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice

from xiaobao.law import Lawbook
from xiaobao.law.regulation import Regulation

MOST = 20
_NUMBER = re.compile(r"第?([0-9]+)条?$")


@dataclass(frozen=True, slots=True)
class Citable:
    """An article that can be cited: ``mark`` is what is written into the text."""

    mark: str
    citation: str
    words: str


def citable(lawbook: Lawbook, asked: str) -> tuple[Citable, ...]:
    """Return the first articles that hold every word asked for; nothing for nothing.

    The last word may be the number of an article: 食品安全法 148.
    """
    words = asked.split()
    if not words:
        return ()
    held = (one for one in lawbook.regulations.values())
    return tuple(islice((one for law in held for one in _of(law, words)), MOST))


def _of(regulation: Regulation, words: list[str]) -> Iterator[Citable]:
    left = [word for word in words if word not in regulation.title and word != regulation.id]
    number = _NUMBER.fullmatch(left[-1]) if left else None
    if number:
        left = left[:-1]
    if (number or not left) and len(left) == len(words):
        return
    for article, paragraphs in regulation.articles.items():
        if number and article != number[1]:
            continue
        yield from _parts(regulation, article, paragraphs, left)


def _parts(
    regulation: Regulation, article: str, paragraphs: tuple[str, ...], words: list[str]
) -> Iterator[Citable]:
    whole = len(paragraphs) == 1
    for place, text in enumerate(paragraphs, start=1):
        where = article if whole else f"{article}({place})"
        if all(word in text for word in words):
            yield Citable(f"[[{regulation.id}:{where}]]", regulation.cite(where), text)
