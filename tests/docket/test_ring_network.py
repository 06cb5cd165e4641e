"""The network of a ring, its bars of time, and how two texts are told apart."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from xiaobao.docket.finding_bars import bars_of
from xiaobao.docket.finding_parts import factors_of, part_of
from xiaobao.docket.ring_network import PERSONS, RESPONDENTS, Known, network_of, stem
from xiaobao.docket.twin_page import Run, told_apart


def known(person: str, phone: str = "a1", respondent: str = "7") -> Known:
    """One complaint."""
    return Known(person, f"{person}**", phone, "139****0066", respondent, f"第{respondent}店")


def test_persons_are_called_in_turn_the_busiest_first():
    network = network_of([known("乔"), known("鲁"), known("鲁", respondent="8")])
    assert [(one.label, one.note, one.matters) for one in network.persons] == [
        ("甲", "鲁**", 2), ("乙", "乔**", 1),
    ]  # fmt: skip
    assert [(one.label, one.matters) for one in network.phones] == [("电话一", 3)]
    assert [(tie.one, tie.other, tie.matters) for tie in network.ties] == [
        ("p-0", "r-0", 1), ("p-0", "r-1", 1), ("p-1", "r-0", 1), ("t-0", "p-0", 2), ("t-0", "p-1", 1),
    ]  # fmt: skip


def test_the_same_complaints_in_any_order_give_the_same_network():
    rows = [known(f"P{number % 7}", f"t{number % 3}", str(number % 5)) for number in range(40)]
    assert network_of(rows) == network_of(rows[::-1])


def test_never_more_than_sixty_boxes_stand_and_the_rest_is_counted_in_one():
    rows = [known(f"P{number:03d}", f"t{number}", str(number)) for number in range(200)]
    network = network_of(rows)
    assert network.size <= 60
    assert (network.persons[-1].more, network.respondents[-1].more) == (200 - PERSONS, 200 - RESPONDENTS)
    assert sum(one.matters for one in network.persons) == 200


def test_one_alone_does_not_stand_in_the_box_of_the_rest():
    network = network_of([known(f"P{number:03d}") for number in range(PERSONS + 1)])
    assert [one.more for one in network.persons if one.more] == []


def test_what_nobody_gave_has_no_box():
    network = network_of([known("鲁", phone="", respondent="")])
    assert (network.phones, network.respondents, network.ties) == ((), (), ())


@pytest.mark.parametrize(("place", "called"), [(0, "甲"), (9, "癸"), (10, "第11人")])
def test_after_the_tenth_persons_are_numbered(place, called):
    assert stem(place) == called


@pytest.mark.parametrize(
    ("last", "step", "many"), [(0, "day", 1), (44, "day", 45), (45, "week", 7), (430, "month", 15)]
)
def test_time_is_shown_by_day_week_or_month_without_a_gap(last, step, many):
    first = date(2026, 1, 1)
    bars = bars_of([first, first, first + timedelta(days=last)])
    assert (bars.step, len(bars.bars)) == (step, many)
    assert sum(bar.count for bar in bars.bars) == 3
    ends = zip(bars.bars, bars.bars[1:], strict=False)
    assert all(one.last + timedelta(days=1) == two.first for one, two in ends)


def test_no_day_gives_no_bar():
    assert bars_of([]).bars == ()


def test_what_only_one_text_says_is_told_from_what_both_say():
    left, right = told_apart("前天购买的酸奶已过保质期，拒绝退货", "市民反映：购买的酸奶已过保质期，要求赔偿")
    assert left == (Run("前天", False), Run("购买的酸奶已过保质期，", True), Run("拒绝退货", False))
    assert right == (Run("市民反映：", False), Run("购买的酸奶已过保质期，", True), Run("要求赔偿", False))


@pytest.mark.parametrize(("one", "two"), [("", "酸奶过期"), ("", ""), ("完全不同的话", "别的一句呀")])
def test_texts_with_nothing_in_common_are_own_throughout(one, two):
    for text, runs in zip((one, two), told_apart(one, two), strict=True):
        assert "".join(run.text for run in runs) == text
        assert not any(run.shared for run in runs)


def test_what_the_records_show_stands_under_the_factor_it_belongs_to(rulebook):
    law = rulebook.law.regulation("samr-order-121")
    ring = [
        part_of({"name": "same_phone", "value": 4, "unit": "matter", "why": "4件留下的电话相同"}),
        part_of({"name": "respondents", "value": 3, "unit": "respondent", "why": "涉及3家经营者"}),
    ]
    person = [part_of({"factor": "bulk", "value": 2, "why": "2件（121号令第十七条第一款第一项）"})]
    factors = factors_of(ring, law, {"甲": person})
    shown = {one.number: [(who, part.why) for who, part in one.shown] for one in factors}
    assert shown == {
        1: [("甲", "2件（121号令第十七条第一款第一项）")],
        2: [],
        3: [],
        4: [("", "4件留下的电话相同")],
        5: [],
        0: [("", "涉及3家经营者")],
    }


@pytest.mark.parametrize(
    ("row", "value", "unit"),
    [
        ({"value": 0.354, "unit": "share"}, "35%", ""),
        ({"value": 12345.0, "unit": "matter"}, "12,345", "件"),
        ({"value": 9.25, "unit": "times"}, "9.25", "倍"),
        ({"value": 1, "unit": ""}, "", ""),
        ({"value": None, "unit": "matter"}, "", "件"),
        ({}, "", ""),
    ],
)
def test_a_part_is_read_as_it_is_and_nothing_is_guessed(row, value, unit):
    part = part_of(row)
    assert (part.value, part.unit) == (value, unit)
