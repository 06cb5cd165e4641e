"""Three characters at a time, and what two texts share of them."""

from __future__ import annotations

import numpy as np
import pyarrow as pa
import pytest

from tests.mining.near_copy_cast import invented, without_numba
from xiaobao.mining.shingles import Texts, distinct, every, every_hashed, hashed, overlaps


def test_a_shingle_is_its_three_characters_in_one_number() -> None:
    assert every("奶粉罐子").tolist() == [
        ord("奶") << 42 | ord("粉") << 21 | ord("罐"),
        ord("粉") << 42 | ord("罐") << 21 | ord("子"),
    ]


@pytest.mark.parametrize(
    ("text", "many"), [("", 0), ("退", 1), ("退款", 1), ("退款啊", 1), ("哈哈哈哈哈", 1)]
)
def test_short_and_repeating_texts_have_few_shingles(text: str, many: int) -> None:
    assert len(distinct(text)) == many


def test_what_two_texts_share_is_counted_exactly() -> None:
    texts = Texts.of(["牛奶过期了", "牛奶过期", "草莓发霉", "牛奶过期了"])
    found = overlaps(texts, np.array([0, 0, 0]), np.array([1, 2, 3]))
    assert found.shared.tolist() == [2, 0, 3]
    assert found.likeness().tolist() == [2 / 3, 0, 1]
    assert found.contained().tolist() == [1, 0, 1]


def test_a_column_in_pieces_with_gaps_is_read_like_one() -> None:
    column = pa.chunked_array([["不要", "牛奶过期"], [None, "𠮷野家€5"]])
    texts = Texts.of(column.slice(1))
    assert [texts[row] for row in range(len(texts))] == ["牛奶过期", "", "𠮷野家€5"]
    assert texts.written().tolist() == [0, 2]


def test_with_and_without_numba_the_same_is_shared(monkeypatch: pytest.MonkeyPatch) -> None:
    made = [*invented(120), "", "退", "退款", "a𠮷é退", "哈哈哈哈"]
    left, right = (side.reshape(-1) for side in np.meshgrid(np.arange(125), np.arange(125), indexing="ij"))
    quick = overlaps(Texts.of(made), left, right)
    with without_numba(monkeypatch):
        slow = overlaps(Texts.of(made), left, right)
    assert quick.shared.tolist() == slow.shared.tolist()
    assert quick.left.tolist() == slow.left.tolist() == [len(distinct(made[row])) for row in left]
    assert quick.right.tolist() == slow.right.tolist()


def test_giving_up_early_loses_no_pair_that_is_like_enough() -> None:
    texts = Texts.of(invented(200))
    left, right = np.triu_indices(200, 1)
    whole, least = overlaps(texts, left, right).likeness(), overlaps(texts, left, right, least=0.6).likeness()
    near = whole >= 0.6
    assert near.sum() > 20
    assert least[near].tolist() == whole[near].tolist()
    assert (least[~near] < 0.6).all()


def test_hashed_shingles_are_those_of_each_text_sorted(monkeypatch: pytest.MonkeyPatch) -> None:
    made, rows = [*invented(40), "", "退"], np.array([3, 40, 41, 7])
    quick, starts = every_hashed(Texts.of(made), rows)
    with without_numba(monkeypatch):
        slow, _ = every_hashed(Texts.of(made), rows)
    assert quick.tolist() == slow.tolist()
    assert (
        quick[starts[3] : starts[4]].tolist() == hashed(made[7]).tolist() == sorted(hashed(made[7]).tolist())
    )
