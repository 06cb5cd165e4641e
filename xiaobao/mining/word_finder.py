"""Which words of a long list stand in a text, without looking for each of them.

A word can only be there where its first two characters are; those of a text are looked up at once.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable


class WordFinder:
    """Finds words of a list in texts."""

    def __init__(self, words: Iterable[str]) -> None:
        """Take the words; the empty one is none."""
        self._by_beginning: dict[str, list[str]] = defaultdict(list)
        for word in sorted({word for word in words if word}):
            self._by_beginning[word[:2]].append(word)
        self._beginnings = frozenset(self._by_beginning)
        self._single = any(len(one) == 1 for one in self._beginnings)

    def found(self, text: str) -> frozenset[str]:
        """Return the words that stand in a text."""
        there = {text[place : place + 2] for place in range(len(text))}
        if self._single:
            there.update(text)
        likely = there & self._beginnings
        return frozenset(word for one in likely for word in self._by_beginning[one] if word in text)
