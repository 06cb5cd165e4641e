"""A later export while a complaint is settled first, or after it was: nothing is broken, a person decides."""

from __future__ import annotations

from datetime import date

import pytest

from tests import cast, exports
from tests.docket.settling_cast import consumer_does, handed_over, market, now
from xiaobao.docket.actions.ask_bureau import ask_bureau
from xiaobao.docket.actions.confirm import confirm
from xiaobao.docket.actions.held import decide
from xiaobao.docket.clockwork import restart_from_receipt
from xiaobao.docket.models import HeldChange, Matter
from xiaobao.docket.rulebook import current
from xiaobao.refusals import Refused

LATER = cast.at("2026-05-21", "12:00")


@pytest.fixture
def diversion(taken_in, officers):
    """林晓禾's complaint from the platform's export, with 青禾生鲜 since Monday 2026-05-18."""
    taken_in(exports.platform())
    return handed_over(Matter.objects.get().pk, officers["chensiyuan"], market())


def held():
    """What waits for a person: field, what is recorded, what the row says."""
    return list(HeldChange.objects.values_list("field", "present", "proposed"))


def test_new_words_are_taken_over_and_it_stays_with_the_enterprise(taken_in, diversion):
    tally = taken_in(exports.platform(投诉内容="换了新的说法。"), at=LATER)
    matter = Matter.objects.get()
    assert tally.counts()["updated"] == 1
    assert (matter.state, matter.is_open, matter.complaint.diversion) == ("settling", True, "odr")
    assert matter.unclocked.startswith("先行和解中")
    assert now(diversion).ending == ""


@pytest.mark.parametrize(
    ("row", "waits"),
    [
        (exports.ACCEPTED, ("decision", "", "accepted")),
        ({"办理情况状态": "已办结", "办结日期": "2026-05-20 11:00:00"}, ("closed", "open", "closed")),
    ],
)
def test_what_the_platform_decides_meanwhile_waits_for_a_person(taken_in, officers, diversion, row, waits):
    taken_in(exports.platform(**row), at=LATER)
    assert held() == [waits]
    assert (Matter.objects.get().state, now(diversion).ending) == ("settling", "")
    change = HeldChange.objects.get()
    with pytest.raises(Refused):
        decide(change_id=change.pk, officer=officers["luyiheng"], at=LATER, apply=True, reason="按平台办理。")


def test_back_at_the_bureau_the_platforms_decision_stops_the_clock_begun_anew(taken_in, diversion):
    consumer_does(ask_bureau, diversion, at=cast.at("2026-05-19", "08:00"))
    taken_in(exports.platform(**exports.ACCEPTED), at=LATER)
    matter = Matter.objects.get()
    clock = matter.clocks.get(clock="complaint.acceptance")
    assert (matter.state, clock.state, clock.started_on) == ("accepted", "stopped", date(2026, 5, 19))


def test_settled_first_it_stays_settled(taken_in, officers, diversion):
    matter = Matter.objects.get()
    confirm(
        matter_id=matter.pk, version=matter.version, officer=officers["chensiyuan"], at=LATER, how="phone",
        terms="退款。",
    )  # fmt: skip
    taken_in(exports.platform(**exports.SETTLED), at=LATER)
    assert held() == [("decision", "", "accepted")]
    assert Matter.objects.get().state == "reconciled"


def test_a_corrected_day_of_receipt_does_not_move_the_day_it_came_back(diversion):
    consumer_does(ask_bureau, diversion, at=cast.at("2026-05-20"))
    matter = Matter.objects.get()
    matter.received_on = date(2026, 5, 15)
    restart_from_receipt(matter, rulebook=current())
    assert matter.clocks.get(clock="complaint.acceptance").started_on == date(2026, 5, 20)
