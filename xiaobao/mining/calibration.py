"""Whether a probability is what it says: one temperature for all labels, and the error that is left.

Temperature scaling and the expected calibration error after Guo, Pleiss, Sun and Weinberger, "On Calibration
of Modern Neural Networks", ICML 2017. It is fitted on margins of texts the model has not learned from.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from xiaobao.mining.linear_model import Scores, softened

if TYPE_CHECKING:
    from numpy.typing import NDArray

BINS = 15
_COLDEST, _WARMEST, _HALVINGS = 0.05, 60.0, 60


def warmth(scores: Scores, truth: NDArray[np.int64]) -> float:
    """Return what margins are to be multiplied by so that the true labels are likeliest (least log loss).

    By golden section over the logarithm, where the loss has one valley; 1 without a text.
    """
    if len(truth) == 0:
        return 1.0
    low, high, golden = np.log(_COLDEST), np.log(_WARMEST), (np.sqrt(5) - 1) / 2
    for _ in range(_HALVINGS):
        left, right = high - golden * (high - low), low + golden * (high - low)
        if loss(scores, truth, float(np.exp(left))) < loss(scores, truth, float(np.exp(right))):
            high = right
        else:
            low = left
    return float(np.exp((low + high) / 2))


def loss(scores: Scores, truth: NDArray[np.int64], warm: float) -> float:
    """Return the mean log loss at a warmth."""
    likely = softened(scores, warm)[np.arange(len(truth)), truth]
    return float(-np.log(np.maximum(likely, 1e-12)).mean())


def error(probabilities: Scores, truth: NDArray[np.int64]) -> float:
    """Return the expected calibration error: how far likeliest and right lie apart, over 15 equal bins."""
    if len(truth) == 0:
        return 0.0
    sure, right = probabilities.max(axis=1), probabilities.argmax(axis=1) == truth
    bins = np.minimum((sure * BINS).astype(np.int64), BINS - 1)
    size = np.bincount(bins, minlength=BINS)
    gaps = np.bincount(bins, sure, BINS) - np.bincount(bins, right.astype(float), BINS)
    return float(np.abs(gaps).sum() / size.sum())
