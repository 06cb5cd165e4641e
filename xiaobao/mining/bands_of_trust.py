"""The three bands (三档) by a calibrated probability: propose (提出建议), ask (提示核对), silent (不作声)."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from xiaobao.mining.linear_model import Scores
from xiaobao.mining.model_card import Banded
from xiaobao.mining.settings import Strict

if TYPE_CHECKING:
    from numpy.typing import NDArray

PROPOSE, ASK, SILENT = "propose", "ask", "silent"


class Bands(Strict):
    """From which probability on a label is proposed, and from which it is asked about."""

    propose: float
    ask: float

    def of(self, probability: float) -> str:
        """Return the band of a probability."""
        return PROPOSE if probability >= self.propose else ASK if probability >= self.ask else SILENT


def banded(probabilities: Scores, truth: NDArray[np.int64], bands: Bands) -> dict[str, Banded]:
    """Return share and accuracy of each band; accuracy None where nothing falls in it."""
    sure, right = probabilities.max(axis=1), probabilities.argmax(axis=1) == truth
    inside = {
        PROPOSE: sure >= bands.propose,
        ASK: (sure >= bands.ask) & (sure < bands.propose),
        SILENT: sure < bands.ask,
    }
    return {band: _banded(rows, right) for band, rows in inside.items()}


def _banded(rows: NDArray[np.bool_], right: NDArray[np.bool_]) -> Banded:
    accuracy = round(float(right[rows].mean()), 4) if rows.any() else None
    return Banded(share=round(float(rows.mean()), 4) if len(rows) else 0.0, accuracy=accuracy)
