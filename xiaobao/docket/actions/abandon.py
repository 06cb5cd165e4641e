"""End an investigation that cannot go on (终止调查), approved by a leader: 令2 第四十七条."""

from __future__ import annotations

from datetime import datetime

from xiaobao.docket.actions.taking import Taken, taking
from xiaobao.docket.answers import begin_answers
from xiaobao.docket.case_facts import left_out, opened_case
from xiaobao.docket.matters_form import approver, issue_matters_form
from xiaobao.docket.shield import shield
from xiaobao.rules import case_period
from xiaobao.rules.case_period import AbandonKind
from xiaobao.rules.decision import Decision
from xiaobao.rules.workflow import Act
from xiaobao.staff.permissions import Authority


def abandon(
    *,
    matter_id: int,
    version: int,
    officer: Authority,
    at: datetime,
    kind: str,
    words: str,
    address: str = "",
) -> Taken:
    """End the investigation for a reason of Art. 47; the case can then be closed (第七十七条第三项).

    ``kind`` is a ``case_period.AbandonKind``. Raises NotFound, NotAllowed, Changed, Refused.
    """
    with taking(
        act=Act.ABANDON, matter_id=matter_id, version=version, officer=officer, at=at, address=address
    ) as taken:
        case = opened_case(taken.matter, rulebook=taken.rulebook, today=taken.today)
        taken.insist(_check(taken, kind, words))
        case.halting_ground, case.closable_on = None, taken.today
        case.save()
        said = shield(taken.matter, words.strip())
        issue_matters_form(
            taken,
            case,
            what="终止案件调查",
            reason=f"{AbandonKind(kind).label}。\n{said}",
            opinion="同意终止案件调查。",
            approved_by=approver(officer),
        )
        begin_answers(taken.matter, rulebook=taken.rulebook, today=taken.today, ended_on=taken.today)
        taken.data["cause"] = kind
        taken.words = said
    return taken


def _check(taken: Taken, kind: str, words: str) -> Decision:
    still = bool(left_out(taken.matter))
    return case_period.check_abandon(kind=kind, words=words, left_out=still, law=taken.law)
