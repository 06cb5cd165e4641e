"""A held change is decided by a person, once, with a reason that is kept."""

from __future__ import annotations

from datetime import date

import pytest

from tests import cast, exports
from xiaobao.docket.actions.accept import accept
from xiaobao.docket.actions.held import decide
from xiaobao.docket.models import Clock, HeldChange, Matter
from xiaobao.refusals import NotAllowed, NotFound, Refused
from xiaobao.vault.models import AuditEntry

LATER = cast.at("2026-05-21", "12:00")
MOVED = {"登记时间": "2026-05-19 09:30:00"}


@pytest.fixture
def held(taken_in):
    """A received moment one day later, waiting for a person."""
    taken_in(exports.platform())
    taken_in(exports.platform(**MOVED), at=LATER)
    return HeldChange.objects.get()


def decided(held, officer, *, apply, reason="登记时间录错，已与平台核对。"):
    return decide(change_id=held.pk, officer=officer, at=LATER, apply=apply, reason=reason)


def test_applying_a_received_moment_counts_its_clock_anew(held, officers):
    decided(held, officers["luyiheng"], apply=True)
    matter, clock = Matter.objects.get(), Clock.objects.get()
    assert (matter.received_at, matter.received_on) == (cast.at("2026-05-19"), date(2026, 5, 19))
    assert (clock.started_on, clock.due_on, matter.next_due) == (
        date(2026, 5, 19),
        date(2026, 5, 28),
        date(2026, 5, 28),
    )
    assert clock.ledger == [{"kind": "start", "on": "2026-05-19", "reason": "更正收到时间"}]
    assert matter.version == 2


def test_the_decision_is_kept_with_who_when_why_as_an_event_and_in_the_audit_trail(held, officers):
    decided(held, officers["luyiheng"], apply=True)
    held.refresh_from_db()
    assert (held.applied, held.decided_by.name, held.decided_at, held.reason) == (
        True,
        "陆一恒",
        LATER,
        "登记时间录错，已与平台核对。",
    )
    detail = {
        "field": "received_at",
        "from": "2026-05-18T09:30:00+08:00",
        "to": "2026-05-19T09:30:00+08:00",
        "applied": True,
    }
    event, entry = Matter.objects.get().events.last(), AuditEntry.objects.latest("id")
    assert (event.verb, event.actor.name, event.data) == ("held_change", "陆一恒", detail)
    assert (entry.act, entry.actor_name, entry.detail) == ("matter.held_change", "陆一恒", detail)


def test_dismissing_leaves_matter_and_clocks_alone(held, officers, dump):
    keep = ("docket_heldchange", "docket_event", "vault_auditentry")
    before = dump(*keep)
    decided(held, officers["luyiheng"], apply=False)
    assert dump(*keep) == before
    held.refresh_from_db()
    assert held.applied is False


def test_what_was_dismissed_is_not_asked_again_and_the_rest_of_its_row_comes_in(held, officers, taken_in):
    decided(held, officers["luyiheng"], apply=False)
    tallies = [taken_in(exports.platform(反馈内容="已联系。", **MOVED), at=LATER) for _ in range(2)]
    assert [(tally.held, tally.updated, tally.unchanged) for tally in tallies] == [(0, 1, 0), (0, 0, 1)]
    matter = Matter.objects.get()
    assert (HeldChange.objects.count(), matter.received_on) == (1, date(2026, 5, 18))
    assert matter.submission.reply == "已联系。"


def test_a_dismissed_change_of_track_is_not_asked_again(taken_in, officers):
    taken_in(exports.platform())
    for _ in range(2):
        tally = taken_in(exports.platform(类型="举报"), at=LATER)
        if tally.held:
            decided(HeldChange.objects.get(), officers["luyiheng"], apply=False)
    assert (tally.held, tally.unchanged, HeldChange.objects.count()) == (0, 1, 1)


def test_after_applying_the_row_itself_is_taken_over_once_and_then_unchanged(held, officers, taken_in):
    decided(held, officers["luyiheng"], apply=True)
    tallies = [taken_in(exports.platform(**MOVED), at=LATER) for _ in range(2)]
    assert [(tally.held, tally.updated, tally.unchanged) for tally in tallies] == [(0, 1, 0), (0, 0, 1)]


def test_a_changed_track_cannot_be_applied_only_dismissed(taken_in, officers):
    taken_in(exports.platform())
    taken_in(exports.platform(类型="举报"), at=LATER)
    held = HeldChange.objects.get()
    with pytest.raises(Refused):
        decided(held, officers["luyiheng"], apply=True)
    assert decided(held, officers["luyiheng"], apply=False).applied is False


def test_nobody_decides_twice(held, officers):
    decided(held, officers["luyiheng"], apply=False)
    with pytest.raises(Refused) as refused:
        decided(held, officers["luyiheng"], apply=True)
    assert refused.value.sentence == "这项变更已经有人作出决定。"


@pytest.mark.parametrize("reason", ["", "  ", "对"])
def test_a_reason_is_needed(held, officers, reason):
    with pytest.raises(Refused) as refused:
        decided(held, officers["luyiheng"], apply=True, reason=reason)
    assert set(refused.value.fields) == {"reason"}
    assert HeldChange.objects.get().decided_at is None


@pytest.mark.parametrize(
    ("username", "refusal"),
    [
        ("hemin", NotAllowed),
        ("chensiyuan", NotAllowed),
        ("tangyue", NotAllowed),
        ("lian", NotFound),
        ("admin", NotFound),
    ],
)
def test_only_the_section_head_or_a_leader_decides_and_only_on_what_is_in_reach(
    held, officers, username, refusal
):
    with pytest.raises(refusal):
        decided(held, officers[username], apply=True)
    assert Matter.objects.get().received_on == date(2026, 5, 18)


def test_a_received_moment_after_the_decision_cannot_be_applied(taken_in, officers):
    taken_in(exports.platform())
    matter = Matter.objects.get()
    accept(matter_id=matter.pk, version=1, officer=officers["chensiyuan"], at=cast.NOON)
    taken_in(exports.platform(登记时间="2026-05-21 09:30:00"), at=LATER)
    with pytest.raises(Refused) as refused:
        decided(HeldChange.objects.get(), officers["luyiheng"], apply=True)
    assert "早于" in refused.value.sentence
    assert Matter.objects.get().received_on == date(2026, 5, 18)


def test_a_clock_assumed_from_receipt_moves_with_it_and_stays_provisional(taken_in, officers):
    open_order = {"受理情况": "受理", "状态": "办理中"}
    taken_in(exports.hotline(**open_order))
    taken_in(exports.hotline(交办时间="2026/05/19 09:30", **open_order), at=LATER)
    decided(HeldChange.objects.get(), officers["luyiheng"], apply=True)
    clock = Clock.objects.get(clock="complaint.mediation")
    assert (clock.started_on, clock.due_earliest, clock.provisional) == (
        date(2026, 5, 19),
        date(2026, 7, 18),
        True,
    )
    assert clock.derivation.startswith("来源未载明受理日")


def test_a_received_moment_across_the_change_of_law_brings_the_other_regulation(taken_in, officers):
    taken_in(exports.platform(登记时间="2026-04-15 09:30:00"))
    taken_in(exports.platform(登记时间="2026-04-14 09:30:00"), at=LATER)
    decided(HeldChange.objects.get(), officers["luyiheng"], apply=True)
    matter, clock = Matter.objects.get(), Clock.objects.get()
    assert (matter.regulation, clock.regulation) == ("samr-order-20", "samr-order-20")
    assert "暂行办法" in clock.basis
