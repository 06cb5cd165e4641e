"""Which enterprises are one; all are invented."""

from __future__ import annotations

from pathlib import Path

import pyarrow as pa
import pytest

from xiaobao.mining.linkage import Linkage
from xiaobao.mining.respondent_forms import Alias, RespondentRules
from xiaobao.mining.respondent_rules import respondents
from xiaobao.mining.settings import read
from xiaobao.mining.tables import ENTERPRISES, RESPONDENT_EDGES, RESPONDENTS

RULES = read(Path(__file__).parents[2] / "content", "linkage", Linkage).respondent
CODE, OTHER_CODE = "91350200MA2XN0GM0U", "91350206MA01J06GHM"
ROOM, ELSEWHERE = "福建省厦门市湖里区虚构路12号502室", "湖里区虚构东路99号"
Row = tuple[str, str, str]
SAME: list[tuple[str, Row, Row, str]] = [
    ("credit code", ("青禾生鲜", ROOM, CODE), ("厦门阿蓝商贸有限公司", ELSEWHERE, CODE), "code"),
    ("brackets and width", ("青禾（厦门）超市有限公司", ROOM, ""), ("青禾(厦门)超市有限公司", ROOM, ""), "name"),
    ("moved", ("厦门青禾超市有限公司", ROOM, ""), ("厦门青禾超市有限公司", ELSEWHERE, ""), "name"),
    ("city and form", ("厦门市青禾超市有限责任公司", ROOM, ""), ("青禾超市有限公司", "", ""), "core"),
    ("short name", ("厦门青禾超市有限公司", ROOM, ""), ("青禾超市", "", ""), "colloquial"),
    ("part at one door", ("厦门青禾生鲜超市有限公司", ROOM, ""), ("青禾", ROOM, ""), "address_part"),
    ("alike at one door", ("厦门青禾生鲜超市有限公司", ROOM, ""), ("青禾鲜超市", ROOM, ""), "address_like"),
    ("a slip at one door", ("厦门青禾生鲜超市有限公司", ROOM, ""), ("厦门青河生鲜超市有限公司", ROOM, ""), "address_typo"),
    ("a shop by its address", ("青禾便利店", ROOM, ""), ("青禾便利店", ROOM.removeprefix("福建省厦门市"), ""), "name"),
]  # fmt: skip
APART: list[tuple[str, Row, Row]] = [
    ("two codes", ("厦门青禾超市有限公司", ROOM, CODE), ("厦门青禾超市有限公司", ROOM, OTHER_CODE)),
    ("a shop of the same name elsewhere", ("青禾便利店", ROOM, ""), ("青禾便利店", ELSEWHERE, "")),
    ("a branch", ("厦门青禾超市有限公司", ROOM, ""), ("厦门青禾超市有限公司湖里分公司", ELSEWHERE, "")),
    ("a shop in brackets", ("青禾超市", ROOM, ""), ("青禾超市（万达店）", ELSEWHERE, "")),
    ("the same words, another form", ("厦门青禾超市有限公司", ROOM, ""), ("厦门青禾超市股份有限公司", ELSEWHERE, "")),
    ("neighbours", ("厦门青禾超市有限公司", ROOM, ""), ("厦门阿蓝餐饮有限公司", ROOM, "")),
    ("sisters by number", ("厦门青禾超市一店有限公司", ROOM, ""), ("厦门青禾超市二店有限公司", ROOM, "")),
    ("sisters", ("厦门青禾和汇超市有限公司", ROOM, ""), ("厦门青禾顺润超市有限公司", ROOM, "")),
    ("a wrong code", ("青禾便利店", ROOM, "91350200MA2XN0GM00"), ("阿蓝便利店", ELSEWHERE, "91350200MA2XN0GM00")),
    ("nameless", ("", "", ""), ("", "", "")),
]  # fmt: skip


def joined(*rows: Row, rules: RespondentRules = RULES) -> tuple[list[int], list[str]]:
    """Return the respondent of each row, numbered from 1 on, and the reasons."""
    told = [
        {"enterprise": number, "name": name, "address": address, "credit_code": code}
        for number, (name, address, code) in enumerate(rows, 1)
    ]
    table, edges = respondents(pa.Table.from_pylist(told, schema=ENTERPRISES), rules)
    assert table.schema.equals(RESPONDENTS)
    assert edges.schema.equals(RESPONDENT_EDGES)
    return table["respondent"].to_pylist(), edges["reason"].to_pylist()


@pytest.mark.parametrize(("one", "other", "rule"), [row[1:] for row in SAME], ids=[row[0] for row in SAME])
def test_one_enterprise_written_twice_is_one_and_it_is_said_by_what(one: Row, other: Row, rule: str) -> None:
    together, said = joined(one, other)
    assert together == [1, 1]
    assert RULES.reasons[rule] in said[0].split("；")


@pytest.mark.parametrize(("one", "other"), [row[1:] for row in APART], ids=[row[0] for row in APART])
def test_what_may_be_two_enterprises_stays_two(one: Row, other: Row) -> None:
    assert joined(one, other) == ([1, 2], [])


def test_a_short_name_that_two_enterprises_have_is_neithers() -> None:
    two = [("厦门青禾超市有限公司", ROOM, ""), ("青禾超市股份有限公司", ELSEWHERE, ""), ("青禾超市", "", "")]
    assert joined(*two)[0] == [1, 2, 3]


def test_two_codes_are_not_joined_over_a_third_name_either() -> None:
    rows = [
        ("厦门青禾超市有限公司", ROOM, CODE),
        ("青禾超市", ROOM, ""),
        ("厦门市青禾超市有限公司", ROOM, OTHER_CODE),
    ]
    together, _said = joined(*rows)
    assert together[0] != together[2]


def test_a_house_of_many_tenants_joins_nobody() -> None:
    tenants = [(f"虚构{letter}{letter}商行", ROOM, "") for letter in "甲乙丙丁戊己庚辛"]
    assert joined(*tenants, ("青禾", ROOM, ""), ("青禾生鲜", ROOM, ""))[1] == []


def test_names_of_the_alias_table_are_one() -> None:
    rules = RULES.model_copy(update={"aliases": (Alias(name="厦门青禾超市有限公司", also=("绿苗鲜生",)),)})
    assert joined(("绿苗鲜生", "", ""), ("厦门青禾超市有限公司", ROOM, ""), rules=rules)[0] == [1, 1]
