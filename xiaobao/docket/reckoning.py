"""What clocks a matter has after a step, and until when they run: worked out, nothing is written here.

Which clocks an act starts and stops is read from the start and stop events of the law's own rows. The ledger
of a clock says what happened to it; its due dates are worked out from the ledger, never typed in.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date
from functools import lru_cache

from xiaobao.docket.chronicle import Step
from xiaobao.docket.clock_row import ClockRow
from xiaobao.docket.models import NO_CLOCK
from xiaobao.docket.rulebook import SHANGHAI, Rulebook
from xiaobao.intake.registration import Registration
from xiaobao.law import ClockProvision
from xiaobao.rules.act_events import EVENTS
from xiaobao.rules.clocks import Due, due
from xiaobao.rules.ledger import Entry
from xiaobao.rules.workflow import Act

FOLLOWED = (
    "complaint.acceptance",
    "complaint.acceptance_notice",
    "complaint.mediation",
    "complaint.termination_notice",
    "complaint.lead_check",
    "jurisdiction.dispute",
    "report.check",
    "report.filing_notice",
    "case.decision",
    "case.jurisdiction_dispute",
    "case.evidence_preservation",
    "case.sealing",
    "case.review",
    "case.defence",
    "case.service",
    "case.public_notice_service",
    "case.payment",
    "case.enforcement_demand",
    "case.publicity_withdrawal",
    "case.closing",
    "publicity.same_province",
    "publicity.cross_province_push",
    "crime_transfer.decision",
    "crime_transfer.police_review",
    "crime_transfer.reconsideration_request",
    "crime_transfer.reconsideration_decision",
    "crime_transfer.supervision_request",
    "crime_transfer.hand_over",
)
"""The clocks the docket follows by itself; the law holds more, and ``xiaobao due`` computes every one."""

EXTERNAL = {
    "hotline.city": "市级办结期限",
    "hotline.district": "区级办结期限",
    "platform.first_check": "平台初查期限",
    "platform.closing": "平台办理期限",
}
"""Deadlines that another system states on the matter, kept beside the statutory clocks."""
WITH_THE_DECISION = "complaint.acceptance_notice"
"""Until the decision it would run beside complaint.acceptance to the same day: it is begun with it."""
ENDS = (
    Act.CLOSE, Act.RETURN, Act.WITHDRAW, Act.REDIRECT, Act.REFER, Act.REPEAT, Act.MERGE, Act.CONFIRM,
)  # fmt: skip
BEGUN_OTHERWISE = (WITH_THE_DECISION, "case.jurisdiction_dispute")
"""No act starts these by its name: one waits for the decision, one is about a case that has been filed."""
RECEIPT_ASSUMED = "来源未载明受理日，暂从收到之日起算（宁早勿晚）"
HANDED_OVER = "转先行和解，期间不计入本局期限（本局的选择）"
CAME_BACK = "先行和解未成，自转回本局之日重新起算（本局的选择）"
"""Why complaint.acceptance stops and begins anew: no article says so, the locality's setting does."""


def name_of(clock: str, rulebook: Rulebook) -> str:
    """Return what a clock is called in Chinese; empty for no clock."""
    return EXTERNAL.get(clock) or _names(rulebook).get(clock, clock)


@lru_cache(maxsize=4)
def _names(rulebook: Rulebook) -> dict[str, str]:
    # The row in force now stands last: old and new regulations call a clock the same or nearly so.
    return {row.id: row.name for row in rulebook.law.clocks()}


def clock_rows(
    row: Registration, told: Sequence[Step], regulation: str, rulebook: Rulebook
) -> tuple[ClockRow, ...]:
    """Return the clocks of a newly registered matter after everything its source says has happened."""
    clocks = list(external(row))
    named = bool(row.person_name.strip()) and "匿名" not in row.person_name
    finished = any(step.act is Act.CLOSE for step in told)
    received = row.received_at.astimezone(SHANGHAI).date()
    for step in told:
        on = step.at.astimezone(SHANGHAI).date() if step.at else None
        clocks = stopped(clocks, row.kind, step.act, on, rulebook)
        begins, assumed = beginning(on, received, finished)
        clocks += started(
            row.kind, step.act, begins, regulation=regulation, named=named, rulebook=rulebook, assumed=assumed
        )
    return tuple(clocks)


