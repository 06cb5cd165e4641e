"""The day a case was filed, made known later than the filing: an export told of it without a day."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from xiaobao.docket import clockwork
from xiaobao.docket.case_known import Contradiction
from xiaobao.docket.clock_row import from_model
from xiaobao.docket.models import Case, Matter
from xiaobao.docket.reckoning import recompute, state_of
from xiaobao.docket.rulebook import Rulebook
from xiaobao.rules.case_period import CASE_CLOCK
from xiaobao.rules.errors import ClockError


def move_filing(matter: Matter, case: Case, on: date, *, rulebook: Rulebook) -> None:
    """Count the period of the case from the day the enforcement system gives (the matter is not saved here).

    Raises Contradiction when what is recorded since does not fit that day.
    """
    if on < matter.received_on:
        raise Contradiction(f"立案日期{on}早于收到举报之日{matter.received_on}。")
    rows = {row.clock: row for row in map(from_model, matter.clocks.all())}
    clock = rows.get(CASE_CLOCK)
    if clock is not None:
        first, *rest = clock.ledger
        start = replace(first, on=on, reason="")
        try:
            begun = replace(clock, ledger=(start, *rest), started_on=on)
            rows[CASE_CLOCK] = recompute(replace(begun, state=state_of(begun, rulebook)), rulebook)
        except ClockError as error:
            raise Contradiction(f"立案日期{on}与已经登记的办案期限不符：{error.message}") from error
        clockwork.keep_clocks(matter, list(rows.values()))
    case.filed_on = matter.report.decided_on = on
    case.save()
    matter.report.save()
