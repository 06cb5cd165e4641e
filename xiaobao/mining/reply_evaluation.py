"""How well **explains** tells the replies that do not explain from those that do: precision, recall, F1."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from xiaobao.mining.reply_settings import Explains
from xiaobao.mining.reply_words import explains


@dataclass(frozen=True)
class Measured:
    """Of ``rows`` replies ``unexplained`` do not explain by their label, ``said`` by the check."""

    rows: int
    unexplained: int
    said: int
    right: int

    @property
    def precision(self) -> float:
        """Share of those said not to explain that do not."""
        return self.right / self.said if self.said else 0.0

    @property
    def recall(self) -> float:
        """Share of those that do not explain that are said not to."""
        return self.right / self.unexplained if self.unexplained else 0.0

    @property
    def f1(self) -> float:
        """Harmonic mean of the two."""
        both = self.said + self.unexplained
        return 2 * self.right / both if both else 0.0


def measured(replies: Sequence[str], unexplained: Sequence[bool], told: Explains) -> Measured:
    """Measure the check, as the settings have it, against labels."""
    return at(scores(replies, told), unexplained, told.threshold)


def scores(replies: Sequence[str], told: Explains) -> list[float]:
    """Return the score of each reply."""
    return [round(explains(reply, told), 1) for reply in replies]


def at(scored: Sequence[float], unexplained: Sequence[bool], threshold: float) -> Measured:
    """Measure the check at another threshold."""
    said = [score < threshold for score in scored]
    right = sum(one and label for one, label in zip(said, unexplained, strict=True))
    return Measured(len(said), sum(unexplained), sum(said), right)
