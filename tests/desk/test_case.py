"""The case on a report's page and on the screens of its acts."""

from __future__ import annotations

import inspect
import re
from collections.abc import Callable

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests import cast
from tests.desk.report_acts import CASES, CHAINS_OF_REPORTS, AtReport, before
from xiaobao.desk.report_acts import CASES as DEEDS
from xiaobao.docket.models import Case, ImportBatch, Matter, Milestone
from xiaobao.rules.workflow import Act

pytestmark = pytest.mark.usefixtures("own_home")
PENALTY = {
    "outcome": "1",
    "penalty": "没收违法所得128元，罚款5000元",
    "fined": "5,000",
    "confiscated": "128",
    "collective": "no",
    "published": "yes",
    "same_province": "yes",
}


@pytest.fixture
def at_report(signed_in, register) -> Callable[..., AtReport]:
    """Return somebody who does acts on a fresh report."""
    return lambda **changes: AtReport(register(cast.report(**changes)), signed_in)


def shown(one: AtReport, officer: str = "chensiyuan") -> str:
    """The page of the matter."""
    return one.client(officer).get(f"/matters/{one.matter}/").content.decode()


@pytest.mark.parametrize("act", DEEDS, ids=str)
def test_the_fields_are_the_arguments_of_the_action(act) -> None:
    known = {"matter_id", "version", "officer", "at", "address"}
    arguments = set(inspect.signature(DEEDS[act].do).parameters) - known
    assert set(DEEDS[act].form.base_fields) - {"version", "once"} == arguments


@pytest.mark.parametrize("act", DEEDS, ids=str)
def test_whoever_may_not_is_refused_and_out_of_reach_looks_absent(act, at_report) -> None:
    one = at_report()
    address = f"/matters/{one.matter}/acts/{act.value}/"
    assert one.client("tangyue").post(address, {"version": "1"}).status_code == 403
    assert one.client("lian").post(address, {"version": "1"}).status_code == 404


def test_a_report_without_a_case_shows_none(at_report) -> None:
    assert 'id="case"' not in shown(at_report())


def test_a_case_with_no_steps_yet_says_what_to_do(at_report) -> None:
    one = at_report()
    before(Act.MILESTONE, one)
    page = shown(one)
    for words in ("湖市监案〔2026〕1号", "涉嫌销售超过保质期的食品", "陈思远、温岚", "还没有登记案件进展"):
        assert words in page, words


def test_the_steps_stand_in_a_line_with_their_clocks(at_report) -> None:
    one = at_report()
    before(Act.MILESTONE, one)
    one.do(Act.MILESTONE)
    page = shown(one)
    assert "还没有登记案件进展" not in page
    for words in ("实施查封、扣押", "查封决定书1号", "起算 查封、扣押", "登记案件进展"):
        assert words in page, words


def test_the_form_lists_what_may_come_now_by_part_with_what_it_starts(at_report) -> None:
    one = at_report()
    before(Act.MILESTONE, one)
    page = one.page(Act.MILESTONE, "chensiyuan")
    assert re.findall(r'<optgroup label="([^"]+)"', page) == ["调查取证", "审核、告知与听证", "宣告与送达"]
    assert "实施查封、扣押（起算查封、扣押）" in page
    assert "penalty.paid" not in page


def test_the_penalty_and_its_amounts_are_shown_and_in_the_story(at_report) -> None:
    one = at_report()
    before(Act.DECIDE, one)
    one.do(Act.DECIDE, **PENALTY)
    page = shown(one)
    for words in ("5,000.00", "128.00", "作出行政处罚决定", "处罚信息公示（同省）", "罚款5,000.00元"):
        assert words in page, words
    assert Case.objects.get().published is True


def test_what_is_refused_of_a_decision_stands_beside_its_field(at_report) -> None:
    one = at_report()
    before(Act.DECIDE, one)
    answer = one.post(Act.DECIDE, "chensiyuan", {**CASES[Act.DECIDE], **PENALTY, "published": ""})
    assert answer.status_code == 422
    assert re.search(
        r'id="id_published_error"><p class="error">请确认处罚信息是否公示', answer.content.decode()
    )


def test_the_head_reads_the_letter_to_the_police_before_signing_and_it_names_nobody(at_report) -> None:
    one = at_report()
    before(Act.HAND_TO_POLICE, one)
    assert "等待负责人决定" in shown(one)
    address = f"/matters/{one.matter}/acts/hand_to_police/preview/"
    page = one.client("fangzhou").post(address, CASES[Act.HAND_TO_POLICE]).content.decode()
    for words in ("涉嫌犯罪案件移送书", "厦门市公安局湖里分局", "检出致病菌", "涉嫌犯罪案件情况的调查报告"):
        assert words in page, words
    assert "周" not in page
    refused = one.client("fangzhou").post(address, {"approve": "no"}).content.decode()
    assert "涉嫌犯罪案件移送书" not in refused
    one.do(Act.HAND_TO_POLICE)
    page = shown(one)
    assert "批准移送" in page
    assert "24小时内移送" in page


