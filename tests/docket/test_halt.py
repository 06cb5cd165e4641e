"""An investigation is halted, gone on with, or ended for good: the period of the case goes by it."""

from __future__ import annotations

from datetime import date

import pytest

from tests import cast
from tests.docket.arrival_cast import act, kept_without_words, refused, text_of
from tests.docket.case_cast import filed, matter
from tests.docket.conftest import clocks
from xiaobao.docket.actions.abandon import abandon
from xiaobao.docket.actions.go_on import go_on
from xiaobao.docket.actions.halt import halt
from xiaobao.docket.models import Case
from xiaobao.refusals import NotAllowed

WORDS = "当事人已搬离登记住所，多次联系未果。"
GIVEN = {"ground": 4, "words": WORDS, "proof": "现场核查记录三份"}


def test_a_halted_case_is_not_counted_and_goes_on_from_the_day_after(register, officers):
    key = filed(register)
    halted = act(halt, key, officers["fangzhou"], **GIVEN, at=cast.at("2026-06-01"))
    assert (matter(key).state, clocks(key)["case.decision"].state) == ("halted", "paused")
    assert matter(key).unclocked == "中止案件调查期间不计入办案期限，原因消除后应当立即恢复"
    assert Case.objects.get().halting_ground == 4
    assert halted.event.data == {"ground": 4, "document": "湖市监审批〔2026〕1号"}
    assert WORDS not in kept_without_words(key)
    text = text_of(halted.documents[0])
    for said in (
        "中止案件调查",
        "因当事人下落不明致使案件暂时无法调查。",
        WORDS,
        "现场核查记录三份",
        "《市场监督管理行政处罚程序规定》第四十六条第一款",
        "局领导方舟",
    ):
        assert said in text
    going = {"on": date(2026, 6, 10), "words": "当事人已到案说明情况。", "at": cast.at("2026-06-10")}
    again = act(go_on, key, officers["chensiyuan"], **going)
    # 18 August and the ten days from 1 to 10 June, both left out.
    assert clocks(key)["case.decision"].due_on == date(2026, 8, 28)
    assert (matter(key).state, Case.objects.get().halting_ground) == ("filed", None)
    assert "自2026年6月10日恢复案件调查" in text_of(again.documents[0])


@pytest.mark.parametrize(
    ("wrong", "field"),
    [({"ground": None}, "ground"), ({"ground": 6}, "ground"), ({"words": ""}, "words"), ({"proof": ""}, "proof")],
)  # fmt: skip
def test_a_ground_of_the_law_the_facts_and_the_proof_are_needed(register, officers, wrong, field):
    refusal = refused(halt, filed(register), officers["fangzhou"], **GIVEN | wrong)
    assert set(refusal.fields) == {field}


@pytest.mark.parametrize("day", ["2026-05-31", "2026-06-11"])
def test_it_goes_on_between_the_halt_and_today(register, officers, day):
    key = filed(register)
    act(halt, key, officers["fangzhou"], **GIVEN, at=cast.at("2026-06-01"))
    wrong = {"on": date.fromisoformat(day), "words": "已到案。", "at": cast.at("2026-06-10")}
    assert set(refused(go_on, key, officers["chensiyuan"], **wrong).fields) == {"on"}


def test_only_a_leader_halts_or_ends_and_the_desks_go_on(register, officers):
    key = filed(register)
    with pytest.raises(NotAllowed):
        act(halt, key, officers["suming"], **GIVEN)
    with pytest.raises(NotAllowed):
        act(abandon, key, officers["suming"], kind="died", words=WORDS)
    act(halt, key, officers["fangzhou"], **GIVEN)
    with pytest.raises(NotAllowed):
        act(go_on, key, officers["hemin"], on=cast.TODAY, words="已到案。")


@pytest.mark.parametrize("first", [(), (halt,)])
def test_an_investigation_that_cannot_go_on_ends_and_can_be_closed(register, officers, first):
    key = filed(register)
    for verb in first:
        act(verb, key, officers["fangzhou"], **GIVEN)
    done = act(abandon, key, officers["fangzhou"], kind="dissolved", words="公司已注销，清算完毕。")
    found = clocks(key)
    assert (matter(key).state, found["case.decision"].state) == ("abandoned", "stopped")
    # Fifteen working days after Wednesday 20 May.
    assert found["case.closing"].due_on == date(2026, 6, 10)
    assert Case.objects.get().closable_on == cast.TODAY
    assert done.event.data["cause"] == "dissolved"
    assert "涉嫌违法的法人、其他组织终止，并且无权利义务承受人。" in text_of(done.documents[-1])


@pytest.mark.parametrize(("wrong", "field"), [({"kind": "moved"}, "kind"), ({"words": " "}, "words")])
def test_the_reason_of_the_article_and_words_are_needed(register, officers, wrong, field):
    given = {"kind": "died", "words": WORDS} | wrong
    assert set(refused(abandon, filed(register), officers["fangzhou"], **given).fields) == {field}
