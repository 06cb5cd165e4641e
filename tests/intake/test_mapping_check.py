from __future__ import annotations

from pathlib import Path

import pytest

from tests.intake.conftest import CONTENT
from xiaobao import intake
from xiaobao.intake import mapping
from xiaobao.intake.errors import MalformedMapping

GOOD = """system: trial
title: 试
channel: "12315"
recognised_by: [编号]
fields:
  external_id:
    columns: [编号]
  kind:
    columns: [类型]
    values: {投诉: complaint}
  received_at:
    columns: [时间]
kept: [备注]
"""


def content(folder: Path, text: str) -> Path:
    (folder / "intake").mkdir(exist_ok=True)
    (folder / "intake" / "trial.yaml").write_text(text, encoding="utf-8")
    return folder


def test_the_project_s_own_mappings_are_faultless() -> None:
    assert intake.check(CONTENT) == []


def test_a_good_mapping_has_no_findings(tmp_path: Path) -> None:
    assert intake.check(content(tmp_path, GOOD)) == []
    assert mapping.load(tmp_path)["trial"].known == {"编号", "类型", "时间", "备注"}


@pytest.mark.parametrize(
    ("old", "new", "line", "word"),
    [
        ("title: 试\n", "title: 试\ncolour: red\n", 3, "不认得的键“colour”"),
        ("title: 试\n", "", 1, "缺少“title”"),
        ("system: trial", "system: other", 1, "应与文件名"),
        ("  kind:", "  kinds:", 8, "不认得的键“kinds”"),
        ("    columns: [时间]", "    columns: [编号]", 12, "已用于“external_id”"),
        ("投诉: complaint", "投诉: complain", 10, "不在允许之列"),
        ("    values: {投诉: complaint}\n", "", 9, "缺少values"),
        ("    columns: [时间]", "    column: [时间]", 12, "不认得的键“column”"),
        ("    columns: [时间]", "    columns: 时间", 12, "应是列名的列表"),
        ("    columns: [时间]", "    columns: [时间, '']", 12, "空的"),
        ("recognised_by: [编号]", "recognised_by: [单号]", 4, "不是本文件写明的列名"),
        ("kept: [备注]", "kept: [备注]\nkept: [附注]", 14, "重复"),
        ("kept: [备注]", "kept: [备注", 14, "YAML写法有误"),
        ("kept: [备注]", "due: [备注]", 13, "键: 值"),
        ("kept: [备注]", "orders: {times: {columns: [备注]}}", 13, "只用于12345热线"),
        ("kept: [备注]", "orders: {due_on: {columns: [备注]}}", 13, "不认得的键“due_on”"),
        ("kept: [备注]", "orders: {words: {columns: [时间]}}", 13, "已用于“received_at”"),
        ("kept: [备注]", "orders: {said: {columns: [备注]}}", 13, "缺少values"),
        ("kept: [备注]", "orders: {said: {columns: [备注], values: {是: yes}}}", 13, "不在允许之列"),
    ],
)
def test_each_fault_is_found_with_its_line_and_reason(
    tmp_path: Path, old: str, new: str, line: int, word: str
) -> None:
    assert old in GOOD
    findings = intake.check(content(tmp_path, GOOD.replace(old, new, 1)))
    assert [(one.file.name, one.line) for one in findings if word in one.reason] == [("trial.yaml", line)]
    with pytest.raises(MalformedMapping, match=r"intake/trial\.yaml 第"):
        mapping.load(tmp_path)


def test_a_content_folder_without_mappings_is_a_finding(tmp_path: Path) -> None:
    assert "缺少导入对照表" in intake.check(tmp_path)[0].reason


def test_a_mapping_edited_while_the_program_runs_is_read_again(tmp_path: Path) -> None:
    assert "备注" in mapping.load(content(tmp_path, GOOD))["trial"].known
    content(tmp_path, GOOD.replace("备注", "附注说明"))
    assert "附注说明" in mapping.load(tmp_path)["trial"].known
