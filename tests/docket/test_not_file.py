"""Not filing: three signatures, the form of approval, and who is told under which rule."""

from __future__ import annotations

from datetime import date

import pytest

from tests import cast
from tests.docket.arrival_cast import kept_without_words, text_of
from tests.docket.checking_cast import FOUND, NOT_FILED, OLD, REASON, OneReport, a_report
from xiaobao.docket.actions.not_file import not_file
from xiaobao.docket.models import Case, Document
from xiaobao.refusals import NotAllowed, NotFound, Refused
from xiaobao.vault.models import AuditEntry


@pytest.fixture
def ready(register, officers):
    return a_report(register, officers).ready()


def test_the_report_is_not_filed_and_why_is_kept(ready):
    taken = ready.not_filed(words="同意核查人员意见。")
    matter, report = ready.matter, ready.matter.report
    assert (matter.state, matter.is_open) == ("not_filed", True)
    assert (report.decision, report.decided_on, report.ground, report.unmet) == (
        "not_filed",
        date(2026, 5, 20),
        None,
        [1],
    )
    assert report.reason == REASON
    assert not Case.objects.exists()
    (proposal,) = matter.proposals.all()
    signed = (proposal.proposed_by.name, proposal.reviewed_by.name, proposal.decided_by.name)
    assert signed == ("陈思远", "苏明", "方舟")
    assert (proposal.review, proposal.decision) == ("approved", "approved")
    assert taken.event.ruling.words == "同意核查人员意见。"
    assert AuditEntry.objects.last().act == "matter.not_file"


def test_the_check_stops_on_the_day_of_the_decision(ready):
    ready.not_filed()
    clock = ready.clock("report.check")
    # Fifteen working days after Monday 18 May: Monday 8 June.
    assert (clock.state, clock.stopped_on, clock.due_on) == (
        "stopped",
        date(2026, 5, 20),
        date(2026, 6, 8),
    )
    assert ready.matter.unclocked == "已决定不予立案，等待归档办结"


def test_the_form_has_the_facts_the_reason_and_three_signatures_with_their_days(ready):
    ready.on("2026-05-21").not_filed(words="同意。")
    form = Document.objects.get(notice="filing-form")
    text = text_of(form)
    assert form.number == "湖市监立审〔2026〕1号"
    for said in (
        "立案/不予立案审批表", "审批事项不予立案", FOUND, REASON, "厦门青禾生鲜超市有限公司",
        "（一）不符合：有证据初步证明", "第十九条第一款第一项",
        "签名：陈思远2026年5月20日", "签名：苏明2026年5月20日", "签名：方舟2026年5月21日",
    ):  # fmt: skip
        assert said in text, said
    assert "周喆" not in text
    assert not form.addressees.exists()


def test_under_order_121_nobody_is_told_of_the_decision_itself_and_the_rule_says_so(ready):
    taken = ready.not_filed()
    assert [document.notice for document in taken.documents] == ["filing-form"]
    said = next(one for one in taken.weighed if "不再单独告知" in one.text)
    assert said.citation == "《市场监督管理投诉举报处理办法》第三十六条"
    assert not ready.matter.clocks.filter(clock="report.filing_notice").exists()


def test_under_order_20_who_gave_a_name_is_told_within_five_working_days(register, officers):
    one = a_report(register, officers, OLD).ready()
    form, notice = one.not_filed().documents
    assert (form.notice, notice.notice) == ("filing-form", "not-filing-notice-20")
    text = text_of(notice)
    for said in ("周喆：", "决定不予立案", REASON, "第三十一条第二款"):
        assert said in text, said
    assert [(to.side, to.name) for to in notice.addressees.all()] == [("reporter", "周*")]
    clock = one.clock("report.filing_notice")
    # Decided on Wednesday 4 March: five working days are Wednesday 11 March.
    assert (clock.state, clock.started_on, clock.due_on) == ("running", date(2026, 3, 4), date(2026, 3, 11))
    one.on("2026-03-06").serve(notice)
    clock = one.clock("report.filing_notice")
    assert (clock.state, clock.stopped_on) == ("stopped", date(2026, 3, 6))


