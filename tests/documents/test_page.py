"""The page of GB/T 9704-2012, measured on the PDF and read from the docx."""

from __future__ import annotations

import io
from itertools import pairwise

import docx
import pytest
from docx.shared import Mm, Pt
from pypdf import PdfReader

from tests.documents.documents_cast import ACCEPTANCE, CONTENT, DECLINE
from xiaobao.documents import notices, render

MM = 72 / 25.4
NOTICES = notices.load(CONTENT)


def measured(data):
    """Return for each page its pieces of text: mm from the left, mm from the top (baseline), pt, text."""
    pages = []
    for page in PdfReader(io.BytesIO(data)).pages:
        pieces = []

        def see(text, cm, tm, font, size, pieces=pieces):
            x = cm[0] * tm[4] + cm[2] * tm[5] + cm[4]
            y = cm[1] * tm[4] + cm[3] * tm[5] + cm[5]
            if text.strip():
                pieces.append((x / MM, 297 - y / MM, abs(cm[3] * tm[3]) * size, text.strip()))

        page.extract_text(visitor_text=see)
        pages.append(pieces)
    return pages


def long_decline(paragraphs=24, length=40):
    reason = "\n".join("经核对销售记录该批次商品" + "查" * length for _ in range(paragraphs))
    return render.render(NOTICES["complaint-decline-121"], DECLINE | {"reason": reason})


def test_the_paper_is_a4():
    box = (
        PdfReader(io.BytesIO(render.render(NOTICES["complaint-acceptance-121"], ACCEPTANCE).pdf))
        .pages[0]
        .mediabox
    )
    assert float(box.width) / MM == pytest.approx(210, abs=0.1)
    assert float(box.height) / MM == pytest.approx(297, abs=0.1)


def test_the_text_starts_28_mm_from_the_left_and_stays_within_the_type_area():
    for page in measured(long_decline().pdf):
        body = [piece for piece in page if "—" not in piece[3]]
        assert min(x for x, *_ in body) == pytest.approx(28, abs=1)
        assert min(y for _, y, *_ in body) >= 37
        assert max(y for _, y, *_ in body) <= 37 + 225


def test_the_body_is_3_hao_and_the_title_2_hao():
    first = measured(render.render(NOTICES["complaint-acceptance-121"], ACCEPTANCE).pdf)[0]
    sizes = {text: round(size, 1) for _, _, size, text in first}
    assert sizes["投诉受理决定书"] == 22
    assert sizes["林晓禾："] == 16


def test_a_full_page_has_22_lines_of_28_characters():
    pages = PdfReader(io.BytesIO(long_decline(paragraphs=1, length=2000).pdf)).pages
    lines = [line.strip() for line in pages[2].extract_text().splitlines() if "—" not in line]
    assert len(lines) == 22
    assert {len(line) for line in lines} == {28}


def test_lines_stand_a_twenty_second_of_the_page_apart():
    page = measured(long_decline(paragraphs=1, length=2000).pdf)[2]
    baselines = sorted({round(y, 2) for _, y, _, text in page if "—" not in text})
    assert all(lower - upper == pytest.approx(225 / 22, abs=0.1) for upper, lower in pairwise(baselines))


@pytest.mark.parametrize("paragraphs", range(1, 24, 2))
def test_the_signature_never_stands_alone_on_a_page(paragraphs):
    pages = PdfReader(io.BytesIO(long_decline(paragraphs).pdf)).pages
    last = "".join(pages[-1].extract_text().split())
    assert "特此告知。厦门市湖里区市场监督管理局（印章）2026年4月29日" in last


def test_the_first_page_has_no_number_and_the_next_ones_have_it_outside():
    pages = measured(long_decline().pdf)
    assert not [text for *_, text in pages[0] if "—" in text]
    second = next(piece for piece in pages[1] if "—" in piece[3])
    third = next(piece for piece in pages[2] if "—" in piece[3])
    assert "".join(second[3].split()) == "—2—"
    assert second[0] < 105 < third[0]


def test_fonts_are_embedded_as_subsets():
    fonts = {}
    for page in PdfReader(io.BytesIO(long_decline().pdf)).pages:
        for font in page["/Resources"]["/Font"].values():
            descendant = font["/DescendantFonts"][0]
            fonts[descendant["/BaseFont"]] = "/FontFile3" in descendant["/FontDescriptor"]
    assert all(fonts.values())
    assert all(name[7] == "+" for name in fonts)
    assert {name[8:].split("-")[0] for name in fonts} == {"FandolFang", "FandolSong"}


def test_the_docx_has_the_same_page():
    document = docx.Document(io.BytesIO(render.render(NOTICES["complaint-decline-121"], DECLINE).docx))
    section, normal = document.sections[0], document.styles["Normal"]
    near = pytest.approx
    assert (section.page_width, section.page_height) == (near(Mm(210), abs=700), near(Mm(297), abs=700))
    assert (section.top_margin, section.left_margin) == (near(Mm(37), abs=700), near(Mm(28), abs=700))
    assert section.page_width - section.left_margin - section.right_margin == near(Mm(156), abs=1400)
    assert (normal.font.size, normal.font.name) == (Pt(16), "仿宋")
    assert 22 * normal.paragraph_format.line_spacing <= Mm(225)
    title, *_, thanks, bureau, day = document.paragraphs
    assert title.runs[0].font.size == Pt(22)
    assert thanks.paragraph_format.keep_with_next
    assert bureau.paragraph_format.keep_with_next
    assert not day.paragraph_format.keep_with_next
