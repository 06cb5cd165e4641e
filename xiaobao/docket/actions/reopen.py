"""Look again at a closed complaint that had not been accepted (重新审查): it waits for a decision again.

No article sets a form or a fresh period; a wrong outcome is put right (办法第五条), and the period of receipt
counts on as if it had never stopped.
"""

from __future__ import annotations

from datetime import datetime

from xiaobao.docket.actions.taking import Taken, taking
from xiaobao.docket.stopped_clock import run_on
from xiaobao.rules import closing
from xiaobao.rules.workflow import Act
from xiaobao.staff.permissions import Authority


def reopen(
    *, matter_id: int, version: int, officer: Authority, at: datetime, words: str, address: str = ""
) -> Taken:
    """Take a closed complaint back to where it is decided whether to accept it. Heads only.

    What was decided goes to the event as codes, the former reason to the words; the documents stay.
    Raises NotFound, NotAllowed, Changed, Refused (with ``fields``).
    """
    with taking(
        act=Act.REOPEN, matter_id=matter_id, version=version, officer=officer, at=at, address=address
    ) as taken:
        complaint = taken.matter.complaint
        decision = closing.check_reopen(
            decision=complaint.decision, words=words, regulation=taken.matter.regulation, law=taken.law
        )
        taken.insist(decision)
        taken.words = _with_former(words, complaint.decline_reason)
        taken.data |= _clear(taken)
        run_on(taken, "complaint.acceptance")
    return taken


def _clear(taken: Taken) -> dict[str, object]:
    """Empty the decision for a new one and return what it was, in codes, numbers and dates."""
    complaint = taken.matter.complaint
    former = {
        "decision": complaint.decision,
        "decided_on": complaint.decided_on.isoformat() if complaint.decided_on else "",
        "ground": complaint.ground,
        "outcome": complaint.outcome,
        "factors": sorted(complaint.factors),
    }
    complaint.decision, complaint.decided_on, complaint.ground = "", None, None
    complaint.decline_reason, complaint.evidence, complaint.factors = "", [], {}
    complaint.outcome, complaint.concluded_on = "", None
    complaint.save()
    return {name: value for name, value in former.items() if value}


def _with_former(words: str, reason: str) -> str:
    return f"{words.strip()}\n原理由：{reason}" if reason else words
