"""A report from the counter to the decision and its answer, under either rule: checked, proposed, signed, told."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from tests.docket.checking_cast import FILED, FOUND, NOT_FILED, REASON
from tests.journeys.conftest import QINGHE, Walk
from xiaobao.docket.actions.answer import answer
from xiaobao.docket.actions.assign import assign
from xiaobao.docket.actions.check import check
from xiaobao.docket.actions.classify import classify
from xiaobao.docket.actions.count_again import count_again
from xiaobao.docket.actions.enrol import PersonGiven
from xiaobao.docket.actions.extend import extend
from xiaobao.docket.actions.file import file
from xiaobao.docket.actions.leave_out import leave_out
from xiaobao.docket.actions.not_file import not_file
from xiaobao.docket.actions.propose import propose
from xiaobao.docket.actions.review import review
from xiaobao.docket.actions.send_back import send_back
from xiaobao.docket.actions.serve import serve
from xiaobao.docket.models import Addressee, Document
from xiaobao.refusals import Refused
from xiaobao.vault.audit import verify

ZHOU = PersonGiven(name="周喆", phone="13900000002")
DAYS = {
    "samr-order-121": ("05-20", "05-22", "05-27", "05-29", "06-03"),
    "samr-order-20": ("03-04", "03-06", "03-11", "03-13", "03-18"),
}
"""Five working days of the walk under either rule."""
RESULT = "经核查，没有发现销售过期食品，已经决定不予立案。"


@pytest.fixture
def days(regulation: str) -> tuple[str, ...]:
    return DAYS[regulation]


@pytest.fixture
def at_the_station(walk: Walk) -> Walk:
    """周喆's report about food and its advertising, assigned to 湖里所."""
    walk.arrives(
        kind="report",
        person=ZHOU,
        respondent=QINGHE,
        content="该店销售超过保质期的酸奶，冷柜上的广告牌写着“零添加、包治便秘”。",
        requests=(),
        category="食品",
    )
    walk.do(assign, who="hemin", office="huli", handler="chensiyuan")
    walk.do(classify, subjects=("food", "advertising"), evidenced=True)
    return walk


def checks(walk: Walk, **changes: Any) -> Any:
    """陈思远 and 温岚 look at the shop."""
    given = {"way": "on_site", "place": "虚构路1号", "officers": ("陈思远", "温岚"), "found": FOUND}
    return walk.do(check, on=walk.day, evidence="照片四张。", **given | changes)


def signs(walk: Walk, given: dict[str, Any]) -> None:
    """陈思远 proposes and 苏明 agrees."""
    walk.do(propose, **given)
    walk.do(review, who="suming", agree=True)


def writes_to(walk: Walk, document: Document) -> None:
    """Hand a letter over on the platform, which is writing."""
    for one in Addressee.objects.filter(document=document):
        told = {"document_id": document.pk, "addressee_id": one.pk, "channel": "platform"}
        walk.do(serve, **told, sent_at=walk.at(), served_at=walk.at(), proof="平台已读回执。")


def test_not_filed_after_a_test_a_longer_check_and_a_second_proposal(at_the_station: Walk, days, regulation):
    walk = at_the_station
    walk.on(days[0])
    checks(walk)
    walk.do(
        leave_out, clock="report.check", ground="testing", began_on=walk.day, proof="检测委托书第7号",
        body="虚构食品检测中心", subject="酸奶一盒，菌落总数",
    )  # fmt: skip
    assert walk.clock("report.check").state == "paused"
    walk.on(days[2])
    exclusion = walk.matter.exclusions.get()
    walk.do(
        count_again,
        exclusion_id=exclusion.pk,
        ended_on=walk.day,
        ended_proof="检测报告第7号",
        result="合格。",
    )
    walk.do(extend, who="fangzhou", clock="report.check", words="还要向供货商所在地核对批次。")
    checks(walk, way="material", place="", found="供货商出库单与台账批次一致。")
    signs(walk, NOT_FILED | {"reason": "检测合格，现场和台账也没有发现。"})
    walk.do(send_back, who="fangzhou", words="请写明广告牌的核查情况。")
    with pytest.raises(Refused):  # nothing has been proposed anew
        walk.do(not_file, who="fangzhou")
    checks(walk, way="online", place="", found="店铺页面和现场均没有“包治便秘”的字样。")
    signs(walk, NOT_FILED)
    walk.on(days[3])
    decided = walk.do(not_file, who="fangzhou", words="同意。")
    assert walk.matter.state == "not_filed"
    assert walk.clock("report.check").stopped_on == walk.day
    form = decided.documents[0]
    printed = walk.printed(form)
    for said in ("陈思远", "苏明", "方舟", "不予立案", "".join(REASON.split())):
        assert said in printed, said
    assert "周喆" not in printed
    notices = [one.notice for one in decided.documents[1:]]
    assert notices == (["not-filing-notice-20"] if regulation == "samr-order-20" else [])
    for notice in decided.documents[1:]:
        writes_to(walk, notice)
        assert walk.clock("report.filing_notice").stopped_on == walk.day
    told = walk.do(answer, duties=("advertising", "food"), result=RESULT)
    assert "第五十三条第一款" in walk.printed(told.documents[0])
    writes_to(walk, told.documents[0])
    assert {clock.state for clock in walk.matter.clocks.all()} == {"stopped"}
    assert walk.matter.unclocked == "已决定不予立案，等待归档办结"
    assert list(verify()) == []


def test_filed_with_a_number_officers_and_what_the_law_wants_told(at_the_station: Walk, days, regulation):
    walk = at_the_station
    walk.on(days[0])
    told = walk.do(answer, duties=("advertising",), result="正在核查，结果另行告知。")
    writes_to(walk, told.documents[0])
    assert walk.clock("report.answer.advertising").stopped_on == walk.day
    checks(walk, found="冷柜内查获过期酸奶十二盒。")
    signs(walk, FILED)
    walk.on(days[1])
    filed = walk.do(file, who="fangzhou", enforcement_number="闽厦湖市监案〔2026〕77号")
    case = walk.matter.case
    assert (case.number, case.officers) == (f"湖市监案〔{walk.day.year}〕1号", ["陈思远", "温岚"])
    assert walk.clock("case.decision").started_on == walk.day
    assert case.number in walk.printed(filed.documents[0])
    assert (len(filed.documents) == 2) == (regulation == "samr-order-20")
    # Food has no number of days, and what was told of the advertising was no result yet.
    assert walk.clock("report.answer.prompt").state == "running"
    result = walk.do(answer, duties=("advertising", "food"), result="经核查，已经立案调查。")
    writes_to(walk, result.documents[0])
    assert walk.clock("report.answer.prompt").state == "stopped"
    assert list(verify()) == []


@pytest.mark.parametrize(
    ("received", "due", "longer"),
    [
        ("2026-09-28", date(2026, 10, 23), date(2026, 11, 13)),
        ("2026-04-15", date(2026, 5, 9), date(2026, 5, 29)),
    ],
)
def test_fifteen_working_days_and_fifteen_more(own_home, officers, received, due, longer):
    walk = Walk(officers, received)
    walk.arrives(kind="report", person=ZHOU, respondent=QINGHE, requests=(), office="huli")
    assert walk.clock("report.check").due_on == due
    walk.day = due
    walk.do(extend, who="fangzhou", clock="report.check", words="涉案批次多，需要向外地核查。")
    assert walk.clock("report.check").due_on == longer
