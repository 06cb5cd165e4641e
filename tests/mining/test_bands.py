"""Which texts have a key in common."""

from __future__ import annotations

import numpy as np
import pytest

from tests.mining.near_copy_cast import invented, without_numba
from xiaobao.mining.bands import buckets, candidates
from xiaobao.mining.shingles import Texts
from xiaobao.mining.signatures import keys


def _keys() -> np.ndarray:
    return keys(Texts.of(invented(400)))


def test_a_candidate_is_a_pair_with_a_key_in_common_and_comes_once() -> None:
    made = _keys()
    left, right = candidates(made, np.arange(400), reach=400)
    true = [(a, b) for a in range(400) for b in range(a + 1, 400) if (made[a] == made[b]).any()]
    assert list(zip(left.tolist(), right.tolist(), strict=True)) == true


def test_a_bucket_holds_its_rows_in_order_and_nobody_alone() -> None:
    made = np.zeros((5, 32), np.uint32)
    made[:, 0] = [7, 3, 7, 9, 7]
    first = next(iter(buckets(made, np.arange(5))))
    assert first.rows.tolist() == [0, 2, 4]
    assert first.first.tolist() == [0, 0, 0]


def test_of_a_template_sent_a_thousand_times_each_meets_only_its_next() -> None:
    made = np.full((1000, 32), 4, np.uint32)
    left, right = candidates(made, np.arange(1000), reach=3)
    assert len(left) == 999 + 998 + 997
    assert set((right - left).tolist()) == {1, 2, 3}


def test_only_the_rows_named_are_looked_at() -> None:
    made = np.full((6, 32), 4, np.uint32)
    left, right = candidates(made, np.array([1, 4]), reach=9)
    assert (left.tolist(), right.tolist()) == ([1], [4])


def test_with_and_without_numba_the_candidates_are_equal(monkeypatch: pytest.MonkeyPatch) -> None:
    made = _keys()
    quick = candidates(made, np.arange(400), reach=20)
    with without_numba(monkeypatch):
        slow = candidates(made, np.arange(400), reach=20)
    assert quick[0].tolist() == slow[0].tolist()
    assert quick[1].tolist() == slow[1].tolist()
