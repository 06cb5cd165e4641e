"""Complaints walked from arrival to their end, every act on the way, under both rules."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest

from tests.docket.settling_cast import market
from tests.journeys.conftest import QINGHE, WORDS, Walk
from xiaobao.docket.actions.accept import accept
from xiaobao.docket.actions.appoint_agent import appoint_agent
from xiaobao.docket.actions.appraise import appraise
from xiaobao.docket.actions.ask_material import ask_material
from xiaobao.docket.actions.assign import assign
from xiaobao.docket.actions.attach import attach
from xiaobao.docket.actions.close import close
from xiaobao.docket.actions.confirm import confirm
from xiaobao.docket.actions.consent import consent
from xiaobao.docket.actions.decide_recusal import decide_recusal
from xiaobao.docket.actions.decline import decline
from xiaobao.docket.actions.delegate import delegate
from xiaobao.docket.actions.dispute import dispute
from xiaobao.docket.actions.end_dispute import end_dispute
from xiaobao.docket.actions.enrol import DistributionGiven, PersonGiven
from xiaobao.docket.actions.entrust import entrust
from xiaobao.docket.actions.extend import extend
from xiaobao.docket.actions.finish_appraisal import finish_appraisal
from xiaobao.docket.actions.hand_back import hand_back
from xiaobao.docket.actions.invite import invite
from xiaobao.docket.actions.join import join
from xiaobao.docket.actions.lead import lead
from xiaobao.docket.actions.mediate import mediate
from xiaobao.docket.actions.perform import perform
from xiaobao.docket.actions.place import place
from xiaobao.docket.actions.recall import recall
from xiaobao.docket.actions.recuse import recuse
from xiaobao.docket.actions.redirect import redirect
from xiaobao.docket.actions.reopen import reopen
from xiaobao.docket.actions.resume import resume
from xiaobao.docket.actions.return_ import return_
from xiaobao.docket.actions.settle import settle
from xiaobao.docket.actions.settle_first import settle_first
from xiaobao.docket.actions.split import split
from xiaobao.docket.actions.supplement import supplement
from xiaobao.docket.actions.take_back import take_back
from xiaobao.docket.actions.terminate import terminate
from xiaobao.docket.actions.transfer import transfer
from xiaobao.docket.actions.verify_identity import verify_identity
from xiaobao.docket.actions.visit import visit
from xiaobao.docket.actions.void import void
from xiaobao.docket.actions.withdraw import withdraw
from xiaobao.docket.models import Link
from xiaobao.refusals import NotFound, Refused
from xiaobao.rules import workflow
from xiaobao.vault.audit import verify

BOTH = ("complainant", "respondent")
HALL = {"mode": "on_site", "place": "湖里所调解室（虚构）", "mediators": ("陈思远",)}
TWO_WEEKS = {
    "samr-order-121": ("05-20", "05-22", "05-26", "06-03"),
    "samr-order-20": ("03-04", "03-06", "03-10", "03-18"),
}
"""Four working days of the walk under either rule."""


@pytest.fixture
def days(regulation: str) -> tuple[str, str, str, str]:
    return TWO_WEEKS[regulation]


@pytest.fixture
def in_mediation(at_the_station: Walk, days: tuple[str, ...]) -> Walk:
    """The complaint accepted and told, both sides willing."""
    walk = at_the_station
    walk.on(days[0])
    walk.serves(walk.do(accept))
    for side in BOTH:
        walk.do(
            consent, side=side, subject="mediation", given=True, how="phone", on=walk.day, proof="电话同意。"
        )
    return walk


def test_a_settlement_from_the_counter_to_the_return_visit(in_mediation: Walk, days, regulation):
    walk = in_mediation
    walk.on(days[1])
    walk.do(invite, when="09:00", held_at=walk.at("15:00"), **HALL, bring="合同", recusal_days=1)
    session = walk.matter.sessions.get()
    present = {"complainant_present": True, "respondent_present": True}
    walk.do(
        mediate, when="16:30", session_id=session.pk, held_at=walk.at("15:00"), **HALL, **present,
        minutes=WORDS, result="agreed",
    )  # fmt: skip
    person = walk.matter.parties.get()
    settled = walk.do(
        settle, when="17:00", settlement="agreement", terms="三日内更换门板。", on=walk.day,
        settled=Decimal("800"), recovered=Decimal("0"), consented=(person.pk,), respondent_consents=True,
        proof="双方签字。",
    )  # fmt: skip
    with pytest.raises(Refused):  # not before both hold a copy
        walk.do(close, when="17:10", words=WORDS)
    walk.serves(settled.documents[0], when="17:20")
    walk.on(days[2])
    walk.do(perform, on=walk.day, recovered=Decimal("800"), words="款项到账。")
    walk.do(visit, side="complainant", on=walk.day, channel="phone", reached=True, satisfaction="very")
    walk.do(close, when="11:00", words="调解书已归档。")
    assert (walk.matter.state, walk.matter.complaint.outcome, walk.matter.complaint.recovered) == (
        "closed",
        "settled",
        Decimal("800"),
    )
    ending = "121" if regulation == "samr-order-121" else "20"
    assert walk.papers() == [
        f"complaint-form-{ending}",
        "receipt",
        f"complaint-acceptance-{ending}",
        f"mediation-notice-{ending}",
        f"mediation-notice-{ending}",
        "minutes",
        f"agreement-{ending}",
    ]
    assert list(verify()) == []


def test_recusal_appraisal_and_delegation_and_then_no_agreement(in_mediation: Walk, days, regulation):
    walk = in_mediation
    walk.on(days[1])
    walk.do(invite, when="09:00", held_at=walk.at("15:00"), **HALL, recusal_days=1)
    walk.do(
        recuse,
        side="respondent",
        against="陈思远",
        ground="relative",
        words="调解人员系投诉人近亲属。",
        on=walk.day,
    )
    with pytest.raises(Refused):
        walk.do(invite, when="11:00", held_at=walk.at("16:00"), **HALL, recusal_days=1)
    walk.do(decide_recusal, who="suming", when="14:00", upheld=True, replacement="苏明", words=WORDS)
    kind = walk.do(
        appraise, when="14:30", kind="testing", subject="门板色差", body="虚构检测中心", chosen="agreed",
        cost="被投诉人垫付", began_on=walk.day, proof="检测委托书",
    ).matter.appraisals.get().kind  # fmt: skip
    assert (kind, walk.clock("complaint.mediation").state) == ("testing", "paused")
    assert walk.matter.unclocked
    walk.on(days[2])
    walk.do(finish_appraisal, ended_on=walk.day, result="色差超出约定。", proof="检测报告一份")
    for side in BOTH:
        walk.do(
            consent, side=side, subject="delegation", given=True, how="phone", on=walk.day, proof="同意。"
        )
    walk.do(delegate, when="11:00", body="湖里区消费者权益保护委员会（虚构）", words=WORDS)
    walk.on(days[3])
    walk.do(take_back, outcome="failed", on=walk.day, words=WORDS)
    ground = 3 if regulation == "samr-order-121" else 4
    ended = walk.do(
        terminate,
        when="11:00",
        ground=ground,
        evidence=["调解记录"],
        words="投诉人坚持整体重做，双方分歧不能弥合。",
    )
    assert walk.clock("complaint.mediation").state == "stopped"
    assert walk.clock("complaint.termination_notice").state == "running"
    printed = walk.printed(ended.documents[0])
    assert f"林晓禾、{QINGHE.name}：" in printed
    walk.serves(ended.documents[0])
    assert walk.clock("complaint.termination_notice").state == "stopped"
    walk.do(close, when="17:00", words="双方已告知，归档。")
    walk.do(resume, who="suming", when="17:10", words="抽查发现检测机构资质有误，恢复调解。")
    assert (walk.matter.state, walk.clock("complaint.mediation").state) == ("accepted", "running")


def test_material_and_identity_are_asked_for_once_and_a_refusal_ends_in_a_decline(
    walk: Walk, days, regulation
):
    walk.arrives(person=PersonGiven(name="林晓禾", phone="13900000001"))
    walk.do(
        ask_material,
        who="hemin",
        items=["购买凭证", "通讯地址"],
        due_on=walk.day.replace(day=walk.day.day + 3),
    )
    with pytest.raises(Refused):
        walk.do(ask_material, who="hemin", items=["照片"], due_on=walk.day.replace(day=walk.day.day + 3))
    walk.do(
        verify_identity, who="hemin", items=["身份证复印件"], due_on=walk.day.replace(day=walk.day.day + 3)
    )
    walk.on(days[0])
    walk.do(
        supplement, who="hemin", kind="material", on=walk.day, received=["购买凭证"], complete=False,
        postal="厦门市湖里区虚构路88号", words="仍缺付款记录。",
    )  # fmt: skip
    walk.do(place, who="hemin", respondent_kind="ordinary", actual_here=True, within_duties=True)
    walk.do(assign, who="hemin", office="huli")
    walk.on(days[1])
    refused = walk.do(
        decline, ground=5, evidence=["补正通知及其送达记录"], words="限期内未提供付款记录，无法核实争议事实。"
    )
    walk.serves(refused)
    walk.do(close, when="17:00", words=WORDS)
    walk.do(reopen, who="luyiheng", when="17:30", words="投诉人当日在另一窗口已提交材料，重新审查。")
    assert (walk.matter.state, walk.clock("complaint.acceptance").state) == ("received", "running")
    again = walk.do(accept, when="17:40")
    assert again.number.endswith("〔2026〕1号")
    ledger = walk.clock("complaint.acceptance").ledger
    assert [entry["kind"] for entry in ledger] == ["start", "stop", "reopen", "stop"]


def test_one_letter_becomes_a_complaint_and_a_report_each_with_its_own_clock(walk: Walk):
    walk.arrives()
    attach(
        matter_id=walk.matter_id, officer=walk.officers["hemin"], at=walk.at(), files=[("合格证.png", PNG)]
    )
    photo = walk.matter.attachments.get()
    taken = walk.do(
        split,
        who="hemin",
        words_here="请求更换衣柜门板。",
        words_other="展厅所示合格证编号查无此号。",
        requests=("更换",),
        files_other=(photo.pk,),
    )
    link = Link.objects.get()
    assert (link.kind, link.earlier_id, link.later.kind) == ("split", walk.matter_id, "report")
    assert taken.data["linked"] == link.later.number
    assert [file.sha256 for file in link.later.attachments.all()] == [photo.sha256]
    assert link.later.received_at == walk.matter.received_at
    assert {clock.clock for clock in link.later.clocks.all()} == {"report.check"}
    with pytest.raises(Refused):
        walk.do(split, who="hemin", words_here="再分一次。", words_other="再分一次。", requests=())


PNG = b"\x89PNG\r\n\x1a\n"


def test_two_neighbours_join_and_an_agent_speaks_for_them(walk: Walk, days):
    walk.arrives()
    walk.do(
        join, who="hemin", people=[PersonGiven(name="周喆", phone="13900000002", postal="厦门市湖里区虚构路90号")],
        consented=True, proof="书面同意书。", representatives=(0,), mandate="共同推选书",
    )  # fmt: skip
    principal = walk.matter.parties.filter(representative=True).get()
    walk.do(
        appoint_agent, who="hemin", side="complainant", principal_id=principal.pk, name="黎安", phone="13900000003",
        id_kind="居民身份证", id_number="虚构证件号", matters="代为参加调解", special=True, until=None, original=True,
    )  # fmt: skip
    roles = sorted(walk.matter.parties.values_list("role", flat=True))
    assert roles == ["agent", "complainant", "complainant"]


def test_a_distributed_matter_goes_back_to_where_it_came_from_and_never_sideways(walk: Walk, days):
    sent = DistributionGiven(
        sender="厦门市市场监督管理局（虚构）", number="厦市监分送〔2026〕7号", sent_on=walk.day
    )
    walk.arrives(channel="superior", distribution=sent)
    walk.do(assign, who="hemin", office="huli")
    walk.do(hand_back, words="被投诉人实际经营地在思明区。")
    assert walk.matter.office.code == "intake"
    assert walk.clock("complaint.acceptance").state == "running"
    with pytest.raises(NotFound):  # out of 湖里所's reach now; and passing on is no act of theirs
        walk.do(assign, who="suming", office="jiangtou")
    walk.do(dispute, who="hemin", with_whom="思明区市场监督管理局（虚构）", arose_on=walk.day)
    assert walk.clock("jurisdiction.dispute").state == "running"
    walk.on(days[0])
    walk.do(
        end_dispute, who="hemin", outcome="agreed", on=walk.day, ours=False, elsewhere="思明区市场监督管理局（虚构）",
        words=WORDS,
    )  # fmt: skip
    walk.do(return_, who="hemin", when="11:00", words="协商一致由思明区局处理。")
    assert (walk.matter.state, walk.matter.is_open, walk.matter.has_running_clock) == (
        "returned",
        False,
        False,
    )


def test_a_request_for_information_is_told_its_own_route_and_a_withdrawal_is_confirmed(walk: Walk):
    walk.arrives()
    walk.do(redirect, who="hemin", nature="disclosure", route="请向本局政务公开机构提出政府信息公开申请。")
    assert (walk.matter.state, walk.papers()[-1]) == ("redirected", "other-route")
    walk.arrives()
    walk.do(withdraw, who="hemin", on=walk.day, how="phone", words="双方已自行和解。")
    assert (walk.matter.state, walk.papers()[-1]) == ("withdrawn", "withdrawal")


def test_a_lead_met_in_mediation_opens_a_report_and_the_police_get_a_letter(
    in_mediation: Walk, days, regulation
):
    walk = in_mediation
    walk.do(lead, when="14:00", discovered_on=walk.day, words="展厅样品合格证编号查无此号，涉嫌伪造。")
    opened = Link.objects.get(kind="lead").later
    assert (opened.kind, [clock.clock for clock in opened.clocks.all()]) == (
        "report",
        ["complaint.lead_check"],
    )
    walk.matter_id, complaint = opened.pk, walk.matter_id
    before = walk.clock("complaint.lead_check").due_on
    given = {"clock": "complaint.lead_check", "words": "需要外地协查，情况特殊。"}
    walk.do(extend, who="fangzhou", when="15:00", **given)
    assert walk.clock("complaint.lead_check").due_on > before
    walk.matter_id = complaint
    walk.do(
        transfer, who="suming", when="16:00", body="厦门市公安局湖里分局（虚构）", suspicion="extorted", facts=WORDS,
        materials=["通话录音"],
    )  # fmt: skip
    assert walk.papers()[-1] == "police-letter"
    letter = walk.matter.documents.last()
    voided = walk.do(void, who="suming", when="16:30", document_id=letter.pk, words="收件机关名称有误。")
    letter.refresh_from_db()
    assert (letter.voided_at, letter.void_reason) == (voided.at, "收件机关名称有误。")


def test_the_head_of_the_station_gives_it_to_another_officer(at_the_station: Walk):
    walk = at_the_station
    walk.do(entrust, who="suming", handler="wenlan", words="陈思远休假。")
    walk.do(accept, who="wenlan")
    assert (walk.matter.handler.username, walk.matter.state) == ("wenlan", "accepted")


def test_settled_first_at_the_second_try(at_the_station: Walk):
    walk, shop = at_the_station, market()
    given = {"partner": shop.pk, "way": "odr", "how": "phone"}
    walk.do(settle_first, **given)
    assert (walk.matter.state, walk.papers()[-1]) == ("settling", "settle-first-slip")
    walk.do(recall, when="10:30", words="消费者来电，一直没有人联系。")
    assert (walk.matter.state, walk.clock("complaint.acceptance").started_on) == ("received", walk.day)
    walk.do(settle_first, when="11:00", **given)
    walk.do(confirm, when="15:00", how="phone", terms="退货退款。", settled=Decimal("36.50"), satisfaction=4)
    assert (walk.matter.state, walk.matter.is_open) == ("reconciled", False)
    assert [one.ending for one in walk.matter.diversions.all()] == ["officer", "settled"]


def test_the_walks_leave_no_act_of_the_table_out():
    source = Path(__file__).read_text(encoding="utf-8")
    acts = {row.act.value for row in workflow.TABLE if row.on_desk and row.track == "complaint"}
    beside = {"register", "note", "serve"}  # walked in conftest, and a note is no step
    missing = {
        act for act in acts - beside if f"import {'return_' if act == 'return' else act}\n" not in source
    }
    assert missing == set()
