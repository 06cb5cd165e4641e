"""Verified pairs, and groups over verified links."""

from __future__ import annotations

import numpy as np
import pytest

from tests.mining.near_copy_cast import TEMPLATE, invented, without_numba
from xiaobao.mining.near_copies import linked, pairs
from xiaobao.mining.shingles import Texts


def _true(made: list[str], least: float) -> dict[tuple[int, int], float]:
    """Every pair of at least this likeness, by looking at all of them with sets of strings."""
    sets = [{text[at : at + 3] for at in range(len(text) - 2)} for text in made]
    found = {}
    for one, ours in enumerate(sets):
        for other in range(one + 1, len(sets)):
            shared = len(ours & sets[other])
            if shared >= least * (len(ours) + len(sets[other]) - shared):
                found[one, other] = shared / (len(ours) + len(sets[other]) - shared)
    return found


def test_the_pairs_are_those_a_look_at_all_of_them_finds() -> None:
    made = invented(400)
    found = pairs(Texts.of(made), likeness=0.6, reach=512)
    ours = dict(zip(zip(found.left.tolist(), found.right.tolist(), strict=True), found.likeness, strict=True))
    true = _true(made, 0.6)
    assert len(true) > 100
    assert all(true[pair] == likeness for pair, likeness in ours.items())
    assert len(ours) / len(true) >= 0.97


def test_empty_texts_are_like_nothing() -> None:
    texts = Texts.of(["", "", "牛奶过期了", ""])
    assert len(pairs(texts, likeness=0.1, reach=9)) == 0
    assert linked(texts, likeness=0.1, hubs=9).head.tolist() == [0, 1, 2, 3]
    assert len(pairs(Texts.of([]), likeness=0.1, reach=9)) == 0


def test_nothing_is_joined_without_a_verified_link() -> None:
    made = invented(400)
    found = linked(Texts.of(made), likeness=0.6, hubs=8)
    true = _true(made, 0.6)
    links = list(zip(found.links.left.tolist(), found.links.right.tolist(), strict=True))
    assert all(pair in true for pair in links)
    head = np.arange(400)
    for one, other in sorted(links):
        low, high = sorted((head[one], head[other]))
        head[head == high] = low
    assert head.tolist() == found.head.tolist()


def test_a_template_sent_two_thousand_times_is_one_group_of_two_thousand_less_one_links() -> None:
    made = [f"本人于{at}日购买第{at * 7}号，{TEMPLATE}" for at in range(2000)]
    found = linked(Texts.of(made), likeness=0.6, hubs=8)
    assert set(found.head.tolist()) == {0}
    assert len(found.links) == 1999


def test_rows_not_named_stand_alone() -> None:
    found = linked(Texts.of([TEMPLATE] * 4), likeness=0.6, hubs=8, among=np.array([1, 3]))
    assert found.head.tolist() == [0, 1, 2, 1]


def test_with_and_without_numba_pairs_and_groups_are_equal(monkeypatch: pytest.MonkeyPatch) -> None:
    made = Texts.of(invented(500))
    quick, grouped = pairs(made, likeness=0.5, reach=20), linked(made, likeness=0.5, hubs=3)
    with without_numba(monkeypatch):
        made = Texts.of(invented(500))
        slow, grouped_slow = pairs(made, likeness=0.5, reach=20), linked(made, likeness=0.5, hubs=3)
    for name in ("left", "right", "likeness", "contained"):
        assert np.array_equal(getattr(quick, name), getattr(slow, name))
        assert np.array_equal(getattr(grouped.links, name), getattr(grouped_slow.links, name))
    assert grouped.head.tolist() == grouped_slow.head.tolist()


def test_the_same_is_found_on_one_core_as_on_many(monkeypatch: pytest.MonkeyPatch) -> None:
    made = invented(2000)
    many = pairs(Texts.of(made), likeness=0.6, reach=50)
    monkeypatch.setattr("xiaobao.mining.compiling.threads", lambda: 1)
    one = pairs(Texts.of(made), likeness=0.6, reach=50)
    assert np.array_equal(many.left, one.left)
    assert np.array_equal(many.likeness, one.likeness)
