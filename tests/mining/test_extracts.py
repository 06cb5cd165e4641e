"""What a text tells of goods, platform and enterprise; invented texts."""

from __future__ import annotations

from pathlib import Path

import pytest

from xiaobao.mining.clean import Clean
from xiaobao.mining.extracts import enterprise, goods, platform
from xiaobao.mining.settings import read

WORDS = read(Path(__file__).parents[2] / "content", "clean", Clean)


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("上周在店里买了两盒奶粉，回家发现过期", "奶粉"),
        ("我下单一台空气净化器（899元），没有发货", "空气净化器"),
        ("商品“儿童水杯”漏水", "儿童水杯"),
        ("3月5日充值洗车卡后店铺关门", "洗车卡"),
        ("购买时间是周一，购买橄榄油3瓶", "橄榄油3瓶"),
        ("买了东西不给退", ""),
        ("服务态度很差", ""),
    ],
)
def test_goods_stand_behind_the_verb_of_buying(text: str, name: str) -> None:
    assert goods(text, WORDS.goods) == name


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("在拼多多上买的，商家在淘宝也有店", "拼多多"),
        ("通过TMALL下单", "天猫"),
        ("用微信付的款", ""),
        ("微信小程序里订的", "微信小店"),
        ("到店里买的", ""),
    ],
)
def test_the_platform_named_first_is_the_platform(text: str, name: str) -> None:
    assert platform(text, WORDS.platforms) == name


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("我在位于兴湖路的厦门青禾生鲜超市有限公司买了鱼", "厦门青禾生鲜超市有限公司"),
        ("投诉青禾生鲜超市（万达店）短斤少两", "青禾生鲜超市（万达店）"),
        ("昨天去阿蓝火锅店吃饭", "阿蓝火锅店"),
        ("该店拒不退款", ""),
        ("店员态度差", ""),
        ("在网上买的", ""),
    ],
)
def test_an_enterprise_is_known_by_its_legal_form_or_kind(text: str, name: str) -> None:
    assert enterprise(text, WORDS.enterprise) == name
