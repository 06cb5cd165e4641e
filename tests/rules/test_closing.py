"""Closing and taking up again: what must be on file first, and where a closed complaint can go back to."""

from __future__ import annotations

from dataclasses import replace

import pytest

from xiaobao import law as law_room
from xiaobao.rules.closing import ClosingFacts, Paper, check_close, check_reopen, check_resume

DECLINE = Paper("decline", "投诉不予受理决定书（1号）")
ACCEPT = Paper("accept", "投诉受理决定书（1号）")
END = Paper("terminate", "投诉终止调解决定书（1号）")
AGREEMENT = Paper("agreement", "投诉调解书（1号）")
RECORD = Paper("settlement_record", "投诉调解协议（履行）记录（1号）")


@pytest.fixture(scope="module")
def law():
    return law_room.load()


def facts(state, *papers, **how):
    given = {"regulation": "samr-order-121", "state": state, "papers": papers} | how
    return ClosingFacts(**given)


def texts(decision):
    return [reason.text for reason in decision.reasons]


@pytest.mark.parametrize(
    ("found", "outcome"),
    [
        (facts("declined", DECLINE), "allowed"),
        (facts("declined"), "refused"),
        (facts("declined", replace(DECLINE, untold=("林**",))), "refused"),
        (facts("terminated", END), "allowed"),
        (facts("terminated", replace(END, untold=("被投诉人",))), "refused"),
        (facts("terminated", END, accepted_here=True), "refused"),
        (facts("terminated", END, ACCEPT, accepted_here=True), "allowed"),
        (facts("settled", AGREEMENT), "allowed"),
        (facts("settled", replace(AGREEMENT, untold=("林**",))), "refused"),
        (facts("settled", RECORD), "allowed"),
        (facts("settled", RECORD, replace(AGREEMENT, untold=("林**",))), "refused"),
        (facts("settled", replace(AGREEMENT, untold=("林**",)), RECORD), "allowed"),
        (facts("settled"), "refused"),
        (facts("settled", elsewhere=True), "refused"),
        (facts("declined", replace(DECLINE, addressed=False)), "refused"),
    ],
)
def test_what_must_be_on_file_before_closing(law, found, outcome):
    assert check_close(found, words="", law=law).outcome == outcome


@pytest.mark.parametrize("state", ["declined", "terminated", "settled"])
def test_decided_elsewhere_words_take_the_place_of_a_document(law, state):
    assert check_close(facts(state, elsewhere=True), words="平台已告知。", law=law).outcome == "allowed"


def test_words_do_not_take_the_place_of_telling(law):
    found = facts("declined", replace(DECLINE, untold=("林**",)))
    assert check_close(found, words="已经电话告知。", law=law).outcome == "refused"


@pytest.mark.parametrize(
    ("regulation", "state", "article"),
    [
        ("samr-order-121", "declined", "第十五条第二款"),
        ("samr-order-121", "terminated", "第二十三条第二款"),
        ("samr-order-121", "settled", "第二十四条第一款"),
        ("samr-order-20", "declined", "第十四条"),
        ("samr-order-20", "terminated", "第二十一条第二款"),
        ("samr-order-20", "settled", "第二十二条第一款"),
    ],
)
def test_the_article_is_the_one_of_the_regulation(law, regulation, state, article):
    assert check_close(facts(state, regulation=regulation), words="", law=law).citations[0].endswith(article)


def test_everything_missing_is_said_at_once(law):
    found = facts(
        "terminated", replace(ACCEPT, untold=("林**",)), accepted_here=True, unfinished=("鉴定尚未结束",)
    )
    assert texts(check_close(found, words="", law=law)) == [
        "没有有效的投诉终止调解决定书（可能已经作废），请重新制作并送达。",
        "投诉受理决定书（1号）还没有送达林**。",
        "还有没有了结的事项：鉴定尚未结束。请写明如何处理。",
    ]


def test_of_several_papers_the_newest_counts(law):
    again = replace(DECLINE, title="投诉不予受理决定书（2号）", untold=("林**",))
    assert texts(check_close(facts("declined", DECLINE, again), words="", law=law)) == [
        "投诉不予受理决定书（2号）还没有送达林**。"
    ]


@pytest.mark.parametrize(
    ("check", "decision", "outcome"),
    [
        (check_reopen, "declined", "allowed"),
        (check_reopen, "", "allowed"),
        (check_reopen, "accepted", "refused"),
        (check_resume, "accepted", "allowed"),
        (check_resume, "declined", "refused"),
        (check_resume, "", "refused"),
    ],
)
@pytest.mark.parametrize("regulation", ["samr-order-121", "samr-order-20"])
def test_a_complaint_goes_back_to_where_it_had_been(law, check, decision, outcome, regulation):
    found = check(decision=decision, words="原结果有误。", regulation=regulation, law=law)
    assert found.outcome == outcome
    assert found.citations[0].endswith("第五条")
    assert check(decision=decision, words=" ", regulation=regulation, law=law).outcome == "refused"
