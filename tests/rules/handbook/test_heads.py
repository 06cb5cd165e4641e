"""A head is changed a field at a time: what nobody touched stays as it was written, to the byte."""

from __future__ import annotations

import pytest

from xiaobao.rules.handbook.beginnings import beginning
from xiaobao.rules.handbook.heads import fields_of, paragraphs_of, with_fields
from xiaobao.rules.handbook.kinds import Kind

TEXT = """---
# 由基层所提出
title: 首次联系
situation: 第一次打电话   # 当面的不用
applies: {tracks: [complaint], states: [received]}
later: 以后的版本才认识的栏目
---
您好。

请问编号是多少？
"""


def test_only_the_lines_of_a_changed_field_are_written_anew() -> None:
    changed = with_fields(
        TEXT, {"title": "再次联系", "situation": "第一次打电话"}, "您好。\n\n请问编号是多少？"
    )
    assert changed == TEXT.replace("title: 首次联系", "title: 再次联系")


def test_a_text_that_says_the_same_is_returned_to_the_byte() -> None:
    assert with_fields(TEXT, {"title": "首次联系"}, "您好。\r\n\r\n请问编号是多少？\r\n") == TEXT


def test_a_field_can_be_added_and_taken_away() -> None:
    longer = with_fields(TEXT, {"order": 20}, "您好。")
    assert fields_of(longer)["order"] == 20
    assert "situation" not in fields_of(with_fields(longer, {"situation": None}, "您好。"))
    assert fields_of(longer)["later"] == "以后的版本才认识的栏目"


def test_a_text_without_a_head_is_all_body() -> None:
    assert paragraphs_of("写到一半\n\n还没有卷首") == ("写到一半", "还没有卷首")
    assert fields_of("---\ntitle: [\n---\n正文") == {}


@pytest.mark.parametrize("kind", Kind)
def test_a_new_entry_begins_with_its_title_and_the_sections_it_must_have(kind: Kind) -> None:
    assert fields_of(beginning(kind, "预付卡退费"))["title"] == "预付卡退费"
