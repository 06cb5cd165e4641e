"""Labelled texts from any CSV, and a sentence where there is none to be had."""

from __future__ import annotations

import pytest

from xiaobao.mining.labelled_texts import Unreadable, read

TABLE = '文字,类别,组\n"苹果\n发霉, 很差",食品,g1\n沙发掉漆,家具,g2\n,家具,g3\n没有类别,,g4\n'


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030"])
@pytest.mark.parametrize("ending", ["\n", "\r\n"])
def test_any_usual_writing_is_read(tmp_path, encoding, ending):
    file = tmp_path / "a.csv"
    file.write_bytes(TABLE.replace("\n", ending).encode(encoding))
    found = read(file, ["文字"], "类别", "组")
    assert found.labels == ["食品", "家具", "家具"]
    assert found.groups == ["g1", "g2", "g3"]
    assert found.texts[0].split() == ["苹果", "发霉,", "很差"]
    assert (found.empty, found.without_label) == (1, 1)


def test_several_columns_are_put_together_and_those_missing_passed_over(tmp_path):
    file = tmp_path / "a.csv"
    file.write_text("标题,正文,类别\n退货,不给退,家具\n", "utf-8")
    assert read(file, ["分词", "标题", "正文"], "类别").texts == ["退货 不给退"]


@pytest.mark.parametrize(
    ("written", "told"),
    [
        (TABLE.replace("文字", "内容"), "没有列“文字”，现有的列：内容、类别、组"),
        (TABLE.replace("类别", "标签", 1), "没有列“类别”"),
        (TABLE.replace("组", "群", 1), "没有列“组”"),
        ("", "现有的列：无"),
        ("文字,类别,组\n苹果,,\n", "没有一行有标签"),
    ],
)
def test_what_cannot_be_used_is_said(tmp_path, written, told):
    file = tmp_path / "a.csv"
    file.write_text(written, "utf-8")
    with pytest.raises(Unreadable, match=told):
        read(file, ["文字"], "类别", "组")


def test_a_file_that_is_not_there_and_one_in_no_known_writing(tmp_path):
    with pytest.raises(Unreadable, match=r"无法读取 b\.csv"):
        read(tmp_path / "b.csv", ["文字"], "类别")
    (tmp_path / "c.csv").write_bytes(b"\xff\xff\xff\x80")
    with pytest.raises(Unreadable, match=r"c\.csv 既不是 UTF-8 也不是 GB 18030"):
        read(tmp_path / "c.csv", ["文字"], "类别")
