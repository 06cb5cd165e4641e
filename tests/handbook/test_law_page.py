"""A regulation by article, and the list of those we hold."""

from __future__ import annotations

import pytest

from tests import cast
from tests.conftest import CONTENT
from tests.handbook.law_cast import published
from xiaobao import law
from xiaobao.documents import notices
from xiaobao.handbook import shelf
from xiaobao.handbook.law_page import Shelf, law_list, law_page
from xiaobao.handbook.material import Material
from xiaobao.law import official
from xiaobao.refusals import NotFound

BOOK = law.load(CONTENT)


@pytest.fixture
def material(tmp_path):
    """What pages of the law are made from, with an empty folder of official texts."""
    return Material(BOOK, shelf.shipped(CONTENT), notices.load(CONTENT), cast.TODAY, tmp_path / "official")


def article(number, material):
    return next(one for one in law_page("samr-order-121", material).articles if one.number == number)


def test_an_article_tells_what_rests_on_it_and_what_cites_it(material):
    found = article("15", material)
    assert (found.anchor, found.name, found.official) == ("a15", "第十五条", False)
    assert "投诉受理决定：7个工作日" in [one.words for one in found.rests]
    assert "chapters/complaint.md" in [entry.path for entry in found.entries]
    assert {"complaint-acceptance-121", "complaint-decline-121"} <= {one.id for one in found.notices}


def test_once_a_text_is_loaded_every_article_of_it_stands_in_its_words(material, tmp_path):
    official.load_text(published(tmp_path), material.official, BOOK)
    page = law_page("samr-order-121", material)
    assert page.official
    assert all(one.official for one in page.articles)
    assert article("15", material).words == ("虚构的一款。", "虚构的二款。")


def test_the_list_parts_what_is_law_from_what_was(material):
    shelves = {line.regulation.id: group.shelf for group in law_list(material) for line in group.lines}
    assert shelves["samr-order-121"] is Shelf.IN_FORCE
    assert shelves["samr-order-20"] is Shelf.FORMER
    assert shelves["telecom-regulations"] is Shelf.OTHER


def test_the_list_is_narrowed_by_words_of_the_title(material):
    found = {line.regulation.id for group in law_list(material, "投诉举报 办法") for line in group.lines}
    assert found == {"samr-order-121", "samr-order-20"}


def test_a_regulation_nobody_holds_is_not_found(material):
    with pytest.raises(NotFound):
        law_page("another", material)
