"""What a text is told by: the same runs whether its words stand apart or not, compiled or not, for ever."""

from __future__ import annotations

import numpy as np
import pytest

from xiaobao.mining import compiling, features
from xiaobao.mining.features import Shape

SHAPE = Shape(bits=18, longest=3, head=4)
TEXTS = [
    "",
    "退",
    "商家不退 货,ABC 12元",
    "商家不退货，ａｂｃ3456元！",
    "12 34",
    "☎😀。。。",
    "𠮷野家的牛丼",
    "在店里买了一箱苹果，切开全是黑的",
    "果" * 70,
]
GOLDEN = [124001, 255108, 204449, 105924, 241451, 236153, 261669, 21316, 122770, 81364, 260346, 114342, 135992, 213517, 212301, 143769, 152213, 158900, 191640, 49811, 239963, 194046, 236931, 104186]  # fmt: skip
"""Of 退货abc12 in that shape: a model kept in a file hangs on them."""


def test_the_slots_of_a_text_are_the_same_for_ever():
    assert features.runs("退货abc12", SHAPE).tolist() == GOLDEN


def test_words_that_stand_apart_marks_width_and_figures_change_nothing():
    left, right = (np.sort(features.runs(text, SHAPE)) for text in TEXTS[2:4])
    np.testing.assert_array_equal(left, right)


def test_the_head_is_told_a_second_time():
    whole, without = (features.runs("商家不退", Shape(18, 3, head)) for head in (4, 0))
    assert len(whole) == 2 * len(without)


def test_the_compiled_pass_and_its_twin_count_the_same(monkeypatch):
    compiled = features.count(TEXTS, SHAPE)
    monkeypatch.setattr(compiling, "kernels", lambda: None)
    plain = features.count(TEXTS, SHAPE)
    for name in ("starts", "slots", "times"):
        np.testing.assert_array_equal(getattr(compiled, name), getattr(plain, name))


@pytest.mark.parametrize("text", ["", "☎。。。😀"])
def test_a_text_without_a_letter_has_no_runs(text):
    assert features.count([text], SHAPE).slots.size == 0
