"""One play from its seed, in a database and a home that are empty."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

from tests.simulation import bureau, orders, troubles
from tests.simulation.journal import Broken, Journal
from tests.simulation.world import World
from xiaobao.docket.actions import issue

USUAL = 20
"""How many matters come in ten years: few, for twenty seeds are played on every change; every kind of day is met."""


def play(seed: int, home: Path, *, matters: int = USUAL, until: datetime | None = None) -> Journal:
    """Play the ten years of a seed, or until a moment; raises Broken, which says how to play it again.

    Documents are not laid out: that is done after the act, by a job of its own.
    """
    issue.make_after_commit = _lay_out_nothing
    world = World(seed, home, matters)
    bureau.plan(world, matters)
    orders.plan(world)
    troubles.plan(world)
    try:
        return world.play(until)
    except Broken:
        raise
    except Exception as error:
        raise world.journal.broken(world.now, f"{type(error).__name__}: {error}") from error


def _lay_out_nothing(document_id: int) -> None:
    """Leave the document to the job that lays out what has no files."""
