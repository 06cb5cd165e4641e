"""The card of a model: what it was made of, how good it is on texts it has not seen, and what it cannot do.

After Mitchell and others, "Model Cards for Model Reporting", FAT* 2019.
"""

from __future__ import annotations

from datetime import date

from pydantic import Field

from xiaobao.mining.settings import Strict

FORMAT = "xiaobao-linear-1"


class Interval(Strict):
    """A figure and where it lies nineteen times of twenty (bootstrap over the texts)."""

    value: float
    low: float
    high: float


class Banded(Strict):
    """Of one band: which share of the texts falls in it, and which share of those is right."""

    share: float
    accuracy: float | None


class Figures(Strict):
    """How good a model is on texts it has not learned from; ``rows`` of them."""

    rows: int
    macro_f1: Interval
    accuracy: Interval
    ece: float
    bands: dict[str, Banded]


class Card(Strict):
    """What a model is. ``made_on`` is the day it was told; ``labels`` in the order of its weights.

    ``examples`` counts the texts of each label, ``sources`` those of officers' rulings, the docket's paths
    and invented seeds. ``insisted_by`` names who put it in service although it was not found as good.
    """

    format: str = FORMAT
    scheme: str
    made_on: date
    labels: tuple[str, ...] = Field(min_length=2)
    examples: dict[str, int]
    sources: dict[str, int]
    bits: int = Field(ge=8, le=24)
    longest: int = Field(ge=1, le=3)
    head: int = Field(ge=0)
    warmth: float = Field(gt=0)
    settings: dict[str, float]
    held_out: Figures
    measured: dict[str, float] = {}
    limits: tuple[str, ...] = ()
    compared: str = ""
    insisted_by: str = ""
    digest: str

    def right_where_it_proposes(self) -> float:
        """Return which share of its proposals was right on real texts it had not seen; 0 if nobody knows.

        What it holds of invented texts it was made from says nothing of real ones.
        """
        if set(self.sources) <= {"seed"}:
            return self.measured.get("propose_accuracy", 0.0)
        proposed = self.held_out.bands.get("propose")
        return (proposed.accuracy or 0.0) if proposed else 0.0
