"""Due dates: a ledger, a row of the law and a calendar in; a date, its readings and its derivation out.

Nothing here asks what today is. The result depends on the ledger, the regulation version and the calendar
version only, so that what was stored can be computed again and compared.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from functools import lru_cache
from typing import Any, Literal

from xiaobao.law import ClockProvision, Lawbook, measure
from xiaobao.law.clock import Extension, Unit
from xiaobao.rules.counting import Count, count
from xiaobao.rules.derivation import derive, spoken, wording
from xiaobao.rules.errors import (
    ExtendedTooLate,
    ExtendedTwice,
    NoApprover,
    NoExtension,
    NoRestart,
    PauseNotAllowed,
)
from xiaobao.rules.ledger import (
    Course,
    Entry,
    Ledger,
    Pause,
    course,
    pause_entries,
    shanghai_day,
    started,
)
from xiaobao.rules.workdays import Calendar, must_hold

Reading = Literal["earliest", "latest"]


@dataclass(frozen=True, slots=True)
class Due:
    """When a clock runs out, and why.

    ``due_on`` is the date to print, by the bureau's reading; None while nobody can know it. ``due_earliest``
    is always there and is what warnings go by. ``due_latest`` is None in an unknown year or while a pause
    goes on; then ``provisional`` is true. ``amount`` is the law's number, ``extended_by`` what was added, both
    in ``unit``. ``compared`` holds each candidate where a second rule limits the same step.
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
    """Return the ledger with ``entry`` written under it; raises what ``due`` would raise."""
    longer = (*ledger, entry)
    due(lawbook, clock_id, longer, calendar, regulation=regulation, reading=reading)
    return longer


@lru_cache(maxsize=65536)
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
    begun = must_hold(taken.first_start or taken.start)
    clock = lawbook.clock(clock_id, day=begun, regulation=regulation)
    own = _single(lawbook, clock, taken, calendar, reading, as_of)
    others = [
        _single(lawbook, higher, _under(higher, taken), calendar, reading, as_of)
        for higher in _overlays(lawbook, clock, begun)
    ]
    return _governing(own, others, reading) if others else own


def _single(
    lawbook: Lawbook,
    clock: ClockProvision,
    taken: Course,
    calendar: Calendar,
    reading: Reading,
    as_of: date | None,
) -> Due:
    """Count one row of the law."""
    if taken.pauses or taken.extensions or taken.restarts:
        _allowed(lawbook, clock, taken)
    added = _added(clock, taken, calendar, reading) if taken.extensions else 0
    counted = count(calendar.days, clock.unit, taken.start, clock.amount + added, taken.pauses, as_of)
    lines = tuple(derive(lawbook, clock, taken, calendar, counted))
    if taken.stopped_on is not None:
        lines += (f"{spoken(taken.stopped_on.toordinal())}期限停止{_stop_reason(clock, taken)}。",)
    return _result(lawbook, clock, taken, calendar, reading, counted, lines, added)


def _result(
    lawbook: Lawbook,
    clock: ClockProvision,
    taken: Course,
    calendar: Calendar,
    reading: Reading,
    counted: Count,
    lines: tuple[str, ...],
    added: int,
) -> Due:
    firm = counted.certain and not counted.going_on
    earliest = date.fromordinal(counted.earliest)
    latest = date.fromordinal(counted.latest) if firm else None
    return Due(
        clock=clock.id,
        regulation=clock.regulation,
        basis=wording(lawbook, clock).basis,
        unit=clock.unit,
        amount=clock.amount,
        start=taken.start,
        due_on=(earliest if reading == "earliest" else latest) if firm else None,
        due_earliest=earliest,
        due_latest=latest,
        provisional=not firm,
        derivation=lines,
        calendar=calendar.version,
        extended_by=added,
        stopped_on=taken.stopped_on,
        paused=taken.stopped_on is None and any(pause.last is None for pause in taken.pauses),
    )


def _overlays(lawbook: Lawbook, clock: ClockProvision, begun: date) -> list[ClockProvision]:
    """The higher rules that limit the same step and were law on the first day."""
    rows = (
        lawbook.clock(overlay.clock, day=begun, regulation=overlay.regulation)
        for overlay in clock.overlays
    )
    return [row for row in rows if lawbook.governs(row, begun)]


def _under(higher: ClockProvision, taken: Course) -> Course:
    """The same course as a higher rule sees it: only the pauses that rule knows, no extension of the lower."""
    kept = tuple(pause for pause in taken.pauses if not pause.reason or _ground(higher, pause))
    return replace(taken, pauses=kept, extensions=())


