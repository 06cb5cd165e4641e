"""``xiaobao route``: an export tried by the rules in service, and nothing stored."""

from __future__ import annotations

import csv
import json

import pytest
from click.testing import CliRunner

from tests import cast, exports
from tests.conftest import CONTENT
from tests.docket.test_routing_facts import key
from xiaobao.docket.models import Matter
from xiaobao.jobs.cli import main

SAMPLES = CONTENT / "samples"


@pytest.fixture
def asked(own_home, officers):
    """Run the command in this process, on the example's own database."""

    def run(*words):
        return CliRunner().invoke(main, ["route", *map(str, words)])

    return run


@pytest.mark.parametrize(
    ("name", "rows"), [("12315业务信息-样例-虚构.xlsx", 120), ("12345工单-样例-虚构.xlsx", 40)]
)
def test_where_the_samples_name_a_street_the_rules_say_what_the_source_says(asked, name, rows) -> None:
    found = asked(SAMPLES / name, "--json")
    document = json.loads(found.stdout)
    assert (found.exit_code, document["rows"], document["routed"]) == (0, rows, rows)
    assert document["compared"] > rows // 2
    assert (document["agree"], document["disagreements"]) == (document["compared"], [])
    assert not Matter.objects.exists()


def test_what_disagrees_is_told_by_its_row_and_names_nobody(asked, tmp_path) -> None:
    key(since=cast.SINCE)
    file = exports.write(
        tmp_path / "业务信息.xlsx",
        exports.platform(处理机构="江头市场监督管理所"),
        exports.platform(登记编号="13502062026051800000009", 企业地址="厦门市湖里区", 事发地=""),
    )
    out = tmp_path / "去处.csv"
    found = asked(file, "--json", "--out", out)
    document = json.loads(found.stdout)
    assert document["disagreements"] == [
        {"row": 2, "source": "jiangtou", "street": "湖里街道", "rules": "huli"}
    ]
    said = asked(file).stdout
    assert "第 2 行：来源写江头市场监督管理所，湖里街道归湖里市场监督管理所" in said
    with out.open(encoding="utf-8-sig") as table:
        head, first, *_rest = csv.reader(table)
    assert head == ["行号", "编号", "由谁先办", "归哪个单位", "适用规则", "街道", "来源所写单位", "是否一致"]
    assert (first[0], first[5:]) == ("2", ["湖里街道", "江头市场监督管理所", "不一致"])
    for person in (cast.complaint().person_name, "13900000001"):
        assert person not in found.stdout + said + out.read_text(encoding="utf-8-sig")


def test_a_file_that_cannot_be_read_is_refused_with_exit_1(asked, tmp_path) -> None:
    file = tmp_path / "别的.csv"
    file.write_text("甲,乙\n1,2\n", encoding="utf-8")
    assert asked(file).exit_code == 1
