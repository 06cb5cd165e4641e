"""What an export row says has happened, as steps in order; nothing is written here.

A source that does not give a moment leaves it empty: a day is never guessed.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime

from xiaobao.intake.registration import Registration
from xiaobao.rules.workflow import TARGETS, Act, NotLawful, State, next_state

_DECISIONS = {
    "accepted": Act.ACCEPT,
    "declined": Act.DECLINE,
    "filed": Act.FILE,
    "not_filed": Act.NOT_FILE,
}
_OUTCOMES = {
    "settled": Act.SETTLE,
    "failed": Act.TERMINATE,
    "withdrawn": Act.TERMINATE,
    "self_settled": Act.TERMINATE,
}


@dataclass(frozen=True, slots=True)
class Step:
    """One act with the moment it happened (None: the source does not say) and what was said of it."""

    act: Act
    at: datetime | None
    data: dict[str, str] = field(default_factory=dict)


def steps(row: Registration) -> tuple[Step, ...]:
    """Return what the row says has happened, from registration on."""
    told = [Step(Act.REGISTER, row.received_at)]
    if row.diversion:
        told.append(Step(Act.DIVERT, None, {"diversion": row.diversion}))
    if row.decision:
        told.append(Step(_DECISIONS[row.decision], row.decided_at))
    if row.outcome:
        told.append(Step(_OUTCOMES[row.outcome], row.closed_at, {"outcome": row.outcome}))
    if row.closed:
        told.append(Step(Act.CLOSE, row.closed_at))
    return tuple(told)


def state_after(kind: str, told: tuple[Step, ...]) -> State:
    """Walk the table of states and return where the steps lead.

    A step the table does not know (closed with no decision in the source, say) has happened all the same,
    and the state follows it.
    """
    state: State | None = None
    for step in told:
        try:
            state = next_state(kind, state, step.act)
        except NotLawful:
            state = TARGETS.get(step.act, state or State.RECEIVED)
    return state or State.RECEIVED