@pytest.mark.parametrize(
    ("who", "clock"), [({"person_name": "匿名"}, None), ({"person_name": "", "person_phone": ""}, None)]
)
def test_under_order_20_who_gave_no_name_is_not_told(register, officers, who, clock):
    one = a_report(register, officers, OLD, **who).ready()
    taken = one.not_filed()
    assert len(taken.documents) == 1
    assert one.matter.clocks.filter(clock="report.filing_notice").first() is clock


def test_under_order_20_a_name_without_a_way_to_reach_it_is_put_on_record(register, officers):
    one = a_report(register, officers, OLD, person_phone="", system="hotline_12345").ready()
    taken = one.not_filed()
    assert (len(taken.documents), taken.event.data["unreachable"]) == (1, True)
    clock = one.clock("report.filing_notice")
    assert (clock.state, clock.stopped_on) == ("stopped", date(2026, 3, 4))
    assert "举报人无法联系" in clock.derivation


def test_a_masked_name_has_to_be_written_out_for_the_notice_of_order_20(register, officers):
    one = a_report(register, officers, OLD, person_name="周*").ready()
    with pytest.raises(Refused) as refused:
        one.not_filed()
    assert "举报人全名" in refused.value.fields["addressee"]
    assert one.matter.state == "received"
    assert "周喆" in text_of(one.not_filed(addressee="周喆").documents[1])


def test_one_of_the_situations_of_article_20_is_a_reason_of_its_own(register, officers):
    one = a_report(register, officers)
    reason = "标签价签错位一处，店方当场改正，没有顾客购买，没有造成危害后果。"
    one.ready({"what": "not_file", "ground": 1, "facts": FOUND, "reason": reason})
    one.not_filed()
    assert (one.matter.report.ground, one.matter.report.unmet) == (1, [])
    text = text_of(Document.objects.get(notice="filing-form"))
    assert "可以不予立案的情形：（一）违法行为轻微" in text
    assert "《市场监督管理行政处罚程序规定》第二十条第一款第一项" in text


def test_the_leader_needs_a_reviewed_proposal_of_the_same_kind(register, officers):
    one = a_report(register, officers)
    for step in (one.checked, one.proposed):
        step()
        with pytest.raises(Refused) as refused:
            one.not_filed()
        assert "审核同意" in refused.value.sentence
    one.reviewed()
    with pytest.raises(Refused) as refused:
        one.filed()
    assert "意见是不予立案" in refused.value.sentence
    assert one.matter.state == "received"


@pytest.mark.parametrize("who", ["hemin", "chensiyuan", "suming", "luyiheng", "xuan", "heqing"])
def test_only_a_leader_of_the_bureau_decides(ready, who):
    with pytest.raises((NotAllowed, NotFound)):
        ready.do(not_file, who=who)
    assert ready.matter.state == "received"


def test_nothing_personal_stands_in_events_or_the_audit_trail(ready):
    ready.not_filed(words="只写在这里的话")
    kept = kept_without_words(ready.key)
    for words in ("周喆", "13900000002", "只写在这里的话", REASON, FOUND):
        assert words not in kept, words


def test_what_the_decision_rests_on_is_the_condition_not_met_or_the_ground(ready, register, officers):
    said = {reason.text: reason.citation for reason in ready.not_filed().weighed}
    assert said["决定的条件见所引条款。"] == "《市场监督管理行政处罚程序规定》第十九条第一款第一项"
    other = OneReport(register(cast.report(external_id="R2")), officers)
    other.ready(NOT_FILED | {"unmet": [], "ground": 1, "reason": "当场改正，过期仅一日，没有售出。"})
    said = {reason.text: reason.citation for reason in other.not_filed().weighed}
    assert said["决定的条件见所引条款。"] == "《市场监督管理行政处罚程序规定》第二十条第一款第一项"


@pytest.mark.parametrize("classified", [True, False])
def test_a_report_nobody_has_classified_is_pointed_out(ready, classified):
    if classified:
        ready.about("price")
    said = "".join(reason.text for reason in ready.not_filed().weighed)
    assert ("举报事项尚未确定" in said) is not classified
