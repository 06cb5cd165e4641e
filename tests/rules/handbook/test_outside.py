"""The 120 matters outside the remit: each says who is competent, what we keep, and how sure we are."""

from __future__ import annotations

import re

import pytest

from xiaobao import law
from xiaobao.rules.handbook import book as books
from xiaobao.rules.handbook.entry import Entry
from xiaobao.rules.handbook.kinds import Kind, Outside

BOOK = books.read(law.content_dir() / books.FOLDER)
ENTRIES = BOOK.of(Kind.OUTSIDE)
DOUBT = "依据尚未核实，答复前请向法制部门确认"
OLDER = "依据读到的是较早的文本"
SECTIONS = ("电话用语", "书面答复")
# A mobile number, an identity number: nothing of the kind stands in a card that every officer copies.
PERSONAL = re.compile(r"(?<!\d)(?:1[3-9]\d{9}|\d{17}[\dXx])(?!\d)")


def head(entry: Entry) -> Outside:
    """Return the head of a matter outside the remit."""
    assert isinstance(entry.head, Outside)
    return entry.head


def test_all_120_rows_are_there_in_their_order() -> None:
    assert [one.slug for one in ENTRIES] == [f"n{number:03}" for number in range(1, 121)]
    assert [head(one).order for one in ENTRIES] == list(range(1, 121))


def test_as_many_are_verified_as_the_survey_says() -> None:
    found = [head(one).confidence for one in ENTRIES]
    assert {name: found.count(name) for name in set(found)} == {
        "verified-2026-2src": 53, "verified-2026-1src": 18, "verified-older-copy": 32,
        "partly-verified": 5, "general-unverified": 12,
    }  # fmt: skip


@pytest.mark.parametrize("section", SECTIONS)
def test_every_matter_has_its_words_for_the_telephone_and_the_letter(section: str) -> None:
    assert [one.slug for one in ENTRIES if len(one.section(section)) < 60] == []


def test_a_verified_matter_cites_an_article_we_hold() -> None:
    held = law.load()
    for one in ENTRIES:
        cites = [cite.partition(":") for cite in head(one).cites]
        assert not head(one).verified or any(article for _, _, article in cites), one.slug
        assert all(held.cite(regulation, article or None) for regulation, _, article in cites)


def test_what_is_not_verified_says_so_in_both_texts_and_nothing_else_does() -> None:
    for one in ENTRIES:
        marked = [DOUBT in one.section(name) for name in SECTIONS]
        assert marked == [not head(one).verified] * 2, one.slug
        assert (OLDER in one.section("书面答复")) is (head(one).confidence == "verified-older-copy"), one.slug


def test_a_hotline_nobody_checked_is_called_unverified_where_it_is_said() -> None:
    with_hotline = [one for one in ENTRIES if head(one).hotline]
    assert len(with_hotline) == 25
    for one in with_hotline:
        number = head(one).hotline.partition("（未核实）")
        assert number[1]
        assert f"{number[0]}，这个号码我们未核实" in one.section("电话用语")


def test_a_complaint_learns_the_other_ways_and_a_report_that_we_have_no_authority() -> None:
    told = [one for one in ENTRIES if one.slug != "n115"]  # 令121 第四十四条: neither complaint nor report
    for one in told:
        letter = one.section("书面答复")
        assert "[[consumer-protection-law:39]]" in letter, one.slug
        assert "[[samr-order-121:34]]" in letter, one.slug
        assert "[[samr-order-121:16[" in letter, one.slug


@pytest.mark.parametrize("slug", ["n053", "n097", "n102", "n106", "n107"])
def test_food_is_handed_over_in_writing(slug: str) -> None:
    entry = BOOK.get(Kind.OUTSIDE, slug)
    assert entry is not None
    assert all("[[food-safety-law:115(1)]]" in entry.section(name) for name in SECTIONS)


def test_nobody_is_named_and_nothing_is_promised() -> None:
    for one in ENTRIES:
        assert not PERSONAL.search(one.text), one.slug
        assert not re.search(r"保证(?!金)|一定会|肯定会|马上", one.section("电话用语")), one.slug
