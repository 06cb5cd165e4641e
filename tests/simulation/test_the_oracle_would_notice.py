"""The play can fail: whatever is broken on purpose, it stops there and says how to play it again."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.db.models import Q

from tests.simulation.journal import Broken
from tests.simulation.playing import play
from tests.simulation.world import moment
from xiaobao.docket import clockwork
from xiaobao.docket.actions import recompute
from xiaobao.docket.actions import register as registering
from xiaobao.docket.recipients import Recipients
from xiaobao.rules import supervision

SEED = 2
SOON, AFTER_A_NOTICE = moment(date(2022, 12, 30), "12:00"), moment(date(2027, 6, 30), "12:00")


@pytest.fixture
def breaks(empty_bureau):
    """Play until a moment, and return what is said of the invariant that does not hold."""

    def told(until=SOON):
        with pytest.raises(Broken) as broken:
            play(SEED, empty_bureau, until=until)
        *before, what, again = str(broken.value).splitlines()
        assert before
        assert again == f"play it again: python -m tests.simulation --seed {SEED} --matters 20"
        return what

    supervision._moments.cache_clear()
    yield told
    supervision._moments.cache_clear()


def test_a_stage_that_falls_due_a_day_late(breaks, monkeypatch):
    right = supervision.stage_day
    monkeypatch.setattr(supervision, "stage_day", lambda *given: right(*given) + timedelta(days=1))
    assert "missing" in breaks()


def test_a_clock_that_nobody_watches(breaks, monkeypatch):
    monkeypatch.setattr(clockwork, "watched_from", lambda *given: None)
    assert "missing" in breaks()


def test_an_arrival_that_nobody_watches(breaks, monkeypatch):
    monkeypatch.setattr(registering.watch, "watched_from", lambda *given: None)
    assert "missing" in breaks()


def test_people_who_are_not_told(breaks, monkeypatch):
    right = Recipients.all_of
    monkeypatch.setattr(Recipients, "all_of", lambda *given: right(*given)[:1])
    assert "instead of" in breaks()


def test_a_notice_that_moves_no_clock(breaks, monkeypatch):
    monkeypatch.setattr(recompute, "stale", lambda rulebook: Q(pk__in=()))
    assert "runs until" in breaks(AFTER_A_NOTICE)
