"""Go on with the mediation of a closed complaint that had been accepted (恢复调解).

The law gives no fresh period: the clock of mediation counts on from the day of acceptance.
"""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal

from xiaobao.docket.actions.taking import Taken, taking
from xiaobao.docket.stopped_clock import run_on
from xiaobao.rules import closing
from xiaobao.rules.footing import MEDIATION_CLOCK
from xiaobao.rules.workflow import Act
from xiaobao.staff.permissions import Authority

_BLANK: dict[str, object] = {
    "outcome": "",
    "concluded_on": None,
    "termination_ground": None,
    "settlement": "",
    "settled": None,
    "recovered": None,
    "performed_on": None,
}
"""What a new outcome will say anew; kept in the event as it was."""


def resume(
    *, matter_id: int, version: int, officer: Authority, at: datetime, words: str, address: str = ""
) -> Taken:
    """Take a closed complaint back into mediation. Heads only; its documents stay as they were issued.

    Raises NotFound, NotAllowed, Changed, Refused (with ``fields``).
    """
    with taking(
        act=Act.RESUME, matter_id=matter_id, version=version, officer=officer, at=at, address=address
    ) as taken:
        complaint = taken.matter.complaint
        decision = closing.check_resume(
            decision=complaint.decision, words=words, regulation=taken.matter.regulation, law=taken.law
        )
        taken.insist(decision)
        former = (complaint.termination_reason, complaint.terms)
        taken.words = "\n".join([words.strip(), *(f"原记载：{text}" for text in former if text)])
        taken.data |= _clear(taken)
        run_on(taken, MEDIATION_CLOCK)
    return taken


def _clear(taken: Taken) -> dict[str, object]:
    complaint = taken.matter.complaint
    former = {name: _plain(getattr(complaint, name)) for name in _BLANK}
    for name, blank in _BLANK.items():
        setattr(complaint, name, blank)
    complaint.termination_reason, complaint.termination_evidence, complaint.terms = "", [], ""
    complaint.save()
    return {name: value for name, value in former.items() if value not in ("", None)}


def _plain(value: object) -> object:
    if isinstance(value, date):
        return value.isoformat()
    return str(value) if isinstance(value, Decimal) else value
