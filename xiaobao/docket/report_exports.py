"""What a later export may say of a report decided here: it contradicts nothing silently."""

from __future__ import annotations

from xiaobao.docket.answers import answers_of
from xiaobao.docket.models import Matter, Report
from xiaobao.docket.rulebook import current
from xiaobao.intake.registration import Registration
from xiaobao.rules.answering import open_duties
from xiaobao.rules.workflow import Act, State, Track

_AMOUNTS = ("fined", "confiscated")


def other_end(matter: Matter, row: Registration) -> tuple[str, str, str] | None:
    """Return what the row says otherwise of a report decided here: that it is over, or what its case yielded.

    A case, or an answer owed to the reporter, that has not come to its end here is not ended by an export.
    """
    if matter.kind != Track.REPORT:
        return None
    return _other_amount(matter, row) or _ended_elsewhere(matter, row)


def keep_amounts(report: Report, row: Registration) -> None:
    """Take over what a case yielded, in yuan; what was decided here stands, an export does not empty it."""
    if not _decided(report.matter):
        report.fined, report.confiscated = row.fined, row.confiscated


def _other_amount(matter: Matter, row: Registration) -> tuple[str, str, str] | None:
    if not _decided(matter):
        return None
    for name in _AMOUNTS:
        known, said = getattr(matter.report, name), getattr(row, name)
        if said is not None and said != known:
            return (name, str(known or ""), str(said))
    return None


def _ended_elsewhere(matter: Matter, row: Registration) -> tuple[str, str, str] | None:
    if not (matter.is_open and row.closed and _done_here(matter, Act.FILE, Act.NOT_FILE)):
        return None
    still = matter.state != State.NOT_FILED or bool(open_duties(answers_of(matter, current())))
    return ("closed", "open", "closed") if still else None


def _decided(matter: Matter) -> bool:
    """Tell whether the case has its decision, by an officer or by a file of the enforcement system."""
    return matter.events.filter(verb=Act.DECIDE.value).exists()


def _done_here(matter: Matter, *acts: Act) -> bool:
    return matter.events.filter(verb__in=acts, actor__isnull=False).exists()
