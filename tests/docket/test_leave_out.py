"""Days left out of the check of a report: on the law's grounds, with proof, never overlapping."""

from __future__ import annotations

from datetime import date

import pytest

from tests import cast
from tests.docket.checking_cast import FILED, NOT_FILED, a_report
from tests.docket.test_lead import act
from xiaobao.docket.actions.accept import accept
from xiaobao.docket.actions.count_again import count_again
from xiaobao.docket.actions.leave_out import leave_out
from xiaobao.docket.models import Exclusion, Matter
from xiaobao.refusals import Refused

GIVEN = {
    "clock": "report.check",
    "ground": "testing",
    "began_on": date(2026, 5, 20),
    "proof": "检测委托书第7号",
    "body": "虚构食品检测中心",
    "subject": "酸奶一盒，菌落总数",
}


@pytest.fixture
def one(register, officers):
    return a_report(register, officers)


def left_out(one, **changes):
    return one.do(leave_out, **GIVEN | changes)


def ended(one, **changes):
    given = {"ended_on": one.at.date(), "ended_proof": "检测报告第7号", "result": "菌落总数合格。"}
    row = Exclusion.objects.filter(ended_on=None).last()
    return one.do(count_again, **{"exclusion_id": row.pk if row else 0} | given | changes)


def test_the_clock_pauses_and_the_ledger_names_the_proof(one):
    taken = left_out(one)
    clock = one.clock("report.check")
    assert (clock.state, clock.due_on) == ("paused", None)
    assert clock.ledger[1] == {
        "kind": "pause",
        "on": "2026-05-20",
        "reason": "testing",
        "document": "检测委托书第7号",
    }
    assert one.matter.unclocked == "检测、检验、检疫、鉴定等期间不计入期限，等待结果"
    assert taken.event.data == {"clock": "report.check", "ground": "testing", "began_on": "2026-05-20"}


def test_both_the_first_and_the_last_day_are_left_out(one):
    left_out(one)
    one.on("2026-05-26")
    ended(one)
    clock = one.clock("report.check")
    # 19 May counts; 20, 21, 22, 25 and 26 May do not; fourteen more from 27 May end on 15 June.
    assert (clock.state, clock.due_on) == ("running", date(2026, 6, 15))
    row = Exclusion.objects.get()
    assert (row.ended_on, row.ended_proof, row.result) == (
        date(2026, 5, 26),
        "检测报告第7号",
        "菌落总数合格。",
    )


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"clock": "case.decision"}, "clock"),
        ({"ground": "hearing"}, "ground"),
        ({"ground": "suspension"}, "ground"),
        ({"proof": " "}, "proof"),
        ({"began_on": date(2026, 5, 21)}, "began_on"),
        ({"began_on": date(2026, 5, 17)}, "began_on"),
    ],
)
def test_only_what_the_row_of_the_clock_knows_and_can_be_proved(one, wrong, field):
    with pytest.raises(Refused) as refused:
        left_out(one, **wrong)
    assert field in refused.value.fields
    assert one.clock("report.check").state == "running"


def test_what_begins_after_the_period_is_over_leaves_nothing_out(one):
    one.on("2026-06-09")
    with pytest.raises(Refused) as refused:
        left_out(one, began_on=date(2026, 6, 9))
    assert "本局不扣除" in refused.value.fields["began_on"]


def test_no_two_at_once_and_no_day_twice(one):
    left_out(one)
    with pytest.raises(Refused):
        left_out(one, ground="appraisal")
    one.on("2026-05-22")
    ended(one)
    with pytest.raises(Refused) as refused:
        left_out(one, began_on=date(2026, 5, 22))
    assert "不能重叠" in refused.value.fields["began_on"]
    one.on("2026-05-25")
    left_out(one, began_on=date(2026, 5, 25))
    assert Exclusion.objects.count() == 2


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"ended_on": date(2026, 5, 19)}, "ended_on"),
        ({"ended_on": date(2026, 5, 23)}, "ended_on"),
        ({"ended_proof": ""}, "ended_proof"),
        ({"exclusion_id": 0}, "exclusion_id"),
    ],
)
def test_the_end_needs_a_day_that_can_be_proved(one, wrong, field):
    left_out(one)
    one.on("2026-05-22")
    with pytest.raises(Refused) as refused:
        ended(one, **wrong)
    assert field in refused.value.fields


def test_in_a_case_its_own_period_pauses_on_its_own_grounds(one):
    one.ready(FILED).filed()
    with pytest.raises(Refused) as refused:
        left_out(one, clock="case.decision", ground="suspension")
    assert "听证" in refused.value.fields["ground"]
    left_out(one, clock="case.decision", ground="hearing", proof="听证通知书")
    assert one.clock("case.decision").state == "paused"
    one.on("2026-05-29")
    ended(one)
    # Ten days, 20 to 29 May, of which the first is the day of filing itself: nine are added to 18 August.
    assert one.clock("case.decision").due_on == date(2026, 8, 27)


def test_a_proposal_is_warned_and_a_decision_waits(one):
    one.checked()
    left_out(one)
    taken = one.proposed(NOT_FILED)
    assert any("决定之前应当结束" in reason.text for reason in taken.weighed)
    one.reviewed()
    with pytest.raises(Refused) as refused:
        one.not_filed()
    assert "扣除期间还没有结束" in refused.value.sentence
    ended(one)
    one.not_filed()
    assert one.matter.state == "not_filed"


def test_the_check_of_a_lead_found_in_mediation_leaves_days_out_too(register, officers):
    from xiaobao.docket.actions.lead import lead

    key = register()
    act(accept, key, officers["chensiyuan"])
    act(lead, key, officers["chensiyuan"], discovered_on=cast.TODAY, words="另有过期酸奶在售。")
    report = Matter.objects.get(kind="report")
    act(leave_out, report.pk, officers["chensiyuan"], **GIVEN | {"clock": "complaint.lead_check"})
    assert report.clocks.get().state == "paused"
