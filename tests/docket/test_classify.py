"""What a report is about: kept, with the clocks of telling; an insider's report is out of sight of most."""

from __future__ import annotations

from datetime import date

import pytest

from tests import cast
from tests.docket.arrival_cast import FREE_WORDS, act, kept_without_words, refused
from tests.docket.checking_cast import a_report
from tests.docket.conftest import clocks
from xiaobao.docket.actions.answer import answer
from xiaobao.docket.actions.classify import classify
from xiaobao.docket.models import Matter
from xiaobao.docket.queries import visible
from xiaobao.refusals import NotFound


@pytest.fixture
def key(register):
    """周喆's report."""
    return register(cast.report())


def test_what_it_is_about_is_kept_in_the_order_of_the_table(key, officers):
    done = act(classify, key, officers["chensiyuan"], subjects=["food", "advertising"], evidenced=True)
    report = Matter.objects.get(pk=key).report
    assert (report.subjects, report.evidenced, report.classified_on) == (
        ["advertising", "food"],
        True,
        cast.TODAY,
    )
    assert done.event.data == {"subjects": ["advertising", "food"], "evidenced": True, "insider": False}


def test_the_clock_of_the_law_counts_from_receipt_and_stops_when_it_no_longer_applies(key, officers):
    act(classify, key, officers["chensiyuan"], subjects=["advertising"])
    clock = clocks(key)["report.answer.advertising"]
    assert (clock.started_on, clock.state, clock.due_on) == (date(2026, 5, 18), "running", date(2026, 5, 27))
    assert "《中华人民共和国广告法》第五十三条第一款" in clock.basis
    act(classify, key, officers["chensiyuan"], subjects=["price"], words="举报的是标价。")
    assert clocks(key)["report.answer.advertising"].state == "stopped"
    act(classify, key, officers["chensiyuan"], subjects=["advertising"])
    assert clocks(key)["report.answer.advertising"].state == "running"


def test_none_of_the_subjects_is_an_answer_too(key, officers):
    act(classify, key, officers["chensiyuan"])
    report = Matter.objects.get(pk=key).report
    assert (report.subjects, report.classified_on) == ([], cast.TODAY)


def test_a_subject_that_was_not_law_on_the_day_is_refused_and_nothing_kept(register, officers):
    old = register(cast.report(received_at=cast.at("2025-09-01")))
    assert set(refused(classify, old, officers["chensiyuan"], subjects=["unfair_competition"]).fields) == {
        "subjects"
    }
    assert Matter.objects.get(pk=old).report.classified_on is None


def test_an_insiders_report_leaves_the_reach_of_who_need_not_know(key, officers):
    act(classify, key, officers["chensiyuan"], subjects=["food"], insider=True)
    assert Matter.objects.get(pk=key).guarded
    for username, sees in (("chensiyuan", False), ("hemin", False), ("suming", True), ("luyiheng", True)):
        assert visible(officers[username]).filter(pk=key).exists() is sees, username
    with pytest.raises(NotFound):
        act(classify, key, officers["chensiyuan"], subjects=["food"])


def test_lifting_the_guard_needs_a_reason_that_stays_beside_the_event(key, officers):
    act(classify, key, officers["suming"], subjects=["food"], insider=True)
    assert set(refused(classify, key, officers["suming"], subjects=["food"]).fields) == {"words"}
    done = act(classify, key, officers["suming"], subjects=["food"], words=FREE_WORDS)
    assert (Matter.objects.get(pk=key).guarded, done.event.ruling.words) == (False, FREE_WORDS)
    assert FREE_WORDS not in kept_without_words(key)


def test_a_complaint_is_not_classified(register, officers):
    assert refused(classify, register(), officers["chensiyuan"]).code == "RUL-101"


@pytest.mark.parametrize(
    "fewer", [{}, {"subjects": ["price"]}, {"subjects": ["unfair_competition"], "evidenced": None}]
)
def test_a_subject_the_reporter_is_owed_an_answer_on_is_not_dropped_without_a_reason(key, officers, fewer):
    """令121 第三十六条: the duty would fall away unseen, and the report close."""
    act(classify, key, officers["chensiyuan"], subjects=["unfair_competition"], evidenced=True)
    refusal = refused(classify, key, officers["chensiyuan"], **fewer)
    assert "本局要求" in refusal.fields["words"]
    act(classify, key, officers["chensiyuan"], **fewer, words="举报的不是不正当竞争。")


def test_a_subject_already_answered_on_stays(register, officers):
    one = a_report(register, officers).about("food", "price").ready()
    one.not_filed()
    told = {"duties": ["food"], "result": "没有发现违法行为，决定不予立案。"}
    (document,) = one.do(answer, **told).documents
    for sent_only in (True, False):
        if not sent_only:
            one.serve(document)
        refusal = refused(classify, one.key, officers["chensiyuan"], subjects=["price"], words="不涉及。")
        assert "不能再去掉" in refusal.fields["subjects"]
    one.about("food")
