"""The period of a case: longer once by the leader, then only by collective discussion, always on paper."""

from __future__ import annotations

from datetime import date

import pytest

from tests import cast
from tests.docket.arrival_cast import act, kept_without_words, refused, text_of
from tests.docket.case_cast import filed, matter
from tests.docket.conftest import clocks
from xiaobao.docket.actions.prolong import prolong
from xiaobao.docket.models import Case
from xiaobao.refusals import NotAllowed

WORDS = "涉案批次多，需要向三家供货商取证。"
COLLECTIVE = {"collective": True, "days": 45, "words": WORDS}


def test_a_case_filed_on_20_may_ends_on_18_august_and_prolonged_on_17_september(register, officers):
    key = filed(register)
    assert clocks(key)["case.decision"].due_on == date(2026, 8, 18)
    done = act(prolong, key, officers["fangzhou"], words=WORDS, at=cast.at("2026-08-10"))
    clock = clocks(key)["case.decision"]
    assert (clock.state, clock.due_on) == ("running", date(2026, 9, 17))
    assert clock.ledger[1] == {"kind": "extend", "on": "2026-08-10", "approved_by": "局领导方舟"}
    assert matter(key).next_due == date(2026, 9, 17)
    (document,) = done.documents
    assert done.event.data == {
        "clock": "case.decision",
        "collective": False,
        "document": "湖市监审批〔2026〕1号",
    }
    assert done.event.ruling.words == WORDS
    assert WORDS not in kept_without_words(key)
    text = text_of(document)
    for said in (
        "行政处罚案件有关事项审批表",
        "涉嫌销售超过保质期的食品",
        "厦湖市监案〔2026〕77号",
        "陈思远、温岚",
        "《市场监督管理行政处罚程序规定》第六十四条第一款",
        "同意延长办案期限30日，至2026年9月17日届满。",
        "局领导方舟",
        WORDS,
    ):
        assert said in text
    assert "周喆" not in text


def test_a_second_time_only_by_collective_discussion_which_fixes_the_days(register, officers):
    key = filed(register)
    act(prolong, key, officers["fangzhou"], words=WORDS, at=cast.at("2026-08-10"))
    alone = refused(prolong, key, officers["fangzhou"], words=WORDS, at=cast.at("2026-09-10"))
    assert set(alone.fields) == {"collective", "days"}
    done = act(prolong, key, officers["fangzhou"], **COLLECTIVE, at=cast.at("2026-09-10"))
    # 45 days after 17 September is Sunday 1 November.
    assert clocks(key)["case.decision"].due_on == date(2026, 11, 1)
    assert done.event.data["days"] == 45
    assert "负责人集体讨论决定" in text_of(done.documents[0])
    third = refused(prolong, key, officers["fangzhou"], **COLLECTIVE, at=cast.at("2026-10-10"))
    assert "没有规定可以再次延长" in third.sentence


@pytest.mark.parametrize(("day", "allowed"), [("2026-08-18", True), ("2026-08-19", False)])
def test_not_after_the_last_day(register, officers, day, allowed):
    key = filed(register)
    if allowed:
        act(prolong, key, officers["fangzhou"], words=WORDS, at=cast.at(day))
    else:
        late = refused(prolong, key, officers["fangzhou"], words=WORDS, at=cast.at(day))
        assert late.code == "RUL-208"


@pytest.mark.parametrize(
    ("wrong", "field"), [({"words": " "}, "words"), ({"words": WORDS, "days": 60}, "days")]
)
def test_the_first_needs_a_reason_and_takes_no_other_days(register, officers, wrong, field):
    key = filed(register)
    assert set(refused(prolong, key, officers["fangzhou"], **wrong).fields) == {field}


@pytest.mark.parametrize("username", ["hemin", "chensiyuan", "suming", "luyiheng"])
def test_only_a_leader_of_the_bureau_may(register, officers, username):
    with pytest.raises(NotAllowed):
        act(prolong, filed(register), officers[username], words=WORDS)


def test_a_filing_an_export_told_of_gets_its_case_with_the_first_act(register, officers):
    key = register(cast.report(decision="filed", decided_at=cast.NOON))
    act(prolong, key, officers["fangzhou"], words=WORDS)
    case = Case.objects.get()
    assert (case.number, case.filed_on) == ("湖市监案〔2026〕1号", date(2026, 5, 20))
