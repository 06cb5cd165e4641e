"""Learning with part of the texts held out in turn, so that every figure is of texts not learned from.

Texts of one group (near-copies, the same dispute twice) are held out together.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING

import numpy as np

from xiaobao.mining import calibration, comparison, training
from xiaobao.mining.classify_settings import Learning
from xiaobao.mining.features import Counts
from xiaobao.mining.linear_model import LinearModel, Scores, softened
from xiaobao.mining.model_card import Figures

if TYPE_CHECKING:
    from numpy.typing import NDArray


@dataclass(frozen=True)
class Example:
    """A text and what it is. ``by``: officer, docket or seed; ``on``: the day it came, where that is known.

    Texts of the same ``group`` never stand on both sides of a division; the empty one is none.
    """

    text: str
    label: str
    by: str = "docket"
    group: str = ""
    on: date | None = None


@dataclass(frozen=True)
class HeldOut:
    """What was said of each example by a model that had not seen it; ``truth`` are places of labels."""

    examples: Sequence[Example]
    truth: NDArray[np.int64]
    probabilities: Scores


@dataclass(frozen=True)
class Learned:
    """A model learned from all examples, and how good such a one is on those it has not seen."""

    model: LinearModel
    held: HeldOut
    figures: Figures


def learn(examples: Sequence[Example], how: Learning) -> Learned:
    """Learn from examples of at least two labels; deterministic."""
    labels = sorted({one.label for one in examples})
    truth = np.array([labels.index(one.label) for one in examples], np.int64)
    weights = np.array([how.weights.get(one.by, 1.0) for one in examples])
    counts = training.counted([one.text for one in examples], how.training)
    margins = _held_out(counts, truth, labels, weights, parts(examples, how), how)
    warmth = round(calibration.warmth(margins, truth), 4)
    model = training.learned(counts, truth, labels, how.training, weights)
    probabilities = softened(margins, warmth)
    figures = comparison.figures(
        probabilities, truth, how.bands, how.comparing.samples, how.training.seed
    )  # fmt: skip
    return Learned(rounded(replace(model, warmth=warmth)), HeldOut(examples, truth, probabilities), figures)


def rounded(model: LinearModel) -> LinearModel:
    """Return the model as its file will hold it: weights of sixteen bits."""
    return replace(model, weights=model.weights.astype(np.float16).astype(np.float32))


def _held_out(
    counts: Counts, truth: NDArray[np.int64], labels: Sequence[str], weights: NDArray[np.float64],
    folds: NDArray[np.int64], how: Learning,
) -> Scores:  # fmt: skip
    margins: Scores = np.zeros((len(truth), len(labels)))
    for fold in range(int(folds.max()) + 1):
        rest, held = np.flatnonzero(folds != fold), np.flatnonzero(folds == fold)
        model = training.learned(
            training.part(counts, rest), truth[rest], labels, how.training, weights[rest]
        )  # fmt: skip
        margins[held] = training.margins(model, training.part(counts, held))
    return margins


def parts(examples: Sequence[Example], how: Learning) -> NDArray[np.int64]:
    """Return in which part each example is held out: groups dealt out label by label, in a drawn order."""
    of_group: dict[str, list[int]] = {}
    for row, one in enumerate(examples):
        of_group.setdefault(one.group or f"\0{row}", []).append(row)
    groups = list(of_group.values())
    drawn = np.random.default_rng(how.training.seed).permutation(len(groups))
    dealt = sorted(drawn.tolist(), key=lambda place: examples[groups[place][0]].label)
    folds = np.zeros(len(examples), np.int64)
    for turn, place in enumerate(dealt):
        folds[groups[place]] = turn % how.training.folds
    return folds
