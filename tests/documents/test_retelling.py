"""A story retold: who, where, which number, which day and how much, each replacement listed."""

from __future__ import annotations

import pytest

from xiaobao.documents.redaction.retelling import (
    NUMBER,
    PERSON,
    PLACE,
    RESPONDENT,
    Known,
    Replaced,
    left_in,
    retell,
)

SHOP = (Known(RESPONDENT, "青禾生鲜超市", "某超市"), Known(RESPONDENT, "青禾", "某品牌"))


@pytest.mark.parametrize(
    ("told", "retold"),
    [
        ("5月16日在青禾生鲜超市买青禾酸奶", "5月在某超市买某品牌酸奶"),
        ("2026-05-16和2026年5月16日", "2026年5月和2026年5月"),
        ("付了1288.50元、36.5元、1000元、1.2万元", "付了约1300元、36.5元、1000元、1.2万元"),
        ("在虚构路1号2楼和湖滨南路88-3号买", "在某路和某路买"),
        ("订单号202605161234，单号：SF1234567890", "订单号（略），单号（略）"),
        ("林**，电话139****0001，也可打13900000002", "某人，电话（略），也可打（略）"),
        ("林**住厦**。", "某人住（略）。"),
        ("车牌闽D12345，91350206MA5181260Q", "车牌（略），（略）"),
        ("湖市监投受〔2026〕12号文书", "（略）文书"),
        ("联系店长林知夏，老板马上到，经理同意。", "联系店长某，老板马上到，经理同意。"),
        ("见https://shop.example/a?b=1。", "见（略）。"),
    ],
)
def test_what_leads_to_somebody_goes(told, retold):
    assert retell(told, SHOP).text == retold
    assert retell(retold, SHOP).text == retold


def test_every_replacement_is_listed_with_how_often():
    found = retell("青禾、青禾，5月16日", SHOP).replaced
    assert found == (Replaced(RESPONDENT, "青禾", "某品牌", 2), Replaced("日期", "5月16日", "5月", 1))


def test_what_is_left_in_is_named_by_its_kind_alone():
    assert left_in("青禾生鲜超市在虚构路1号，电话13900000001，林**", SHOP) == (
        RESPONDENT,
        PERSON,
        NUMBER,
        PLACE,
    )
    assert left_in("某超市卖过期酸奶，赔偿1000元，依据第十五条", SHOP) == ()
