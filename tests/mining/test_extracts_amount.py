"""How much was paid, in fen; invented texts."""

from __future__ import annotations

from pathlib import Path

import pytest

from xiaobao.mining.clean import Clean
from xiaobao.mining.extracts_amount import chinese, paid_fen
from xiaobao.mining.settings import read

WORDS = read(Path(__file__).parents[2] / "content", "clean", Clean).paid


@pytest.mark.parametrize(
    ("text", "fen"),
    [
        ("消费204.33元", 20433),
        ("支付￥1,299", 129900),
        ("共1.2万元", 1200000),
        ("花了3千元", 300000),
        ("花了三千五百块", 350000),
        ("一共两万元", 2000000),
        ("付了39块钱买", 3900),
        ("买了一个杯子（39元）", 3900),
        ("用39元购买", 3900),
        ("充值5万，店铺关门", 5000000),
        ("共消费0.1元", 10),
        ("要求赔偿500元", None),
        ("优惠券满100元可用", None),
        ("罚款2000元，我付了39元", 3900),
        ("两块砖头不一样", None),
        ("花了0元", None),
        ("没有金额", None),
    ],
)
def test_the_amount_beside_a_word_of_paying_is_read_in_fen(text: str, fen: int | None) -> None:
    assert paid_fen(text, WORDS) == fen


@pytest.mark.parametrize(
    ("told", "number"),
    [
        ("十", 10), ("十五", 15), ("二十", 20), ("一百二", 120), ("一百零二", 102), ("三千五", 3500),
        ("一千二百三十四", 1234), ("两万", 20000), ("三万五", 35000), ("三万零五", 30005), ("十二万", 120000),
        ("一二三", 123), ("壹仟贰佰", 1200), ("万", 10000), ("零", 0),
    ],
)  # fmt: skip
def test_chinese_numerals_are_numbers(told: str, number: int) -> None:
    assert chinese(told) == number
