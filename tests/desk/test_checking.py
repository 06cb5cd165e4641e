"""Checking a report on screen: every form, what the page shows of it, and what it never shows."""

from __future__ import annotations

import inspect
import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests import cast
from tests.desk.report_acts import CHECKING as GIVEN
from tests.desk.report_acts import TO_FILE, AtReport, before
from xiaobao.desk.acts import deed_of
from xiaobao.desk.report_acts import CHECKING
from xiaobao.docket.models import Case, Matter, Proposal
from xiaobao.rules.workflow import Act

pytestmark = pytest.mark.usefixtures("own_home")
ABSENT = {Act.FILE: {"addressee"}, Act.NOT_FILE: {"addressee"}, Act.ANSWER: {"addressee"}}


@pytest.fixture
def at_report(signed_in, register):
    """Return somebody who does acts one after the other on 周喆's report."""

    def begin(**changes):
        return AtReport(register(cast.report(**changes)), signed_in)

    return begin


@pytest.mark.parametrize("act", CHECKING, ids=str)
def test_the_fields_are_the_arguments_of_the_action(act):
    deed = CHECKING[act]
    frame = {"matter_id", "version", "officer", "at", "address"}
    arguments = set(inspect.signature(deed.do).parameters) - frame
    shown = {deed.form.stands_for.get(argument, argument) for argument in arguments}
    assert shown == set(deed.form.base_fields) - {"version", "once"}


@pytest.mark.parametrize("act", GIVEN, ids=str)
def test_the_form_shows_its_fields_and_the_post_does_the_act(act, at_report):
    one = at_report()
    officer = before(act, one)
    page = one.page(act, officer)
    fields = set(deed_of("report", act).form.base_fields) - {"version", "once"}
    assert {name for name in fields if f'name="{name}' not in page} <= ABSENT.get(act, set())
    one.do(act)
    assert Matter.objects.get(pk=one.matter).events.last().verb == act.value


def text(page):
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", page))


def shown(one, officer="chensiyuan"):
    return text(one.client(officer).get(f"/matters/{one.matter}/").content.decode())


def test_before_anything_is_done_the_page_says_what_comes(at_report):
    page = shown(at_report())
    assert "还没有核查记录" in page
    assert "单位负责人审核、本局负责人决定是否立案" in page


def test_the_page_shows_checks_days_left_out_and_the_three_signatures(at_report):
    one = at_report()
    for step in (Act.CLASSIFY, Act.CHECK, Act.LEAVE_OUT, Act.PROPOSE):
        one.do(step)
    page = shown(one)
    for words in (
        "现场检查 湖里街道虚构路1号", "货架上未见过期酸奶", "检测 酸奶一盒，菌落总数", "进行中，不计入期限",
        "建议不予立案", "等待审核", "核查人员 陈思远 2026-05-20 提出", "单位负责人 — 尚未签署",
        "第十九条第一款第一项", "应当告知举报人的处理结果", "广告", "第五十三条第一款", "作出决定后起算",
    ):  # fmt: skip
        assert words in page, words
    one.do(Act.COUNT_AGAIN)
    one.do(Act.REVIEW)
    one.do(Act.NOT_FILE)
    page = shown(one)
    for words in ("单位负责人 苏明 2026-05-20 同意", "本局负责人 方舟 2026-05-20 同意", "已决定", "不予立案"):
        assert words in page, words
    for name in ("周喆", "13900000002"):
        assert name not in page, name


def test_whoever_reviews_reads_what_is_proposed_beside_the_question(at_report):
    one = at_report()
    officer = before(Act.REVIEW, one)
    page = text(one.page(Act.REVIEW, officer))
    assert "陈思远建议不予立案" in page
    assert "照片看不出批号" in page


def test_the_form_of_approval_is_seen_before_it_is_signed(at_report):
    one = at_report()
    officer = before(Act.NOT_FILE, one)
    page = text(one.page(Act.NOT_FILE, officer))
    for words in ("立案/不予立案审批表", "状态由“待处理”改为“不予立案”", "签名：方舟", "签名：苏明"):
        assert words in page, words


def test_filing_opens_the_case_and_ticks_come_back_when_something_is_missing(at_report):
    one = at_report()
    one.do(Act.CHECK)
    answer = one.post(Act.PROPOSE, "chensiyuan", {**TO_FILE, "reason": ""})
    assert answer.status_code == 422
    page = answer.content.decode()
    assert re.search(r'name="met" value="1" checked', page)
    assert 'value="冷柜内查获过期酸奶十二盒。"' in page
    one.do((Act.PROPOSE, TO_FILE))
    assert Proposal.objects.get().shown["3"] == "门店在湖里街道。"
    one.do(Act.REVIEW)
    one.do(Act.FILE, enforcement_number="闽厦湖市监案〔2026〕77号")
    assert Case.objects.get().officers == ["陈思远", "温岚"]
    assert "湖市监案〔2026〕1号" in shown(one)


def test_what_belongs_to_the_other_proposal_is_not_taken_along(at_report):
    one = at_report()
    one.do(Act.CHECK)
    one.do(Act.PROPOSE, met=["1"], met_1="照片", officers=["陈思远"], cause="涉嫌")
    row = Proposal.objects.get()
    assert (row.met, row.officers, row.cause, row.unmet) == ([], [], "", [1])


def test_acts_with_nothing_to_work_on_are_not_offered_and_say_why(at_report):
    one = at_report()
    page = shown(one)
    assert "还没有核查记录，核查以后才能提出意见。" in page
    assert "没有规定应当把这件举报的处理结果告知举报人。" in page
    one.do(Act.CHECK)
    one.do(Act.PROPOSE)
    assert "已有立案意见在等待审核或者决定。" in shown(one)


def test_a_reporter_nobody_can_reach_gets_no_letter(at_report):
    one = at_report(system="hotline_12345", person_name="匿名", person_phone="")
    one.do(Act.CLASSIFY)
    page = one.page(Act.ANSWER, "chensiyuan")
    assert "编号并制作《举报处理结果告知书》" not in page
    one.do(Act.ANSWER, duties=["advertising"])
    assert "举报人无法联系，已记明" in shown(one)


def test_the_page_has_few_queries_however_much_has_happened(at_report):
    one = at_report()
    for step in (Act.CLASSIFY, Act.CHECK, Act.LEAVE_OUT, Act.PROPOSE):
        one.do(step)
    few = queries(one)
    one.do(Act.COUNT_AGAIN)
    for _ in range(3):
        one.do(Act.CHECK)
    one.do(Act.REVIEW)
    assert queries(one) - few <= 2


def queries(one):
    client = one.client("chensiyuan")
    client.get(f"/matters/{one.matter}/")
    with CaptureQueriesContext(connection) as counted:
        client.get(f"/matters/{one.matter}/")
    return len(counted)
