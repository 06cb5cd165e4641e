"""Whether texts tell the same in their own words, looking only at texts that had come by then."""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Iterable, Sequence
from functools import lru_cache

_WORDY = re.compile(r"[\u4e00-\u9fff]{2,}")


@lru_cache(maxsize=1 << 15)
def words(text: str) -> frozenset[str]:
    """Return the words of two or more Chinese characters in a text."""
    import rjieba

    return frozenset(word for word in rjieba.cut(text) if _WORDY.fullmatch(word))


class Wording:
    """Likenesses of texts by words that are rare in ``background``, and not in what ``without`` says."""

    def __init__(self, background: Sequence[str], often: float, without: str = "") -> None:
        """Count in how many texts of the background each word is; ``often``: the share that says nothing."""
        self._seen = Counter(word for text in background for word in words(text))
        self._of = len(background) + 1
        self._often = often
        self._without = without

    def like(self, one: str, other: str) -> float:
        """Return the cosine of two texts, each word weighing by its rarity; 0 where one has none."""
        left, right = self._weighed(one), self._weighed(other)
        length = math.sqrt(_square(left.values()) * _square(right.values()))
        shared = sum(left[word] * right[word] for word in sorted(left.keys() & right.keys()))
        return shared / length if length else 0.0

    def _weighed(self, text: str) -> dict[str, float]:
        return {
            word: math.log(self._of / (1 + self._seen[word])) + 1
            for word in sorted(words(text))
            if self._seen[word] <= self._often * self._of and word not in self._without
        }


def _square(weights: Iterable[float]) -> float:
    return sum(weight * weight for weight in weights)
