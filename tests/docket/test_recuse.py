"""A request that a mediator withdraw: mediation is suspended at once, and the clock goes on."""

from __future__ import annotations

from datetime import date

import pytest

from tests.docket.mediation_cast import (
    NEW,
    OLD,
    accepted,
    agree,
    ask_to_withdraw,
    call,
    left,
    noon,
    rows,
    version,
)
from xiaobao.docket.models import Matter, Recusal
from xiaobao.refusals import Changed, NotAllowed, NotFound, Refused


@pytest.fixture
def key(register, officers):
    return called(register, officers)


def called(register, officers, regulation=NEW):
    key = accepted(register, officers, regulation)
    agree(key, officers, noon(regulation))
    call(key, officers, noon(regulation))
    return key


@pytest.mark.parametrize(("regulation", "due"), [(NEW, date(2026, 7, 19)), (OLD, date(2026, 5, 4))])
def test_mediation_is_suspended_and_the_clock_runs_on(register, officers, regulation, due):
    key = called(register, officers, regulation)
    taken = ask_to_withdraw(key, officers, noon(regulation), words="店长是其表弟。")
    matter = Matter.objects.get(pk=key)
    assert (matter.state, matter.is_open, matter.unclocked) == ("suspended", True, "")
    assert (matter.next_due, matter.next_clock) == (due, "complaint.mediation")
    row = Recusal.objects.get()
    assert (row.side, row.against, row.ground, row.upheld) == (
        "complainant",
        "陈思远",
        "近亲属：店长是其表弟。",
        None,
    )
    assert "调解期限照常计算" in taken.weighed[1].text
    assert matter.events.last().data == {
        "side": "complainant",
        "ground": "relative",
        "on": noon(regulation).date().isoformat(),
    }


def test_only_somebody_who_mediates_can_be_asked_to_withdraw(key, officers):
    before = left(key)
    with pytest.raises(Refused) as refused:
        ask_to_withdraw(key, officers, noon(), against="黎安", ground="")
    assert set(refused.value.fields) == {"against", "ground"}
    assert (left(key), rows(Recusal, key)) == (before, 0)


def test_before_a_session_is_called_whoever_mediates_can_be_asked(register, officers):
    key = accepted(register, officers)
    assert ask_to_withdraw(key, officers, noon()).matter.state == "suspended"


def test_one_request_at_a_time(key, officers):
    ask_to_withdraw(key, officers, noon())
    with pytest.raises(Refused) as refused:
        ask_to_withdraw(key, officers, noon(), side="respondent")
    assert (refused.value.code, rows(Recusal, key)) == ("RUL-102", 1)


def test_a_double_click_suspends_once_and_says_by_whom(key, officers):
    opened = version(key)
    ask_to_withdraw(key, officers, noon())
    with pytest.raises(Changed) as changed:
        ask_to_withdraw(key, officers, noon(), version=opened)
    assert (changed.value.by, changed.value.what) == ("陈思远", ("登记回避申请",))


@pytest.mark.parametrize(("username", "error"), [("hemin", NotAllowed), ("lian", NotFound)])
def test_who_may_not_or_cannot_see_is_refused(key, officers, username, error):
    with pytest.raises(error):
        ask_to_withdraw(key, officers, noon(), officer=officers[username])
