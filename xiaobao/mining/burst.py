"""Bursts: many in a few days where there are few in general, looking only at what had come by then.

Counted in persons, not in matters. How many are usual is told by the days before; how seldom so many come by
chance is the upper tail of the Poisson distribution around the usual.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from xiaobao.mining.groups_settings import Settings

Indices = npt.NDArray[np.int64]


@dataclass(frozen=True)
class Stream:
    """Matters in the order of whose they are and of time: ``key`` whose, ``day``, ``person``, ``row``.

    ``began``: the first day anything came at all, of any kind and whomever.
    """

    row: Indices
    key: Indices
    day: Indices
    person: Indices
    began: int
    volume: Indices
    """Matters of any kind of the same key in the window of each, by then."""
    share: npt.NDArray[np.float64]
    """Share of this stream among all matters of the other keys that had come by then."""


@dataclass(frozen=True)
class Burst:
    """A burst as it was seen: at the position ``at`` of the stream, in the window from ``since`` on.

    ``persons`` in the window by then, ``usual`` in as many days, ``before`` in the ``past`` days before it.
    """

    since: int
    at: int
    persons: int
    usual: float
    before: int
    past: int


def windows(key: Indices, day: Indices, days: int) -> Indices:
    """Return for each position the first position of the same key in the last ``days`` natural days.

    ``key`` and ``day`` are sorted, by key first.
    """
    if not len(day):
        return np.zeros(0, dtype=np.int64)
    base = int(day.min()) - 1
    width = int(day.max()) - base + 1
    whole = key * width + (day - base)
    since = key * width + np.maximum(day - base - days + 1, 0)
    found: Indices = np.searchsorted(whole, since)
    return found


def bursts(stream: Stream, settings: Settings) -> Iterator[Burst]:
    """Yield every position that is a burst, in the order of the stream; one after the other may be so."""
    lower = windows(stream.key, stream.day, settings.days)
    before = windows(stream.key, stream.day, settings.days + settings.past)
    enough = np.arange(len(lower)) - lower + 1 >= settings.least
    for at in np.flatnonzero(enough):
        burst = _burst(stream, int(before[at]), int(lower[at]), int(at), settings)
        if burst is not None:
            yield burst


def _burst(stream: Stream, before: int, since: int, at: int, settings: Settings) -> Burst | None:
    persons = len(np.unique(stream.person[since : at + 1]))
    if persons < settings.least:
        return None
    past = min(settings.past, int(stream.day[at]) - settings.days + 1 - stream.began)
    earlier = len(np.unique(stream.person[before:since]))
    usual = max(_usual(stream, at, earlier, past, settings), settings.floor)
    if persons < settings.times * usual or chance(persons, usual) > settings.chance:
        return None
    return Burst(since, at, persons, round(usual, 4), earlier, max(past, 0))


def _usual(stream: Stream, at: int, earlier: int, past: int, settings: Settings) -> float:
    """Return the persons usual in ``days`` days, told by the days before.

    Where too little time has gone by to tell, as many of its matters as everybody's are of the kind.
    """
    if past >= settings.days:
        return earlier * settings.days / past
    return float(stream.volume[at] * stream.share[at])


def chance(persons: int, usual: float) -> float:
    """Return how likely so many persons or more are where ``usual`` are expected (Poisson)."""
    from scipy.special import gammainc

    return float(gammainc(persons, usual))
