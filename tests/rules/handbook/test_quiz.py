"""The quiz of a chapter: what somebody wrote, what a case teaches, and what the law says today."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from tests import cast
from xiaobao import law
from xiaobao.rules.handbook import book as books
from xiaobao.rules.handbook.quiz import MOST, chapters, quiz

CHAPTERS = {
    "chapters/complaint.md": "---\ntitle: 投诉处置流程\norder: 10\n---\n见后。\n",
    "chapters/report.md": "---\ntitle: 举报处置流程\norder: 20\n---\n见后。\n",
    "chapters/food.md": "---\ntitle: 食品安全\norder: 30\ncategory: food\n---\n见后。\n",
    "chapters/preface.md": "---\ntitle: 前言\norder: 1\n---\n见后。\n",
}
QUESTION = (
    "---\ntitle: 谁决定是否受理？\nchapter: complaint\noptions: [投诉人, 有处理权限的市场监管部门]\nanswer: 2\n---\n"
    "有处理权限的部门决定（[[samr-order-121:15(1)]]）。\n"
)
CASE = (
    "---\ntitle: {title}\ntrack: complaint\ncategories: [food]\noutcome: 达成调解\npoints: [{point}]\n---\n"
    "## 案情\n\n一\n\n## 处理\n\n二（[[samr-order-121:15(1)]]）\n\n## 评析\n\n三\n"
)
BOOK = books.of_texts(
    CHAPTERS
    | {
        "questions/who.md": QUESTION,
        "precedents/one.md": CASE.format(title="过期酸奶", point="保质期以标注为准"),
        "precedents/two.md": CASE.format(title="缺斤短两", point="计量以复称为准"),
    }
)


def asked(chapter: str, seed: int = 7, lawbook: law.Lawbook | None = None, day: date = cast.TODAY):
    """The quiz of a chapter."""
    return quiz(BOOK, lawbook or law.load(), chapter, seed, day=day)


@pytest.mark.parametrize("chapter", ["complaint", "report", "food"])
def test_the_same_seed_asks_the_same_and_another_one_otherwise(chapter):
    assert asked(chapter) == asked(chapter) != asked(chapter, seed=8)
    assert 6 <= len(asked(chapter)) <= MOST
    assert all(one.citation and one.why and len(set(one.options)) >= 2 for one in asked(chapter))
    assert len({one.ref for one in asked(chapter)}) == len(asked(chapter))


def test_a_chapter_without_anything_to_ask_has_no_quiz():
    assert [one.slug for one in chapters(BOOK)] == ["complaint", "report", "food"]
    assert asked("preface") == () == asked("nothing")


def test_a_written_question_is_answered_by_its_own_words():
    one = next(one for one in asked("complaint") if one.ref == "question:who")
    assert one.options[one.right] == "有处理权限的市场监管部门"
    assert one.why == "有处理权限的部门决定（《市场监督管理投诉举报处理办法》第十五条第一款）。"


def test_a_case_asks_which_point_of_law_is_its_own():
    one = next(one for one in asked("food") if one.ref.startswith("precedent:"))
    points = {"precedents/one.md": "保质期以标注为准", "precedents/two.md": "计量以复称为准"}
    assert one.options[one.right] == points[one.path]
    assert set(one.options) == set(points.values())


def test_a_period_is_asked_with_other_lengths_of_the_law_and_its_article():
    one = next(one for one in asked("complaint") if one.ref == "clock:samr-order-121/complaint.acceptance")
    assert one.words == "自收到投诉起，“投诉受理决定”的法定期限是多久？"
    assert (one.options[one.right], len(one.options)) == ("7个工作日", 4)
    assert one.citation == "《市场监督管理投诉举报处理办法》第十五条第一款"
    assert set(one.options) <= {row.measure for row in law.load().clocks()}


def test_a_change_of_law_changes_the_question_and_its_answer():
    lawbook = law.load()
    order = lawbook.regulation("samr-order-121")
    rows = tuple(replace(row, amount=9) if row.id == "complaint.acceptance" else row for row in order.clocks)
    changed = law.Lawbook({**lawbook.regulations, order.id: replace(order, clocks=rows)})
    one = next(one for one in asked("complaint", lawbook=changed) if one.ref.endswith("complaint.acceptance"))
    assert one.options[one.right] == "9个工作日"
    before = asked("complaint", day=date(2026, 4, 14))
    assert {one.ref.partition(":")[2].partition("/")[0] for one in before if one.ref.startswith("clock")} == {
        "samr-order-20"
    }


def test_a_ground_is_asked_beside_what_is_none():
    lawbook = law.load()
    grounds = {one.text for one in lawbook.regulation("samr-order-121").decline_grounds}
    found = [one for one in asked("complaint") if one.ref.startswith("ground:")]
    assert found
    assert all({*one.options} & grounds == {one.options[one.right]} for one in found)
    report = [one for one in asked("report") if one.ref.startswith("ground:")]
    assert report
    assert all(one.citation.startswith("《市场监督管理行政处罚程序规定》第二十条") for one in report)
