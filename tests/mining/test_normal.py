"""One way of writing."""

from __future__ import annotations

import pytest

from xiaobao.mining.normal import normal

EXAMPLES = [
    ("full width", "ＡＢＣ１２３元", "ABC123元"),
    ("Chinese marks stay", "很差，退货！（急）", "很差，退货！（急）"),
    ("plain marks behind Chinese become Chinese", "很差,非常差.退货", "很差，非常差。退货"),
    ("figures keep their point and comma", "共1,299.50元", "共1,299.50元"),
    ("traditional", "這家商店賣的手機質量有問題", "这家商店卖的手机质量有问题"),
    ("a word that stays in simplified writing", "著名商标", "著名商标"),
    ("faces and signs", "太差了😡😡★", "太差了"),
    ("markup and entities", "<p>买了&nbsp;<b>手机</b></p>坏&hellip;", "买了 手机 坏…"),
    ("full-width markup", "＜b＞手机＜/b＞", "手机"),
    ("scripts", "手机<script>alert(1)</script>坏了", "手机 坏了"),
    ("invisible signs", "138\u200b0000\ufeff1234", "13800001234"),
    ("control signs", "坏\x00了\x07", "坏了"),
    ("runs of spaces", "坏了  \n\t 退货", "坏了 退货"),
    ("runs of marks", "退货！！！！为什么？？。。。", "退货！为什么？。"),
    ("dots", "等了......很久……", "等了…很久…"),
    ("circled figures stay apart from the next", "①13元", "(1)13元"),
    ("nothing", "", ""),
]


@pytest.mark.parametrize(
    ("told", "expected"), [row[1:] for row in EXAMPLES], ids=[row[0] for row in EXAMPLES]
)
def test_a_text_is_written_in_one_way(told: str, expected: str) -> None:
    assert normal(told) == expected


@pytest.mark.parametrize("told", [row[1] for row in EXAMPLES], ids=[row[0] for row in EXAMPLES])
def test_doing_it_twice_changes_nothing(told: str) -> None:
    assert normal(normal(told)) == normal(told)
