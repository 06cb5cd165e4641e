"""Figures and the targets they are held against."""

from __future__ import annotations

import math
import statistics
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from typing import Any, Literal

Bound = Literal["at most", "at least"]


@dataclass(frozen=True)
class Judged:
    """One figure, the target it is held against, and whether it was met; ``unit`` is of both."""

    name: str
    bound: Bound
    target: float
    measured: float
    unit: str

    @property
    def met(self) -> bool:
        """Whether the figure lies on the right side of the target, the target itself included."""
        if self.bound == "at most":
            return self.measured <= self.target
        return self.measured >= self.target

    def to_json(self) -> dict[str, Any]:
        """Return a JSON object."""
        return {**asdict(self), "met": self.met}


@dataclass(frozen=True)
class Measured:
    """What one measurement found: everything it saw, and the figures that have a target."""

    details: dict[str, Any]
    judged: tuple[Judged, ...] = ()


def at_most(name: str, target: float, measured: float, unit: str) -> Judged:
    """Hold a figure against an upper limit."""
    return Judged(name, "at most", target, measured, unit)


def at_least(name: str, target: float, measured: float, unit: str) -> Judged:
    """Hold a figure against a lower limit."""
    return Judged(name, "at least", target, measured, unit)


def spread(seconds: Sequence[float]) -> dict[str, float | int]:
    """Return how long one thing took, in ms: median, 95th percentile (nearest rank), slowest, how often."""
    ordered = sorted(seconds)
    rank = math.ceil(0.95 * len(ordered)) - 1
    return {
        "n": len(ordered),
        "median_ms": _ms(statistics.median(ordered)),
        "p95_ms": _ms(ordered[rank]),
        "max_ms": _ms(ordered[-1]),
    }


def _ms(seconds: float) -> float:
    return round(1000 * seconds, 2)
