"""Which items hang together."""

from __future__ import annotations

import numpy as np
import pytest

from xiaobao.mining.union import clusters


def test_items_linked_over_others_are_one_cluster_under_the_smallest() -> None:
    assert clusters(7, [5, 3, 6], [3, 1, 2]).tolist() == [0, 1, 2, 1, 4, 1, 2]


def test_without_links_everybody_stands_alone() -> None:
    assert clusters(3, [], []).tolist() == [0, 1, 2]
    assert clusters(0, [], []).tolist() == []


def test_the_order_and_the_direction_of_links_change_nothing() -> None:
    chosen = np.random.default_rng(8)
    left, right = chosen.integers(0, 400, 300), chosen.integers(0, 400, 300)
    order = chosen.permutation(300)
    assert clusters(400, left, right).tolist() == clusters(400, right[order], left[order]).tolist()


def test_a_long_chain_in_any_order_ends_at_its_smallest() -> None:
    order = np.random.default_rng(8).permutation(50_000)
    assert set(clusters(50_000, order[:-1], order[1:]).tolist()) == {0}


def test_it_agrees_with_walking_from_item_to_item() -> None:
    chosen = np.random.default_rng(80)
    left, right = chosen.integers(0, 200, 120), chosen.integers(0, 200, 120)
    assert clusters(200, left, right).tolist() == _walked(200, left.tolist(), right.tolist())


def test_a_link_to_nobody_is_refused() -> None:
    with pytest.raises(IndexError):
        clusters(2, [0], [2])


def _walked(n: int, left: list[int], right: list[int]) -> list[int]:
    smallest = list(range(n))
    for _ in range(n):
        for a, b in zip(left, right, strict=True):
            smallest[a] = smallest[b] = min(smallest[a], smallest[b])
    return smallest
