"""A report is done when its case can be closed, everybody has been told and nothing is open."""

from __future__ import annotations

from datetime import date

import pytest

from tests import cast
from tests.docket.arrival_cast import act, refused
from tests.docket.case_cast import NO_PENALTY, classified, decided, filed, matter, step
from tests.docket.conftest import clocks
from xiaobao.docket.actions.close_report import close_report
from xiaobao.docket.actions.decide import decide
from xiaobao.docket.actions.suspect import suspect
from xiaobao.docket.case_facts import case_closing_facts
from xiaobao.docket.models import Case, Exclusion, Matter, Party

ON = date(2026, 7, 1)


def close(**given):
    """Close with the approval of 方舟 of the same day."""
    return close_report(**{"approved_by": "方舟", "approved_on": given["at"].date()} | given)


def ended(key, officers, **changes):
    """Decide not to penalise on 1 July."""
    act(decide, key, officers["chensiyuan"], **NO_PENALTY | {"on": ON, "at": cast.at("2026-07-01")} | changes)


def test_a_case_without_a_penalty_is_closed_on_item_four(register, officers):
    key = filed(register)
    ended(key, officers)
    done = act(close, key, officers["chensiyuan"], closing=4, at=cast.at("2026-07-10"))
    found = Matter.objects.get(pk=key)
    assert (found.state, found.is_open) == ("closed", False)
    closing = clocks(key)["case.closing"]
    assert (closing.started_on, closing.stopped_on) == (ON, date(2026, 7, 10))
    case = Case.objects.get()
    assert (case.closing, case.closable_on, case.closed_on) == (4, ON, date(2026, 7, 10))
    assert done.event.data == {"closing": 4, "approved_by": "方舟", "approved_on": "2026-07-10"}
    assert all(clock.state == "stopped" for clock in clocks(key).values())


def test_a_penalty_is_closed_when_performed_and_published(register, officers):
    key = filed(register)
    decided(key, officers["chensiyuan"])
    early = refused(close, key, officers["chensiyuan"], closing=1, at=cast.at("2026-07-02"))
    assert set(early.fields) == {"closing", "closable_on", "words"}
    step(key, officers["chensiyuan"], "penalty.served", "2026-07-02")
    step(key, officers["chensiyuan"], "penalty.performed", "2026-07-10")
    unpublished = refused(close, key, officers["chensiyuan"], closing=1, at=cast.at("2026-07-13"))
    assert set(unpublished.fields) == {"words"}
    step(key, officers["chensiyuan"], "penalty.published", "2026-07-13")
    act(close, key, officers["chensiyuan"], closing=1, at=cast.at("2026-07-13"))
    assert matter(key).state == "closed"


def test_publicity_that_cannot_be_done_is_closed_with_words(register, officers):
    key = filed(register)
    decided(key, officers["chensiyuan"])
    step(key, officers["chensiyuan"], "penalty.served", "2026-07-02")
    step(key, officers["chensiyuan"], "penalty.performed", "2026-07-10")
    given = {"closing": 1, "words": "公示系统停机维护，恢复后补公示。", "at": cast.at("2026-07-13")}
    act(close, key, officers["chensiyuan"], **given)
    assert matter(key).state == "closed"


def test_another_situation_says_when_it_arose_and_a_late_closing_stays_visible(register, officers):
    key = filed(register)
    warned = {"published": False, "same_province": None, "words": "仅受到警告，依法不予公示。"}
    decided(key, officers["chensiyuan"], **warned)
    given = {"closing": 5, "words": "当事人死亡，处罚无法执行。", "at": cast.at("2026-08-28")}
    assert set(refused(close, key, officers["chensiyuan"], **given).fields) == {"closable_on"}
    act(close, key, officers["chensiyuan"], **given, closable_on=date(2026, 8, 3))
    closing = clocks(key)["case.closing"]
    assert (closing.started_on, closing.due_on) == (date(2026, 8, 3), date(2026, 8, 24))
    assert closing.stopped_on == date(2026, 8, 28)


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"closing": None}, "closing"),
        ({"closing": 1}, "closing"),
        ({"closing": 2}, "closing"),
        ({"closing": 3}, "closing"),
        ({"closing": 5}, "words"),
        ({"closing": 4, "closable_on": date(2026, 7, 3)}, "closable_on"),
        ({"closing": 4, "approved_by": " "}, "approved_by"),
        ({"closing": 4, "approved_on": None}, "approved_on"),
        ({"closing": 4, "approved_on": date(2026, 6, 30)}, "approved_on"),
        ({"closing": 4, "approved_on": date(2026, 7, 4)}, "approved_on"),
    ],
)
def test_the_situation_has_to_be_one_the_record_bears_out(register, officers, wrong, field):
    key = filed(register)
    ended(key, officers)
    given = {"at": cast.at("2026-07-03")} | wrong
    assert set(refused(close, key, officers["chensiyuan"], **given).fields) == {field}