def stopped(
    clocks: Iterable[ClockRow], kind: str, act: Act, on: date | None, rulebook: Rulebook
) -> list[ClockRow]:
    """Stop the running clocks this act stops; closing stops all. ``on`` None: the source gives no day."""
    return [_stop(rulebook, clock, on) if _stops(clock, kind, act, rulebook) else clock for clock in clocks]


def started(
    kind: str,
    act: Act,
    on: date | None,
    *,
    regulation: str,
    named: bool,
    rulebook: Rulebook,
    assumed: bool = False,
) -> list[ClockRow]:
    """Return the clocks this act starts. Without a day none can be counted, and none is invented."""
    if on is None:
        return []
    return [
        fresh(rulebook, provision.id, provision.regulation, on, assumed)
        for provision in _begun(rulebook, kind, act, on, regulation)
        # 令20 第三十一条第二款: the filing notice is owed to a reporter who gave a real name.
        if named or provision.id != "report.filing_notice"
    ]


@lru_cache(maxsize=10_000)
def _begun(rulebook: Rulebook, kind: str, act: Act, on: date, regulation: str) -> tuple[ClockProvision, ...]:
    events = EVENTS.get((kind, act), ())
    # Only of clocks the act starts: another one may not have been law yet on that day.
    started = {row.id for row in rulebook.law.clocks() if row.start.event in events}
    provisions = (provision_of(rulebook, clock, on, regulation) for clock in FOLLOWED if clock in started)
    return tuple(
        provision
        for provision in provisions
        if provision and provision.start.event in events and provision.id not in BEGUN_OTHERWISE
    )


def queue_position(clocks: Iterable[ClockRow], rulebook: Rulebook) -> tuple[date, str, bool]:
    """Return (earliest due date, its clock, provisional) of the running clocks; NO_CLOCK when none runs.

    Only clocks that bind the bureau count: a party that pays late does not make the matter overdue.
    """
    others = binding_others(rulebook)
    running = [clock for clock in clocks if clock.state == "running" and clock.clock not in others]
    if not running:
        return NO_CLOCK, "", False
    first = min(running, key=lambda clock: clock.due_earliest)
    return first.due_earliest, first.clock, first.provisional


@lru_cache(maxsize=4)
def binding_others(rulebook: Rulebook) -> frozenset[str]:
    """Return the clocks that bind a party or another authority: shown, never the due day of the matter."""
    return frozenset(row.id for row in rulebook.law.clocks() if row.binds != "bureau")


def state_of(clock: ClockRow, rulebook: Rulebook) -> str:
    """Return the state a ledger amounts to: paused only while every rule that limits the step is.

    令20 第二十条第三款 leaves 检定、检验 out too; 《实施条例》第四十六条第三款 does not: it runs on.
    """
    if clock.stopped_on is not None:
        return "stopped"
    found = _due(clock.clock, clock.ledger, clock.regulation, rulebook)
    return "paused" if all(one.paused for one in found.compared or (found,)) else "running"


def halted(rulebook: Rulebook, clock: ClockRow, event: str, on: date) -> ClockRow:
    stops = clock.state != "stopped" and event in _stop_events(rulebook, clock.clock)
    return _stop(rulebook, clock, on) if stops else clock


def recompute(clock: ClockRow, rulebook: Rulebook) -> ClockRow:
    """Derive the due dates again from the ledger, under the calendar at hand."""
    if not clock.regulation:
        return clock
    found = _due(clock.clock, clock.ledger, clock.regulation, rulebook)
    return _with(clock, found, assumed=is_assumed(clock))


def _stops(clock: ClockRow, kind: str, act: Act, rulebook: Rulebook) -> bool:
    if clock.state == "stopped":
        return False
    return act in ENDS or bool(_stop_events(rulebook, clock.clock) & set(EVENTS.get((kind, act), ())))


