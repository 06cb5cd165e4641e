"""Every clock that is kept can be derived again from its ledger, and comes out the same."""

from __future__ import annotations

from dataclasses import fields, replace

import pytest

from tests import cast, exports
from xiaobao.docket import reckoning
from xiaobao.docket.actions.accept import accept
from xiaobao.docket.actions.take_in import import_path
from xiaobao.docket.clock_row import ClockRow, from_model
from xiaobao.docket.models import NO_CLOCK, Clock, Matter
from xiaobao.rules.workflow import Act


def differences(rulebook):
    """Which stored clocks differ from what their ledger gives, field by field."""
    stored = [from_model(clock) for clock in Clock.objects.all()]
    return [
        (
            row.clock,
            field.name,
            getattr(row, field.name),
            getattr(reckoning.recompute(row, rulebook), field.name),
        )
        for row in stored
        for field in fields(ClockRow)
        if getattr(row, field.name) != getattr(reckoning.recompute(row, rulebook), field.name)
    ]


def test_recomputing_equals_what_is_stored_for_every_clock_of_the_sample_exports(officers, rulebook):
    for path in exports.SAMPLES.values():
        import_path(path, at=cast.at("2026-11-20", "18:00"), by=None)
    assert Clock.objects.count() > 250
    assert set(Clock.objects.values_list("state", flat=True)) == {"running", "stopped"}
    assert differences(rulebook) == []


def test_recomputing_equals_what_is_stored_after_later_exports_and_officers_acts(
    taken_in, officers, rulebook
):
    open_order = {"受理情况": "受理", "状态": "办理中"}
    finished = {
        "受理情况": "受理",
        "状态": "已办结",
        "调解结果": "调解成功",
        "办结时间": "2026-05-20 11:00:00",
    }
    taken_in(
        exports.platform(), exports.platform(登记编号="E2"), exports.platform(登记编号="E3", 类型="举报")
    )
    taken_in(
        exports.platform(**exports.SETTLED), exports.platform(登记编号="E3", 类型="举报", 初查受理状态="立案")
    )
    for change in ({}, open_order, finished):
        taken_in(exports.hotline(**change))
    matter = Matter.objects.get(external_id="E2")
    accept(matter_id=matter.pk, version=1, officer=officers["chensiyuan"], at=cast.NOON)
    assert differences(rulebook) == []


def test_the_queue_of_every_matter_is_its_strictest_running_clock(officers):
    for path in exports.SAMPLES.values():
        import_path(path, at=cast.at("2026-11-20", "18:00"), by=None)
    for matter in Matter.objects.prefetch_related("clocks"):
        running = [clock for clock in matter.clocks.all() if clock.state == "running"]
        assert matter.next_due == min((clock.due_earliest for clock in running), default=NO_CLOCK)
        assert (matter.next_clock == "") == (not running)
        assert matter.is_open or not running


def test_a_stopped_clock_tells_in_its_derivation_when_it_stopped(register):
    key = register(cast.complaint(decision="accepted", decided_at=cast.at("2026-05-19")))
    clock = Clock.objects.get(matter=key, clock="complaint.acceptance")
    assert "2026年5月19日" in clock.derivation.splitlines()[-1]


def test_a_matter_closed_before_the_day_given_for_its_decision_comes_in_all_the_same(register):
    key = register(
        cast.complaint(
            decision="accepted",
            decided_at=cast.at("2026-05-20"),
            outcome="settled",
            closed=True,
            closed_at=cast.at("2026-05-19"),
        )
    )
    clock = Clock.objects.get(matter=key, clock="complaint.mediation")
    assert (clock.state, clock.stopped_on, clock.ledger) == (
        "stopped",
        cast.at("2026-05-19").date(),
        [{"kind": "start", "on": "2026-05-20"}],
    )


@pytest.mark.parametrize("order", [(0, 1), (1, 0)])
def test_of_two_clocks_the_earlier_leads_whatever_their_order(rulebook, order):
    rows = reckoning.clock_rows(
        cast.complaint(external_due=(("hotline.city", cast.at("2026-05-25")),)),
        (),
        "samr-order-121",
        rulebook,
    )
    statutory = reckoning.started(
        "complaint",
        Act.REGISTER,
        cast.at("2026-05-18").date(),
        regulation="samr-order-121",
        named=True,
        rulebook=rulebook,
    )
    both = [*rows, *statutory]
    position = reckoning.queue_position([both[place] for place in order], rulebook)
    assert position == (cast.at("2026-05-25").date(), "hotline.city", False)
    stopped = [replace(clock, state="stopped") for clock in both]
    assert reckoning.queue_position(stopped, rulebook) == (NO_CLOCK, "", False)


def test_every_clock_has_a_name_an_officer_can_read(rulebook):
    for clock in (*reckoning.FOLLOWED, *reckoning.EXTERNAL):
        name = reckoning.name_of(clock, rulebook)
        assert name != clock
        assert not name.isascii()
