"""Calling both sides: on site each gets Form 7 with a number of its own; elsewhere the session is planned only."""

from __future__ import annotations

from datetime import timedelta

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
    rows,
    version,
)
from xiaobao.docket.actions.decide_recusal import decide_recusal
from xiaobao.docket.models import Matter, Session
from xiaobao.refusals import Changed, NotAllowed, NotFound, Refused


@pytest.fixture
def key(register, officers):
    key = accepted(register, officers)
    agree(key, officers, noon())
    return key


@pytest.mark.parametrize(
    ("regulation", "form"), [(NEW, "文书式样七"), (OLD, "投诉调解通知书（适用原暂行办法）")]
)
def test_on_site_each_side_gets_a_notice_with_its_own_number(register, officers, regulation, form):
    key = accepted(register, officers, regulation)
    agree(key, officers, noon(regulation))
    taken = call(key, officers, noon(regulation), mediators=["陈思远", " 苏明 ", "陈思远", ""])
    ours, theirs = taken.documents
    assert [(one.form, one.number) for one in (ours, theirs)] == [
        (form, "湖市监调通〔2026〕1号"),
        (form, "湖市监调通〔2026〕2号"),
    ]
    assert [(to.side, to.name) for to in ours.addressees.all()] == [("complainant", "林**")]
    assert [(to.side, to.name) for to in theirs.addressees.all()] == [
        ("respondent", "厦门青禾生鲜超市有限公司")
    ]
    session = Session.objects.get()
    assert (session.state, session.mediators, session.recusal_days, session.bring) == (
        "planned",
        ["陈思远", "苏明"],
        3,
        "购物小票",
    )
    data = Matter.objects.get(pk=key).events.last().data
    assert data == {
        "mode": "on_site",
        "held_at": session.held_at.astimezone(noon().tzinfo).isoformat(),
        "session": session.pk,
        "documents": ["湖市监调通〔2026〕1号", "湖市监调通〔2026〕2号"],
    }


@pytest.mark.parametrize("mode", ["phone", "video", "internet"])
def test_elsewhere_the_session_is_planned_without_a_form(key, officers, mode):
    taken = call(key, officers, noon(), mode=mode, place="", recusal_days=None)
    assert (taken.documents, Session.objects.get().mode) == ([], mode)


def test_a_time_without_a_zone_is_wall_clock_time_in_china(key, officers):
    held_at = noon(later=7)
    call(key, officers, noon(), held_at=held_at.replace(tzinfo=None))
    assert Session.objects.get().held_at == held_at


@pytest.mark.parametrize("regulation", [NEW, OLD])
@pytest.mark.parametrize("sides", [(), ("complainant",), ("respondent",)])
def test_who_has_not_answered_is_called_and_the_officer_is_told_to_ask(register, officers, sides, regulation):
    key = accepted(register, officers, regulation)
    if sides:
        agree(key, officers, noon(regulation), sides=sides)
    taken = call(key, officers, noon(regulation))
    asked = [reason for reason in taken.weighed if "可以通知并一并征求意愿" in reason.text]
    assert (len(asked), rows(Session, key)) == (2 - len(sides), 1)


def test_after_a_refusal_nobody_is_called_and_the_ground_is_named(key, officers):
    agree(key, officers, noon(), sides=("respondent",), given=False)
    with pytest.raises(Refused) as refused:
        call(key, officers, noon())
    assert "第二项情形" in refused.value.sentence
    assert Matter.objects.get(pk=key).state == "accepted"


@pytest.mark.parametrize("regulation", [NEW, OLD])
def test_a_session_after_the_earliest_last_day_is_called_with_a_warning(register, officers, regulation):
    key = accepted(register, officers, regulation)
    agree(key, officers, noon(regulation))
    on_time = call(key, officers, noon(regulation), held_at=noon(regulation, 60))
    late = call(key, officers, noon(regulation), held_at=noon(regulation, 61))
    assert [any("最早届满日" in one.text for one in taken.weighed) for taken in (on_time, late)] == [
        False,
        True,
    ]


def test_a_session_can_take_the_place_of_a_planned_one(key, officers):
    call(key, officers, noon())
    first = Session.objects.get()
    call(key, officers, noon(), held_at=noon(later=9), instead_of=first.pk)
    assert list(Session.objects.order_by("id").values_list("state", flat=True)) == ["cancelled", "planned"]
    with pytest.raises(Refused) as refused:
        call(key, officers, noon(), instead_of=first.pk)
    assert set(refused.value.fields) == {"instead_of"}
    assert Session.objects.count() == 2


def test_a_mediator_who_had_to_withdraw_is_not_called_again(key, officers):
    call(key, officers, noon())
    ask_to_withdraw(key, officers, noon())
    words = "经核实，调解人员与被投诉人的负责人是姻亲关系。"
    act(decide_recusal, key, officers["suming"], noon(), upheld=True, words=words, replacement="苏明")
    with pytest.raises(Refused) as refused:
        call(key, officers, noon())
    assert set(refused.value.fields) == {"mediators"}


def test_while_a_recusal_is_undecided_nobody_is_called(key, officers):
    call(key, officers, noon())
    ask_to_withdraw(key, officers, noon())
    with pytest.raises(Refused) as refused:
        call(key, officers, noon())
    assert refused.value.code == "RUL-102"


def test_half_a_name_from_an_export_is_filled_in_by_the_officer(officers, rulebook):
    from tests import cast
    from xiaobao.docket.actions.register import register_many

    row = cast.complaint(person_name="林**", decision="accepted", decided_at=cast.at("2026-05-19"))
    [key] = register_many([row], batch=None, rulebook=rulebook, at=noon())
    agree(key, officers, noon())
    with pytest.raises(Refused) as refused:
        call(key, officers, noon())
    assert set(refused.value.fields) == {"addressee"}
    assert len(call(key, officers, noon(), addressee="林晓禾").documents) == 2


def test_what_is_missing_is_said_at_its_field_and_nothing_is_written(key, officers):
    before = left(key)
    with pytest.raises(Refused) as refused:
        call(
            key,
            officers,
            noon(),
            place="",
            mediators=[" "],
            recusal_days=0,
            held_at=noon() - timedelta(hours=1),
        )
    assert set(refused.value.fields) == {"place", "mediators", "recusal_days", "held_at"}
    assert left(key) == before


def test_a_double_click_calls_once_and_says_by_whom(key, officers):
    opened = version(key)
    call(key, officers, noon())
    with pytest.raises(Changed) as changed:
        call(key, officers, noon(), version=opened)
    assert (changed.value.by, changed.value.what) == ("陈思远", ("通知调解",))
    assert (
        rows(Session, key),
        Matter.objects.get(pk=key).documents.filter(series="mediation_notice").count(),
    ) == (1, 2)


@pytest.mark.parametrize(("username", "error"), [("hemin", NotAllowed), ("lian", NotFound)])
def test_who_may_not_or_cannot_see_is_refused(key, officers, username, error):
    with pytest.raises(error):
        call(key, officers, noon(), officer=officers[username])
