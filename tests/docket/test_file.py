"""Filing a case: number, at least two officers, ninety days, and what is told to whom."""

from __future__ import annotations

from datetime import date

import pytest

from tests import cast
from tests.docket.arrival_cast import text_of
from tests.docket.checking_cast import FILED, OLD, a_report
from xiaobao.docket.models import Case, Document, Exclusion
from xiaobao.refusals import Refused
from xiaobao.rules.filing import FEWEST_OFFICERS


@pytest.fixture
def ready(register, officers):
    return a_report(register, officers).ready(FILED)


def test_the_case_has_a_number_of_its_own_and_the_officers_proposed(ready):
    taken = ready.filed(enforcement_number="闽厦湖市监案〔2026〕77号")
    case = Case.objects.get()
    assert (case.number, case.enforcement_number) == ("湖市监案〔2026〕1号", "闽厦湖市监案〔2026〕77号")
    assert (case.officers, case.filed_on, case.cause) == (
        ["陈思远", "温岚"],
        date(2026, 5, 20),
        "涉嫌销售超过保质期的食品",
    )
    assert len(case.officers) >= FEWEST_OFFICERS
    assert (ready.matter.state, ready.matter.report.decision) == ("filed", "filed")
    assert taken.event.data["case"] == case.number


def test_ninety_days_begin_and_the_check_stops(ready):
    ready.filed()
    check, case = ready.clock("report.check"), ready.clock("case.decision")
    assert (check.state, check.stopped_on) == ("stopped", date(2026, 5, 20))
    # Ninety natural days after Wednesday 20 May.
    assert (case.state, case.due_on) == ("running", date(2026, 8, 18))
    assert ready.matter.next_clock == "case.decision"


def test_the_form_says_what_shows_each_condition_and_who_handles_the_case(ready):
    ready.filed()
    text = text_of(Document.objects.get(notice="filing-form"))
    for said in (
        "审批事项立案", "案由涉嫌销售超过保质期的食品", "湖市监案〔2026〕1号", "陈思远、温岚",
        "（一）有证据初步证明", "冷柜内查获过期酸奶十二盒", "（四）在给予行政处罚的法定期限内",
        "《市场监督管理行政处罚程序规定》第十九条第一款",
    ):  # fmt: skip
        assert said in text, said


def test_the_leader_may_name_others_of_the_unit_and_no_strangers(ready):
    for officers, said in ((["陈思远"], "两名以上"), (["陈思远", "黎安"], "黎安不是承办单位")):
        with pytest.raises(Refused) as refused:
            ready.filed(officers=officers)
        assert said in refused.value.fields["officers"]
    assert not Case.objects.exists()
    ready.filed(officers=["温岚", "苏明"], cause="涉嫌销售过期食品")
    case = Case.objects.get()
    assert (case.officers, case.cause) == (["温岚", "苏明"], "涉嫌销售过期食品")


def test_under_order_20_who_gave_a_name_is_told_of_the_filing(register, officers):
    one = a_report(register, officers, OLD).ready(FILED)
    notice = one.filed().documents[1]
    assert notice.notice == "filing-notice-20"
    assert "决定立案" in text_of(notice)
    one.serve(notice)
    assert one.clock("report.filing_notice").state == "stopped"


def test_a_decision_waits_for_days_still_being_left_out(ready):
    Exclusion.objects.create(
        matter=ready.matter, clock="report.check", ground="testing", began_on=cast.TODAY, proof="受理单"
    )
    with pytest.raises(Refused) as refused:
        ready.filed()
    assert "扣除期间还没有结束" in refused.value.sentence


@pytest.mark.parametrize("same", ["proposed_by", "reviewed_by"])
def test_whoever_signed_before_does_not_decide(ready, officers, same):
    ready.matter.proposals.update(**{same: officers["fangzhou"].user})
    with pytest.raises(Refused) as refused:
        ready.filed()
    assert "三个不同的人" in refused.value.sentence
    assert ready.matter.proposals.get().decision == ""
