"""What two reports are about once one is merged into the other: no duty to tell may get lost on the way.

令121 第三十六条 binds for either report; after the merger only the earlier one is answered.
"""

from __future__ import annotations

from datetime import date

from xiaobao.docket import clockwork
from xiaobao.docket.answers import duties_of
from xiaobao.docket.case_clocks import run_of
from xiaobao.docket.clock_row import from_model
from xiaobao.docket.models import Matter
from xiaobao.docket.reckoning import fresh
from xiaobao.docket.reporters import is_named, is_reachable
from xiaobao.docket.rulebook import Rulebook
from xiaobao.docket.subjects import keep_subjects
from xiaobao.rules import answering


def untellable(matter: Matter, earlier: Matter, rulebook: Rulebook) -> tuple[str, ...]:
    """Name the subjects of which the reporter must be told and could not be told in the earlier report.

    Either the law does not bind there (received before it was in force, no name given), or nobody there
    can be reached.
    """
    owed = duties_of(matter, rulebook)
    if is_reachable(matter) and not is_reachable(earlier):
        return tuple(duty.subject for duty in owed)
    bound = answering.binding(
        _subjects(matter, earlier),
        named=is_named(earlier),
        evidenced=_evidenced(matter, earlier),
        day=earlier.received_on,
        law=rulebook.law,
    )
    kept = {duty.id for duty in bound}
    return tuple(duty.subject for duty in owed if duty.id not in kept)


def join_subjects(matter: Matter, earlier: Matter, *, on: date, rulebook: Rulebook) -> dict[str, object]:
    """Put what ``matter`` is about onto the earlier report, with its clocks of telling (neither is saved).

    A clock the law counts from receipt begins there from the receipt of ``matter`` unless it runs already:
    then the earlier last day stays. Returns what the event of the earlier report says of it.
    """
    if matter.report.classified_on is None:
        return {}
    owed = {duty.clock for duty in duties_of(matter, rulebook) if duty.clock}
    before = {row.clock: row for row in map(from_model, earlier.clocks.all())}
    begins = {name for name in owed if name not in before or before[name].state == "stopped"}
    former = {name: run_of(before[name]) for name in sorted(begins) if name in before}
    keep_subjects(
        earlier, subjects=_subjects(matter, earlier), evidenced=_evidenced(matter, earlier), on=on,
        rulebook=rulebook,
    )  # fmt: skip
    _begin(earlier, begins, matter.received_on, rulebook)
    report = earlier.report
    told: dict[str, object] = {"subjects": report.subjects, "evidenced": report.evidenced}
    return told | ({"former": former} if former else {})


def _begin(matter: Matter, clocks: set[str], on: date, rulebook: Rulebook) -> None:
    rows = {row.clock: row for row in map(from_model, matter.clocks.all())}
    for name in clocks:
        regulation = rulebook.law.clock(name, day=on).regulation
        rows[name] = fresh(rulebook, name, regulation, on, False)
    clockwork.keep_clocks(matter, list(rows.values()))


def _subjects(matter: Matter, earlier: Matter) -> list[str]:
    return list(dict.fromkeys((*earlier.report.subjects, *matter.report.subjects)))


def _evidenced(matter: Matter, earlier: Matter) -> bool | None:
    """Return True where either report came with facts and evidence, None where that is not known."""
    either = (matter.report.evidenced, earlier.report.evidenced)
    return True if True in either else None if None in either else False
