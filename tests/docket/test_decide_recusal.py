"""The decision whether a mediator withdraws: a head's, told to who asked, and mediation goes on."""

from __future__ import annotations

import pytest

from tests.docket.mediation_cast import (
    NEW,
    OLD,
    accepted,
    act,
    agree,
    ask_to_withdraw,
    call,
    left,
    noon,
    version,
)
from xiaobao.docket.actions.decide_recusal import decide_recusal
from xiaobao.docket.mediation_facts import mediators
from xiaobao.docket.models import Matter, Recusal, Session
from xiaobao.refusals import Changed, NotAllowed, NotFound, Refused

WORDS = "经核实，调解人员与被投诉人的负责人是姻亲关系。"


@pytest.fixture
def key(register, officers):
    return asked(register, officers)


def asked(register, officers, regulation=NEW, side="complainant"):
    key = accepted(register, officers, regulation)
    agree(key, officers, noon(regulation))
    call(key, officers, noon(regulation), mediators=["陈思远", "苏明"])
    ask_to_withdraw(key, officers, noon(regulation), side=side)
    return key


def decided(key, officers, officer="luyiheng", regulation=NEW, **changes):
    given = {"upheld": True, "words": WORDS, "replacement": "黎安"}
    return act(decide_recusal, key, officers[officer], noon(regulation, 1), **given | changes)


@pytest.mark.parametrize("regulation", [NEW, OLD])
def test_granted_the_replacement_takes_over_the_sessions_called(register, officers, regulation):
    key = asked(register, officers, regulation)
    taken = decided(key, officers, regulation=regulation)
    matter, row = Matter.objects.get(pk=key), Recusal.objects.get()
    assert (matter.state, Session.objects.get().mediators) == ("accepted", ["黎安", "苏明"])
    assert (row.upheld, row.replacement, row.words, row.decided_by.name, row.decided_on) == (
        True,
        "黎安",
        WORDS,
        "陆一恒",
        noon(regulation, 1).date(),
    )
    [letter] = taken.documents
    assert (letter.title, letter.number) == ("回避决定书", "湖市监回避〔2026〕1号")
    assert [(to.side, to.name) for to in letter.addressees.all()] == [("complainant", "林**")]
    assert matter.events.last().data == {
        "upheld": True,
        "side": "complainant",
        "document": "湖市监回避〔2026〕1号",
    }
    assert mediators(matter) == ("黎安", "苏明")


def test_the_respondent_is_told_when_the_respondent_asked(register, officers):
    key = asked(register, officers, side="respondent")
    [letter] = decided(key, officers).documents
    assert [(to.side, to.name) for to in letter.addressees.all()] == [
        ("respondent", "厦门青禾生鲜超市有限公司")
    ]


def test_rejected_the_mediators_stay_and_mediation_goes_on(key, officers):
    decided(key, officers, upheld=False, replacement="", words="经核实，双方没有亲属关系，也无利害关系。")
    assert (Matter.objects.get(pk=key).state, Session.objects.get().mediators) == (
        "accepted",
        ["陈思远", "苏明"],
    )
    assert Recusal.objects.get().upheld is False


def test_a_replacement_already_named_is_not_named_twice(key, officers):
    decided(key, officers, replacement="苏明")
    assert Session.objects.get().mediators == ["苏明"]


@pytest.mark.parametrize("username", ["suming", "luyiheng", "fangzhou"])
def test_heads_decide(key, officers, username):
    assert decided(key, officers, username).event.verb == "decide_recusal"


@pytest.mark.parametrize(
    ("username", "error"), [("chensiyuan", NotAllowed), ("hemin", NotAllowed), ("lian", NotFound)]
)
def test_nobody_else_does(key, officers, username, error):
    before = left(key)
    with pytest.raises(error):
        decided(key, officers, username)
    assert left(key) == before


def test_nobody_decides_on_himself(register, officers):
    key = accepted(register, officers)
    agree(key, officers, noon())
    call(key, officers, noon(), mediators=["苏明"])
    ask_to_withdraw(key, officers, noon(), against="苏明")
    with pytest.raises(Refused) as refused:
        decided(key, officers, "suming")
    assert "不能决定自己是否回避" in refused.value.sentence
    assert decided(key, officers, "luyiheng").documents


def test_what_is_missing_is_said_at_its_field_and_nothing_is_written(key, officers):
    before = left(key)
    with pytest.raises(Refused) as refused:
        decided(key, officers, words="", replacement="")
    assert set(refused.value.fields) == {"words", "replacement"}
    assert (left(key), Recusal.objects.get().upheld) == (before, None)


def test_without_a_request_there_is_nothing_to_decide(register, officers):
    key = accepted(register, officers)
    with pytest.raises(Refused) as refused:
        decided(key, officers)
    assert refused.value.code == "RUL-102"


def test_the_second_head_is_told(key, officers):
    opened = version(key)
    decided(key, officers)
    with pytest.raises(Changed) as changed:
        decided(key, officers, "suming", version=opened, upheld=False, replacement="")
    assert (changed.value.by, changed.value.what) == ("陆一恒", ("决定回避",))
    assert Recusal.objects.get().upheld is True
