"""What a model says of a text, compiled or not, and which passages it says it by."""

from __future__ import annotations

import numpy as np

from tests.mining.learning_cast import complaints, how
from xiaobao.mining import compiling
from xiaobao.mining.held_out import learn

LEARNED = learn(complaints(20), how())
TEXTS = ["沙发掉漆了", "导游 强迫 购物", "", "完全没有见过", "苹果里面有虫" * 30]


def test_the_compiled_reading_and_its_twin_say_the_same(monkeypatch):
    compiled = LEARNED.model.probabilities(TEXTS)
    monkeypatch.setattr(compiling, "kernels", lambda: None)
    np.testing.assert_allclose(compiled, LEARNED.model.probabilities(TEXTS), atol=1e-9)


def test_probabilities_of_a_text_come_to_one():
    np.testing.assert_allclose(LEARNED.model.probabilities(TEXTS).sum(axis=1), 1)


def test_segmented_and_raw_texts_are_told_alike():
    apart, whole = LEARNED.model.scores(["导游 强迫 购物", "导游强迫购物！"])
    np.testing.assert_allclose(apart, whole)


def test_the_passages_that_speak_for_a_label_stand_in_the_text():
    text = "前天订的沙发掉漆了"
    told = LEARNED.model.speaking(text, "家具", 2)
    assert told
    assert all(run in text for run in told)
    assert "前天" not in told
