"""Learning: compiled and plain take the same steps, rare labels are heard, equal texts give equal weights."""

from __future__ import annotations

import numpy as np
import pytest

from tests.mining.learning_cast import KINDS, complaints, how
from xiaobao.mining import compiling, training

TOLD = complaints(12)
TRUTH = np.array([list(KINDS).index(one.label) for one in TOLD])


def _model():
    settings = how().training
    counts = training.counted([one.text for one in TOLD], settings)
    return training.learned(counts, TRUTH, list(KINDS), settings, np.ones(len(TOLD)))


def test_the_same_texts_give_the_same_weights():
    np.testing.assert_array_equal(_model().weights, _model().weights)


def test_the_compiled_descent_and_its_twin_come_to_the_same_weights(monkeypatch):
    compiled = _model()
    monkeypatch.setattr(compiling, "kernels", lambda: None)
    plain = _model()
    np.testing.assert_array_equal(compiled.slots, plain.slots)
    np.testing.assert_allclose(compiled.weights, plain.weights, atol=1e-4)


def test_every_text_learned_from_is_told_rightly():
    said = _model().scores([one.text for one in TOLD]).argmax(axis=1)
    assert said.tolist() == TRUTH.tolist()


def test_margins_of_counted_texts_are_the_scores_of_the_texts():
    model, texts = _model(), ["沙发掉漆", "没有见过的字眼", ""]
    counted = training.counted(texts, how().training)
    np.testing.assert_allclose(training.margins(model, counted), model.scores(texts), atol=1e-5)


@pytest.mark.parametrize("rows", [[0, 5], [], [7]])
def test_a_part_of_counted_texts_is_those_texts_counted(rows):
    texts = [one.text for one in TOLD]
    part = training.part(training.counted(texts, how().training), np.array(rows, np.int64))
    again = training.counted([texts[row] for row in rows], how().training)
    np.testing.assert_array_equal(part.slots, again.slots)
    np.testing.assert_array_equal(part.starts, again.starts)
