"""Texts as weighed words: what is counted, what is left out, and how it is weighed."""

from __future__ import annotations

import math
from typing import Any

import numpy as np
import pyarrow as pa
import pytest

from xiaobao.mining import vectors
from xiaobao.mining.hotspots_settings import VectorSettings


def told(**changed: Any) -> VectorSettings:
    return VectorSettings(
        **{"title": 2, "title_runs": (), "seldom": 1, "often": 1.0, "few": 1, "named": {}, **changed}
    )


def words_of(*given: tuple[str, str], title: int = 2, runs: tuple[int, ...] = ()) -> pa.Table:
    batch = pa.record_batch(
        {
            "matter": pa.array(range(len(given))),
            "title": [one for one, _ in given],
            "text": [two for _, two in given],
        }
    )
    return pa.Table.from_batches([vectors.kernel(batch, title, runs)])


def test_punctuation_is_no_word_and_the_title_counts_more():
    row = words_of(("噪音", "噪音，噪音！退款。"))
    counts = dict(zip(row["columns"][0].as_py(), row["counts"][0].as_py(), strict=True))
    assert counts == {vectors.column("噪音"): 4.0, vectors.column("退款"): 1.0}


def test_runs_of_the_title_are_counted_beside_its_words():
    row = words_of(("搅拌站", ""), runs=(2,))
    assert {vectors.column("#搅拌"), vectors.column("#拌站")} <= set(row["columns"][0].as_py())


def test_weights_are_those_of_tf_idf_with_rows_of_length_one():
    rows = vectors.weighed(vectors.counted(words_of(("", "退款 退款 噪音"), ("", "退款"))), told()).toarray()
    often, seldom = math.log(3 / 3) + 1, math.log(3 / 2) + 1
    first = np.array([(1 + math.log(2)) * often, seldom])
    assert sorted(rows[0]) == pytest.approx(sorted(first / np.linalg.norm(first)))
    assert np.linalg.norm(rows, axis=1) == pytest.approx([1, 1])


def test_words_in_too_few_or_too_many_rows_say_nothing():
    counts = vectors.counted(words_of(("", "退款 噪音"), ("", "退款 噪音"), ("", "退款 粉尘"), ("", "退款")))
    rows = vectors.weighed(counts, told(seldom=2, often=0.6)).toarray()
    assert rows.tolist() == [[1.0], [1.0], [0.0], [0.0]]


def test_a_respondent_counts_beside_the_words_and_never_as_one():
    counts = vectors.counted(words_of(("", "退款"), ("", "")), [(3, ["respondent:7", ""])])
    assert counts[0, vectors.column("@respondent:7")] == 3
    assert counts[1].nnz == 0
