"""How a run of the clockwork comes about on a machine, and the days on which the machine stands still."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from tests.simulation.days import FIRST_YEAR, LAST_YEAR
from tests.simulation.mishaps import another_at, break_row, killed_at, mend_row
from tests.simulation.world import DAY, MINUTE, World, moment
from xiaobao.docket.models import Clock

HOUR = timedelta(hours=1)


def once(world: World, at: datetime) -> None:
    """Run it once."""
    world.tick(at)


def twice(world: World, at: datetime) -> None:
    """Run it again at once: nothing more is written."""
    world.tick(at)
    before = world.checks.counts()
    world.tick(at + timedelta(seconds=1))
    if world.checks.counts() != before:
        raise world.journal.broken(at, f"a second run wrote: {before} became {world.checks.counts()}")


def killed(world: World, at: datetime) -> None:
    """Be killed at some statement, perhaps more than once; the run after it makes good."""
    world.journal.note(at, "killed")
    for n in range(world.chance.randint(1, 3)):
        with killed_at(world.chance.randint(1, 60)):
            world.run(at + n * MINUTE)
    world.tick(at + 4 * MINUTE)


def beside_another(world: World, at: datetime) -> None:
    """Have another worker come in between two transactions."""
    with another_at(world.chance.randint(1, 40), lambda: world.run(at)):
        world.run(at)
    world.tick(at + MINUTE)


def clock_ahead(world: World, at: datetime) -> None:
    """Run by a clock that is a day ahead, then by the right one."""
    world.journal.note(at, "the clock is a day ahead")
    world.tick(at + DAY)
    world.tick(at)


def clock_behind(world: World, at: datetime) -> None:
    """Run by a clock that is a day behind, then by the right one."""
    world.tick(at - DAY)
    world.tick(at)


def a_minute_early(world: World, at: datetime) -> None:
    """Run just before as well: nothing comes early."""
    world.tick(at - 2 * MINUTE)
    world.tick(at)


WAYS = (
    (once, 78),
    (twice, 6),
    (killed, 5),
    (beside_another, 4),
    (clock_ahead, 2),
    (clock_behind, 2),
    (a_minute_early, 3),
)
"""How a run comes about, and how often in a hundred."""


def plan(world: World) -> None:
    """Plan the outages, and the rows that break."""
    for year in range(FIRST_YEAR, LAST_YEAR + 1):
        _over_the_national_day(world, year)
        for _ in range(world.chance.randint(0, 2)):
            start = moment(date(year, 1, 5), "03:00") + timedelta(hours=world.chance.randint(0, 8000))
            _outage(world, start, timedelta(hours=world.chance.randint(2, 200)))
        if world.chance.random() < 0.4:
            at = moment(date(year, 2, 1), "12:00") + timedelta(days=world.chance.randint(0, 300))
            world.plan(at, lambda: _break(world))
        if world.chance.random() < 0.5:
            at = moment(date(year, 1, 9), "10:17") + timedelta(days=world.chance.randint(0, 340))
            world.plan(at, lambda: twice(world, world.now))


def _over_the_national_day(world: World, year: int) -> None:
    if world.chance.random() < 0.4:
        start = moment(date(year, 9, world.chance.randint(29, 30)), "16:00")
        _outage(world, start, timedelta(days=9))


def _outage(world: World, start: datetime, length: timedelta) -> None:
    def down() -> None:
        world.down_until = max(world.down_until, start + length)
        world.journal.note(start, f"down for {length}")

    world.plan(start, down)


def _break(world: World) -> None:
    """Break the row of a clock that is soon due, and mend it some days later."""
    running = world.checks.running()
    if not running:
        return
    chosen = min(running, key=lambda clock: (clock.due, clock.pk))
    ledger = break_row(Clock.objects.get(pk=chosen.pk))
    world.checks.excused.add(chosen.pk)
    world.resting.add(chosen.matter)
    world.journal.note(world.now, f"the row of clock {chosen.clock} is broken")

    def mend() -> None:
        mend_row(chosen.pk, ledger)
        world.resting.discard(chosen.matter)
        world.plan(world.now + HOUR + 2 * MINUTE, lambda: world.checks.excused.discard(chosen.pk))

    world.plan(world.now + timedelta(hours=world.chance.randint(1, 120)), mend)
