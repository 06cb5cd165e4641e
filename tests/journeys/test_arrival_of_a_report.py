"""A report until its check begins, under either rule: what it is about, whose it is, whether it came before."""

from __future__ import annotations

import pytest

from tests.docket.arrival_cast import text_of
from tests.journeys.conftest import WORDS, ZHOU, Walk
from xiaobao.docket.actions.assign import assign
from xiaobao.docket.actions.classify import classify
from xiaobao.docket.actions.dispute import dispute
from xiaobao.docket.actions.end_dispute import end_dispute
from xiaobao.docket.actions.enrol import DistributionGiven, PersonGiven
from xiaobao.docket.actions.hand_back import hand_back
from xiaobao.docket.actions.merge import merge
from xiaobao.docket.actions.place_report import place_report
from xiaobao.docket.actions.redirect import redirect
from xiaobao.docket.actions.refer import refer
from xiaobao.docket.actions.repeat import repeat
from xiaobao.docket.actions.return_ import return_
from xiaobao.docket.actions.split import split
from xiaobao.docket.actions.transfer import transfer
from xiaobao.docket.models import Matter
from xiaobao.refusals import Refused

HERE = {"respondent_kind": "ordinary", "conduct_here": True, "within_duties": True}
SIMING = "厦门市思明区市场监督管理局"
SECRETS = ("周喆", "13900000002", "虚构路9号")


def at_the_station(walk: Walk) -> None:
    """Classify, place and assign the report."""
    walk.do(classify, who="hemin", subjects=["advertising", "product_safety"], evidenced=True)
    walk.do(place_report, who="hemin", **HERE)
    walk.do(assign, who="hemin", office="huli", handler="chensiyuan")


def test_a_report_is_classified_placed_and_assigned_and_its_clocks_run(walk: Walk) -> None:
    received = walk.is_reported()
    assert [document.notice.rpartition("-")[0] or document.notice for document in received.documents] == [
        "report-form",
        "receipt",
    ]
    at_the_station(walk)
    assert {clock.clock for clock in walk.matter.clocks.filter(state="running")} == {
        "report.check",
        "report.answer.advertising",
    }
    assert (walk.matter.handler.username, walk.matter.report.competent) == ("chensiyuan", True)


def test_a_unit_without_authority_hands_it_back_and_a_dispute_is_settled(walk: Walk) -> None:
    walk.is_reported()
    at_the_station(walk)
    walk.do(hand_back, words="门店在江头街道，不在本所辖区。")
    walk.do(dispute, who="luyiheng", with_whom=SIMING, arose_on=walk.day, words=WORDS)
    assert walk.clock("jurisdiction.dispute").state == "running"
    walk.do(end_dispute, who="luyiheng", outcome="agreed", on=walk.day, ours=True, words=WORDS)
    assert (walk.clock("jurisdiction.dispute").state, walk.clock("report.check").state) == (
        "stopped",
        "running",
    )


def test_without_authority_the_reporter_is_told_and_product_safety_handed_over(
    walk: Walk, regulation: str
) -> None:
    walk.is_reported()
    given = {"within_remit": True, "authority": SIMING, "words": "行为发生在思明区的展厅。"}
    more = {"subjects": ["product_safety"], "materials": ["线索摘要一份"]}
    done = walk.do(refer, who="hemin", **given, **more)
    notice, letter = done.documents
    article = {"samr-order-121": "第三十四条", "samr-order-20": "第二十九条"}[regulation]
    assert article in text_of(notice)
    assert "周喆：" in text_of(notice)
    for secret in SECRETS:
        assert secret not in text_of(letter)
    assert "合格证编号查无此号" in text_of(letter)
    walk.serves(notice, who="hemin")
    walk.serves(letter, who="hemin")
    assert (walk.matter.state, walk.matter.is_open, walk.matter.unclocked) == ("referred", False, "")