def _governing(own: Due, others: list[Due], reading: Reading) -> Due:
    """The earlier of the candidates governs (国务院令778 第四十六条第三款 over 令20 第二十一条); all are shown."""
    candidates = (own, *others)
    first = min(candidates, key=lambda one: one.due_earliest)
    latest = [one.due_latest for one in candidates if one.due_latest is not None]
    whole = len(latest) == len(candidates)
    printed = first.due_earliest if reading == "earliest" else min(latest, default=None)
    lines = [line for one in candidates for line in (f"【{one.basis}】", *one.derivation)]
    shown = "、".join(f"{one.basis}为{one.due_earliest}" for one in candidates)
    return replace(
        own,
        basis=first.basis,
        unit=first.unit,
        amount=first.amount,
        due_on=printed if whole else None,
        due_earliest=first.due_earliest,
        due_latest=min(latest) if whole else None,
        provisional=not whole,
        derivation=(*lines, f"两个届满日比较：{shown}；以较早者为准，适用{first.basis}。"),
        compared=candidates,
    )


def _allowed(lawbook: Lawbook, clock: ClockProvision, taken: Course) -> None:
    for pause in taken.pauses:
        if not clock.pauses:
            raise PauseNotAllowed(f"“{clock.name}”没有可以不计入期限的事由，不能暂停")
        if pause.reason and _ground(clock, pause) is None:
            known = "、".join(ground.label for ground in clock.pauses)
            raise PauseNotAllowed(f"“{pause.reason}”不是“{clock.name}”可以不计入期限的事由；可以的有：{known}")
    for on in taken.restarts:
        if clock.restart is None:
            raise NoRestart(f"“{clock.name}”没有重新计算期限的规定")
        if on not in lawbook.regulation(clock.restart.regulation).in_force:
            cited = lawbook.cite(clock.restart.regulation, clock.restart.article)
            raise NoRestart(f"{on}{cited}尚未施行或已失效，不能重新计算期限")


def _ground(clock: ClockProvision, pause: Pause) -> object | None:
    return next((ground for ground in clock.pauses if pause.reason in (ground.id, ground.label)), None)


def _added(clock: ClockProvision, taken: Course, calendar: Calendar, reading: Reading) -> int:
    """Add up the extensions, each only while the clock had not run out."""
    added = 0
    for place, entry in enumerate(taken.extensions):
        if not clock.extensions:
            raise NoExtension(f"“{clock.name}”没有延长的规定")
        if place >= len(clock.extensions):
            raise ExtendedTwice(f"“{clock.name}”依法只能延长{len(clock.extensions)}次，已经用完")
        lawful = clock.extensions[place]
        _in_time(clock, lawful, taken, calendar, reading, entry, added)
        added += _length(clock, lawful, entry)
    return added


def _length(clock: ClockProvision, lawful: Extension, entry: Entry) -> int:
    if lawful.approved_by and not entry.approved_by:
        raise NoApprover(f"“{clock.name}”的延长须经{lawful.approved_by}批准，请写明批准人")
    amount = entry.amount if entry.amount is not None else lawful.amount
    if amount is None:
        raise NoExtension(f"“{clock.name}”的延长天数由决定确定，请写明延长多少天")
    if amount <= 0 or (lawful.amount is not None and amount > lawful.amount):
        most = measure(lawful.amount or 0, clock.unit)
        raise NoExtension(f"“{clock.name}”的延长不得超过{most}，现为{amount}")
    return amount


def _in_time(
    clock: ClockProvision,
    lawful: Extension,
    taken: Course,
    calendar: Calendar,
    reading: Reading,
    entry: Entry,
    added: int,
) -> None:
    if not lawful.before_expiry_only:
        return
    before = tuple(
        replace(pause, last=min(pause.last or entry.on, entry.on))
        for pause in taken.pauses
        if pause.first <= entry.on
    )
    counted = count(calendar.days, clock.unit, taken.start, clock.amount + added, before, None)
    limit = counted.latest if reading == "latest" and counted.certain else counted.earliest
    if entry.on.toordinal() > limit:
        raise ExtendedTooLate(
            f"“{clock.name}”已于{spoken(limit)}届满，{entry.on}的延长在届满之后，不能延长"
        )


def _stop_reason(clock: ClockProvision, taken: Course) -> str:
    reason = taken.stop.reason if taken.stop else ""
    label = next((event.label for event in clock.stops if reason == event.event), reason)
    return f"（{label}）" if label else ""


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
