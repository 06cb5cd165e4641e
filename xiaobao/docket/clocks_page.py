"""The clocks of a matter as its page shows them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from xiaobao.docket.due import DueBadge, Tone, badge_for
from xiaobao.docket.models import Clock
from xiaobao.docket.reckoning import name_of
from xiaobao.docket.rulebook import Rulebook


@dataclass(frozen=True)
class ClockLine:
    """One clock as shown: its name, badge, dates and how they were worked out, line by line."""

    name: str
    clock: str
    state: str
    state_label: str
    started_on: date
    stopped_on: date | None
    due_on: date | None
    due_earliest: date
    due_latest: date | None
    due: DueBadge
    basis: str
    derivation: list[str]
    provisional: bool
    on_time: bool | None


def clock_line(clock: Clock, today: date, rulebook: Rulebook) -> ClockLine:
    """Return one clock as shown on ``today``."""
    due = badge_for(clock.due_earliest, provisional=clock.provisional, today=today, rulebook=rulebook)
    return ClockLine(
        name=name_of(clock.clock, rulebook),
        clock=clock.clock,
        state=clock.state,
        state_label=str(clock.get_state_display()),
        started_on=clock.started_on,
        stopped_on=clock.stopped_on,
        due_on=clock.due_on,
        due_earliest=clock.due_earliest,
        due_latest=clock.due_latest,
        due=due if clock.state == "running" else DueBadge(*_ended(clock)),
        basis=clock.basis,
        derivation=clock.derivation.splitlines(),
        provisional=clock.provisional,
        on_time=_on_time(clock),
    )


def _on_time(clock: Clock) -> bool | None:
    if clock.state != "stopped" or clock.stopped_on is None:
        return None
    if clock.provisional or clock.due_latest is None:
        # The last day is not firm: whoever was done by the earliest one was in time under any calendar.
        return True if clock.stopped_on <= clock.due_earliest else None
    # Nobody is called late on a day the law may still allow: the latest reading decides.
    return clock.stopped_on <= clock.due_latest


def _ended(clock: Clock) -> tuple[str, Tone]:
    if clock.state == "paused":
        return ("暂停计时", "none")
    on_time = _on_time(clock)
    if on_time is None:
        return ("届满日未定" if clock.stopped_on else "日期未载明", "none")
    return ("按期", "calm") if on_time else ("超期", "overdue")
