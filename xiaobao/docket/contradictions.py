"""What a newer export says against what is recorded here, so that a person decides between them."""

from __future__ import annotations

from typing import Any

from xiaobao.docket.models import Matter
from xiaobao.docket.report_exports import other_end
from xiaobao.docket.rulebook import SHANGHAI
from xiaobao.intake.registration import Registration
from xiaobao.rules.workflow import Act, State

NO_DECISION = (
    State.REFERRED, State.REPEATED, State.MERGED, State.RETURNED, State.REDIRECTED, State.WITHDRAWN,
    State.RECONCILED,
)  # fmt: skip
"""How a matter ends here without a decision on it: that the platform closes it too says nothing new."""
WAITS = (*NO_DECISION, State.SETTLING)
"""Where what an export tells without deciding moves nothing."""


def contradiction(matter: Matter, row: Registration) -> tuple[str, str, str] | None:
    """Return (field, what is recorded, what the row says) of the first thing a clock or a decision stands on.

    None: the row contradicts nothing.
    """
    if row.kind != matter.kind:
        return ("kind", matter.kind, row.kind)
    if row.received_at != matter.received_at:
        present, proposed = (
            moment.astimezone(SHANGHAI).isoformat() for moment in (matter.received_at, row.received_at)
        )
        if not matter.held_changes.filter(field="received_at", proposed=proposed, applied=False).exists():
            return ("received_at", present, proposed)
    if not matter.is_open and not row.closed:
        return ("closed", "closed", "open")
    decided = track_of(matter).decision
    if decided and row.decision != decided and (row.decision or not _by_officer(matter)):
        return ("decision", decided, row.decision)
    if matter.state == State.SETTLING and row.closed:
        return ("closed", "open", "closed")
    if matter.state in WAITS and row.decision:
        return ("decision", "", row.decision)
    return other_end(matter, row) or _other_outcome(matter, row)


def _other_outcome(matter: Matter, row: Registration) -> tuple[str, str, str] | None:
    """Return what the row says otherwise of a complaint that ended here, or was taken up again here."""
    again = done_here(matter, Act.REOPEN, Act.RESUME)
    if again and row.decision and row.decision != track_of(matter).decision:
        return ("decision", track_of(matter).decision, row.decision)
    ended = ended_here(matter)
    if (again or ended) and row.outcome and row.outcome != ended:
        return ("outcome", ended, row.outcome)
    return None


def _by_officer(matter: Matter) -> bool:
    """Whether the decision was taken here: an export may not know of it yet, and is then no contradiction."""
    return done_here(matter, Act.ACCEPT, Act.DECLINE, Act.FILE, Act.NOT_FILE)


def ended_here(matter: Matter) -> str:
    """Return the outcome of the mediation where an officer recorded it here; else the empty string."""
    if matter.kind != "complaint" or not done_here(matter, Act.SETTLE, Act.TERMINATE):
        return ""
    return matter.complaint.outcome


def done_here(matter: Matter, *acts: Act) -> bool:
    """Tell whether an officer did one of these acts here."""
    return matter.events.filter(verb__in=acts, actor__isnull=False).exists()


def track_of(matter: Matter) -> Any:
    """Return the complaint or the report of a matter."""
    return matter.complaint if matter.kind == "complaint" else matter.report
