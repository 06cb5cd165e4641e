"""How a linear model is learned: weighed runs, a squared hinge loss for each label, all labels in one pass.

Rare labels are weighed up by their rarity. The order of each pass comes from the seed, so that the same texts
give the same weights. The compiled descent has a twin in numpy, slower, with the same steps.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from xiaobao.mining import compiling, features
from xiaobao.mining.features import Counts, Shape
from xiaobao.mining.linear_model import LinearModel, logs
from xiaobao.mining.settings import Strict

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray


class Training(Strict):
    """How to learn: ``bits``, ``longest`` and ``head`` make the runs; a run must stand in ``least`` texts.

    ``cost`` is how dear a mistake is, ``passes`` the most over all texts, ``enough`` the largest step (of the
    cost) at which it stops, ``folds`` in how many parts the texts are divided to see how good it is.
    """

    bits: int
    longest: int
    head: int
    least: int
    cost: float
    passes: int
    enough: float
    folds: int
    seed: int

    @property
    def shape(self) -> Shape:
        """How runs are made."""
        return Shape(self.bits, self.longest, self.head)


@dataclass(frozen=True)
class Weighed:
    """Texts as rows of unit length over the runs that were kept, and one always there (the bias)."""

    starts: NDArray[np.int64]
    rows: NDArray[np.int32]
    values: NDArray[np.float64]


def learned(
    counts: Counts, truth: NDArray[np.int64], labels: Sequence[str], how: Training,
    weights: NDArray[np.float64],
) -> LinearModel:  # fmt: skip
    """Return the model of these texts; ``weights`` says how much each counts (1 is usual)."""
    slots, rarity = _kept(counts, how)
    told = _weighed(counts, slots, rarity)
    sides = np.where(np.arange(len(labels)) == truth[:, None], 1.0, -1.0)
    costs = how.cost * np.where(sides > 0, _dear(truth, len(labels)), 1.0) * weights[:, None]
    found = _descended(told, sides, costs, how, len(slots))
    return LinearModel(
        tuple(labels), how.shape, slots, rarity.astype(np.float32),
        found[:-1].astype(np.float32), found[-1].astype(np.float32),
    )  # fmt: skip


def _dear(truth: NDArray[np.int64], labels: int) -> NDArray[np.float64]:
    sizes = np.maximum(np.bincount(truth, minlength=labels), 1)
    dear: NDArray[np.float64] = len(truth) / (labels * sizes)
    return dear


def _kept(counts: Counts, how: Training) -> tuple[NDArray[np.int32], NDArray[np.float64]]:
    """Return the slots that stand in enough texts, and how rare each is (ln((1 + n) / (1 + df)) + 1)."""
    standing = np.bincount(counts.slots, minlength=1 << how.bits)
    slots = np.flatnonzero(standing >= how.least).astype(np.int32)
    texts = len(counts.starts) - 1
    return slots, np.log((1 + texts) / (1 + standing[slots])) + 1


def _weighed(counts: Counts, slots: NDArray[np.int32], rarity: NDArray[np.float64]) -> Weighed:
    places = np.searchsorted(slots, counts.slots)
    known = places < len(slots)
    known[known] = slots[places[known]] == counts.slots[known]
    texts = len(counts.starts) - 1
    text = np.repeat(np.arange(texts), np.diff(counts.starts))[known]
    rows = places[known].astype(np.int32)
    values = logs()[np.minimum(counts.times[known], len(logs()) - 1)] * rarity[rows]
    lengths = np.sqrt(np.bincount(text, values * values, texts))
    values = values / np.where(lengths > 0, lengths, 1)[text]
    sizes = np.bincount(text, minlength=texts)
    ends = np.cumsum(sizes)
    # one more run, which every text has, stands for the bias
    return Weighed(
        np.concatenate([[0], np.cumsum(sizes + 1)]),
        np.insert(rows, ends, len(slots)).astype(np.int32),
        np.insert(values, ends, 1.0),
    )


def _descended(
    told: Weighed, sides: NDArray[np.float64], costs: NDArray[np.float64], how: Training, runs: int
) -> NDArray[np.float32]:
    chance = np.random.default_rng(how.seed)
    orders = np.stack([chance.permutation(len(sides)) for _ in range(how.passes)])
    weights = np.zeros((runs + 1, sides.shape[1]), np.float32)
    if compiling.kernels() is None:
        _descend(told, sides, costs, orders, how.enough, weights)
    else:
        from xiaobao.mining.feature_kernels import descend

        descend(told.starts, told.rows, told.values, sides, costs, orders, how.enough, weights)
    return weights


def _descend(
    told: Weighed, sides: NDArray[np.float64], costs: NDArray[np.float64], orders: NDArray[np.int64],
    enough: float, weights: NDArray[np.float32],
) -> None:  # fmt: skip
    """Take the steps of the compiled descent, a text at a time."""
    duals = np.zeros_like(sides)
    give = 0.5 / costs
    for order in orders:
        largest = 0.0
        for text in order:
            part = slice(told.starts[text], told.starts[text + 1])
            rows, values = told.rows[part], told.values[part]
            slopes = sides[text] * (values @ weights[rows]) - 1 + give[text] * duals[text]
            new = np.maximum(duals[text] - slopes / (values @ values + give[text]), 0)
            change, duals[text] = new - duals[text], new
            weights[rows] += values[:, None] * (change * sides[text])
            largest = max(largest, float((np.abs(change) / costs[text]).max()))
        if largest < enough:
            return


def counted(texts: Sequence[str], how: Training) -> Counts:
    """Return the runs of the texts in the shape they are to be learned in."""
    return features.count(texts, how.shape)


def part(counts: Counts, rows: NDArray[np.int64]) -> Counts:
    """Return the runs of some of the texts."""
    sizes = np.diff(counts.starts)[rows]
    starts = np.concatenate([[0], np.cumsum(sizes)])
    places = np.repeat(counts.starts[rows] - starts[:-1], sizes) + np.arange(starts[-1])
    return Counts(starts, counts.slots[places], counts.times[places])


def margins(model: LinearModel, counts: Counts) -> NDArray[np.float64]:
    """Return what a model says of texts whose runs are counted already, text by label."""
    told = _weighed(counts, model.slots, model.rarity.astype(np.float64))
    weights = np.vstack([model.weights, model.bias])
    sums = np.add.reduceat(weights[told.rows] * told.values[:, None], told.starts[:-1], axis=0)
    said: NDArray[np.float64] = sums
    return said
