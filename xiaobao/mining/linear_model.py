"""A linear model over hashed runs of characters: what it holds, what it says of a text, and by which runs.

Reading is a gather of rows of weights, compiled where numba can be had; sklearn is not needed for it. Runs
nobody saw in learning say nothing and weigh nothing.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, TypeAlias

import numpy as np

from xiaobao.mining import compiling, features
from xiaobao.mining.features import Column, Shape
from xiaobao.mining.shingles import Texts

if TYPE_CHECKING:
    from numpy.typing import NDArray

Scores: TypeAlias = "NDArray[np.float64]"

_MOST_TIMES = 1024
"""A run that stands in a text more often than this is weighed as if it stood there so often."""


@dataclass(frozen=True, eq=False)
class LinearModel:
    """``slots`` ascending, ``rarity`` (inverse document frequency) and ``weights`` of each; labels in order.

    ``warmth`` is what margins are multiplied by before they become probabilities (1 / temperature).
    """

    labels: tuple[str, ...]
    shape: Shape
    slots: NDArray[np.int32]
    rarity: NDArray[np.float32]
    weights: NDArray[np.float32]
    bias: NDArray[np.float32]
    warmth: float = 1.0

    @cached_property
    def index(self) -> NDArray[np.int32]:
        """From slot to row, -1 where nothing was learned."""
        index = np.full(1 << self.shape.bits, -1, np.int32)
        index[self.slots] = np.arange(len(self.slots), dtype=np.int32)
        return index

    def scores(self, column: Column) -> Scores:
        """Return the margins, text by label."""
        texts = Texts.of(column)
        out = np.zeros((len(texts), len(self.labels)))
        if compiling.kernels() is not None:
            self._compiled(texts, out)
        else:
            for row in range(len(texts)):
                out[row] = self._one(texts[row])
        scored: Scores = out + self.bias
        return scored

    def probabilities(self, column: Column) -> Scores:
        """Return how likely each label is, text by label; every row comes to 1."""
        return softened(self.scores(column), self.warmth)

    def _compiled(self, texts: Texts, out: Scores) -> None:
        from xiaobao.mining.feature_kernels import scores_into

        shape = self.shape
        room = np.empty(features.longest_run_count(texts, shape), np.int32)
        scores_into(
            texts.data, texts.starts, features.folding(), shape.bits, shape.longest,
            shape.head, self.index, self.rarity, self.weights, room, logs(), out,
        )  # fmt: skip

    def _one(self, text: str) -> NDArray[np.float64]:
        rows, values = self._values(text)
        said: NDArray[np.float64] = values @ self.weights[rows].astype(np.float64)
        return said

    def _values(self, text: str) -> tuple[NDArray[np.int32], NDArray[np.float64]]:
        """Return the rows a text meets and what each is worth, the whole of length 1."""
        met = self.index[features.runs(text, self.shape)]
        rows, times = np.unique(met[met >= 0], return_counts=True)
        values = logs()[np.minimum(times, _MOST_TIMES)] * self.rarity[rows]
        length = float(np.sqrt(values @ values))
        return rows, values / length if length else values

    def speaking(self, text: str, label: str, most: int) -> tuple[str, ...]:
        """Return the runs of a text that speak most for a label against the others, longest first found.

        Runs that lie in one another are told once; at most ``most`` of them.
        """
        rows, values = self._values(text)
        worth = np.zeros(len(self.slots))
        worth[rows] = values * self._lead(rows, self.labels.index(label))
        said = sorted(_runs_worth(text, self, worth), key=lambda one: (-one[1], one[0]))
        told: list[str] = []
        for run, value in said:
            if value > 0 and len(told) < most and not any(run in one or one in run for one in told):
                told.append(run)
        return tuple(told)

    def _lead(self, rows: NDArray[np.int32], label: int) -> NDArray[np.float64]:
        weights = self.weights[rows].astype(np.float64)
        lead: NDArray[np.float64] = weights[:, label] - weights.mean(axis=1)
        return lead


def _runs_worth(text: str, model: LinearModel, worth: Scores) -> list[tuple[str, float]]:
    """Return the longest runs of a text with what they are worth, each run once."""
    signs = features.read(text)
    shape = Shape(model.shape.bits, model.shape.longest, 0)
    found: dict[str, float] = {}
    for length in range(2, shape.longest + 1):
        slots = features.hashed(signs, length, 0, shape.bits)
        rows = model.index[slots]
        for place in np.flatnonzero(rows >= 0):
            run = "".join(map(chr, signs[place : place + length]))
            found[run] = float(worth[rows[place]]) * length
    return list(found.items())


def logs() -> NDArray[np.float64]:
    """Return what so many times are worth: 1 + ln of it (sublinear)."""
    return 1 + np.log(np.maximum(np.arange(_MOST_TIMES + 1), 1))


def softened(scores: Scores, warmth: float) -> Scores:
    """Return margins as probabilities (softmax at a temperature of 1 / warmth)."""
    warm = scores * warmth
    raised = np.exp(warm - warm.max(axis=1, keepdims=True))
    even: Scores = raised / raised.sum(axis=1, keepdims=True)
    return even
