"""What was not settled in time comes back by itself: once, in time, and whatever happens in the middle."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import date
from threading import Barrier

import pytest

from tests import cast
from tests.conftest import seed_officers
from tests.docket.a_complaint import Case
from tests.docket.on_postgresql import cluster as cluster
from tests.docket.on_postgresql import docket_postgresql as docket_postgresql
from tests.docket.on_postgresql import there
from tests.docket.on_postgresql import with_docket as with_docket
from tests.docket.settling_cast import TERMS, claimed, handed_over, market, now, partner_does, seat_of
from xiaobao.docket.actions import expire_diversions as module
from xiaobao.docket.actions.claim_settled import claim_settled
from xiaobao.docket.actions.expire_diversions import expire_diversions
from xiaobao.docket.actions.register import register_many
from xiaobao.docket.actions.tick import tick
from xiaobao.docket.models import Diversion, Event, Matter, Message, Stumble
from xiaobao.docket.rulebook import current
from xiaobao.refusals import Refused

ON_TIME, LATE = cast.at("2026-06-01", "23:59"), cast.at("2026-06-02", "00:01")
"""The last day of what was handed over on Monday 2026-05-18, and the minute after."""


@pytest.fixture
def three(register, officers):
    """Three complaints with 青禾生鲜 since Monday 2026-05-18."""
    shop = market()
    rows = [cast.complaint(external_id=f"1235022200260518000{number}") for number in range(3)]
    return [handed_over(register(row), officers["chensiyuan"], shop) for row in rows]


def endings(diversions):
    """How each ended."""
    return [now(one).ending for one in diversions]


def test_the_last_day_still_belongs_to_the_enterprise(three, rulebook):
    assert expire_diversions(at=ON_TIME, rulebook=rulebook) == 0
    assert expire_diversions(at=LATE, rulebook=rulebook) == 3
    assert endings(three) == ["expired"] * 3


def test_silent_it_comes_back_with_the_period_of_the_bureau_begun_anew(three, officers):
    counts = tick(at=LATE, clock=lambda: LATE)
    assert counts["returned"] == 3
    case = Case(three[0].matter_id, officers)
    clock = case.clock("complaint.acceptance")
    assert (case.matter.state, case.matter.next_clock) == ("received", "complaint.acceptance")
    # Tuesday 2026-06-02 is the day of return: seven working days from the next one.
    assert (clock.state, clock.started_on, clock.due_on) == ("running", date(2026, 6, 2), date(2026, 6, 11))
    assert clock.ledger == [
        {"kind": "start", "on": "2026-06-02", "reason": "先行和解未成，自转回本局之日重新起算（本局的选择）"}
    ]
    last = case.matter.events.filter(verb="recall").get()
    assert (last.data, last.source) == ({"by": "system", "ending": "expired"}, "系统")
    assert Message.objects.filter(matter=case.key, kind="settling").count() == 1


def test_a_clockwork_that_stood_still_gives_the_bureau_no_longer(three, officers, rulebook):
    assert expire_diversions(at=cast.at("2026-06-10"), rulebook=rulebook) == 3
    clock = Case(three[0].matter_id, officers).clock("complaint.acceptance")
    assert (clock.started_on, clock.due_on) == (date(2026, 6, 2), date(2026, 6, 11))


def test_what_the_enterprise_only_claims_comes_back_too(register, officers, rulebook):
    shop = seat_of(market())
    diversion = handed_over(register(), officers["chensiyuan"], shop.partner)
    claimed(diversion, shop)
    assert expire_diversions(at=LATE, rulebook=rulebook) == 1
    assert (now(diversion).ending, now(diversion).claimed_at) == ("expired", cast.NOON)


def test_before_it_comes_back_the_last_day_is_derived_again(three, rulebook):
    # As counted before the days off of the year were known: earlier than it is.
    Diversion.objects.update(due_on=date(2026, 5, 29))
    assert expire_diversions(at=ON_TIME, rulebook=rulebook) == 0
    assert {one.due_on for one in Diversion.objects.all()} == {date(2026, 6, 1)}
    assert expire_diversions(at=LATE, rulebook=rulebook) == 3


def test_run_again_it_does_nothing_twice(three, rulebook):
    expire_diversions(at=LATE, rulebook=rulebook)
    before = (Event.objects.count(), Message.objects.count())
    assert expire_diversions(at=LATE, rulebook=rulebook) == 0
    assert (Event.objects.count(), Message.objects.count()) == before


def test_killed_in_the_middle_the_next_run_does_the_rest(three, rulebook, monkeypatch):
    put_back, seen = module.put_back, []

    def killed(step):
        put_back(step)
        seen.append(step)
        if len(seen) == 2:
            raise KeyboardInterrupt

    monkeypatch.setattr(module, "put_back", killed)
    with pytest.raises(KeyboardInterrupt):
        expire_diversions(at=LATE, rulebook=rulebook)
    monkeypatch.undo()
    assert endings(three) == ["expired", "", ""]
    assert Matter.objects.filter(state="settling").count() == 2
    assert expire_diversions(at=LATE, rulebook=rulebook) == 2
    assert Event.objects.filter(verb="recall").count() == 3


def test_one_that_cannot_be_worked_on_holds_nobody_up(three, rulebook, monkeypatch):
    put_back = module.put_back

    def poisoned(step):
        if step.diversion.pk == three[0].pk:
            raise ValueError("unreadable")
        put_back(step)

    monkeypatch.setattr(module, "put_back", poisoned)
    assert expire_diversions(at=LATE, rulebook=rulebook) == 2
    assert endings(three) == ["", "expired", "expired"]
    assert Stumble.objects.get().subject == f"diversion:{three[0].pk}"
    monkeypatch.undo()
    # It rests for two minutes, then it goes like the others.
    assert expire_diversions(at=LATE, rulebook=rulebook) == 0
    assert expire_diversions(at=cast.at("2026-06-02", "00:03"), rulebook=rulebook) == 1
    assert Stumble.objects.get().settled_at is not None


def test_once_the_last_day_is_past_the_enterprise_can_do_no_more(three, officers):
    sitting = seat_of(three[0].partner)
    with pytest.raises(Refused, match="期限已经届满"):
        partner_does(claim_settled, three[0], sitting, terms=TERMS, amount=None, at=LATE)


def test_two_runs_at_once_bring_each_back_once(docket_postgresql):
    officers, rulebook = seed_officers(), current()
    shop = market()
    rows = [cast.complaint(external_id=f"1235022200260518001{number}") for number in range(6)]
    for key in register_many(rows, batch=None, rulebook=rulebook, at=cast.NOON):
        handed_over(key, officers["chensiyuan"], shop)
    together = Barrier(2)

    def run():
        with there(docket_postgresql):
            together.wait()
            return expire_diversions(at=LATE, rulebook=rulebook)

    with ThreadPoolExecutor(2) as pool:
        done = [pool.submit(run) for _ in range(2)]
        assert sum(one.result() for one in done) == 6
    assert Diversion.objects.filter(ending="expired").count() == 6
    assert Event.objects.filter(verb="recall").count() == 6