@lru_cache(maxsize=256)
def _stop_events(rulebook: Rulebook, clock: str) -> frozenset[str]:
    return frozenset(stop.event for row in rulebook.law.clocks() if row.id == clock for stop in row.stops)


@lru_cache(maxsize=256)
def start_events(rulebook: Rulebook, clock: str) -> frozenset[str]:
    """Return the events that start a clock, under whatever regulation."""
    return frozenset(row.start.event for row in rulebook.law.clocks() if row.id == clock)


@lru_cache(maxsize=100_000)
def _stop(rulebook: Rulebook, clock: ClockRow, on: date | None) -> ClockRow:
    halted = replace(clock, state="stopped", stopped_on=on)
    # A source may close a matter on a day before the one it gives for the decision: no ledger can say so.
    if on is None or not clock.regulation or on < clock.started_on:
        return halted
    return recompute(replace(halted, ledger=(*clock.ledger, Entry("stop", on))), rulebook)


def beginning(on: date | None, received: date, finished: bool) -> tuple[date | None, bool]:
    """Return (day a clock begins, whether it is assumed): where none is given, receipt is the earliest."""
    return (on, False) if on or finished else (received, True)


def is_assumed(clock: ClockRow) -> bool:
    """Whether a clock counts from receipt because its source gives no day."""
    return any(entry.reason == RECEIPT_ASSUMED for entry in clock.ledger)


@lru_cache(maxsize=100_000)
def provision_of(rulebook: Rulebook, clock: str, on: date, regulation: str) -> ClockProvision | None:
    """Return the row of a clock for a matter: of its own regulation, or of the penalty rules by the day."""
    rows = [row for row in rulebook.law.clocks() if row.id == clock]
    own = [row for row in rows if row.regulation == regulation]
    if own:
        return rulebook.law.clock(clock, day=on, regulation=regulation)
    if any(rulebook.law.regulation(row.regulation).family == "complaints" for row in rows):
        return None
    return rulebook.law.clock(clock, day=on)


@lru_cache(maxsize=100_000)
def fresh(
    rulebook: Rulebook, clock: str, regulation: str, on: date, assumed: bool, reason: str = ""
) -> ClockRow:
    ledger = (Entry("start", on, reason=RECEIPT_ASSUMED if assumed else reason),)
    found = _due(clock, ledger, regulation, rulebook)
    blank = ClockRow(clock, regulation, "running", ledger, on, None, None, on, None, False, "", "", "")
    return _with(blank, found, assumed=assumed)


def _with(clock: ClockRow, found: Due, *, assumed: bool) -> ClockRow:
    lines = ((RECEIPT_ASSUMED + "。",) if assumed else ()) + found.derivation
    return replace(
        clock,
        due_on=None if assumed else found.due_on,
        due_earliest=found.due_earliest,
        due_latest=found.due_latest,
        provisional=found.provisional or assumed,
        basis=found.basis,
        derivation="\n".join(lines),
        calendar=found.calendar,
    )


def _due(clock: str, ledger: tuple[Entry, ...], regulation: str, rulebook: Rulebook) -> Due:
    reading = rulebook.locality.settings.printed_reading
    return due(rulebook.law, clock, ledger, rulebook.calendar, regulation=regulation, reading=reading)


def is_set_aside(ledger: Sequence[Mapping[str, object]]) -> bool:
    """Whether the last thing a ledger, as stored, says is that the complaint was handed over."""
    return bool(ledger) and ledger[-1].get("reason") == HANDED_OVER


def external(row: Registration) -> Iterable[ClockRow]:
    received = row.received_at.astimezone(SHANGHAI).date()
    for name, moment in row.external_due:
        day = moment.astimezone(SHANGHAI).date()
        label = EXTERNAL.get(name, name)
        line = f"来源载明的{label}：{moment.astimezone(SHANGHAI):%Y-%m-%d %H:%M}。"
        yield ClockRow(
            name, "", "running", (), received, None, day, day, day, False, f"来源载明（{label}）", line, ""
        )
