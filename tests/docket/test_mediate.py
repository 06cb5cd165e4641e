"""Minutes of a session, held or missed, as a numbered record."""

from __future__ import annotations

from datetime import timedelta

import pytest

from tests.docket.mediation_cast import (
    MINUTES,
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
from xiaobao.docket.actions.mediate import mediate
from xiaobao.docket.models import Document, Matter, Session
from xiaobao.refusals import Changed, NotAllowed, NotFound, Refused


@pytest.fixture
def key(register, officers):
    key = accepted(register, officers)
    agree(key, officers, noon())
    return key


def recorded(key, officers, officer="chensiyuan", regulation=NEW, **changes):
    session = Session.objects.filter(matter=key, state="planned").first()
    given = {
        "session_id": session.pk if session else None,
        "mode": "on_site",
        "held_at": noon(regulation, 7),
        "place": "湖里所调解室（虚构）",
        "mediators": ["陈思远"],
        "complainant_present": True,
        "respondent_present": True,
        "minutes": MINUTES,
        "result": "continue",
    }
    at = noon(regulation, 7) + timedelta(hours=2)
    return act(mediate, key, officers[officer], at, **given | changes)


@pytest.mark.parametrize("regulation", [NEW, OLD])
@pytest.mark.parametrize("result", ["agreed", "continue", "failed"])
def test_a_planned_session_is_held_and_its_minutes_are_numbered(register, officers, regulation, result):
    key = accepted(register, officers, regulation)
    agree(key, officers, noon(regulation))
    call(key, officers, noon(regulation))
    taken = recorded(key, officers, regulation=regulation, result=result)
    session = Session.objects.get()
    assert (session.state, session.result, session.minutes) == ("held", result, MINUTES)
    assert (session.complainant_present, session.respondent_present) == (True, True)
    [paper] = taken.documents
    assert (paper.title, paper.number, paper.addressees.count()) == (
        "投诉调解记录",
        "湖市监调记〔2026〕1号",
        0,
    )
    matter = Matter.objects.get(pk=key)
    assert matter.state == "accepted"
    assert matter.events.last().data == {
        "mode": "on_site",
        "held_at": noon(regulation, 7).isoformat(),
        "result": result,
        "session": session.pk,
        "document": "湖市监调记〔2026〕1号",
    }


def test_a_session_by_phone_without_a_plan_gets_a_row_of_its_own(key, officers):
    taken = recorded(key, officers, mode="phone", place="")
    assert (Session.objects.get().state, len(taken.documents), taken.weighed) == ("held", 1, ())


def test_two_sessions_have_two_minutes(key, officers):
    recorded(key, officers, mode="phone")
    recorded(key, officers, mode="phone", result="agreed")
    assert list(Session.objects.values_list("result", flat=True)) == ["continue", "agreed"]
    assert list(Document.objects.filter(series="minutes").values_list("sequence", flat=True)) == [1, 2]


@pytest.mark.parametrize("away", ["complainant_present", "respondent_present"])
def test_a_side_that_stays_away_is_recorded_with_minutes(key, officers, away):
    call(key, officers, noon())
    taken = recorded(
        key, officers, result="", minutes="到时等候三十分钟，一方没有到场，电话无人接听。", **{away: False}
    )
    session = Session.objects.get()
    assert (session.state, session.result, getattr(session, away)) == ("missed", "", False)
    assert "第二十三条第一款第二项" in taken.weighed[0].citation
    assert (len(taken.documents), Matter.objects.get(pk=key).state) == (1, "accepted")
    assert taken.data["result"] == "missed"


def test_what_is_recorded_cannot_be_recorded_again(key, officers):
    call(key, officers, noon())
    session = Session.objects.get()
    recorded(key, officers)
    with pytest.raises(Refused) as refused:
        recorded(key, officers, session_id=session.pk)
    assert set(refused.value.fields) == {"session_id"}


def test_a_session_of_another_matter_is_none_of_this_one(key, register, officers):
    other = accepted(register, officers, external_id="E2")
    agree(other, officers, noon())
    call(other, officers, noon())
    with pytest.raises(Refused):
        recorded(key, officers, session_id=Session.objects.get(matter=other).pk)


def test_without_consent_there_was_no_mediation_to_record(register, officers):
    key = accepted(register, officers)
    agree(key, officers, noon(), sides=("complainant",))
    before = left(key)
    with pytest.raises(Refused):
        recorded(key, officers, mode="phone")
    assert (left(key), rows(Session, key)) == (before, 0)


def test_a_refusal_said_at_the_session_does_not_keep_its_minutes_out(key, officers):
    agree(key, officers, noon(later=7), sides=("respondent",), given=False)
    recorded(key, officers, mode="phone", result="failed")
    with pytest.raises(Refused):
        recorded(key, officers, mode="phone", at=noon(later=9), held_at=noon(later=8))


def test_while_suspended_there_is_no_mediation(key, officers):
    call(key, officers, noon())
    ask_to_withdraw(key, officers, noon())
    with pytest.raises(Refused) as refused:
        recorded(key, officers)
    assert refused.value.code == "RUL-102"


def test_minutes_of_tomorrow_or_without_words_are_refused_at_their_fields(key, officers):
    before = left(key)
    with pytest.raises(Refused) as refused:
        recorded(key, officers, held_at=noon(later=8), minutes="　", mode="phone")
    assert set(refused.value.fields) == {"held_at", "minutes"}
    assert left(key) == before


def test_a_double_click_records_once_and_says_by_whom(key, officers):
    opened = version(key)
    recorded(key, officers, mode="phone")
    with pytest.raises(Changed) as changed:
        recorded(key, officers, "suming", version=opened, mode="phone")
    assert (changed.value.by, changed.value.what) == ("陈思远", ("记录调解",))
    assert rows(Session, key) == 1


@pytest.mark.parametrize(("username", "error"), [("hemin", NotAllowed), ("lian", NotFound)])
def test_who_may_not_or_cannot_see_is_refused(key, officers, username, error):
    with pytest.raises(error):
        recorded(key, officers, username, mode="phone")
