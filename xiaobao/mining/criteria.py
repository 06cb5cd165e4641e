"""How hot issues are ranked by four criteria: 反映集中, 诉求迫切, 危害性大, 影响面广.

Plain Python over plain numbers and nothing else imported, so that a screen can show what other weights would
make of the same parts without loading what found them.

Every part has a measure without a unit between 0 and 1 and a weight; all weights of an issue add up to 1, and
its score is the sum of measure × weight, so each part can be seen to add what it adds.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping
from typing import NamedTuple

CRITERIA = {"concentrated": "反映集中", "urgent": "诉求迫切", "harmful": "危害性大", "wide": "影响面广"}
"""The criteria in the order they are shown in."""


class Part(NamedTuple):
    """One part of the score of an issue; ``measure`` between 0 and 1, ``weight`` its share of the score."""

    issue: str
    criterion: str
    part: str
    measure: float
    weight: float


def logarithmic(value: float, full: float) -> float:
    """Return ln(1 + value) / ln(1 + full), at most 1: the tenth matter says more than the hundredth."""
    return min(math.log1p(max(value, 0.0)) / math.log1p(full), 1.0)


def linear(value: float, full: float) -> float:
    """Return value / full, between 0 and 1."""
    return min(max(value, 0.0) / full, 1.0)


def shares(
    criteria: Mapping[str, float], parts: Mapping[str, Mapping[str, float]]
) -> dict[tuple[str, str], float]:
    """Return the share of the score of each (criterion, part), adding up to 1.

    ``criteria``: weight of each criterion; ``parts``: weight of each part within its criterion. Weights need
    not add up to anything. A criterion without a part has no share.
    """
    whole = sum(weight for name, weight in criteria.items() if sum(parts.get(name, {}).values()) > 0)
    return {
        (name, part): _over(criteria[name], whole) * _over(weight, sum(among.values()))
        for name, among in parts.items()
        for part, weight in among.items()
        if name in criteria
    }


def rank(parts: Iterable[Part], weights: Mapping[str, float] | None = None) -> list[tuple[str, float, int]]:
    """Return (issue, score, rank) from the first to the last; ties by the key of the issue.

    ``weights``: other weights of the criteria by name (one left out weighs nothing), and of single parts as
    ``criterion.part``; without any, each part weighs what it says. Scores are rounded to 6 digits, so that
    one order comes of them everywhere.
    """
    given = list(parts)
    share = _shares(given, weights) if weights else None
    scores: dict[str, float] = {}
    for one in given:
        weight = one.weight if share is None else share[one.criterion, one.part]
        scores[one.issue] = scores.get(one.issue, 0.0) + one.measure * weight
    order = sorted(((round(score, 6), issue) for issue, score in scores.items()), key=lambda x: (-x[0], x[1]))
    return [(issue, score, place) for place, (score, issue) in enumerate(order, start=1)]


def _shares(parts: Iterable[Part], weights: Mapping[str, float]) -> dict[tuple[str, str], float]:
    within: dict[str, dict[str, float]] = {}
    for one in parts:
        weight = weights.get(f"{one.criterion}.{one.part}", one.weight)
        within.setdefault(one.criterion, {})[one.part] = weight
    return shares({name: weights.get(name, 0.0) for name in within}, within)


def _over(part: float, whole: float) -> float:
    return part / whole if whole else 0.0
