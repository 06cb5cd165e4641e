"""What of a reason is the officer's own."""

from __future__ import annotations

import pytest

from xiaobao.rules.own_words import names_a_law, own_words, too_few

GROUND = "一方无正当理由不参加调解，或者明确拒绝调解"


@pytest.mark.parametrize(
    ("words", "own"),
    [
        (GROUND, ""),
        (f"{GROUND}。", ""),
        ("店长在电话中答复不接受协商", "店长在电话中答复不接受协商"),
        ("店长明确拒绝调解，态度坚决", "店长态度坚决"),
        ("  ，。 ", ""),
    ],
)
def test_passages_of_the_ground_and_marks_do_not_count(words, own):
    assert own_words(words, GROUND) == own


def test_eight_characters_of_ones_own_are_enough():
    assert too_few("店长说不来谈判", GROUND)
    assert not too_few("店长说不再来谈判", GROUND)


def test_a_law_is_named_by_its_title():
    assert names_a_law("依《民法典》办理。")
    assert not names_a_law("依有关规定办理。")
