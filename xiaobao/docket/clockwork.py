"""The clocks of a matter as an act, an event or an entry moves them: read, reckoned anew, written back."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from xiaobao.docket.clock_row import ClockRow, from_model
from xiaobao.docket.models import Clock, Matter
from xiaobao.docket.reckoning import (
    CAME_BACK,
    ENDS,
    FOLLOWED,
    HANDED_OVER,
    WITH_THE_DECISION,
    beginning,
    external,
    fresh,
    halted,
    provision_of,
    queue_position,
    recompute,
    started,
    state_of,
    stopped,
)
from xiaobao.docket.recounting import came_back_on, recounted
from xiaobao.docket.rulebook import Rulebook, current
from xiaobao.docket.watch import watched_from
from xiaobao.intake.registration import Registration
from xiaobao.rules.act_events import EVENTS
from xiaobao.rules.clocks import check_entry
from xiaobao.rules.ledger import Entry
from xiaobao.rules.workflow import Act

BEGUN_ANEW = ("complaint.termination_notice", "jurisdiction.dispute")
"""Clocks that begin again with the next act of their kind.

A mediation resumed ends by a new decision, of which both sides are told anew; a dispute that is over makes
room for the next, and its own row keeps the days.
"""


def advance(matter: Matter, *, act: Act, on: date | None, rulebook: Rulebook, finished: bool = False) -> None:
    """Stop and start the clocks of a matter for one act, and set its place in the queue (not saved here).

    ``finished``: the source also says that the matter is closed, so no clock begins on an assumed day.
    """
    if act not in ENDS and (matter.kind, act) not in EVENTS:
        return
    stored = list(matter.clocks.all())
    present = [from_model(clock) for clock in stored]
    # 令20 第三十一条第二款: only a report has a clock that depends on it, so only there it is asked.
    named = matter.kind == "complaint" or matter.parties.filter(named=True).exists()
    begins, assumed = beginning(on, matter.received_on, finished)
    after = stopped(present, matter.kind, act, on, rulebook)
    begun = started(
        matter.kind,
        act,
        begins,
        regulation=matter.regulation,
        named=named,
        rulebook=rulebook,
        assumed=assumed,
    )
    kept = [clock for clock in after if not (clock.clock in BEGUN_ANEW and clock.state == "stopped")]
    new = [clock for clock in begun if clock.clock not in {known.clock for known in kept}]
    # One begun over a stopped one of its name takes its row: what was warned of on that row stays with it.
    replaced = {clock.clock for clock in new}
    _keep(matter, [*(clock for clock in after if clock.clock not in replaced), *new], stored)


def counted_from(matter: Matter) -> date:
    """Return the day a decision is counted from: received, or come back from settling first."""
    return came_back_on(from_model(clock) for clock in matter.clocks.all()) or matter.received_on


def set_aside(matter: Matter, clock: str, *, on: date, rulebook: Rulebook) -> None:
    """Stop a clock while the complaint is with somebody who settles it first; one that is not running stays.

    The matter is not saved here. Raises a ClockError when the clock cannot stop on that day.
    """
    if matter.clocks.filter(clock=clock, state="running").exists():
        enter(matter, clock=clock, entry=Entry("stop", on, reason=HANDED_OVER), rulebook=rulebook)


def begin_anew(matter: Matter, clock: str, on: date, rulebook: Rulebook) -> None:
    """Begin a clock that was set aside anew, as if the complaint had been received ``on`` (not saved here).

    A clock that was not set aside runs on as it was: the locality chose so when it was handed over.
    """
    present = [from_model(one) for one in matter.clocks.all()]
    row = next((one for one in present if one.clock == clock), None)
    if row is None or not row.ledger or row.ledger[-1].reason != HANDED_OVER:
        return
    provision = provision_of(rulebook, clock, on, matter.regulation)
    regulation = provision.regulation if provision else row.regulation
    begun = fresh(rulebook, clock, regulation, on, False, CAME_BACK)
    keep_clocks(matter, [*(one for one in present if one.clock != clock), begun])


def await_telling(matter: Matter, *, rulebook: Rulebook) -> None:
    """Begin the clock of telling the complainant what was decided; it counts like the decision, from receipt.

    令121 第十五条第一款, 令20 第十四条: 作出受理或者不予受理的决定，并告知投诉人, both within one period.
    """
    since = counted_from(matter)
    provision = provision_of(rulebook, WITH_THE_DECISION, since, matter.regulation)
    if provision is not None:
        begun = fresh(rulebook, provision.id, provision.regulation, since, False)
        stored = list(matter.clocks.all())
        others = (from_model(clock) for clock in stored if clock.clock != provision.id)
        _keep(matter, [*others, begun], stored)


def happened(matter: Matter, *, event: str, on: date, rulebook: Rulebook) -> None:
    """Stop and start the clocks that the law's own rows stop and start with ``event`` (the matter unsaved).

    Raises a ClockError of the rules when a clock cannot stop on that day.
    """
    stored = list(matter.clocks.all())
    present = [from_model(clock) for clock in stored]
    after = [halted(rulebook, clock, event, on) for clock in present]
    rows = (provision_of(rulebook, clock, on, matter.regulation) for clock in FOLLOWED)
    starting = [row for row in rows if row and row.start.event == event]
    known = {clock.clock for clock in present}
    begun = [fresh(rulebook, row.id, row.regulation, on, False) for row in starting if row.id not in known]
    _keep(matter, [*after, *begun], stored)


def enter(matter: Matter, *, clock: str, entry: Entry, rulebook: Rulebook) -> None:
    """Write one entry into the ledger of a clock of the matter: pause, resume, extend, stop or reopen.

    The matter is not saved here. Raises a ClockError when the law does not allow the entry, LookupError
    when the matter has no such clock.
    """
    stored = list(matter.clocks.all())
    present = [from_model(clock) for clock in stored]
    row = next((row for row in present if row.clock == clock), None)
    if row is None:
        raise LookupError(clock)
    reading = rulebook.locality.settings.printed_reading
    ledger = check_entry(
        rulebook.law, clock, row.ledger, entry, rulebook.calendar, regulation=row.regulation, reading=reading
    )
    stopped_on = entry.on if entry.kind == "stop" else None
    changed = replace(row, ledger=ledger, stopped_on=stopped_on)
    moved = recompute(replace(changed, state=state_of(changed, rulebook)), rulebook)
    _keep(matter, [*(other for other in present if other.clock != clock), moved], stored)


def follow_source(matter: Matter, row: Registration) -> None:
    """Bring the deadlines the source states itself up to a newer export (the matter is not saved here)."""
    clocks = {clock.clock: from_model(clock) for clock in matter.clocks.all()}
    for told in external(row):
        old = clocks.get(told.clock, told)
        kept = replace(told, state=old.state, started_on=old.started_on, stopped_on=old.stopped_on)
        clocks[told.clock] = kept
    keep_clocks(matter, list(clocks.values()))


def restart_from_receipt(matter: Matter, *, rulebook: Rulebook) -> None:
    """Count anew after a person has corrected the received day, under the regulation that now governs.

    Raises a ClockError of the rules when a clock was stopped before the corrected day.
    """
    present = [from_model(clock) for clock in matter.clocks.all()]
    back_on = came_back_on(present)
    keep_clocks(matter, [recounted(clock, matter, rulebook, back_on=back_on) for clock in present])


def keep_clocks(matter: Matter, clocks: Sequence[ClockRow]) -> None:
    """Write the clocks of a matter and set its place in the queue (the matter itself is not saved here)."""
    _keep(matter, clocks, list(matter.clocks.all()))


def _keep(matter: Matter, clocks: Sequence[ClockRow], stored: Sequence[Clock]) -> None:
    present = {clock.clock: clock for clock in stored}
    for row in clocks:
        _write(row, present.get(row.clock), matter)
    matter.next_due, matter.next_clock, matter.provisional = queue_position(clocks, current())


def _write(row: ClockRow, present: Clock | None, matter: Matter) -> None:
    if present is not None and from_model(present) == row:
        return
    values = dict(zip(ClockRow.COLUMNS[2:], row.values()[1:], strict=True))
    values["watch_at"] = watched_from(row, current())
    if present is None:
        Clock.objects.create(matter=matter, clock=row.clock, **values)
    else:
        Clock.objects.filter(pk=present.pk).update(**values)
