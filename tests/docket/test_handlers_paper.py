"""Who handles what as a chapter of the handbook: the same words in Word, PDF and data."""

from __future__ import annotations

from datetime import date
from io import BytesIO

import docx
import pytest

from tests import cast
from xiaobao.docket.handlers_paper import blocks, chapter_file, told
from xiaobao.documents.blocks import Kind
from xiaobao.refusals import NotFound


def test_every_class_has_a_heading_and_a_table(rulebook):
    made = blocks(rulebook, cast.TODAY)
    headings = [block.text for block in made if block.kind is Kind.LINE]
    assert headings[:3] == ["一、群体投诉", "二、职业索赔", "三、食品安全举报"]
    assert len(headings) == len(rulebook.handlers.classes)
    rows = [block.text for block in made if block.kind is Kind.ROW]
    assert "签批\u3000受理：所长（单位负责人）或者消保科负责人" in rows[5].split("\n")[0]


def test_the_file_bears_its_day_and_word_opens_it(rulebook):
    file = chapter_file(rulebook, "docx", date(2026, 5, 20))
    assert file.name == "处置人员、时限、流程-20260520.docx"
    words = "\n".join(paragraph.text for paragraph in docx.Document(BytesIO(file.data)).paragraphs)
    assert "二、职业索赔" in words
    with pytest.raises(NotFound):
        chapter_file(rulebook, "txt", cast.TODAY)


def test_as_data_it_says_each_limit_beside_the_law_s(rulebook):
    (food,) = (one for one in told(rulebook)["classes"] if one["code"] == "food")
    assert food["cells"][0]["limits"][0] == {
        "clock": "投诉受理决定",
        "within": 4,
        "law": "7个工作日",
        "basis": "《市场监督管理投诉举报处理办法》第十五条第一款",
    }