def test_what_a_superior_sent_down_goes_back(walk: Walk) -> None:
    sent = DistributionGiven(sender="厦门市市场监督管理局", number="厦市监分〔2026〕7号", sent_on=walk.day)
    walk.is_reported(channel="superior", distribution=sent)
    done = walk.do(return_, who="hemin", words="行为发生在思明区。")
    text = text_of(done.documents[0])
    assert "我局对该举报不具备处理权限" in text
    assert not any(secret in text for secret in SECRETS)
    assert walk.matter.state == "returned"


def test_a_request_for_information_brought_as_a_report_gets_its_route(walk: Walk) -> None:
    walk.is_reported()
    done = walk.do(redirect, who="hemin", nature="disclosure")
    walk.serves(done.documents[0], who="hemin")
    assert walk.matter.state == "redirected"


def test_an_anonymous_report_without_authority_leaves_a_record_and_no_letter(walk: Walk) -> None:
    walk.is_reported(person=PersonGiven())
    done = walk.do(refer, who="hemin", within_remit=True, authority=SIMING, words="行为发生在思明区。")
    assert (done.documents, done.event.data["untold"]) == ([], "unreachable")


def test_the_same_again_is_linked_under_order_121_and_handled_under_order_20(
    walk: Walk, regulation: str
) -> None:
    walk.is_reported()
    first = walk.matter_id
    walk.on(f"{walk.day:%m}-{walk.day.day + 2:02d}")
    walk.is_reported()
    given = {"earlier": first, "words": "同一展厅、同一合格证编号，没有新的事实。"}
    if regulation == "samr-order-20":
        with pytest.raises(Refused):
            walk.do(repeat, who="luyiheng", **given)
        assert walk.matter.state == "received"
        return
    walk.do(repeat, who="luyiheng", **given)
    assert (walk.matter.state, walk.matter.is_open) == ("repeated", False)
    assert Matter.objects.get(pk=first).is_open


def test_new_facts_are_merged_under_order_121_only(walk: Walk, regulation: str) -> None:
    walk.is_reported()
    first = walk.matter_id
    before = walk.clock("report.check").due_on
    walk.on(f"{walk.day:%m}-{walk.day.day + 2:02d}")
    walk.is_reported(content="补充：另有两款家具的合格证也查无此号。")
    given = {"earlier": first, "new_facts": "另有两款家具的合格证也查无此号。"}
    if regulation == "samr-order-20":
        with pytest.raises(Refused):
            walk.do(merge, who="luyiheng", **given)
        return
    walk.do(merge, who="luyiheng", **given)
    later = walk.matter
    walk.matter_id = first
    clock = walk.clock("report.check")
    assert (clock.ledger[-1]["kind"], clock.ledger[-1]["on"]) == ("restart", later.received_on.isoformat())
    assert clock.due_on > before
    assert (later.state, walk.matter.state) == ("merged", "received")


def test_a_letter_of_both_is_divided_and_each_half_placed_by_its_own_rules(walk: Walk) -> None:
    walk.is_reported()
    halves = {
        "words_here": "合格证编号查无此号。",
        "words_other": "请求退还定金。",
        "requests": ("退还定金",),
    }
    walk.do(split, who="hemin", **halves)
    walk.do(place_report, who="hemin", **HERE)
    complaint = Matter.objects.get(kind="complaint")
    assert (walk.matter.report.competent, complaint.complaint.competent) == (True, None)


def test_who_reports_to_extort_is_passed_to_the_police_and_the_report_goes_on(walk: Walk) -> None:
    walk.is_reported()
    at_the_station(walk)
    given = {"body": "厦门市公安局湖里分局", "suspicion": "extorted", "facts": WORDS, "materials": ["录音"]}
    walk.do(transfer, who="suming", **given)
    assert (walk.matter.state, walk.clock("report.check").state) == ("received", "running")


def test_an_insiders_report_is_handled_by_who_is_named_for_it(walk: Walk) -> None:
    walk.is_reported(insider=True, person=ZHOU)
    walk.do(assign, who="luyiheng", office="huli", handler="chensiyuan")
    walk.do(classify, subjects=["product_safety"], insider=True)
    assert walk.matter.guarded
