"""What two merged reports are about: no proposal goes past new facts, no answer gets lost with the merger."""

from __future__ import annotations

from datetime import date

import pytest

from tests import cast
from tests.docket.arrival_cast import act, refused
from tests.docket.checking_cast import NOT_FILED, OneReport
from tests.docket.conftest import clocks
from xiaobao.docket.actions.answer import answer
from xiaobao.docket.actions.classify import classify
from xiaobao.docket.actions.merge import merge
from xiaobao.docket.actions.send_back import send_back
from xiaobao.docket.models import Matter

FACTS = "补充了同一批次的进货单。"
ADVERTISING = "report.answer.advertising"


@pytest.fixture
def two(register):
    """周喆's report of 11 May, and another of the 18th."""
    first = register(cast.report(external_id="R1", received_at=cast.at("2026-05-11")))
    return first, register(cast.report())


def merged(two, officers, **given):
    """Merge the second into the first."""
    return act(merge, two[1], officers["chensiyuan"], earlier=two[0], new_facts=FACTS, **given)


@pytest.mark.parametrize("reviewed", [False, True])
def test_a_proposal_that_has_not_seen_the_new_facts_is_sent_back_first(two, officers, reviewed):
    """令2 第十八条第一款: 经核查; the new facts have not been checked."""
    one = OneReport(two[0], officers)
    one.checked()
    one.proposed(NOT_FILED)
    if reviewed:
        one.reviewed()
    given = {"earlier": two[0], "new_facts": FACTS}
    refusal = refused(merge, two[1], officers["chensiyuan"], **given)
    assert "先退回补充核查" in refusal.fields["earlier"]
    if reviewed:
        one.do(send_back, who="fangzhou", words="有新的事实。")
    else:
        one.reviewed(agree=False, words="有新的事实。")
    merged(two, officers)
    assert Matter.objects.get(pk=two[1]).state == "merged"


def test_the_earlier_report_takes_over_what_the_later_is_about_with_its_clock(two, officers):
    """广告法 第五十三条第一款: 自收到投诉之日起七个工作日内."""
    first, second = two
    act(classify, first, officers["chensiyuan"], subjects=["food"])
    act(classify, second, officers["chensiyuan"], subjects=["advertising"], evidenced=True)
    merged(two, officers)
    report = Matter.objects.get(pk=first).report
    assert (report.subjects, report.evidenced) == (["advertising", "food"], True)
    clock = clocks(first)[ADVERTISING]
    assert (clock.state, clock.started_on, clock.due_on) == ("running", date(2026, 5, 18), date(2026, 5, 27))
    told = Matter.objects.get(pk=first).events.get(verb="merge").data
    assert told["subjects"] == ["advertising", "food"]


def test_a_clock_that_runs_on_the_earlier_report_keeps_its_earlier_day(two, officers):
    first, second = two
    for key in two:
        act(classify, key, officers["chensiyuan"], subjects=["advertising"])
    merged(two, officers)
    assert clocks(first)[ADVERTISING].started_on == date(2026, 5, 11)
    assert clocks(second)[ADVERTISING].state == "stopped"


def test_a_clock_stopped_by_a_word_in_between_counts_again_for_the_later_report(two, officers):
    first, second = two
    one = OneReport(first, officers).about("advertising")
    (document,) = one.do(answer, duties=["advertising"], result="正在核查。").documents
    one.serve(document)
    assert clocks(first)[ADVERTISING].state == "stopped"
    act(classify, second, officers["chensiyuan"], subjects=["advertising"])
    merged(two, officers)
    clock = clocks(first)[ADVERTISING]
    assert (clock.state, clock.started_on) == ("running", date(2026, 5, 18))
    former = Matter.objects.get(pk=first).events.get(verb="merge").data["former"][ADVERTISING]
    assert former["stopped_on"] == "2026-05-20"


def test_of_what_nobody_has_classified_nothing_is_taken_over_and_it_is_said(two, officers):
    act(classify, two[0], officers["chensiyuan"], subjects=["food"])
    weighed = merged(two, officers).weighed
    assert any("举报事项尚未确定" in reason.text for reason in weighed)
    assert Matter.objects.get(pk=two[0]).report.subjects == ["food"]


def test_whoever_gave_a_name_is_not_merged_into_a_report_where_nobody_could_be_told(register, officers):
    """乳品 owes only those an answer who gave their name."""
    first = register(
        cast.report(
            external_id="R1",
            received_at=cast.at("2026-05-11"),
            person_name="",
            person_phone="",
            system="desk",
        )
    )
    second = register(cast.report())
    act(classify, second, officers["chensiyuan"], subjects=["dairy"])
    words = "两次来信的笔迹和附件相同。"
    given = {"earlier": first, "new_facts": FACTS, "words": words}
    refusal = refused(merge, second, officers["chensiyuan"], **given)
    assert "单独办理" in refusal.fields["earlier"]
    act(classify, second, officers["chensiyuan"], subjects=["price"], words="举报的是标价。")
    act(merge, second, officers["chensiyuan"], **given)