def test_going_on_needs_no_signature_of_a_head_neither_on_screen_nor_on_paper(at_report) -> None:
    one = at_report()
    before(Act.GO_ON, one)
    address = f"/matters/{one.matter}/acts/go_on/preview/"
    page = one.client("chensiyuan").post(address, CASES[Act.GO_ON]).content.decode()
    assert "恢复案件调查" in page
    assert "签署：" not in page


def test_a_longer_check_is_approved_on_the_official_form_seen_before_signing(at_report) -> None:
    one = at_report()
    address = f"/matters/{one.matter}/acts/extend/preview/"
    given = {"clock": "report.check", "words": "涉案批次多，需要向外地核查。"}
    page = one.client("fangzhou").post(address, given).content.decode()
    for said in ("行政处罚案件有关事项审批表", "延长核查期限告知书", "未立案", "局领导方舟"):
        assert said in page, said


def test_who_looked_into_a_crime_and_who_alone_decides_is_on_the_screen(at_report) -> None:
    one = at_report()
    before(Act.HAND_TO_POLICE, one)
    assert "专案组：陈思远、温岚" in shown(one)
    form = one.client("fangzhou").get(f"/matters/{one.matter}/acts/hand_to_police/").content.decode()
    assert "正职负责人或者主持工作的负责人" in form


def test_nobody_classified_it_the_screen_of_not_filing_says_so(at_report) -> None:
    one = at_report()
    before(Act.NOT_FILE, one)
    address = f"/matters/{one.matter}/acts/not_file/"
    assert "举报事项尚未确定" in one.client("fangzhou").get(address).content.decode()
    one.do(Act.CLASSIFY)
    assert "举报事项尚未确定" not in one.client("fangzhou").get(address).content.decode()


def test_the_way_on_of_a_case(at_report) -> None:
    one = at_report()

    def leading() -> list[str]:
        head = re.search(r'<div class="buttons no-print">(.*?)</div>', shown(one), re.DOTALL)
        assert head is not None
        return re.findall(r"/acts/(\w+)/", head[1])

    one.do((Act.CLASSIFY, {"subjects": []}))
    before(Act.MILESTONE, one)
    assert {"milestone", "decide"} <= set(leading())
    one.do(Act.HALT)
    assert leading()[0] == "go_on"
    one.do(Act.GO_ON)
    one.do(Act.DECIDE)
    assert "close" in leading()
    one.do(Act.CLOSE)
    assert Matter.objects.get(pk=one.matter).state == "closed"
    for said in ("作出第六十条第一款第二项至五项决定", "负责人批准结案", "方舟"):
        assert said in shown(one), said


def test_a_party_that_is_late_is_no_alarm(at_report, monkeypatch) -> None:
    one = at_report()
    before(Act.MILESTONE, one)
    one.do(Act.MILESTONE, event="penalty_notice.served", document="")
    Milestone.objects.get()
    page = shown(one)
    assert "当事人陈述、申辩、要求听证" in page
    assert Matter.objects.get(pk=one.matter).next_clock == "case.decision"


def test_the_case_costs_few_queries(at_report) -> None:
    one = at_report()
    before(Act.MILESTONE, one)
    one.do(Act.MILESTONE)
    client = one.client("chensiyuan")
    client.get(f"/matters/{one.matter}/")
    with CaptureQueriesContext(connection) as few:
        client.get(f"/matters/{one.matter}/")
    for event in ("evidence.preserved", "penalty_notice.served", "review.materials_received"):
        one.do(Act.MILESTONE, event=event)
    with CaptureQueriesContext(connection) as many:
        client.get(f"/matters/{one.matter}/")
    assert len(many) - len(few) <= 1


def test_a_file_of_the_enforcement_system_is_uploaded_on_its_own_card(signed_in, db) -> None:
    client = signed_in("hemin")
    assert "案件进展（执法办案系统）" in client.get("/imports/").content.decode()
    file = SimpleUploadedFile("案件进展.csv", "案件编号,环节,日期\n无此案,查封,2026-05-20\n".encode())
    answer = client.post("/imports/", {"uploads": [file], "tells": "enforcement"})
    batch = ImportBatch.objects.get()
    assert (answer.status_code, batch.system) == (302, "enforcement")
    assert all(act in CHAINS_OF_REPORTS for act in DEEDS)
