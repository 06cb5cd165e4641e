"""Due dates: a ledger, a row of the law and a calendar in; a date, its readings and its derivation out.

Nothing here asks what today is. The result depends on the ledger, the regulation version and the calendar
version only, so that what was stored can be computed again and compared.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from functools import lru_cache
from typing import Any, Literal

from xiaobao.law import ClockProvision, Lawbook
from xiaobao.law.clock import Unit
from xiaobao.rules import permission
from xiaobao.rules.counting import Count, count
from xiaobao.rules.derivation import derive, stopped
from xiaobao.rules.errors import ExtendedTooLate
from xiaobao.rules.ledger import Course, Entry, Ledger, course, pause_entries, shanghai_day, started
from xiaobao.rules.wording import said, wording
from xiaobao.rules.workdays import Calendar, must_hold

Reading = Literal["earliest", "latest"]


@dataclass(frozen=True, slots=True)
class Due:
    """When a clock runs out, and why.

    ``due_on`` is the date to print, by the bureau's reading; None while nobody can know it. ``due_earliest``
    is always there and is what warnings go by. ``due_latest`` is None in an unknown year or while a pause
    goes on; then ``provisional`` is true. ``amount`` is the law's number and ``extended_by`` what was added,
    both in ``unit``. ``compared`` holds each candidate where a second rule limits the same step.
    """

    clock: str
    regulation: str
    basis: str
    unit: Unit
    amount: int
    start: date
    due_on: date | None
    due_earliest: date
    due_latest: date | None
    provisional: bool
    derivation: tuple[str, ...]
    calendar: str
    extended_by: int = 0
    stopped_on: date | None = None
    paused: bool = False
    compared: tuple[Due, ...] = ()

    @property
    def late(self) -> bool | None:
        """Tell whether it stopped after the last day; None while it runs or the last day is not firm."""
        if self.stopped_on is None or self.due_on is None:
            return None
        return self.stopped_on > self.due_on

    def to_json(self) -> dict[str, Any]:
        """Return a JSON object; ``start`` is called ``from`` there."""
        return {
            "clock": self.clock,
            "regulation": self.regulation,
            "basis": self.basis,
            "unit": self.unit,
            "amount": self.amount,
            "from": self.start.isoformat(),
            "due_on": _iso(self.due_on),
            "due_earliest": self.due_earliest.isoformat(),
            "due_latest": _iso(self.due_latest),
            "provisional": self.provisional,
            "derivation": list(self.derivation),
            "calendar": self.calendar,
            "extended_by": self.extended_by,
            "stopped_on": _iso(self.stopped_on),
            "paused": self.paused,
            "compared": [other.to_json() for other in self.compared],
        }


def due(
    lawbook: Lawbook,
    clock_id: str,
    ledger: Ledger,
    calendar: Calendar,
    *,
    regulation: str | None = None,
    reading: Reading = "earliest",
    as_of: date | None = None,
) -> Due:
    """Derive when a clock runs out.

    ``regulation`` fixes the version for this matter (the bureau's choice; there is no transitional article
    in 令121); otherwise the row in force on the first day governs. ``reading`` says which reading of Art. 45
    is printed as ``due_on``. ``as_of`` lets a pause that goes on count up to that day.

    Raises a ClockError for a ledger the law does not allow; UnknownClock, UnknownRegulation or NotInForce
    for a clock the law does not hold.
    """
    return _due(lawbook, clock_id, ledger, calendar, regulation, reading, as_of)


def check_entry(
    lawbook: Lawbook,
    clock_id: str,
    ledger: Ledger,
    entry: Entry,
    calendar: Calendar,
    *,
    regulation: str | None = None,
    reading: Reading = "earliest",
) -> Ledger:
    """Return the ledger with a new ``entry`` under it; raises what ``due`` would raise.

    A new extension must also come before the day the bureau prints, by its own reading of Art. 45.
    """
    if entry.kind == "extend":
        before = due(
            lawbook, clock_id, ledger, calendar, regulation=regulation, reading=reading, as_of=entry.on
        )
        last = before.due_on or before.due_earliest
        if entry.on > last:
            raise ExtendedTooLate(f"本期限于{said(last)}届满，{said(entry.on)}的延长在届满之后，不能延长")
    longer = (*ledger, entry)
    due(lawbook, clock_id, longer, calendar, regulation=regulation, reading=reading)
    return longer


# Kept small on purpose: computing is quicker than keeping a year of derivations in memory.
@lru_cache(maxsize=8192)
def _due(
    lawbook: Lawbook,
    clock_id: str,
    ledger: Ledger,
    calendar: Calendar,
    regulation: str | None,
    reading: Reading,
    as_of: date | None,
) -> Due:
    taken = course(ledger)
    begun = must_hold(taken.first_start)
    clock = lawbook.clock(clock_id, day=begun, regulation=regulation)
    reckoning = _Reckoning(lawbook, calendar, reading, as_of)
    found = reckoning.count(clock, taken)
    if clock.overlays:
        rows = _overlays(lawbook, clock, begun)
        if rows:
            found = reckoning.governing(
                found, tuple(reckoning.count(row, _under(row, taken)) for row in rows)
            )
    if taken.stop is not None:
        found = replace(found, derivation=(*found.derivation, *stopped(clock, taken)))
    return found


@dataclass(frozen=True, slots=True)
class _Reckoning:
    """What stays the same while the rows that limit one step are counted."""

    lawbook: Lawbook
    calendar: Calendar
    reading: Reading
    as_of: date | None

    def count(self, clock: ClockProvision, taken: Course) -> Due:
        """Count one row of the law over a course it allows."""
        if taken.pauses:
            permission.check_pauses(clock, taken)
        if taken.restarts:
            permission.check_restarts(self.lawbook, clock, taken)
        added = permission.added(clock, taken, self.calendar) if taken.extensions else 0
        total = clock.amount + added
        counted = count(self.calendar.days, clock.unit, taken.start, total, taken.pauses, self.as_of)
        return self._due(clock, taken, counted, added)

    def _due(self, clock: ClockProvision, taken: Course, counted: Count, added: int) -> Due:
        firm = counted.certain and not counted.going_on
        earliest = date.fromordinal(counted.earliest)
        latest = date.fromordinal(counted.latest) if firm else None
        return Due(
            clock=clock.id,
            regulation=clock.regulation,
            basis=wording(self.lawbook, clock).basis,
            unit=clock.unit,
            amount=clock.amount,
            start=taken.start,
            due_on=(earliest if self.reading == "earliest" else latest) if firm else None,
            due_earliest=earliest,
            due_latest=latest,
            provisional=not firm,
            derivation=tuple(derive(self.lawbook, clock, taken, self.calendar, counted)),
            calendar=self.calendar.version,
            extended_by=added,
            stopped_on=taken.stopped_on,
            paused=taken.stopped_on is None and any(pause.last is None for pause in taken.pauses),
        )

    def governing(self, own: Due, higher: tuple[Due, ...]) -> Due:
        """The earlier of the candidates governs; all are shown.

        国务院令778 第四十六条第三款 limits the step 令20 第二十一条 also limits, and ranks above it.
        """
        candidates = (own, *higher)
        first = min(candidates, key=lambda one: one.due_earliest)
        firm = not any(one.provisional for one in candidates)
        latest = min(one.due_latest or date.max for one in candidates) if firm else None
        shown = "，".join(f"{one.basis}为{said(one.due_earliest)}" for one in candidates)
        lines = [line for one in candidates for line in (f"【{one.basis}】", *one.derivation)]
        return replace(
            own,
            basis=first.basis,
            unit=first.unit,
            amount=first.amount,
            due_on=(first.due_earliest if self.reading == "earliest" else latest) if firm else None,
            due_earliest=first.due_earliest,
            due_latest=latest,
            provisional=not firm,
            derivation=(*lines, f"两者比较：{shown}；以较早的为准，适用{first.basis}。"),
            compared=candidates,
        )


def _overlays(lawbook: Lawbook, clock: ClockProvision, begun: date) -> list[ClockProvision]:
    """The higher rules that limit the same step and were law on the first day."""
    rows = (
        lawbook.clock(overlay.clock, day=begun, regulation=overlay.regulation) for overlay in clock.overlays
    )
    return [row for row in rows if lawbook.governs(row, begun)]


def _under(higher: ClockProvision, taken: Course) -> Course:
    """The same course as a higher rule sees it: only the pauses it knows, no extension of the lower rule."""
    kept = tuple(
        pause for pause in taken.pauses if not pause.stated or permission.pause_ground(higher, pause)
    )
    return replace(taken, pauses=kept, extensions=())


def _iso(day: date | None) -> str | None:
    return day.isoformat() if day else None


__all__ = [
    "Course",
    "Due",
    "Entry",
    "Ledger",
    "Reading",
    "check_entry",
    "due",
    "pause_entries",
    "shanghai_day",
    "started",
]
