"""The handbook as PDF, Word and an offline page: nothing lost, nothing internal in the public part."""

from __future__ import annotations

import io
import re
from pathlib import Path

import docx
import pytest
from pypdf import PdfReader
from pypdf.generic import ArrayObject

from tests import cast
from tests.handbook import product_cast
from xiaobao.documents import volume_pdf
from xiaobao.documents.volume import Grid, Paragraph, plain, walk
from xiaobao.handbook import products
from xiaobao.refusals import NotFound

INTERNAL = (
    "电话怎么说",
    "首次联系投诉人",
    "收到投诉先看管辖",
    "蛋糕店承诺不兑现",
    "几个工作日内决定是否受理？",
)
PUBLIC = ("投诉怎样办", "发票和偷漏税")


@pytest.fixture(scope="module")
def whole():
    """The whole small book as a volume."""
    from xiaobao.docket.rulebook import current

    return product_cast.volume(current(), product_cast.book())


@pytest.fixture(scope="module")
def printed(whole):
    """The whole small book as PDF."""
    return products.write(whole, "pdf")


def text_of(form: str, data: bytes) -> str:
    """All the words of a product, without white space."""
    if form == "pdf":
        words = "".join(page.extract_text() for page in PdfReader(io.BytesIO(data)).pages)
    elif form == "docx":
        words = "".join(part.text or "" for part in docx.Document(io.BytesIO(data)).element.body.iter())
    else:
        words = re.sub(r"<[^>]+>", "", data.decode())
    return re.sub(r"\s+", "", words)


class TestNothingIsLost:
    """Every entry is in every product, whether a chapter draws it or not."""

    @pytest.mark.parametrize("form", ["docx", "html"])
    def test_every_title_is_in_it(self, whole, form) -> None:
        words = text_of(form, products.write(whole, form))
        assert [title for title in (*PUBLIC, *INTERNAL) if title not in words] == []

    def test_every_title_is_in_the_pdf(self, printed) -> None:
        words = text_of("pdf", printed)
        assert [title for title in (*PUBLIC, *INTERNAL) if title not in words] == []

    def test_what_no_chapter_draws_comes_in_an_appendix(self, whole) -> None:
        assert [f"{one.number} {one.title}" for one in whole.chapters] == [
            "第一章 投诉怎样办", "第二章 电话怎么说", "附录一 办理要点", "附录二 其他典型案例",
            "附录三 练习题", "附录四 引用的条文",
        ]  # fmt: skip

    def test_a_citation_is_written_in_full_marked_as_paraphrase_and_leads_to_its_words(self, whole) -> None:
        first = whole.chapters[0].blocks[0]
        assert isinstance(first, Paragraph)
        cited = next(run for run in first.text if run.to)
        assert cited.text == "《市场监督管理投诉举报处理办法》第十五条第一款※"
        laws = [one for one in walk(whole.chapters[-1].blocks) if isinstance(one, Grid)]
        row = next(row for row in laws[0].rows if row.anchor == cited.to)
        assert "七个工作日" in plain(row.cells[1])
        assert "以官方文本为准" in whole.chapters[0].notes[0]


class TestThePublicPart:
    """Citizens see what is marked public, and no word for the telephone."""

    @pytest.mark.parametrize("form", ["docx", "html", "pdf"])
    def test_it_has_no_internal_title(self, rulebook, form) -> None:
        words = text_of(
            form, products.write(product_cast.volume(rulebook, product_cast.book(), public=True), form)
        )
        assert [title for title in INTERNAL if title in words] == []
        assert [title for title in PUBLIC if title not in words] == []
        assert "这件事由税务机关负责" not in words


