"""What an issue is known by: its words, a title of them, and sentences that stand for the others.

A word counts by the share of the issue's matters that have it, and by how rare it is elsewhere in the window
(class TF-IDF, Grootendorst 2022). A word that may be somebody's name is never shown: rjieba's tag nr.
"""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

_SENTENCE = re.compile(r"[^。！？!?；;\n]+")
_SHOWN = re.compile(r"[\u4e00-\u9fffA-Za-z]")
_NAME = "nr"
_SAID = frozenset("nvadlijsz")
"""First letters of the tags of words that say something: nouns, verbs, adjectives, idioms, places, names of
things; no pronouns, numbers, particles."""
_SHORTEST, _LONGEST = 8, 120
"""Characters of a sentence that is shown."""


@dataclass(frozen=True)
class Told:
    """Words of an issue, the first the most telling; sentences of its most central matters."""

    words: tuple[str, ...]
    quotes: tuple[str, ...]


def told(
    texts: Sequence[str],
    spread: Callable[[str], float],
    *,
    words: int,
    quotes: int,
    without: Sequence[str] = (),
) -> Told:
    """Return what an issue is known by.

    ``texts``: its matters, redacted, the most central first; ``spread``: share of all matters of the window
    that have a word; ``without``: what is said beside the words already (a name, an address) or says
    nothing of an issue; words that are part of it are left out.
    """
    tagged = [_tagged(text) for text in texts]
    names = {word for text in tagged for word, tag in text if tag.startswith(_NAME)}
    seen = Counter(word for text in tagged for word in {pair[0] for pair in set(text) if _says(*pair)})
    weight = {
        word: count / len(texts) * -math.log(min(max(spread(word), 1e-9), 1.0))
        for word, count in seen.items()
        if word not in names and not any(word in one for one in without) and (count > 1 or len(texts) == 1)
    }
    best = sorted(weight, key=lambda word: (-round(weight[word], 9), word))[:words]
    return Told(tuple(best), tuple(_quotes(texts, {word: weight[word] for word in best}, names, quotes)))


def title(words: Sequence[str], about: str, count: int = 3) -> str:
    """Return a title: whom or where it is about, and the first words; 未归纳的问题 where there is nothing."""
    said = "、".join(words[:count])
    return "：".join(one for one in (about, said) if one) or "未归纳的问题"


def _tagged(text: str) -> list[tuple[str, str]]:
    import rjieba

    found: list[tuple[str, str]] = rjieba.tag(text)
    return found


def _says(word: str, tag: str) -> bool:
    return len(word) > 1 and tag[:1] in _SAID and not tag.startswith(_NAME) and bool(_SHOWN.search(word))


def _quotes(texts: Iterable[str], weight: dict[str, float], names: set[str], quotes: int) -> Iterable[str]:
    shown: list[str] = []
    for text in texts:
        if len(shown) == quotes:
            break
        best = max(
            _sentences(text, names), key=lambda one: (_telling(one, weight), -len(one), one), default=""
        )
        if _telling(best, weight) > 0 and best not in shown:
            shown.append(best)
    return shown


def _sentences(text: str, names: set[str]) -> Iterable[str]:
    for one in _SENTENCE.findall(text):
        sentence = one.strip()
        fits = _SHORTEST <= len(sentence) <= _LONGEST
        if fits and not any(len(name) > 1 and name in sentence for name in names):
            yield sentence


def _telling(sentence: str, weight: dict[str, float]) -> float:
    return round(sum(value for word, value in weight.items() if word in sentence), 9)
