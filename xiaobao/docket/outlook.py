"""What an act will do before it is done: the state it leads to, and what becomes of the clocks.

Read from the same table and the same rows of the law that the act itself goes by, so that a screen never
promises what the docket does not do.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from xiaobao.docket.models import Clock, Matter
from xiaobao.docket.reckoning import FOLLOWED, events_of, name_of
from xiaobao.docket.rulebook import Rulebook
from xiaobao.law import ClockProvision
from xiaobao.rules import workflow
from xiaobao.rules.workflow import FINAL, Act, NotLawful, State

# What an act tells the clocks beyond its own name, once what it records has come about.
_LATER: dict[Act, tuple[str, ...]] = {
    Act.SERVE: ("complaint.acceptance_told", "mediation.termination_told"),
    Act.END_DISPUTE: ("jurisdiction.agreed", "jurisdiction.referred"),
}


@dataclass(frozen=True)
class Outlook:
    """Names of clocks, in Chinese; ``before`` and ``after`` are states, the same where nothing changes.

    ``later`` are the clocks that stop once everybody has been served, or the dispute is settled.
    """

    before: State
    after: State
    stops: tuple[str, ...] = ()
    starts: tuple[str, ...] = ()
    pauses: tuple[str, ...] = ()
    resumes: tuple[str, ...] = ()
    later: tuple[str, ...] = ()

    @property
    def moves(self) -> bool:
        """Whether the state changes."""
        return self.before is not self.after


def outlook(matter: Matter, act: Act, rulebook: Rulebook) -> Outlook | None:
    """Return what the act will do to the matter as it stands; None when it is not lawful now."""
    try:
        row = workflow.find(matter.kind, matter.state, act)
    except NotLawful:
        return None
    clocks = [clock for clock in matter.clocks.all() if clock.state != "stopped"]
    events = events_of(matter.kind, act)
    return Outlook(
        before=State(matter.state),
        after=row.to,
        stops=_named((c for c in clocks if row.to in FINAL or _stops(c, events, rulebook)), rulebook),
        starts=tuple(one.name for one in _started(matter, events, rulebook)),
        pauses=_named((c for c in clocks if act is Act.APPRAISE and _can_pause(c, rulebook)), rulebook),
        resumes=_named((c for c in clocks if act is Act.FINISH_APPRAISAL and c.state == "paused"), rulebook),
        later=_named((c for c in clocks if _stops(c, _LATER.get(act, ()), rulebook)), rulebook),
    )


def _named(clocks: Iterator[Clock], rulebook: Rulebook) -> tuple[str, ...]:
    return tuple(name_of(clock.clock, rulebook) for clock in clocks)


def _rows(clock: Clock, rulebook: Rulebook) -> Iterator[ClockProvision]:
    return (row for row in rulebook.law.clocks() if row.id == clock.clock)


def _stops(clock: Clock, events: tuple[str, ...], rulebook: Rulebook) -> bool:
    return any(stop.event in events for row in _rows(clock, rulebook) for stop in row.stops)


def _can_pause(clock: Clock, rulebook: Rulebook) -> bool:
    own = (row for row in _rows(clock, rulebook) if row.regulation == clock.regulation)
    return clock.state == "running" and any(row.pauses for row in own)


def _started(matter: Matter, events: tuple[str, ...], rulebook: Rulebook) -> Iterator[ClockProvision]:
    known = {clock.clock for clock in matter.clocks.all()}
    for row in rulebook.law.clocks():
        ours = row.regulation == matter.regulation or row.id.startswith(("case.", "report.check"))
        if ours and row.id in FOLLOWED and row.id not in known and row.start.event in events:
            yield row