class TestThePrintedBook:
    """A4, fonts within, drawings as vectors, bookmarks."""

    def test_its_pages_fonts_and_drawings(self, printed) -> None:
        reader = PdfReader(io.BytesIO(printed))
        pages = reader.pages
        assert {tuple(round(float(side)) for side in page.mediabox[2:]) for page in pages} == {(595, 842)}
        fonts, pictures = {}, []
        for page in pages:
            found = page["/Resources"]
            for font in found.get("/Font", {}).values():
                inner = font.get_object().get("/DescendantFonts", ArrayObject([font]))[0].get_object()
                fonts[font.get_object()["/BaseFont"]] = set(inner["/FontDescriptor"].get_object())
            pictures += [
                one for one in found.get("/XObject", {}).values() if one.get_object()["/Subtype"] == "/Image"
            ]
        assert len(fonts) >= 3
        assert [name for name, keys in fonts.items() if not keys & {"/FontFile2", "/FontFile3"}] == []
        assert pictures == []

    def test_it_has_bookmarks_a_title_and_tags(self, printed) -> None:
        reader = PdfReader(io.BytesIO(printed))
        titles = [one.title for one in reader.outline if not isinstance(one, list)]
        assert titles[:2] == ["第一章　投诉怎样办", "第二章　电话怎么说"]
        assert reader.metadata is not None
        assert reader.metadata.title == "消费投诉举报处置指导手册（第二版，内部使用）"
        assert reader.trailer["/Root"]["/MarkInfo"]["/Marked"]  # type: ignore[index]

    def test_a_process_of_its_own_makes_the_same_bytes(self, whole, printed) -> None:
        assert volume_pdf.write_apart(whole) == printed


class TestTheOfflinePage:
    """One file that asks nobody for anything."""

    def test_it_fetches_nothing_and_takes_no_word_for_markup(self, whole) -> None:
        page = products.write(whole, "html").decode()
        assert re.findall(r"""(?:src|href)=["'](?!#)[^"']*["']""", page) == []
        assert "default-src 'none'" in page
        assert "&lt;b&gt;不是网页标记&lt;/b&gt;" in page

    def test_a_phrase_can_be_copied_without_the_marks_of_print(self, whole) -> None:
        words = re.findall(r'data-words="([^"]*)"', products.write(whole, "html").decode())
        assert words[-1] == (
            "您好，这里是厦门市湖里区市场监督管理局。我们会在〔届满日〕前告诉您"
            "（《市场监督管理投诉举报处理办法》第十五条第一款）。"
        )


class TestMarksOfChange:
    """A bar at what is new or rewritten since the edition before."""

    def test_only_the_paragraph_that_was_rewritten_is_marked(self, rulebook) -> None:
        new = product_cast.book(收到投诉="接到投诉")
        bound = product_cast.volume(rulebook, new, before=product_cast.book())
        every = [one for chapter in bound.chapters for one in walk(chapter.blocks)]
        marked = [one for one in every if isinstance(one, Paragraph) and one.changed]
        assert [plain(one.text)[:9] for one in marked] == ["自接到投诉之日起七"]


class TestKept:
    """A file is made once for everything printed in it."""

    def test_it_is_made_once_and_the_older_one_goes(self, rulebook, tmp_path: Path) -> None:
        first = product_cast.volume(rulebook, product_cast.book())
        made = products.kept(first, "html", tmp_path)
        (file,) = tmp_path.iterdir()
        file.write_bytes(b"as it lies there")
        assert products.kept(first, "html", tmp_path) == b"as it lies there"
        second = product_cast.volume(rulebook, product_cast.book(收到投诉="接到投诉"))
        assert products.kept(second, "html", tmp_path) != made
        assert len(list(tmp_path.iterdir())) == 1

    def test_a_form_there_is_not_is_not_found(self, whole, tmp_path: Path) -> None:
        with pytest.raises(NotFound):
            products.kept(whole, "odt", tmp_path)


@pytest.mark.slow
class TestTheRealBook:
    """The handbook that comes with the software."""

    def test_every_entry_is_printed(self, rulebook) -> None:
        from xiaobao.handbook.shelf import shipped

        shown = shipped()
        words = text_of("pdf", products.write(product_cast.volume(rulebook, shown), "pdf"))
        titles = [re.sub(r"\s+", "", entry.title) for entry in shown]
        assert [title for title in titles if title not in words] == []
        assert cast.TODAY.strftime("%Y年") in words