def test_a_report_on_which_no_case_was_filed_is_closed_without_a_situation(register, officers):
    key = register(cast.report(decision="not_filed", decided_at=cast.NOON))
    classified(key)
    assert set(refused(close, key, officers["chensiyuan"], closing=4).fields) == {"closing"}
    act(close, key, officers["chensiyuan"])
    assert matter(key).state == "closed"


def test_whoever_a_law_has_told_is_told_before_it_is_closed(register, officers):
    key = register(cast.report(decision="not_filed", decided_at=cast.NOON))
    classified(key, "advertising")
    refusal = refused(close, key, officers["chensiyuan"])
    assert "还没有告知举报人" in refusal.sentence


def test_under_order_20_a_named_reporter_has_had_the_notice(register, officers):
    row = cast.report(
        received_at=cast.at("2026-03-02"), decision="not_filed", decided_at=cast.at("2026-03-10")
    )
    key = register(row)
    classified(key)
    refusal = refused(close, key, officers["chensiyuan"], at=cast.at("2026-03-11"))
    assert refusal.sentence == "立案或者不予立案的告知书还没有送达。"


def test_what_is_open_has_to_end_first(register, officers):
    key = filed(register)
    ended(key, officers)
    Exclusion.objects.create(
        matter_id=key, clock="case.decision", ground="testing", began_on=ON, proof="受理单1号"
    )
    act(
        suspect, key, officers["chensiyuan"], charge="销售伪劣产品罪", facts="数额较大。", reported_on=ON,
        officers=["陈思远", "温岚"], at=cast.at("2026-07-01"),
    )  # fmt: skip
    refusal = refused(close, key, officers["chensiyuan"], closing=4, at=cast.at("2026-07-03"))
    for words in ("扣除期间尚未结束", "移送报告尚未决定"):
        assert words in refusal.sentence


def test_a_closing_the_enforcement_system_told_of_needs_no_approval_again(register, officers):
    key = filed(register)
    ended(key, officers)
    Case.objects.update(closed_on=date(2026, 7, 2))
    done = act(close_report, key, officers["chensiyuan"], closing=4, at=cast.at("2026-07-03"))
    assert done.event.data == {"closing": 4}


@pytest.mark.parametrize(
    ("received", "article"), [("2026-05-18", "第三十六条"), ("2026-03-02", "第三十二条")]
)
def test_nobody_closes_a_report_that_nobody_has_classified(register, officers, rulebook, received, article):
    """食安法 115, 广告法 53: whether the reporter must be told is not known before."""
    at = cast.at(received)
    key = register(cast.report(received_at=at, decision="not_filed", decided_at=at, person_name="匿名"))
    assert "举报事项尚未确定" in refused(close, key, officers["chensiyuan"]).sentence
    (reason,) = case_closing_facts(matter(key), rulebook=rulebook, today=cast.TODAY).answers
    assert reason.citation.endswith(article)
    classified(key)
    act(close, key, officers["chensiyuan"])
    assert matter(key).state == "closed"


def test_a_lead_of_our_own_has_nobody_to_tell_and_need_not_be_classified(register, officers):
    key = register(cast.report(decision="not_filed", decided_at=cast.NOON))
    Party.objects.filter(matter=key).delete()
    act(close, key, officers["chensiyuan"])
    assert matter(key).state == "closed"


def test_goods_still_sealed_are_accounted_for(register, officers):
    key = filed(register)
    step(key, officers["chensiyuan"], "goods.sealed", "2026-06-01", document="查封决定书1号")
    ended(key, officers)
    given = {"closing": 4, "at": cast.at("2026-07-03")}
    refusal = refused(close, key, officers["chensiyuan"], **given)
    assert "没有登记解除" in refusal.fields["words"]
    step(key, officers["chensiyuan"], "goods.released", "2026-07-02", document="解除决定书1号")
    act(close, key, officers["chensiyuan"], **given)
    assert matter(key).state == "closed"
