"""What the shipped handbook says of the procedure: nothing left out, nothing said that must not be."""

from __future__ import annotations

import re

import pytest

from tests.conftest import CONTENT
from xiaobao import law
from xiaobao.rules.acts import State, Track
from xiaobao.rules.complaint_steps import STATES as COMPLAINT_STATES
from xiaobao.rules.handbook import book as books
from xiaobao.rules.handbook.beside import Situation, fitting, on_ground
from xiaobao.rules.handbook.kinds import Kind, Phrase
from xiaobao.rules.report_steps import STATES as REPORT_STATES

BOOK = books.read(CONTENT / books.FOLDER)
PHRASES = {one.slug: one for one in BOOK.of(Kind.PHRASE)}
PLACES = [(Track.COMPLAINT, one) for one in COMPLAINT_STATES] + [(Track.REPORT, one) for one in REPORT_STATES]
GROUNDS = [ground.number for ground in law.load(CONTENT).regulation("samr-order-121").decline_grounds]
CHAPTERS = (
    "complaint", "report", "complaint-or-report", "jurisdiction", "settle-first", "outside-remit",
    "phone-phrases", "law-changes", "documents",
)  # fmt: skip


@pytest.mark.parametrize(("track", "state"), PLACES)
def test_every_state_says_what_to_look_at_and_what_to_say(track: Track, state: State):
    found = fitting(BOOK, Situation(track, state))
    own = [one for one in found.steps if state in one.applies.states]
    assert own
    assert all(4 <= one.body.count("\n- ") + 1 <= 9 for one in own)
    assert [one for one in found.phrases if state in one.applies.states]


@pytest.mark.parametrize("ground", GROUNDS)
def test_every_ground_for_declining_has_its_step_and_its_words(ground: int):
    found = on_ground(BOOK, ground)
    assert {Kind.STEP, Kind.PHRASE} == {one.kind for one in found}
    cited = f"[[samr-order-121:16[{ground}]]]"
    assert all(cited in one.body for one in found if one.slug == f"decline-{ground}")
    assert {one.slug for one in found} >= {f"decline-{ground}"}


@pytest.mark.parametrize(
    "category", ["food", "home", "joint", "professional", "online", "travel", "own-platform"]
)
@pytest.mark.parametrize(
    ("track", "state"),
    [
        (Track.COMPLAINT, State.RECEIVED),
        (Track.COMPLAINT, State.ACCEPTED),
        (Track.REPORT, State.RECEIVED),
    ],
)
def test_every_hot_category_narrows_what_to_look_at(category: str, track: Track, state: State):
    found = fitting(BOOK, Situation(track, state, categories=(category,)))
    assert found.steps[0].applies.categories == (category,)


@pytest.mark.parametrize(("respondent", "article"), [("platform", "13(2)"), ("merchant", "13(3)")])
def test_where_the_respondent_trades_decides_which_article_is_read_first(respondent: str, article: str):
    found = fitting(BOOK, Situation(Track.COMPLAINT, State.RECEIVED, respondent=respondent))
    assert f"samr-order-121:{article}" in [str(one) for one in found.steps[0].citations]


def test_nobody_is_promised_the_notice_of_filing_that_was_deleted():
    told = re.compile(r"(?<!十)五个工作日|(?<!\d)5个工作日|立案告知书")
    assert [slug for slug, one in PHRASES.items() if told.search(one.body)] == []
    assert [slug for slug, one in PHRASES.items() if "[[samr-order-20" in one.text] == []


def test_no_respondent_hears_of_a_reporter():
    to_respondents = [one for slug, one in PHRASES.items() if slug.startswith("respondent-")]
    assert len(to_respondents) >= 10
    for one in to_respondents:
        assert not re.search("举报人|有人举报|举报了|samr-order-121:37", one.body), one.slug
        # A report's number would let whoever hears it ask for the report.
        assert "{{number}}" not in one.body or Track.REPORT not in one.applies.tracks, one.slug


def test_what_is_said_to_a_respondent_is_named_so():
    situations = {slug: one.head.situation for slug, one in PHRASES.items() if isinstance(one.head, Phrase)}
    named = {slug for slug, situation in situations.items() if situation.startswith("对被")}
    assert named == {slug for slug in situations if slug.startswith("respondent-")}


def test_what_is_for_the_bureau_alone_is_not_public():
    inside = ("phone-phrases", "documents", "written-replies", "who-handles")
    assert not any(BOOK.entries[f"chapters/{slug}.md"].public for slug in inside)
    assert not any(one.public for kind in (Kind.PHRASE, Kind.STEP) for one in BOOK.of(kind))


@pytest.mark.parametrize("chapter", CHAPTERS)
def test_every_chapter_of_the_procedure_can_be_practised(chapter: str):
    asked = [one for one in BOOK.of(Kind.QUESTION) if getattr(one.head, "chapter", "") == chapter]
    assert len(asked) >= 4
    assert all(one.citations for one in asked)
