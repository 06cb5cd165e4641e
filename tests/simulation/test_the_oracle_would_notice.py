"""The play can fail: whatever is broken on purpose, it stops there and says how to play it again."""

from __future__ import annotations

from datetime import date, timedelta
from functools import partial

import pytest
from django.db.models import Q

from tests.simulation import bureau
from tests.simulation.journal import Broken
from tests.simulation.playing import USUAL, play
from tests.simulation.world import moment
from xiaobao.docket import clockwork
from xiaobao.docket.actions import recompute
from xiaobao.docket.actions import register as registering
from xiaobao.docket.recipients import Recipients
from xiaobao.rules import supervision

SEED = 2
USUAL_PLAN = bureau.plan
BUSY = 60
"""Matters of a play in which some clock always runs."""
SOON = moment(date(2022, 12, 30), "12:00")


@pytest.fixture
def breaks(empty_bureau):
    """Play until a moment, and return what is said of the invariant that does not hold."""

    def told(until=SOON, matters=USUAL):
        with pytest.raises(Broken) as broken:
            play(SEED, empty_bureau, until=until, matters=matters)
        *before, what, again = str(broken.value).splitlines()
        assert before
        assert again == f"play it again: python -m tests.simulation --seed {SEED} --matters {matters}"
        return what

    supervision._moments.cache_clear()
    yield told
    supervision._moments.cache_clear()


def test_a_stage_that_falls_due_a_day_late(breaks, monkeypatch):
    right = supervision.stage_day
    monkeypatch.setattr(supervision, "stage_day", lambda *given: right(*given) + timedelta(days=1))
    told = breaks()
    # By the stage itself, or by the moment at which one long past is said to have fallen due.
    assert "missing" in told or "says it fell due at" in told


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
    monkeypatch.setattr(bureau, "plan", with_a_day_off_every_month)
    monkeypatch.setattr(recompute, "stale", lambda rulebook: Q(pk__in=()))
    told = breaks(matters=BUSY)
    # By the day it should run until, or by a stage that waits for a day nobody has put right.
    assert "runs until" in told or "missing" in told


def with_a_day_off_every_month(world, matters):
    """Plan the usual, and a day off by notice in every month until the play ends."""
    USUAL_PLAN(world, matters)
    for year in (2021, 2022):
        for month in range(1, 13):
            world.plan(moment(date(year, month, 12), "10:00"), partial(bureau._one_day_off, world))
