"""The keys texts are found by; kept in files, so the same for good and on every machine."""

from __future__ import annotations

import numpy as np
import pytest

from tests.mining.near_copy_cast import invented, without_numba
from xiaobao.mining.shingles import Texts, overlaps
from xiaobao.mining.signatures import keys, signatures
from xiaobao.mining.stirring import stirred

GOLDEN = ["买到的牛奶过期了，商家不退款", "ab", "🍜a"]


def test_the_hash_is_this_one_for_good() -> None:
    assert [hex(one) for one in stirred(np.array([0, 1, 2**63 - 1], np.uint64)).tolist()] == [
        "0xb5e4a49af9ec359c", "0x40ed230ba9c5d743", "0x8752e078622e0903",
    ]  # fmt: skip


def test_the_keys_are_these_for_good(monkeypatch: pytest.MonkeyPatch) -> None:
    for_good = [[0x27DEDA4F, 0x79B470A9, 0xD58078D5, 0x4EFDD566], [3863932040] * 4, [4020113775] * 4]
    assert keys(Texts.of(GOLDEN))[:, :4].tolist() == for_good
    with without_numba(monkeypatch):
        assert keys(Texts.of(GOLDEN))[:, :4].tolist() == for_good
    assert signatures(Texts.of(GOLDEN), 0, 1)[0, :3].tolist() == [4035367476, 3644317896, 179399703]


def test_with_and_without_numba_the_keys_are_equal(monkeypatch: pytest.MonkeyPatch) -> None:
    made = [*invented(300), "", "退", "退款", "a𠮷é退", "哈" * 400]
    quick = keys(Texts.of(made))
    with without_numba(monkeypatch):
        assert np.array_equal(keys(Texts.of(made)), quick)


def test_the_share_of_equal_values_is_about_the_likeness() -> None:
    texts = Texts.of(invented(200))
    values = signatures(texts, 0, 200)
    left, right = np.triu_indices(200, 1)
    true = overlaps(texts, left, right).likeness()
    apart = np.abs((values[left] == values[right]).mean(axis=1) - true)
    assert apart.mean() < 0.01
    assert apart[true > 0.5].max() < 0.2
