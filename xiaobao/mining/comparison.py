"""Whether a new model is as good as the one that serves, on the same texts; and how sure a figure is.

The two are compared by McNemar's exact test on the texts of which one is right and the other is not
(McNemar 1947; Dietterich, Neural Computation 10, 1998), and by macro-F1. Intervals are bootstrapped.
"""

from __future__ import annotations

from dataclasses import dataclass
from math import comb
from typing import TYPE_CHECKING

import numpy as np

from xiaobao.mining import calibration
from xiaobao.mining.bands_of_trust import Bands, banded
from xiaobao.mining.linear_model import Scores
from xiaobao.mining.model_card import Figures, Interval
from xiaobao.mining.settings import Strict

if TYPE_CHECKING:
    from collections.abc import Callable

    from numpy.typing import NDArray

    Whole = NDArray[np.int64]


class Comparing(Strict):
    """``doubt``: how unlikely chance must be before the new one counts as worse; ``slack``: the macro-F1 it
    may fall behind; ``samples``: drawn for an interval."""

    doubt: float
    slack: float
    samples: int


@dataclass(frozen=True)
class Comparison:
    """What speaks for and against a new model; ``why`` in Chinese.

    ``only_new`` and ``only_old``: texts one of them alone has right; ``chance``: how likely so few or fewer
    would be for the new one were both as good.
    """

    rows: int
    only_new: int
    only_old: int
    chance: float
    new_macro_f1: float
    old_macro_f1: float
    serves: bool
    why: str


def compare(old: Whole, new: Whole, truth: Whole, settings: Comparing) -> Comparison:
    """Compare what two models say of texts neither should have learned from; -1 is no answer."""
    only_new = int(((new == truth) & (old != truth)).sum())
    only_old = int(((old == truth) & (new != truth)).sum())
    chance = _chance(only_new, only_old)
    scores = macro_f1(new, truth), macro_f1(old, truth)
    worse = chance < settings.doubt or scores[0] < scores[1] - settings.slack
    told = f"在 {len(truth)} 件未学过的来件上，仅新模型判对 {only_new} 件，仅旧模型判对 {only_old} 件"
    shown = f"宏平均F1 新 {scores[0]:.3f}、旧 {scores[1]:.3f}"
    verdict = "新模型不如旧模型，仍用旧模型" if worse else "新模型不比旧模型差，可以启用"
    return Comparison(
        len(truth), only_new, only_old, chance, *scores, not worse,
        f"{told}（McNemar 检验 p={chance:.3f}），{shown}；{verdict}。",
    )  # fmt: skip


def _chance(only_new: int, only_old: int) -> float:
    """Return the probability of so few or fewer heads in fair throws (one-sided, exact)."""
    throws = only_new + only_old
    if only_new >= only_old:
        return 1.0
    return sum(comb(throws, heads) for heads in range(only_new + 1)) / (1 << throws)


def macro_f1(said: Whole, truth: Whole) -> float:
    """Return the mean of the F1 of every label that is true or said of a text (-1 is no label)."""
    labels = [label for label in np.union1d(said, truth).tolist() if label >= 0]
    each = [f1(said == label, truth == label) for label in labels]
    return float(np.mean(each)) if each else 0.0


def f1(said: NDArray[np.bool_], true: NDArray[np.bool_]) -> float:
    """Return the F1 of one label."""
    both = said.sum() + true.sum()
    return float(2 * (said & true).sum() / both) if both else 0.0


def figures(probabilities: Scores, truth: Whole, bands: Bands, samples: int, seed: int) -> Figures:
    """Return how good probabilities are, with intervals."""
    said = probabilities.argmax(axis=1)
    return Figures(
        rows=len(truth),
        macro_f1=interval(macro_f1, said, truth, samples, seed),
        accuracy=interval(_accuracy, said, truth, samples, seed),
        ece=round(calibration.error(probabilities, truth), 4),
        bands=banded(probabilities, truth, bands),
    )


def _accuracy(said: Whole, truth: Whole) -> float:
    return float((said == truth).mean()) if len(truth) else 0.0


def interval(
    measure: Callable[[Whole, Whole], float], said: Whole, truth: Whole, samples: int, seed: int
) -> Interval:
    """Return a figure with its 95 % interval over texts drawn again and again."""
    chance, rows = np.random.default_rng(seed), max(len(truth), 1)
    value = measure(said, truth)
    draws = [chance.integers(0, rows, rows) for _ in range(samples)] if len(truth) else []
    found = [measure(said[draw], truth[draw]) for draw in draws] or [value]
    low, high = np.percentile(found, [2.5, 97.5])
    return Interval(value=round(value, 4), low=round(float(low), 4), high=round(float(high), 4))
