"""Forms with tables: rows under their rulers, cells that go on, and long texts over several pages."""

from __future__ import annotations

import io
import re
import time

import docx
import pytest
from docx.oxml.ns import qn
from docx.shared import Mm
from pypdf import PdfReader

from tests.documents.documents_cast import COMPLAINT_FORM, CONTENT, HOSTILE
from tests.documents.documents_facts import FACTS
from tests.documents.test_page import measured
from tests.documents.test_render import FORMS, docx_text, pdf_text
from xiaobao.documents import blocks, notices, render, tables, word
from xiaobao.documents.blocks import Kind

NOTICES = notices.load(CONTENT)
FORM = NOTICES["complaint-form-121"]


def rows(text):
    return tuple(block for block in blocks.parse(text) if block.kind is Kind.ROW)


def laid(text):
    return next(tables.gather(rows(text)))


def test_a_row_has_cells_under_its_ruler_and_the_last_reaches_the_edge():
    row = rows("|--|----|------|\n| 甲 | 乙：丙<br>丁 | 6行")[0]
    assert [(cell.text, cell.width, cell.label) for cell in row.cells] == [
        ("甲", 2, True),
        ("乙：丙\n丁", 10, False),
    ]
    assert row.lines == 6


def test_rows_under_different_rulers_share_one_grid():
    table = laid("|--|----|------|\n| 甲 | 乙 | 丙 |\n|------|------|\n| 丁 | 戊 |")
    assert table.widths == (2, 4, 6)
    assert [[(cell.at, cell.columns) for cell in row] for row in table.rows] == [
        [(0, 1), (1, 1), (2, 1)],
        [(0, 2), (2, 1)],
    ]


def test_a_cell_goes_on_over_the_rows_that_say_so():
    table = laid("|--|----|\n| 甲 | 乙 |\n| ^ | 丙 |\n| ^ | 丁 |\n| 戊 | 己 |")
    assert [row[0].rows for row in table.rows] == [3, 2, 1, 1]
    assert [row[0].above for row in table.rows] == [False, True, True, False]


@pytest.mark.parametrize(
    ("text", "sound"),
    [
        ("|--|--|\n| 甲 | 乙 |", True),
        ("|--|--|\n| 甲 |", True),
        ("|--|--|\n| 甲 | 乙 | 丙 |", False),
        ("| 甲 | 乙 |", False),
        ("|--|--|\n| 甲 | 乙", False),
        ("|--|--|\n| ^ | 乙 |", False),
        ("|--|--|\n| 甲 |\n| ^ | 乙 |", False),
        ("|--|--|\n| 甲 | 乙 |\n| 丙 | ^ |", True),
        ("|--|--|\n| 甲 | 乙 |\n|--|\n| 丙 |", False),
    ],
)
def test_a_crooked_table_is_named(text, sound):
    assert (tables.crooked(rows(text)) == "") is sound


@pytest.mark.parametrize("hostile", HOSTILE[:6] + HOSTILE[7:])
def test_a_hostile_value_stays_in_its_cell(hostile):
    facts = COMPLAINT_FORM | {"grounds": hostile, "postal": hostile}
    composed = render.compose(FORM, facts)
    assert len(composed) == len(render.compose(FORM, COMPLAINT_FORM))
    made = render.render(FORM, facts)
    printed = "".join(hostile.split())
    assert "".join(made.text.split()).count(printed) == 2
    assert "".join(docx_text(made.docx).split()).count(printed) == 2
    assert pdf_text(made.pdf).count(printed) >= 1  # in the narrow cell it breaks over lines between others


def long_grounds(paragraphs=60):
    return "\n".join(
        f"第{number}件事实：" + "经核对销售记录该批次商品已超过保质期" * 4
        for number in range(1, paragraphs + 1)
    )


@pytest.mark.parametrize(
    "name", [name for name in FORMS if any(fact.kind == "lines" for fact in NOTICES[name].facts)]
)
def test_a_long_text_in_a_cell_goes_over_the_pages_and_nothing_is_lost(name):
    fact = next(fact.name for fact in reversed(NOTICES[name].facts) if fact.kind == "lines")
    made = render.render(NOTICES[name], FACTS[name] | {fact: long_grounds()})
    pages = PdfReader(io.BytesIO(made.pdf)).pages
    assert len(pages) >= 4
    flat = pdf_text(made.pdf)
    assert [number for number in range(1, 61) if f"第{number}件事实：" not in flat] == []
    assert flat.count("保") >= 240
    assert flat.count("保质期") >= 180  # the rest is broken by the end of a page


