"""What two texts have in common, marked."""

from __future__ import annotations

import json
from itertools import pairwise

from tests.mining.near_copy_cast import invented
from xiaobao.mining.passages import Passage, Run, passages, side_by_side, to_json


def test_what_comes_back_is_marked_in_both() -> None:
    found = passages("我买的牛奶过期了。请退款", "市民反映：牛奶过期了。客服推诿", shortest=4)
    assert found == [Passage(3, 9, 5, 11)]
    assert json.loads(to_json(found)) == [[3, 9, 5, 11]]


def test_sentences_that_changed_places_are_both_found() -> None:
    found = passages("牛奶过期了。门店不肯退款。", "门店不肯退款。牛奶过期了。", shortest=4)
    assert found == [Passage(6, 13, 0, 7), Passage(0, 6, 7, 13)]


def test_what_is_said_once_on_the_left_is_marked_once() -> None:
    assert passages("不肯退款", "不肯退款不肯退款", shortest=3) == [Passage(0, 4, 0, 4)]


def test_short_runs_are_not_marked() -> None:
    assert passages("牛奶过期", "牛奶变质", shortest=3) == []
    assert passages("", "牛奶", shortest=3) == []


def test_every_passage_reads_the_same_and_none_overlaps() -> None:
    made = invented(80)
    for left, right in zip(made, made[3:], strict=False):
        found = passages(left, right, shortest=3)
        for one in found:
            assert left[one.left_from : one.left_to] == right[one.right_from : one.right_to]
        for begin, end in (("left_from", "left_to"), ("right_from", "right_to")):
            spans = sorted((getattr(one, begin), getattr(one, end)) for one in found)
            assert all(before[1] <= after[0] for before, after in pairwise(spans))


def test_side_by_side_both_texts_are_whole_and_cut_where_they_part() -> None:
    left, right = side_by_side("买了牛奶，过期了", "喝了牛奶，过期了！", shortest=3)
    assert left == [Run("买", False), Run("了牛奶，过期了", True)]
    assert right == [Run("喝", False), Run("了牛奶，过期了", True), Run("！", False)]
