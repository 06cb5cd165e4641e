"""A seed is the same play every time, so that one that failed can be looked into."""

from __future__ import annotations

from datetime import date

import pytest

from tests.simulation.ground import fresh
from tests.simulation.playing import play
from tests.simulation.world import moment

SOON = moment(date(2022, 6, 30), "12:00")


@pytest.fixture
def digest(empty_bureau):
    """Play a seed on a fresh ground, and return what tells one play from another."""

    def played(seed):
        with fresh(empty_bureau):
            return play(seed, empty_bureau, until=SOON).digest

    return played


def test_a_seed_plays_the_same_again_and_another_plays_otherwise(digest):
    assert digest(3) == digest(3) != digest(4)
