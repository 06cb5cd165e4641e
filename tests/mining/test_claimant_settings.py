"""The words and lines of the file, the signs read by them, and the thresholds a locality may set."""

from __future__ import annotations

import pyarrow as pa
import pytest
from pydantic import ValidationError

from tests.mining.claimant_cast import formulaic
from tests.mining.found_cast import CONTENT
from xiaobao.mining import claimant_signs, settings
from xiaobao.mining.claimant_settings import Settings, Wording
from xiaobao.rules import locality
from xiaobao.rules.claimant_thresholds import ClaimantThresholds

TOLD = settings.read(CONTENT, "claimants", Settings)


def signs(text: str) -> tuple[int, int, int | None]:
    batch = pa.record_batch({"matter": [1], "text": [text]})
    row = claimant_signs.kernel(TOLD)(batch).to_pylist()[0]
    return row["demand"], row["flaw"], row["quantity"]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (formulaic(1), (1, 1, 12)),
        ("买了十二盒月饼，有一盒发霉了，想换。", (0, 0, 12)),
        ("在网上购买充电宝2个，用了一周就坏。", (0, 0, 2)),
        ("详情页使用“国家级”等绝对化用语，要求三倍赔偿。", (1, 1, None)),
        ("执行标准标注错误，请求赔偿500元。", (1, 1, None)),
        ("外卖晚到两个小时，骑手态度不好。", (0, 0, None)),
        ("3月5日购买，标签贴歪了。", (0, 0, None)),
    ],
)
def test_the_signs_of_a_text(text, said):
    assert signs(text) == said


def test_an_expression_that_is_none_is_refused():
    with pytest.raises(ValidationError, match="不是正则表达式"):
        Wording(name="坏", words=("(",))


def test_the_demo_locality_sets_no_number():
    assert locality.load(CONTENT, "huli").claimants == ClaimantThresholds(year=None, active=None, basis="")


@pytest.mark.parametrize(
    ("given", "words"),
    [
        ({"year": 5}, "须注明设区的市级以上部门的文件"),
        ({"year": 20, "active": 5, "basis": "某市"}, "active不应小于year"),
    ],
)
def test_a_number_without_a_rule_of_the_city_is_refused(given, words):
    with pytest.raises(ValidationError, match=words):
        ClaimantThresholds(**given)
