"""Close a report (办结): its case can be closed, everybody has been told, nothing is left open.

《市场监督管理行政处罚程序规定》第七十七条.
"""

from __future__ import annotations

from datetime import date, datetime

from xiaobao.docket.actions.taking import Taken, taking
from xiaobao.docket.case_clocks import move
from xiaobao.docket.case_facts import case_closing_facts, case_of
from xiaobao.docket.case_steps import CLOSABLE
from xiaobao.docket.models import Case
from xiaobao.docket.shield import shield
from xiaobao.rules import case_closing
from xiaobao.rules.workflow import Act
from xiaobao.staff.permissions import Authority

_LONGEST_NAME = 50


def close_report(
    *,
    matter_id: int,
    version: int,
    officer: Authority,
    at: datetime,
    closing: int | None = None,
    closable_on: date | None = None,
    approved_by: str = "",
    approved_on: date | None = None,
    words: str = "",
    address: str = "",
) -> Taken:
    """Close the report; every clock stops. Refused with everything that is missing, at once.

    ``closing`` is the item of Art. 77 for a case, ``closable_on`` the day its situation arose where no
    milestone says so; ``approved_by`` and ``approved_on`` tell who approved 结案审批表, and when, unless the
    enforcement system has told of the closing. Raises NotFound, NotAllowed, Changed, Refused (with
    ``fields``).
    """
    with taking(
        act=Act.CLOSE, matter_id=matter_id, version=version, officer=officer, at=at, address=address
    ) as taken:
        facts = case_closing_facts(taken.matter, rulebook=taken.rulebook, today=taken.today)
        check = case_closing.check_close_report(
            facts, closing=closing, closable_on=closable_on, words=words, law=taken.law,
            approved_by=approved_by, approved_on=approved_on,
        )  # fmt: skip
        taken.insist(check)
        case = case_of(taken.matter)
        if case is not None and closing is not None:
            _close_case(taken, case, closing, closable_on)
            _approved(taken, approved_by.strip(), approved_on)
        taken.words = shield(taken.matter, words)
    return taken


def _approved(taken: Taken, by: str, on: date | None) -> None:
    """Keep who approved the closing, an officer of the bureau; nobody else may be named by an event."""
    if by and on:
        # Masked before it is cut: half a name is known by nothing.
        kept = shield(taken.matter, by)[:_LONGEST_NAME]
        taken.data |= {"approved_by": kept, "approved_on": on.isoformat()}


def _close_case(taken: Taken, case: Case, closing: int, closable_on: date | None) -> None:
    if case.closable_on is None and closable_on is not None:
        # So that the fifteen working days are on record, late or not, though they end with this act.
        move(taken, CLOSABLE, on=closable_on)
        case.closable_on = closable_on
    case.closing, case.closed_on = closing, case.closed_on or taken.today
    case.save()
    taken.data["closing"] = closing
