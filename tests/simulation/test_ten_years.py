"""Ten years of matters, officers, holidays, notices and mishaps, once for each seed, on every change.

Each play goes through the real acts, the real rules and the real tick, and is compared with an oracle of its own
after every tick. A seed that fails is named with the command that plays it again.
"""

from __future__ import annotations

import pytest

from tests.simulation.playing import play

SEEDS = range(1, 7)
BUSY = 2
"""So many of them play with twenty matters, the others with six; ``make test-slow`` plays twenty seeds with twenty."""


@pytest.mark.parametrize("seed", SEEDS)
def test_no_deadline_passes_without_its_stages_and_none_comes_twice(empty_bureau, seed):
    played = play(seed, empty_bureau, matters=20 if seed <= BUSY else 6)
    assert any(" raised " in line for line in played.lines)
