"""One letter, two procedures: when it can be divided and what each half must have."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from xiaobao import law as law_room
from xiaobao.rules import splitting
from xiaobao.rules.acts import Track
from xiaobao.rules.splitting import Division, Letter

# 林晓禾's letter, registered as a complaint: she wants her money back and reports the shop.
LETTER = Letter(regulation="samr-order-121", track=Track.COMPLAINT, files=frozenset({1, 2}))
REPORT = replace(LETTER, track=Track.REPORT)
DIVISION = Division(
    words_here="酸奶过期，要求退货。",
    words_other="该店销售过期酸奶。",
    requests=("退货",),
    files_here=frozenset({1}),
    files_other=frozenset({1, 2}),
)


@pytest.fixture(scope="module")
def law():
    return law_room.load()


@pytest.mark.parametrize(
    "letter", [LETTER, REPORT, replace(LETTER, reachable=False), replace(REPORT, named=False)]
)
def test_a_letter_not_yet_placed_can_be_divided(law, letter):
    decision = splitting.check(letter, DIVISION, law=law)
    assert decision.outcome == "allowed"
    assert [citation.partition("》")[2] for citation in decision.citations] == ["第九条", "第三十七条"]


@pytest.mark.parametrize(
    ("letter", "division", "field", "new", "old"),
    [
        (replace(LETTER, divided=True), DIVISION, "", "", ""),
        (replace(LETTER, placed_on=date(2026, 5, 19)), DIVISION, "", "", ""),
        (replace(REPORT, decided=True), DIVISION, "", "", ""),
        (LETTER, replace(DIVISION, words_here=" "), "words_here", "第九条", "第七条"),
        (LETTER, replace(DIVISION, words_other=""), "words_other", "第九条", "第七条"),
        (LETTER, replace(DIVISION, files_here=frozenset({1, 3})), "files_here", "", ""),
        (LETTER, replace(DIVISION, files_other=frozenset()), "files_here", "", ""),
        (REPORT, replace(DIVISION, requests=(" ",)), "requests", "第三条第一款", "第三条第一款"),
        (replace(REPORT, reachable=False), DIVISION, "", "第十条第一款第一项", "第九条第一款第一项"),
        (REPORT, replace(DIVISION, anonymous=True), "anonymous", "第三十七条", "第三十三条"),
    ],
)  # fmt: skip
def test_what_stands_against_it_is_said_with_its_article(law, letter, division, field, new, old):
    for regulation, article in (("samr-order-121", new), ("samr-order-20", old)):
        decision = splitting.check(replace(letter, regulation=regulation), division, law=law)
        assert decision.outcome == "refused"
        assert [(reason.field, reason.citation.partition("》")[2]) for reason in decision.reasons] == [
            (field, article)
        ]


def test_the_report_half_of_a_complaint_may_be_anonymous(law):
    assert splitting.check(LETTER, replace(DIVISION, anonymous=True), law=law).outcome == "allowed"


def test_a_complaint_divided_keeps_its_requests_unless_others_are_written(law):
    assert splitting.check(LETTER, replace(DIVISION, requests=()), law=law).outcome == "allowed"
