"""What the handbook holds about the seven hot categories: a whole chapter, typical cases, questions."""

from __future__ import annotations

import re

import pytest

from xiaobao import law
from xiaobao.rules import hot_categories
from xiaobao.rules.handbook import book as books
from xiaobao.rules.handbook import checks
from xiaobao.rules.handbook.entry import Entry
from xiaobao.rules.handbook.kinds import CATEGORY_SECTIONS, Chapter, Kind, Precedent, Question
from xiaobao.rules.hot_categories import HotCategory, Traits

CONTENT = law.content_dir()
CATEGORIES = hot_categories.load(CONTENT)
BOOK = books.read(CONTENT / books.FOLDER)
LONG_NUMBER = re.compile(r"\d{7,}|\d{3,4}-\d{7,8}")
FULL_NAME = re.compile(
    r"(?:消费者|举报人|游客|投诉人)[“”]?[赵钱孙李周吴郑王陈林黄张刘杨许蔡郭苏叶何][\u4e00-\u9fff]{1,2}(?![\u4e00-\u9fff])"
)


def chapters() -> dict[str, Entry]:
    """Return the chapters about a hot category, by its id."""
    heads = [(one, one.head) for one in BOOK.of(Kind.CHAPTER)]
    return {head.category: one for one, head in heads if isinstance(head, Chapter) and head.category}


def cases_of(category: str) -> list[Entry]:
    """Return the typical cases of a hot category."""
    heads = [(one, one.head) for one in BOOK.of(Kind.PRECEDENT)]
    return [one for one, head in heads if isinstance(head, Precedent) and category in head.categories]


@pytest.mark.parametrize("category", CATEGORIES, ids=lambda one: one.id)
def test_a_category_has_its_chapter_its_cases_and_its_questions(category: HotCategory) -> None:
    chapter = chapters()[category.id]
    asked = [one.head for one in BOOK.of(Kind.QUESTION) if isinstance(one.head, Question)]

    assert chapter.title == category.name
    assert chapter.sections == CATEGORY_SECTIONS
    assert len({cite.regulation for cite in chapter.citations}) >= 5
    assert f"{{{{precedents {category.id}}}}}" in chapter.section("典型案例").splitlines()
    assert len(cases_of(category.id)) >= 3
    assert len([one for one in asked if one.chapter == chapter.slug]) >= 4


def test_a_typical_case_teaches_points_and_cites_articles_that_stand_in_the_law() -> None:
    known = checks.known_of(BOOK, law.load(CONTENT), [one.id for one in CATEGORIES])

    for one in BOOK.of(Kind.PRECEDENT):
        assert isinstance(one.head, Precedent)
        assert one.head.invented, one.path
        assert one.head.cues, one.path
        assert 2 <= len(one.head.points) <= 4, one.path
        assert "samr-order-121" in {cite.regulation for cite in one.citations}, one.path
        assert list(checks.complaints(one, known)) == [], one.path


def test_no_entry_leads_back_to_a_person() -> None:
    told = {one.path: [*LONG_NUMBER.findall(one.text), *FULL_NAME.findall(one.text)] for one in BOOK}

    assert {path: found for path, found in told.items() if found} == {}


def test_lodging_is_travel_and_not_food() -> None:
    room = Traits(objects=("服务", "餐饮和住宿服务", "住宿服务"), text="客房没有打扫")
    meal = Traits(objects=("服务", "餐饮和住宿服务", "餐饮服务"), text="送餐太慢")

    assert [one.category.id for one in hot_categories.propose(CATEGORIES, room)] == ["travel"]
    assert [one.category.id for one in hot_categories.propose(CATEGORIES, meal)] == ["food"]


def test_nothing_makes_a_matter_a_professional_claim_but_a_person() -> None:
    written = Traits(
        objects=("商品（产品）", "食品", "乳制品"), text="退一赔十，请依法查处并书面答复", people=4
    )
    named = Traits(text="退一赔十", matter_class="professional")

    assert "professional" not in {one.category.id for one in hot_categories.propose(CATEGORIES, written)}
    assert [one.category.id for one in hot_categories.propose(CATEGORIES, named)] == ["professional"]
