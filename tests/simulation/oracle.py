"""What must have happened by a moment, worked out apart: the ladder as it is typed, the simulation's own days.

The oracle reads the files of content and the plain columns of the tables. It does not call ``rules``: what it
expects is counted here in another way, so that a mistake there shows as a difference.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from functools import cache
from typing import Any

import yaml

from tests.cast import SHANGHAI
from tests.conftest import CONTENT
from tests.simulation.days import ONE, Days

SHIPPED = (CONTENT / "supervision/huli.yaml").read_text(encoding="utf-8")
_WORKING = {
    "complaint.acceptance": 7,
    "complaint.acceptance_notice": 7,
    "complaint.termination_notice": 7,
    "complaint.lead_check": 15,
    "report.check": 15,
}
"""Limits in working days, as the articles say them: 令121 第十五条、第二十三条、第二十七条, 令2 第十八条."""
_CALENDAR = {"case.decision": 90}
"""Limits in calendar days: 令2 第六十四条."""


@cache
def binding_others() -> frozenset[str]:
    """Return the clocks that bind somebody else than the bureau."""
    files = sorted((CONTENT / "law").glob("*.yaml"))
    told = (yaml.safe_load(file.read_text(encoding="utf-8")) for file in files)
    rows = (row for law in told for row in law.get("clocks", ()))
    return frozenset(row["id"] for row in rows if row.get("binds", "bureau") != "bureau")


@dataclass(frozen=True)
class Running:
    """A running clock of the bureau as the tables hold it."""

    pk: int
    matter: int
    clock: str
    due: date


@dataclass(frozen=True)
class Effect:
    """A stage of the ladder that a clock reached: of which clock, for which due day, and when it fell due."""

    clock: int
    stage: str
    due: date
    moment: datetime


class Ladder:
    """The ladder as its file says it."""

    def __init__(self, text: str = SHIPPED) -> None:
        told = yaml.safe_load(text)
        self.text = text
        self.opens = time.fromisoformat(told["office_hours"]["opens"])
        self._all = next(one["stages"] for one in told["ladders"] if not one.get("clocks"))
        self._own = {clock: one["stages"] for one in told["ladders"] for clock in one.get("clocks", ())}

    def stages(self, clock: str) -> list[dict[str, Any]]:
        """Return the stages of a clock, lowest first."""
        found: list[dict[str, Any]] = self._own.get(clock, self._all)
        return found

    def stage(self, clock: str, stage: str) -> dict[str, Any]:
        """Return one stage of a clock."""
        return next(one for one in self.stages(clock) if one["id"] == stage)


class Oracle:
    """What was to be warned of, remembered from the first day on."""

    def __init__(self, days: Days, ladder: Ladder) -> None:
        self.days, self.ladder = days, ladder
        self._latest: dict[tuple[int, str], date] = {}
        self._known: dict[tuple[str, date], list[tuple[str, datetime]]] = {}

    def changed(self, ladder: Ladder | None = None) -> None:
        """Take notice of a new ladder, or of a notice that has come."""
        self.ladder = ladder or self.ladder
        self._known = {}

    def owed(self, running: Iterable[Running], at: datetime) -> list[Effect]:
        """Return the effects that must come now, and remember them as come."""
        found = [effect for clock in running for effect in self._owed(clock) if effect.moment <= at]
        self._latest |= {(effect.clock, effect.stage): effect.due for effect in found}
        return found

    def next_moment(self, running: Iterable[Running]) -> datetime | None:
        """Return when the next effect falls due, or has fallen due; None when none is to come."""
        return min((effect.moment for clock in running for effect in self._owed(clock)), default=None)

    def _owed(self, clock: Running) -> Iterator[Effect]:
        for stage, moment in self._moments(clock.clock, clock.due):
            # A due day that comes to lie later is warned of again; nothing else is.
            if self._latest.get((clock.pk, stage), date.min) < clock.due:
                yield Effect(clock.pk, stage, clock.due, moment)

    def _moments(self, clock: str, due: date) -> list[tuple[str, datetime]]:
        if (clock, due) not in self._known:
            self._known[clock, due] = [
                (stage["id"], datetime.combine(self._day(stage, due), self.ladder.opens, SHANGHAI))
                for stage in self.ladder.stages(clock)
            ]
        return self._known[clock, due]

    def _day(self, stage: dict[str, Any], due: date) -> date:
        if "overdue" in stage:
            return self.days.after(due, stage["overdue"])
        return self.days.left(due, stage["left"])

    def due_day(self, clock: str, ledger: list[dict[str, Any]]) -> date | None:
        """Return until when a clock runs that has only been started; None when it is not so simple."""
        if len(ledger) != 1:
            return None
        start = date.fromisoformat(ledger[0]["on"])
        if clock in _WORKING:
            return self.days.counted(start, _WORKING[clock])
        return self._rolled(start + timedelta(days=_CALENDAR[clock])) if clock in _CALENDAR else None

    def _rolled(self, day: date) -> date:
        while self.days.holiday(day):
            day += ONE
        return day
