"""Bursts: many persons in a few days against the days before."""

from __future__ import annotations

import math
from dataclasses import replace

import numpy as np
import pytest

from tests.mining.hot_cast import CONTENT
from xiaobao.mining import groups_settings
from xiaobao.mining.burst import Stream, bursts, chance, windows

SETTINGS = groups_settings.read(CONTENT)


def stream(*days: int, persons: list[int] | None = None, began: int = 0) -> Stream:
    """Matters of one respondent on these days; each by a person of its own unless told otherwise."""
    n = len(days)
    return Stream(
        row=np.arange(n), key=np.zeros(n, dtype=np.int64), day=np.array(days),
        person=np.array(persons or range(n)), began=began, volume=np.arange(1, n + 1), share=np.full(n, 0.01),
    )  # fmt: skip


def test_five_persons_in_a_fortnight_where_nobody_came_before_are_a_burst():
    seen = next(bursts(stream(200, 201, 203, 203, 206), SETTINGS))
    assert (seen.at, seen.persons, seen.usual, seen.before) == (4, 5, SETTINGS.floor, 0)


def test_one_person_who_complains_ten_times_is_none():
    assert list(bursts(stream(*range(200, 210), persons=[1] * 10), SETTINGS)) == []


def test_a_steady_stream_is_the_usual_and_no_burst():
    everything = replace(stream(*range(300)), share=np.ones(300))
    assert list(bursts(everything, SETTINGS)) == []


def test_a_steady_stream_that_swells_to_five_times_is_a_burst():
    swollen = sorted([*range(300), *(day for day in range(286, 300) for _ in range(4))])
    seen = next(bursts(replace(stream(*swollen), share=np.ones(len(swollen))), SETTINGS))
    assert swollen[seen.at] >= 290
    assert seen.usual == pytest.approx(14.0, abs=0.5)


def test_where_nothing_is_known_of_the_days_before_the_share_of_all_tells_the_usual():
    busy = stream(0, 1, 2, 3, 4)
    assert next(bursts(busy, SETTINGS)).usual == SETTINGS.floor
    everyone = replace(busy, volume=np.full(5, 90), share=np.full(5, 0.2))
    assert list(bursts(everyone, SETTINGS)) == []


def test_a_window_holds_the_same_respondent_and_the_last_days_only():
    key, day = np.array([1, 1, 1, 2, 2]), np.array([1, 10, 14, 14, 15])
    assert windows(key, day, 5).tolist() == [0, 1, 1, 3, 3]


def test_the_chance_of_so_many_is_the_tail_of_the_poisson_distribution():
    least = 1 - sum(math.exp(-2) * 2**k / math.factorial(k) for k in range(5))
    assert chance(5, 2.0) == pytest.approx(least)
