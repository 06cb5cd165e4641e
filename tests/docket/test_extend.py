"""A check is lengthened once, in time, by a leader of the bureau, and the unit is told in writing."""

from __future__ import annotations

from datetime import date

import pytest

from tests import cast
from tests.docket.arrival_cast import FREE_WORDS, OLD, act, kept_without_words, refused, text_of
from tests.docket.conftest import clocks
from xiaobao.docket import clockwork
from xiaobao.docket.actions.accept import accept
from xiaobao.docket.actions.extend import extend
from xiaobao.docket.actions.lead import lead
from xiaobao.docket.models import Matter
from xiaobao.refusals import NotAllowed
from xiaobao.rules.ledger import Entry

GIVEN = {"clock": "report.check", "words": FREE_WORDS}


def test_a_report_gets_fifteen_more_working_days(register, officers):
    key = register(cast.report())
    done = act(extend, key, officers["fangzhou"], **GIVEN)
    clock = clocks(key)["report.check"]
    # From Monday 18 May fifteen working days are 8 June; fifteen more, without 端午 (19 to 21 June), 30 June.
    assert (clock.state, clock.due_on) == ("running", date(2026, 6, 30))
    assert clock.ledger[1] == {"kind": "extend", "on": "2026-05-20", "approved_by": "局领导方舟"}
    assert Matter.objects.get(pk=key).next_due == date(2026, 6, 30)
    form, document = done.documents
    numbers = ["湖市监审批〔2026〕1号", "湖市监延核〔2026〕1号"]
    assert done.event.data == {"clock": "report.check", "documents": numbers}
    assert done.event.ruling.words == FREE_WORDS
    assert FREE_WORDS not in kept_without_words(key)
    assert [(one.side, one.name) for one in document.addressees.all()] == [("other", "湖里市场监督管理所")]
    text = text_of(document)
    for said in (
        "湖里市场监督管理所：",
        FREE_WORDS,
        "《市场监督管理行政处罚程序规定》第十八条第一款",
        "经局领导方舟批准",
        "延长15个工作日，至2026年6月30日届满",
    ):
        assert said in text
    assert "周喆" not in text
    assert (form.title, form.addressees.count()) == ("行政处罚案件有关事项审批表", 0)
    text, number = text_of(form), Matter.objects.get(pk=key).number
    for said in (
        "延长核查期限",
        f"（尚未立案，登记编号{number}）",
        "未立案",
        FREE_WORDS,
        "第十八条第一款",
        "同意延长核查期限15个工作日，至2026年6月30日届满。",
        "签署：局领导方舟",
    ):
        assert said in text, said
    assert "周" not in text


@pytest.mark.parametrize(
    ("row", "accepted_on", "article"),
    [
        (cast.complaint(), cast.NOON, "《市场监督管理投诉举报处理办法》第二十七条第一款"),
        (OLD, cast.at("2026-03-04"), "《市场监督管理投诉举报处理暂行办法》第二十三条第一款"),
    ],
)
def test_the_check_of_a_lead_is_lengthened_under_the_article_of_its_complaint(
    register, officers, row, accepted_on, article
):
    key = register(row)
    act(accept, key, officers["chensiyuan"], at=accepted_on)
    act(lead, key, officers["chensiyuan"], discovered_on=cast.TODAY, words="另有过期酸奶在售。")
    report = Matter.objects.get(kind="report")
    (document,) = act(
        extend, report.pk, officers["fangzhou"], **GIVEN | {"clock": "complaint.lead_check"}
    ).documents
    # After Wednesday 20 May fifteen working days are 10 June, thirty 2 July.
    assert clocks(report.pk)["complaint.lead_check"].due_on == date(2026, 7, 2)
    assert article in text_of(document)


def test_once_only(register, officers):
    key = register(cast.report())
    act(extend, key, officers["fangzhou"], **GIVEN)
    assert refused(extend, key, officers["fangzhou"], **GIVEN).code == "RUL-207"


def test_a_check_counted_anew_after_a_merger_can_be_lengthened_once_more(register, officers, rulebook):
    key = register(cast.report())
    act(extend, key, officers["fangzhou"], **GIVEN)
    matter = Matter.objects.get(pk=key)
    clockwork.enter(matter, clock="report.check", entry=Entry("restart", cast.TODAY), rulebook=rulebook)
    matter.save()
    done = act(extend, key, officers["fangzhou"], **GIVEN)
    # After Wednesday 20 May thirty working days are 2 July.
    assert clocks(key)["report.check"].due_on == date(2026, 7, 2)
    assert any("重新计算的期限可以再延长一次（推定）" in reason.text for reason in done.weighed)


@pytest.mark.parametrize(("day", "allowed"), [("2026-06-08", True), ("2026-06-09", False)])
def test_not_after_the_last_day(register, officers, day, allowed):
    key = register(cast.report())
    if allowed:
        act(extend, key, officers["fangzhou"], **GIVEN, at=cast.at(day))
    else:
        assert refused(extend, key, officers["fangzhou"], **GIVEN, at=cast.at(day)).code == "RUL-208"


def test_a_check_that_waits_for_a_test_still_waits(register, officers, rulebook):
    key = register(cast.report())
    matter = Matter.objects.get(pk=key)
    clockwork.enter(
        matter, clock="report.check", entry=Entry("pause", cast.TODAY, "testing"), rulebook=rulebook
    )
    matter.save()
    act(extend, key, officers["fangzhou"], **GIVEN)
    assert clocks(key)["report.check"].state == "paused"


@pytest.mark.parametrize(
    ("wrong", "field"),
    [({"words": " "}, "words"), ({"clock": "complaint.lead_check"}, "clock"), ({"clock": ""}, "clock")],
)
def test_a_reason_and_a_running_check_are_needed(register, officers, wrong, field):
    assert set(refused(extend, register(cast.report()), officers["fangzhou"], **GIVEN | wrong).fields) == {
        field
    }


@pytest.mark.parametrize("username", ["hemin", "chensiyuan", "suming", "luyiheng"])
def test_only_a_leader_of_the_bureau_may(register, officers, username):
    with pytest.raises(NotAllowed):
        act(extend, register(cast.report()), officers[username], **GIVEN)


def test_a_complaint_has_no_such_step(register, officers):
    assert refused(extend, register(), officers["fangzhou"], **GIVEN).code == "RUL-101"
