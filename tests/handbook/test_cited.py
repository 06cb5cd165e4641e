"""What a citation says: the official words where they are loaded, else the paraphrase."""

from __future__ import annotations

import pytest

from tests import cast
from tests.conftest import CONTENT
from tests.handbook.law_cast import published
from xiaobao import law
from xiaobao.handbook import shelf
from xiaobao.handbook.cited import words_of
from xiaobao.handbook.material import Material
from xiaobao.handbook.web import Web
from xiaobao.law import UnknownArticle, official
from xiaobao.rules.handbook.entry import Citation

BOOK = law.load(CONTENT)


@pytest.fixture
def folder(tmp_path):
    """A folder of official texts that holds Order 121."""
    official.load_text(published(tmp_path), tmp_path / "official", BOOK)
    return tmp_path / "official"


def said(article, folder):
    return words_of(BOOK, Citation("samr-order-121", article), folder)


def test_until_a_text_is_loaded_the_paraphrase_stands_and_says_that_it_is_none(tmp_path):
    cited = said("15(1)", tmp_path)
    assert cited.citation == "《市场监督管理投诉举报处理办法》第十五条第一款"
    assert (cited.words[:5], cited.official) == ("有处理权限", False)


def test_once_it_is_loaded_its_words_stand(folder):
    assert said("15(2)", folder)[1:] == ("虚构的二款。", True)
    assert said("16[3]", folder).words == "有下列情形之一的：\n（三）虚构情形3。"


def test_where_the_text_counts_its_paragraphs_otherwise_the_whole_article_stands(folder):
    assert said("3(2)", folder)[1:] == ("虚构条文。", True)


def test_a_ground_is_paraphrased_with_its_item(tmp_path):
    assert said("16[3]", tmp_path).words.splitlines()[1].startswith("（三）不是为生活消费需要")


def test_a_whole_regulation_has_no_words(folder):
    assert said("", folder) == ("《市场监督管理投诉举报处理办法》", "", False)


def test_an_article_nobody_holds_is_refused(folder):
    with pytest.raises(UnknownArticle):
        said("99", folder)


def test_a_citation_on_a_page_is_a_link_that_says_the_words(tmp_path, folder):
    body = "依据[[samr-order-121:15(2)]]告知。"

    def page(official_folder):
        material = Material(BOOK, shelf.shipped(CONTENT), {}, cast.TODAY, official_folder)
        return Web(material, article=lambda cite: f"/law/{cite.regulation}").html(body)

    assert 'title="（转述，以官方文本为准）不予受理的' in page(tmp_path)
    assert 'title="虚构的二款。" href="/law/samr-order-121"' in page(folder)
