"""The case filed on 周喆's report, from the counter to its closing, under either rule."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest

from tests.docket.arrival_cast import text_of
from tests.journeys.conftest import QINGHE, Walk
from xiaobao.docket.actions.abandon import abandon
from xiaobao.docket.actions.answer import answer
from xiaobao.docket.actions.assign import assign
from xiaobao.docket.actions.check import check
from xiaobao.docket.actions.classify import classify
from xiaobao.docket.actions.close_report import close_report
from xiaobao.docket.actions.decide import decide
from xiaobao.docket.actions.enrol import PersonGiven
from xiaobao.docket.actions.file import file
from xiaobao.docket.actions.go_on import go_on
from xiaobao.docket.actions.halt import halt
from xiaobao.docket.actions.hand_to_police import hand_to_police
from xiaobao.docket.actions.milestone import milestone
from xiaobao.docket.actions.place_report import place_report
from xiaobao.docket.actions.prolong import prolong
from xiaobao.docket.actions.propose import propose
from xiaobao.docket.actions.review import review
from xiaobao.docket.actions.suspect import suspect
from xiaobao.docket.models import Report
from xiaobao.refusals import Refused

ZHOU = PersonGiven(name="周喆", phone="13900000002", postal="厦门市湖里区虚构路99号")
SHOWN = dict.fromkeys((1, 2, 3, 4), "现场检查记录和照片可以证明。")
PENALTY: dict[str, Any] = {
    "outcome": 1,
    "decision_number": "湖市监处罚〔2026〕18号",
    "penalty": "没收违法所得128元，罚款5000元。",
    "fined": Decimal("5000.00"),
    "confiscated": Decimal("128.00"),
    "collective": True,
    "published": True,
    "same_province": True,
}
RESULT = "经核查情况属实，我局已经依照规定处理。"


def later(walk: Walk, days: int) -> date:
    """Go on by so many days."""
    walk.day += timedelta(days=days)
    return walk.day


def step(walk: Walk, event: str, document: str = "", on: date | None = None) -> None:
    walk.do(milestone, event=event, on=on or walk.day, document=document)


@pytest.fixture
def filed(walk: Walk, regulation: str) -> Walk:
    """周喆's report, checked at 湖里所 and filed by 方舟 on the third day; under Order 20 he has been told."""
    walk.arrives(
        kind="report", person=ZHOU, respondent=QINGHE, content="该店销售过期食品，附照片。", requests=()
    )
    walk.do(classify, who="hemin", subjects=("food",), evidenced=True)
    walk.do(place_report, who="hemin", respondent_kind="ordinary", conduct_here=True, within_duties=True)
    walk.do(assign, who="hemin", office="huli", handler="chensiyuan")
    later(walk, 1)
    seen = {
        "officers": ("陈思远", "温岚"),
        "way": "on_site",
        "place": "被举报门店",
        "found": "货架上有过期食品。",
    }
    walk.do(check, on=walk.day, **seen, evidence="现场检查记录、照片六张")
    later(walk, 1)
    wanted = {"what": "file", "cause": "涉嫌销售超过保质期的食品", "met": (1, 2, 3, 4), "shown": SHOWN}
    why = {"facts": "货架上有过期食品十二盒。", "reason": "有现场检查记录和照片证明，应当立案查处。"}
    walk.do(propose, **wanted, **why, officers=("陈思远", "温岚"))
    walk.do(review, who="suming", agree=True)
    taken = walk.do(file, who="fangzhou", words="同意立案。")
    for document in taken.documents:
        if document.addressees.exists():
            walk.serves(document)
    assert ("filing-notice-20" in walk.papers()) is (regulation == "samr-order-20")
    return walk


def approved(walk: Walk) -> dict[str, Any]:
    """Say that 方舟 approved the closing today."""
    return {"approved_by": "方舟", "approved_on": walk.day}


def told(walk: Walk) -> None:
    """Tell the reporter the result, because a law has it told of food."""
    walk.serves(walk.do(answer, result=RESULT, duties=("food",)).documents[0])