@pytest.mark.parametrize("name", FORMS)
def test_long_texts_in_every_narrow_cell_are_not_cut_off(name):
    long = {fact.name: "始" + "长" * 700 + "终" for fact in NOTICES[name].facts if fact.kind == "line"}
    made = render.render(NOTICES[name], FACTS[name] | long)
    flat = pdf_text(made.pdf)
    assert flat.count("长") == made.text.count("长") >= 700 * len(long)
    assert flat.count("终") == made.text.count("终")
    for page in measured(made.pdf):
        assert max(y for _, y, _, text in page if "—" not in text) <= 37 + 225


@pytest.mark.parametrize("name", FORMS)
def test_a_form_stays_within_the_type_area(name):
    for page in measured(render.render(NOTICES[name], FACTS[name]).pdf):
        body = [piece for piece in page if "—" not in piece[3]]
        assert min(x for x, *_ in body) >= 28
        assert max(y for _, y, *_ in body) <= 37 + 225


@pytest.mark.parametrize(
    ("char", "narrow", "wide"), [("W", 12, 32), ("8", 22, 66), ("a", 22, 66), ("ж", 18, 50), ("é", 22, 66)]
)
def test_a_word_longer_than_its_line_breaks_instead_of_leaving_the_page(char, narrow, wide):
    """``narrow`` and ``wide`` are how many of it a cell of eight dashes and a line of a letter can hold."""
    letter = NOTICES["complaint-acceptance-121"]
    acceptance = render.render(letter, FACTS[letter.id] | {"matter": char * 200})
    form = render.render(FORM, COMPLAINT_FORM | {"respondent_address": char * 200})
    for made, most in ((acceptance, wide), (form, narrow)):
        text = "\n".join(page.extract_text() for page in PdfReader(io.BytesIO(made.pdf)).pages)
        assert text.count(char) >= 200
        assert max(len(run) for run in re.findall(f"{char}+", text)) <= most
        assert "\u200b" not in text


def test_the_docx_has_a_table_as_wide_as_the_type_area_with_the_same_cells():
    table = docx.Document(io.BytesIO(render.render(FORM, COMPLAINT_FORM).docx)).tables[0]
    width = sum(int(column.get(qn("w:w"))) for column in table._tbl.tblGrid.iter(qn("w:gridCol")))
    assert width * 635 == pytest.approx(Mm(156), rel=0.01)
    assert len(table.rows) == 9
    assert table.cell(0, 0).text == table.cell(3, 0).text == "投诉人"
    assert table.cell(6, 0).text == "消费者权益争议事实依据"
    assert table.rows[6].height.pt == pytest.approx(9 * 18 + 6.8)
    assert table.rows[0]._tr.trPr.find(qn("w:cantSplit")) is not None
    assert table.rows[6]._tr.trPr.find(qn("w:cantSplit")) is None


def test_a_table_at_the_end_is_followed_by_the_paragraph_word_wants():
    body = docx.Document(
        io.BytesIO(render.render(NOTICES["service-receipt"], FACTS["service-receipt"]).docx)
    ).element.body
    assert [child.tag.rpartition("}")[2] for child in body][-3:] == ["tbl", "p", "sectPr"]


def test_both_boxes_of_a_choice_come_from_one_font():
    made = render.render(FORM, COMPLAINT_FORM)
    body = docx.Document(io.BytesIO(made.docx)).element.body
    fonts = {
        run.rPr.rFonts.get(qn("w:eastAsia"))
        for run in body.iter(qn("w:r"))
        if "".join(t.text or "" for t in run.iter(qn("w:t"))) in {"☑", "□"}
    }
    assert fonts == {"Segoe UI Symbol"}


def test_a_docx_takes_milliseconds():
    composed = render.compose(FORM, COMPLAINT_FORM)
    word.write(FORM.title, composed)
    began = time.perf_counter()
    for _ in range(20):
        word.write(FORM.title, composed)
    assert (time.perf_counter() - began) / 20 < 0.008
