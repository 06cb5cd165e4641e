"""What the law lets a ledger hold: which pauses, which extensions and until when, which counting anew."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from xiaobao.law import ClockProvision, Extension, Lawbook, PauseGround, measure
from xiaobao.rules.counting import count
from xiaobao.rules.errors import (
    ExtendedTooLate,
    ExtendedTwice,
    NoApprover,
    NoExtension,
    NoRestart,
    PauseNotAllowed,
)
from xiaobao.rules.ledger import Course, Entry, Pause
from xiaobao.rules.wording import spoken
from xiaobao.rules.workdays import Calendar


def check_pauses(clock: ClockProvision, taken: Course) -> None:
    """Raise PauseNotAllowed for time the law does not leave out of this clock."""
    for pause in taken.pauses:
        if not clock.pauses:
            raise PauseNotAllowed(f"“{clock.name}”没有可以不计入期限的事由，不能暂停")
        if pause.stated and pause_ground(clock, pause) is None:
            known = "、".join(ground.label for ground in clock.pauses)
            raise PauseNotAllowed(
                f"“{pause.reason}”不是“{clock.name}”可以不计入期限的事由；可以的有：{known}"
            )


def pause_ground(clock: ClockProvision, pause: Pause) -> PauseGround | None:
    """Return the ground a pause names, by id or by label."""
    return next((ground for ground in clock.pauses if pause.reason in (ground.id, ground.label)), None)


def check_restarts(lawbook: Lawbook, clock: ClockProvision, taken: Course) -> None:
    """Raise NoRestart where the law does not count this clock anew, or did not on that day."""
    for on in taken.restarts:
        if clock.restart is None:
            raise NoRestart(f"“{clock.name}”没有重新计算期限的规定")
        if on not in lawbook.regulation(clock.restart.regulation).in_force:
            cited = lawbook.cite(clock.restart.regulation, clock.restart.article)
            raise NoRestart(f"{on}{cited}不在施行期间，不能据以重新计算期限")


def added(clock: ClockProvision, taken: Course, calendar: Calendar) -> int:
    """Add up the extensions in the clock's unit, each granted only before the clock ran out.

    Raises NoExtension, ExtendedTwice, NoApprover or ExtendedTooLate.
    """
    total = 0
    for place, entry in enumerate(taken.extensions):
        lawful = lawful_extension(clock, place)
        check_in_time(clock, lawful, taken, entry, calendar, total)
        total += _length(clock, lawful, entry)
    return total


def lawful_extension(clock: ClockProvision, place: int) -> Extension:
    """Return the extension the law allows in this place (0 is the first); NoExtension, ExtendedTwice."""
    if not clock.extensions:
        raise NoExtension(f"“{clock.name}”没有延长的规定")
    if place < len(clock.extensions):
        return clock.extensions[place]
    if clock.extensions[-1].once:
        raise ExtendedTwice(f"“{clock.name}”依法可以延长{len(clock.extensions)}次，已经用完")
    return clock.extensions[-1]


def check_in_time(
    clock: ClockProvision, lawful: Extension, taken: Course, entry: Entry, calendar: Calendar, total: int
) -> None:
    """Raise ExtendedTooLate when the clock, with ``total`` already added, had run out before the entry.

    The later reading of the last day decides here, so that what was lawful under either reading stays
    computable; in an unknown year only the earliest possible day is known, and that decides.
    """
    if not lawful.before_expiry_only:
        return
    length = clock.amount + total
    counted = count(calendar.days, clock.unit, taken.start, length, _until(taken.pauses, entry.on), None)
    limit = counted.latest if counted.certain else counted.earliest
    if entry.on.toordinal() > limit:
        doubt = "" if counted.certain else "（该年放假安排尚未载入，按最早可能的日期核对）"
        raise ExtendedTooLate(
            f"“{clock.name}”于{spoken(limit)}届满{doubt}，{entry.on}的延长在届满之后，不能延长"
        )


def _until(pauses: tuple[Pause, ...], on: date) -> tuple[Pause, ...]:
    """The pauses as they stood on a day; one going on then has lasted until that day."""
    return tuple(replace(pause, last=min(pause.last or on, on)) for pause in pauses if pause.first <= on)


def _length(clock: ClockProvision, lawful: Extension, entry: Entry) -> int:
    if lawful.approved_by and not entry.approved_by:
        raise NoApprover(f"“{clock.name}”的延长须经{lawful.approved_by}批准，请写明批准人")
    amount = entry.amount if entry.amount is not None else lawful.amount
    if amount is None:
        raise NoExtension(f"“{clock.name}”的延长天数由决定确定，请写明延长多少天")
    if amount <= 0:
        raise NoExtension(f"“{clock.name}”的延长天数应大于0，现为{amount}")
    if lawful.amount is not None and amount > lawful.amount:
        most = measure(lawful.amount, clock.unit)
        raise NoExtension(f"“{clock.name}”的延长不得超过{most}，现为{amount}")
    return amount