def test_a_case_is_sealed_halted_prolonged_penalised_told_published_and_closed(filed):
    walk = filed
    filed_on = walk.day
    assert walk.clock("case.decision").due_earliest == filed_on + timedelta(days=90)
    later(walk, 1)
    step(walk, "goods.sealed", "查封扣押决定书1号")
    told(walk)
    later(walk, 5)
    walk.do(halt, who="fangzhou", ground=4, words="当事人下落不明，无法调查。", proof="核查记录三份")
    assert walk.matter.state == "halted"
    later(walk, 9)
    walk.do(go_on, on=walk.day, words="当事人已到案。")
    # Ten days from the halt to the going on, both left out.
    assert walk.clock("case.decision").due_earliest == filed_on + timedelta(days=100)
    step(walk, "goods.released", "解除决定书1号")
    walk.do(prolong, who="fangzhou", words="需要向三家供货商取证。")
    assert walk.clock("case.decision").due_earliest >= filed_on + timedelta(days=130)
    later(walk, 20)
    step(walk, "penalty_notice.served", "行政处罚告知书1号")
    later(walk, 3)
    step(walk, "defence.made")
    walk.do(decide, on=walk.day, **PENALTY)
    assert Report.objects.get(pk=walk.matter_id).fined == Decimal("5000.00")
    with pytest.raises(Refused, match="还没有告知举报人"):
        walk.do(close_report, closing=1, **approved(walk))
    told(walk)
    later(walk, 1)
    step(walk, "penalty.served", "送达回证1号")
    later(walk, 5)
    step(walk, "penalty.paid", "缴款书1号")
    step(walk, "penalty.performed")
    step(walk, "penalty.published")
    later(walk, 2)
    walk.do(close_report, closing=1, words="处罚执行完毕。", **approved(walk))
    assert (walk.matter.state, walk.matter.is_open) == ("closed", False)
    assert {clock.state for clock in walk.matter.clocks.all()} == {"stopped"}
    assert walk.papers().count("matters-form") == 3
    for document in walk.matter.documents.filter(notice="matters-form"):
        text = walk.printed(document)
        assert "涉嫌销售超过保质期的食品" in text
        assert "周喆" not in text


def test_a_suspected_crime_goes_to_the_police_and_the_case_ends_with_it(filed):
    walk = filed
    later(walk, 1)
    found = {"charge": "销售不符合安全标准的食品罪", "facts": "涉案食品三百余盒，检出致病菌。"}
    walk.do(suspect, **found, officers=("陈思远", "温岚"), reported_on=walk.day)
    later(walk, 1)
    sent = {"body": "厦门市公安局湖里分局", "procuratorate": "厦门市湖里区人民检察院", "copies": (2, 3)}
    letter = walk.do(hand_to_police, who="fangzhou", approve=True, **sent).documents[0]
    text = text_of(letter)
    for words in ("涉嫌犯罪案件移送书", "抄送：厦门市湖里区人民检察院", "涉案物品清单"):
        assert words in text, words
    for never in ("周喆", "周**", "13900000002", "举报人"):
        assert never not in text, never
    step(walk, "transfer.received_by_police", "回执1号")
    later(walk, 2)
    step(walk, "police.filed", "立案通知书1号")
    assert walk.clock("crime_transfer.police_review").state == "stopped"
    walk.do(decide, on=walk.day, outcome=5, penalty="涉嫌犯罪，移送公安机关。")
    step(walk, "transfer.goods_handed_over")
    told(walk)
    later(walk, 1)
    walk.do(close_report, closing=4, **approved(walk))
    assert walk.matter.state == "closed"


def test_an_investigation_that_cannot_go_on_is_ended_told_and_closed(filed):
    walk = filed
    later(walk, 3)
    walk.do(abandon, who="fangzhou", kind="dissolved", words="公司已注销，清算完毕，没有承受人。")
    told(walk)
    later(walk, 1)
    walk.do(close_report, closing=3, **approved(walk))
    assert walk.matter.state == "closed"
    assert walk.clock("case.closing").state == "stopped"
