"""The mapping of the enforcement system is checked like the others: by file, line and reason."""

from __future__ import annotations

import shutil

import pytest

from tests.exports import CONTENT
from xiaobao import intake
from xiaobao.intake import case_mapping
from xiaobao.intake.errors import MalformedMapping
from xiaobao.rules import milestones


@pytest.fixture
def content(tmp_path):
    shutil.copytree(CONTENT / "intake", tmp_path / "intake")
    return tmp_path


def changed(content, old, new):
    file = content / "intake" / "enforcement.yaml"
    text = file.read_text(encoding="utf-8")
    assert old in text
    file.write_text(text.replace(old, new, 1), encoding="utf-8")
    return intake.check(content)


def test_the_mapping_that_ships_has_no_faults_and_says_that_its_columns_are_made_up(content):
    assert intake.check(content) == []
    text = (content / "intake" / "enforcement.yaml").read_text(encoding="utf-8")
    assert "均为拟定" in text.splitlines()[1]


def test_every_word_for_a_step_means_a_step_of_a_case():
    known = case_mapping.load(CONTENT).fields["event"].values
    assert known["查封扣押"] == "goods.sealed"
    assert {milestones.find(event) is not None for event in known.values()} == {True}


@pytest.mark.parametrize(
    ("old", "new", "reason"),
    [
        ("查封: goods.sealed", "查封: goods.hidden", "“查封”的代码“goods.hidden”不在允许之列"),
        ("不予处罚: \"2\"", "不予处罚: two", "“不予处罚”的代码“two”不在允许之列"),
        ("system: enforcement", "system: other", "system应为“enforcement”"),
        ("  closed_on:", "  closing_day:", "fields中不认得的字段“closing_day”"),
        ("[是否公示]", "[决定日期]", "列名“决定日期”已用于“decided_on”，不能再用于“published”"),
        ("columns: [结案日期]", "column: [结案日期]", "“closed_on”应有columns"),
    ],
)  # fmt: skip
def test_a_fault_is_told_with_its_reason_and_refuses_the_import(content, old, new, reason):
    assert [one.reason for one in changed(content, old, new)] == [reason]
    with pytest.raises(MalformedMapping):
        case_mapping.load(content)


def test_what_is_no_yaml_is_told_with_its_line(content):
    (fault,) = changed(content, "title: 执法办案系统案件进展", "title: [")
    assert fault.reason == "YAML写法有误"
    assert fault.line > 1
