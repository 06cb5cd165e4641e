"""On which day something was bought; every text came on Thursday, 7 January 2021."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from xiaobao.mining.clean import Clean
from xiaobao.mining.extracts_day import bought_on
from xiaobao.mining.settings import read

WORDS = read(Path(__file__).parents[2] / "content", "clean", Clean).bought
RECEIVED = date(2021, 1, 7)


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("2020-12-08购买了手机", date(2020, 12, 8)),
        ("2020年12月8日在店里消费", date(2020, 12, 8)),
        ("2020/12/8下单", date(2020, 12, 8)),
        ("2020.12.8下单", date(2020, 12, 8)),
        ("20年12月8日下单", date(2020, 12, 8)),
        ("20201208下单", date(2020, 12, 8)),
        ("12月8日买的", date(2020, 12, 8)),
        ("1月5号买的", date(2021, 1, 5)),
        ("十二月八日买的", date(2020, 12, 8)),
        ("上个月5号买的", date(2020, 12, 5)),
        ("上上个月5号买的", date(2020, 11, 5)),
        ("本月5号买的", date(2021, 1, 5)),
        ("去年3月1日办理会员卡", date(2020, 3, 1)),
        ("昨天买的", date(2021, 1, 6)),
        ("大前天买的", date(2021, 1, 4)),
        ("三天前下单", date(2021, 1, 4)),
        ("上周六买的", date(2021, 1, 2)),
        ("上周日买的", date(2021, 1, 3)),
        ("购买日期：2020-12-08，发票在", date(2020, 12, 8)),
        ("生产日期2020-01-01，我2020-12-08购买", date(2020, 12, 8)),
        ("2020年12月8日，我在位于兴湖路的青禾超市买了鱼", date(2020, 12, 8)),
        ("2021-02-01购买", None),
        ("2020-02-30购买", None),
        ("2020-12-08打电话。后来买了别的", None),
        ("保质期到2020-12-08", None),
        ("买了1.5元的水", None),
        ("2000年5月1日购买", None),
    ],
)
def test_the_day_beside_the_verb_of_buying_is_read_as_one_not_after_the_day_received(
    text: str, day: date | None
) -> None:
    assert bought_on(text, RECEIVED, WORDS) == day
