"""What an act will do before it is done: the state it leads to, and what becomes of the clocks.

Read from the same table and the same rows of the law that the act itself goes by, so that a screen never
promises what the docket does not do.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from xiaobao.docket.models import Clock, Matter
from xiaobao.docket.reckoning import BEGUN_OTHERWISE, FOLLOWED, is_set_aside, name_of
from xiaobao.docket.rulebook import Rulebook
from xiaobao.docket.settling_end import ACCEPTANCE
from xiaobao.law import ClockProvision
from xiaobao.rules import workflow
from xiaobao.rules.act_events import events_of
from xiaobao.rules.case_period import CASE_CLOCK
from xiaobao.rules.exclusion import CLOCKS as LEAVING_OUT
from xiaobao.rules.leads import CHECKS
from xiaobao.rules.workflow import FINAL, Act, NotLawful, State

# What an act tells the clocks beyond its own name, once what it records has come about.
_LATER: dict[Act, tuple[str, ...]] = {
    Act.SERVE: (
        *("complaint.acceptance_told", "mediation.termination_told"),
        *("report.filing_told", "report.answered"),
    ),
    Act.END_DISPUTE: ("jurisdiction.agreed", "jurisdiction.referred"),
}
# What an act tells the clocks beside its own name, at once.
_BESIDE: dict[Act, tuple[str, ...]] = {
    Act.SUSPECT: ("transfer.reported",),
    Act.HAND_TO_POLICE: ("transfer.decided",),
}
_OURS = ("case.", "report.check", "crime_transfer.")


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
    events = events_of(matter.kind, act) + _BESIDE.get(act, ())
    return Outlook(
        before=State(matter.state),
        after=row.to,
        stops=_named(
            (
                c
                for c in clocks
                if row.to in FINAL or _stops(c, events, rulebook) or _set_aside(c, act, rulebook)
            ),
            rulebook,
        ),
        starts=tuple(
            dict.fromkeys(
                (
                    *(one.name for one in _started(matter, events, rulebook)),
                    *_named((c for c in matter.clocks.all() if _begins_anew(c, act)), rulebook),
                )
            )
        ),
        pauses=_named((c for c in clocks if _left_out(c, act) and _can_pause(c, rulebook)), rulebook),
        resumes=_named((c for c in clocks if _counted(c, act) and c.state == "paused"), rulebook),
        later=_named((c for c in clocks if _stops(c, _LATER.get(act, ()), rulebook)), rulebook),
    )


def _set_aside(clock: Clock, act: Act, rulebook: Rulebook) -> bool:
    anew = rulebook.locality.tiers.settle_first.acceptance == "anew"
    return act is Act.SETTLE_FIRST and anew and clock.clock == ACCEPTANCE and clock.state == "running"


def _begins_anew(clock: Clock, act: Act) -> bool:
    return act is Act.RECALL and is_set_aside(clock.ledger)


def _named(clocks: Iterable[Clock], rulebook: Rulebook) -> tuple[str, ...]:
    return tuple(name_of(clock.clock, rulebook) for clock in clocks)


def _left_out(clock: Clock, act: Act) -> bool:
    if act is Act.LEAVE_OUT:
        return clock.clock in (*CHECKS, CASE_CLOCK)
    return act is Act.APPRAISE or (act is Act.HALT and clock.clock == CASE_CLOCK)


def _counted(clock: Clock, act: Act) -> bool:
    if act is Act.COUNT_AGAIN:
        return clock.clock in LEAVING_OUT
    return act is Act.FINISH_APPRAISAL or (act is Act.GO_ON and clock.clock == CASE_CLOCK)


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
        ours = row.regulation == matter.regulation or row.id.startswith(_OURS)
        follows = row.id in FOLLOWED and row.id not in (*known, *BEGUN_OTHERWISE)
        if ours and follows and row.start.event in events:
            yield row
