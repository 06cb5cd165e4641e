"""The clocks of a matter as its page shows them."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date

from xiaobao.docket.due import DueBadge, Tone, badge_for
from xiaobao.docket.models import Clock
from xiaobao.docket.reckoning import binding_others, is_set_aside, name_of
from xiaobao.docket.rulebook import Rulebook

RUN_OUT = "已届满"
_WHOSE = {"party": "当事人的期限", "other_authority": "其他机关的期限"}
SET_ASIDE = "先行和解，不计时"
PHRASES = (RUN_OUT, "已停止", SET_ASIDE, *_WHOSE.values())


@dataclass(frozen=True)
class ClockLine:
    """One clock as shown: its name, badge, dates and how they were worked out, line by line.

    ``binds`` says whose period it is where it is not the bureau's own. ``set_aside``: it stands while
    somebody settles the complaint first.
    """

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
    binds: str = ""
    set_aside: bool = False


def clock_line(clock: Clock, today: date, rulebook: Rulebook) -> ClockLine:
    """Return one clock as shown on ``today``."""
    ours = clock.clock not in binding_others(rulebook)
    due = badge_for(clock.due_earliest, provisional=clock.provisional, today=today, rulebook=rulebook)
    if not ours and due.tone in ("overdue", "today", "soon"):
        # The period of a party or of another authority: its end is told, it is nobody's alarm here.
        due = DueBadge(RUN_OUT, "none", due.due_on) if due.tone == "overdue" else replace(due, tone="calm")
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
        due=due if clock.state == "running" else DueBadge(*_ended(clock, ours=ours)),
        basis=clock.basis,
        derivation=clock.derivation.splitlines(),
        provisional=clock.provisional,
        on_time=_on_time(clock),
        binds=clock_binds(clock.clock, rulebook),
        set_aside=set_aside(clock),
    )


def set_aside(clock: Clock) -> bool:
    """Whether a clock stands while somebody settles the complaint first: nothing was done yet."""
    return clock.state == "stopped" and is_set_aside(clock.ledger)


def _on_time(clock: Clock) -> bool | None:
    if clock.state != "stopped" or clock.stopped_on is None or set_aside(clock):
        return None
    if clock.provisional or clock.due_latest is None:
        # The last day is not firm: whoever was done by the earliest one was in time under any calendar.
        return True if clock.stopped_on <= clock.due_earliest else None
    # Nobody is called late on a day the law may still allow: the latest reading decides.
    return clock.stopped_on <= clock.due_latest


def clock_binds(clock: str, rulebook: Rulebook) -> str:
    """Say whose a period is where it is not the bureau's; empty where it is."""
    rows = (row for row in rulebook.law.clocks() if row.id == clock)
    return _WHOSE.get(next((row.binds for row in rows), ""), "")


def _ended(clock: Clock, *, ours: bool) -> tuple[str, Tone]:
    if clock.state == "paused":
        return ("暂停计时", "none")
    if set_aside(clock):
        return (SET_ASIDE, "none")
    on_time = _on_time(clock)
    if not ours and on_time is not True:
        return ("已停止", "none")
    if on_time is None:
        return ("届满日未定" if clock.stopped_on else "日期未载明", "none")
    return ("按期", "calm") if on_time else ("超期", "overdue")
