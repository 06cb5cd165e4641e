"""Ten years of a bureau, drawn from one seed and played through the docket's own actions and its tick.

Between two moments nothing happens, so the play goes from moment to moment: the next act, the next notice, the
next stage the oracle expects. After every tick the oracle is asked what must be there.
"""

from __future__ import annotations

import heapq
from collections.abc import Callable, Iterable
from datetime import date, datetime, time, timedelta
from itertools import count
from pathlib import Path
from random import Random

from tests.cast import SHANGHAI
from tests.simulation.checks import Checks
from tests.simulation.days import FIRST_YEAR, LAST_YEAR, Days
from tests.simulation.journal import Journal
from tests.simulation.oracle import Ladder, Oracle
from tests.simulation.staff import Staff
from xiaobao.docket.actions.tick import tick
from xiaobao.docket.models import ImportBatch, SupervisionOrder

Happening = Callable[[], None]
MINUTE, DAY = timedelta(minutes=1), timedelta(days=1)


class World:
    """Everything there is in one play; ``home`` is the home of the installation, empty at first."""

    def __init__(self, seed: int, home: Path, matters: int) -> None:
        self.chance, self.journal, self.home = Random(seed), Journal(seed, matters), home
        self.days = Days()
        self.oracle = Oracle(self.days, Ladder())
        self.now = moment(date(FIRST_YEAR, 1, 4), "08:00")
        self.end = moment(date(LAST_YEAR, 12, 1), "08:00")
        self.staff = Staff(self.chance)
        self.batch = ImportBatch.objects.create(file_name="业务信息.xlsx", sha256="0", started_at=self.now)
        self.checks = Checks(self.oracle, self.staff, self.journal)
        self.down_until = self.now
        self.ticks = 0
        self.when_raised: Happening = lambda: None
        self.resting: set[int] = set()
        """Matters nobody works on for now: their rows are broken."""
        self._number, self._happenings = count(), []

    def plan(self, at: datetime, happening: Happening) -> None:
        """Have something happen at a moment; what lies past the end of the play does not."""
        if at < self.end:
            heapq.heappush(self._happenings, (max(at, self.now), next(self._number), happening))

    def play(self, until: datetime | None = None) -> Journal:
        """Let happen what is planned, with a tick wherever one is due; raises Broken."""
        self.end = min(until or self.end, self.end)
        while self._happenings and self._happenings[0][0] < self.end:
            at, _, happening = heapq.heappop(self._happenings)
            self._tick_until(at)
            self.now = max(at, self.now)
            happening()
        self._tick_until(self.end)
        self.checks.at_the_end(self.end, self.down_until)
        return self.journal

    def tick(self, at: datetime) -> None:
        """Run the clockwork at a moment of the machine's own clock, and compare."""
        self.run(at)
        if self.checks.after_tick(at):
            self.when_raised()

    def run(self, at: datetime) -> None:
        """Run the clockwork and compare nothing: it may be killed."""
        self.ticks += 1
        tick(at=at, clock=lambda: at)

    def office_time(self, day: date) -> datetime:
        """Return a moment within office hours of the first working day from ``day`` on."""
        while not self.days.works(day):
            day += DAY
        return moment(day, "09:05") + timedelta(minutes=self.chance.randint(0, 480))

    def _tick_until(self, at: datetime) -> None:
        while (due := self._next_tick()) is not None and due <= at:
            self.now = max(due, self.now)
            self._tick_as_it_comes(due)

    def _next_tick(self) -> datetime | None:
        found = [self.checks.next_moment(), _first_watched()]
        owed = [one for one in found if one is not None]
        if not owed:
            return None
        seconds = timedelta(seconds=self.chance.randint(0, 59))
        return max(min(owed), self.now, self.down_until) + seconds

    def _tick_as_it_comes(self, at: datetime) -> None:
        """Run it as machines do: mostly once, now and then twice, killed, beside another, or by a wrong clock."""
        from tests.simulation.troubles import WAYS

        ways, weights = zip(*WAYS, strict=True)
        self.chance.choices(ways, weights)[0](self, at)


def moment(day: date, clock: str) -> datetime:
    """Return a moment in Xiamen."""
    return datetime.combine(day, time.fromisoformat(clock), SHANGHAI)


def _first_watched() -> datetime | None:
    watched: Iterable[datetime] = SupervisionOrder.objects.exclude(watch_at=None).values_list(
        "watch_at", flat=True
    )
    return min(watched, default=None)
