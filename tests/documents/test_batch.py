"""Several documents as one PDF: in order, each on its own sheet when both sides are printed."""

from __future__ import annotations

import io

import pytest
from pypdf import PdfReader

from tests.documents.documents_cast import ACCEPTANCE, CONTENT, DECLINE
from tests.documents.documents_facts import FACTS
from xiaobao.documents import notices, render
from xiaobao.documents.batch import join
from xiaobao.documents.errors import RenderFailed

NOTICES = notices.load(CONTENT)


@pytest.fixture(scope="module")
def pdfs():
    """One page, two pages, one page."""
    made = [
        render.render(NOTICES["complaint-acceptance-121"], ACCEPTANCE),
        render.render(NOTICES["complaint-decline-121"], DECLINE),
        render.render(NOTICES["receipt"], FACTS["receipt"]),
    ]
    return [one.pdf for one in made]


def titles(data):
    pages = PdfReader(io.BytesIO(data)).pages
    return ["".join(page.extract_text().split())[:6] for page in pages]


def test_documents_follow_each_other_in_order(pdfs):
    assert titles(join(pdfs)) == ["投诉受理决定", "投诉不予受理", "依据该办法第", "投诉举报收件"]


def test_for_both_sides_each_begins_on_the_front_of_a_sheet(pdfs):
    assert titles(join(pdfs, duplex=True)) == [
        "投诉受理决定",
        "",
        "投诉不予受理",
        "依据该办法第",
        "投诉举报收件",
    ]


def test_a_blank_page_is_as_large_as_the_others(pdfs):
    sizes = {
        tuple(map(float, page.mediabox[2:])) for page in PdfReader(io.BytesIO(join(pdfs, duplex=True))).pages
    }
    assert len(sizes) == 1


def test_the_same_documents_give_the_same_bytes_and_no_maker_is_named(pdfs):
    assert join(pdfs) == join(iter(pdfs))
    assert PdfReader(io.BytesIO(join(pdfs))).metadata is None


def test_fonts_stay_embedded(pdfs):
    for page in PdfReader(io.BytesIO(join(pdfs))).pages:
        for font in page["/Resources"]["/Font"].values():
            assert "/FontFile3" in font["/DescendantFonts"][0]["/FontDescriptor"]


@pytest.mark.parametrize(
    ("bad", "reason"), [([], "没有可以合并"), ([b""], "第 1 份"), ([b"%PDF-1.7 nothing"], "第 1 份")]
)
def test_nothing_or_something_damaged_is_refused(bad, reason):
    with pytest.raises(RenderFailed, match=f"DOC-030 .*{reason}"):
        join(bad)


def test_the_damaged_one_is_named_by_its_place(pdfs):
    with pytest.raises(RenderFailed, match="第 2 份"):
        join([pdfs[0], pdfs[1][:300]])
