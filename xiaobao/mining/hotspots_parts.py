"""The parts of the four criteria, counted over the matters of each issue."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from xiaobao.mining.criteria import Part
from xiaobao.mining.hotspots_facts import Facts
from xiaobao.mining.hotspots_settings import Settings

Indices = npt.NDArray[np.int64]
Floats = npt.NDArray[np.float64]
FEN = 100


@dataclass(frozen=True)
class Issues:
    """Issues before they are ranked: each has a number 0 … k-1.

    ``rows`` and ``of``: the matters of all issues in the order of time, and the issue of each; ``counted``:
    which of them count; ``n``: how many count in each issue; ``values``: of each part, one a issue.
    """

    rows: Indices
    of: Indices
    counted: npt.NDArray[np.bool_]
    n: Indices
    values: dict[str, Floats]


def counted(facts: Facts, cluster: Indices, settings: Settings, *, least: int) -> Issues:
    """Return the clusters of at least ``least`` matters that count, with the value of each part.

    ``cluster``: the first row of the cluster of each row.
    """
    sizes = np.bincount(cluster[_firsts(cluster, facts.same)], minlength=len(cluster))
    chosen = np.flatnonzero(sizes >= least)
    rows = np.flatnonzero(np.isin(cluster, chosen))
    of = np.searchsorted(chosen, cluster[rows])
    counts = np.isin(rows, _firsts(cluster, facts.same))
    values = _values(facts, rows, of, counts, len(chosen), settings)
    return Issues(rows, of, counts, sizes[chosen], values)


def _firsts(cluster: Indices, same: Indices) -> Indices:
    """Return the rows that count: the first in each cluster of what counts once."""
    key = cluster * (len(cluster) + 1) + same
    first: Indices = np.unique(key, return_index=True)[1]
    return first


def _values(
    facts: Facts, rows: Indices, of: Indices, counts: npt.NDArray[np.bool_], k: int, settings: Settings
) -> dict[str, Floats]:
    once, issue = rows[counts], of[counts]
    n = np.bincount(issue, minlength=k).astype(np.float64)
    persons = _distinct(issue, facts.codes["persons"][once], k)
    return {
        "concentrated.count": n,
        "concentrated.share": n / max(len(facts.matter), 1),
        "concentrated.persons": persons,
        "concentrated.growth": _growth(facts, once, issue, k, settings),
        "concentrated.voices": _sum(issue, _voices(facts)[once], k),
        "urgent.repeat": _again(facts, rows, of, k),
        **{
            f"urgent.{name}": _sum(issue, facts.flags[name][once], k)
            for name in ("orders", "deadline", "vulnerable", "wording")
        },
        **{
            f"harmful.{name}": _sum(issue, facts.flags[name][once], k)
            for name in ("health", "safety", "minors", "injury", "labelled")
        },
        "harmful.amount": _sum(issue, facts.amount_fen[once], k) / FEN,
        "wide.persons": persons,
        **{f"wide.{name}": _distinct(issue, facts.codes[name][once], k) for name in _PLACES},
        "wide.duration": _duration(facts.day[once], issue, k),
    }


_PLACES = ("places", "streets", "channels")


def _voices(facts: Facts) -> Indices:
    return np.zeros(len(facts.matter), dtype=np.int64) if facts.voices is None else facts.voices


def _sum(issue: Indices, values: npt.NDArray[np.generic], k: int) -> Floats:
    return np.bincount(issue, weights=values.astype(np.float64), minlength=k).astype(np.float64)


def _distinct(issue: Indices, codes: Indices, k: int) -> Floats:
    known = codes >= 0
    pairs = np.unique(np.stack([issue[known], codes[known]]), axis=1)
    return np.bincount(pairs[0], minlength=k).astype(np.float64)


def _again(facts: Facts, rows: Indices, of: Indices, k: int) -> Floats:
    """Count matters told again: the later half of a twin, or by a person who is in the issue already."""
    key = of * (facts.codes["persons"].max(initial=0) + 1) + facts.codes["persons"][rows]
    again = np.ones(len(rows), dtype=np.bool_)
    again[np.unique(key, return_index=True)[1]] = False
    return _sum(of, again | facts.twin[rows], k)


def _duration(day: Indices, issue: Indices, k: int) -> Floats:
    first, last = np.full(k, np.iinfo(np.int64).max), np.full(k, np.iinfo(np.int64).min)
    np.minimum.at(first, issue, day)
    np.maximum.at(last, issue, day)
    days: Floats = (last - first + 1).astype(np.float64)
    return days


def _growth(facts: Facts, once: Indices, issue: Indices, k: int, settings: Settings) -> Floats:
    """Return how many times as many the densest ``peak`` days have as the same number of the other days."""
    grown, day = np.zeros(k), facts.day[once]
    others = max(settings.days - settings.peak, 1)
    order = np.argsort(issue, kind="stable")
    bounds = np.searchsorted(issue[order], np.arange(k + 1))
    for number in range(k):
        grown[number] = _times(day[order[bounds[number] : bounds[number + 1]]], others, settings)
    return grown


def _times(day: Indices, others: int, settings: Settings) -> float:
    most = int((np.searchsorted(day, day + settings.peak) - np.arange(len(day))).max())
    usual = (len(day) - most) * settings.peak / others
    return round(most / max(usual, settings.floor), 6)


def parts(issues: Issues, settings: Settings) -> Iterator[Part]:
    """Yield the parts of every issue; the issue is named by its number."""
    shares = settings.shares
    for (criterion, name), weight in shares.items():
        told = settings.criteria[criterion].parts[name]  # type: ignore[index]
        for number, value in enumerate(issues.values[f"{criterion}.{name}"]):
            measure = told.measure(float(value), float(issues.n[number]) + settings.doubt)
            yield Part(str(number), criterion, name, measure, weight)
