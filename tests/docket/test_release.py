"""An insider's identity: one asks, another answers, and what is released is good for one look, for a time."""

from __future__ import annotations

from datetime import timedelta

import pytest

from tests import cast
from tests.docket.reveal_cast import WHY, answer, handed_to, look, party_of, request, trail
from xiaobao.docket.identity_page import requested_lines
from xiaobao.docket.models import Release
from xiaobao.refusals import NotFound, Refused
from xiaobao.vault.models import AuditEntry

DAY = timedelta(hours=24)


@pytest.fixture
def insider(register, officers) -> int:
    """周喆 works for the shop; the report is in 陈思远's hands."""
    return handed_to(officers["chensiyuan"], register(cast.report()), guarded=True)


@pytest.fixture
def chen(officers):
    """Who handles it."""
    return officers["chensiyuan"]


def test_asked_released_and_looked_at_once(chen, officers, insider) -> None:
    released = answer(officers["suming"], request(chen, insider))
    assert (released.granted, released.good_until) == (True, cast.NOON + DAY)
    assert look(chen, insider).name == "周喆"
    with pytest.raises(Refused, match="经另一人放行") as refusal:
        look(chen, insider)
    assert list(refusal.value.fields) == ["release"]
    subject = f"party:{party_of(insider)}"
    assert trail() == [
        ("identity.asked", "done", "陈思远", subject),
        ("identity.released", "done", "苏明", subject),
        ("identity.revealed", "done", "陈思远", subject),
        ("identity.refused", "refused", "陈思远", subject),
    ]
    assert AuditEntry.objects.get(act="identity.revealed").detail["release"] == released.pk


def test_the_trail_holds_neither_the_words_nor_the_person(chen, officers, insider) -> None:
    answer(officers["suming"], request(chen, insider))
    details = str(
        list(AuditEntry.objects.filter(act__startswith="identity").values_list("detail", flat=True))
    )
    assert not any(part in details for part in ("周", "13900000002", "核实", "放行"))


def test_a_refusal_opens_nothing_and_is_said_with_reasons(chen, officers, insider) -> None:
    refused = answer(officers["suming"], request(chen, insider), granted=False, words="先通过平台询问即可。")
    assert (refused.granted, refused.good_until) == (False, None)
    assert trail("identity.release_refused")
    with pytest.raises(Refused):
        look(chen, insider)


def test_a_release_ends_after_the_hours_of_the_locality(chen, officers, insider) -> None:
    answer(officers["suming"], request(chen, insider))
    late = cast.NOON + DAY + timedelta(seconds=1)
    with pytest.raises(Refused):
        look(chen, insider, at=late, confirmed_at=late)
    last = cast.NOON + DAY
    assert look(chen, insider, at=last, confirmed_at=last).name == "周喆"


def test_a_release_is_for_one_purpose_and_for_who_asked(chen, officers, insider) -> None:
    answer(officers["suming"], request(chen, insider))
    with pytest.raises(Refused):
        look(chen, insider, purpose="serve")
    handed_to(officers["suming"], insider, guarded=True)
    with pytest.raises(Refused) as refusal:
        look(officers["suming"], insider)
    assert list(refusal.value.fields) == ["release"]
    with pytest.raises(NotFound):
        look(chen, insider)


def test_it_takes_two_pairs_of_eyes(officers, register) -> None:
    key = handed_to(officers["suming"], register(cast.report()), guarded=True)
    asked = request(officers["suming"], key)
    with pytest.raises(Refused, match="另一人"):
        answer(officers["suming"], asked)
    assert answer(officers["luyiheng"], asked).granted


@pytest.mark.parametrize(
    "officer", ["hemin", "lian", "wenlan", "tangyue", "xuan", "guning", "heqing", "admin"]
)
def test_to_everybody_else_there_is_no_such_request(officer, chen, officers, insider) -> None:
    asked = request(chen, insider)
    with pytest.raises(NotFound):
        answer(officers[officer], asked)
    assert requested_lines(officers[officer]) == []


def test_who_handles_the_report_cannot_answer(chen, insider) -> None:
    with pytest.raises(Refused, match="不能放行") as refusal:
        answer(chen, request(chen, insider))
    assert "另一人" in refusal.value.sentence
    assert Release.objects.get().granted is None


@pytest.mark.parametrize(
    ("changes", "field"),
    [({"granted": None}, "granted"), ({"words": "同意"}, "words"), ({"words": "长" * 2001}, "words"), ({"confirmed_at": None}, "confirmed_at")],
)  # fmt: skip
def test_an_answer_has_a_reason_and_a_password_given_again(changes, field, chen, officers, insider) -> None:
    asked = request(chen, insider)
    with pytest.raises(Refused) as refusal:
        answer(officers["suming"], asked, **changes)
    assert list(refusal.value.fields) == [field]
    assert (Release.objects.get().granted, len(trail())) == (None, 1)


def test_a_request_is_answered_once(chen, officers, insider) -> None:
    asked = request(chen, insider)
    answer(officers["suming"], asked)
    with pytest.raises(Refused, match="已经答复"):
        answer(officers["luyiheng"], asked, granted=False, words="先通过平台询问即可。")
    assert Release.objects.get().granted is True


def test_who_waits_does_not_ask_again(chen, officers, insider) -> None:
    asked = request(chen, insider)
    with pytest.raises(Refused, match="正在等待放行"):
        request(chen, insider)
    answer(officers["suming"], asked)
    with pytest.raises(Refused, match="已经放行"):
        request(chen, insider)
    look(chen, insider)
    assert request(chen, insider).pk != asked.pk


def test_only_who_is_assigned_asks_and_only_where_it_is_needed(chen, officers, insider, register) -> None:
    with pytest.raises(Refused, match="只有本件的承办人"):
        request(officers["suming"], insider)
    with pytest.raises(NotFound):
        request(officers["wenlan"], insider)
    plain = handed_to(chen, register(cast.report(external_id="2", digest=b"another---digest")))
    with pytest.raises(Refused, match="不需要放行"):
        request(chen, plain)
    assert trail() == []


def test_who_may_answer_reads_what_for_and_nobody_s_name(chen, officers, insider) -> None:
    request(chen, insider)
    (line,) = requested_lines(officers["suming"])
    assert (line.person, line.purpose, line.words, line.asked_by, line.own) == (
        "周*",
        "联系核实",
        WHY,
        "陈思远",
        False,
    )


def test_two_looks_at_the_same_moment_use_one_release_once(chen, officers, insider, monkeypatch) -> None:
    from xiaobao.docket import looking

    released = answer(officers["suming"], request(chen, insider))
    found = Release.objects.get(pk=released.pk)
    look(chen, insider)
    monkeypatch.setattr(looking, "usable", lambda *_: found)
    with pytest.raises(Refused, match="已经使用"):
        look(chen, insider)
    assert len(trail("identity.revealed")) == 1


def test_a_number_written_into_a_request_is_not_shown_to_who_answers(chen, officers, insider) -> None:
    request(chen, insider, words=f"{WHY}电话13900000002。")
    (line,) = requested_lines(officers["suming"])
    assert "13900000002" not in line.words
