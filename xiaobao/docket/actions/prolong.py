"""Prolong the period of a case (延长办案期限): once by the leader, then only by collective discussion.

《市场监督管理行政处罚程序规定》第六十四条第一款.
"""

from __future__ import annotations

from datetime import datetime

from xiaobao.docket.actions.taking import Taken, taking
from xiaobao.docket.case_facts import opened_case
from xiaobao.docket.matters_form import approver, issue_matters_form
from xiaobao.docket.models import Case, Clock
from xiaobao.docket.shield import shield
from xiaobao.documents.numbering import format_date
from xiaobao.law import measure
from xiaobao.refusals import Refused
from xiaobao.rules import case_period
from xiaobao.rules.case_period import CASE_CLOCK
from xiaobao.rules.ledger import Entry
from xiaobao.rules.workflow import Act
from xiaobao.staff.permissions import Authority

COLLECTIVE = "市场监督管理部门负责人集体讨论决定"


def prolong(
    *,
    matter_id: int,
    version: int,
    officer: Authority,
    at: datetime,
    words: str,
    days: int | None = None,
    collective: bool = False,
    address: str = "",
) -> Taken:
    """Lengthen the period of the case: the law's days first, then those a collective discussion fixed.

    ``days`` only with the second. Raises NotFound, NotAllowed, Changed, Refused (RUL-207, RUL-208).
    """
    with taking(
        act=Act.PROLONG, matter_id=matter_id, version=version, officer=officer, at=at, address=address
    ) as taken:
        case, clock = opened_case(taken.matter, rulebook=taken.rulebook, today=taken.today), _clock(taken)
        prolonged = sum(entry["kind"] == "extend" for entry in clock.ledger)
        check = case_period.check_prolong(
            prolonged=prolonged,
            collective=collective,
            days=days,
            words=words,
            filed_on=case.filed_on,
            law=taken.law,
        )
        taken.insist(check)
        by = COLLECTIVE if prolonged else approver(officer)
        taken.enter(CASE_CLOCK, Entry("extend", taken.today, approved_by=by, amount=days))
        _paper(taken, case, shield(taken.matter, words), by)
        taken.data |= {"clock": CASE_CLOCK, "collective": bool(prolonged)} | ({"days": days} if days else {})
        taken.words = shield(taken.matter, words)
    return taken


def _clock(taken: Taken) -> Clock:
    clock: Clock | None = taken.matter.clocks.filter(clock=CASE_CLOCK).exclude(state="stopped").first()
    if clock is None:
        raise Refused("这件案件没有正在计算的办案期限。")
    return clock


def _paper(taken: Taken, case: Case, words: str, by: str) -> None:
    clock = _clock(taken)
    added = _added(taken, clock)
    # While a period is being left out the last day is not known; the form then says how long only.
    until = f"，至{format_date(clock.due_on)}届满" if clock.due_on else ""
    opinion = f"同意延长办案期限{added}{until}。"
    issue_matters_form(taken, case, what="延长办案期限", reason=words, opinion=opinion, approved_by=by)


def _added(taken: Taken, clock: Clock) -> str:
    row = taken.law.clock(CASE_CLOCK, day=clock.started_on)
    extensions = [entry for entry in clock.ledger if entry["kind"] == "extend"]
    lawful = row.extensions[len(extensions) - 1]
    return measure(extensions[-1].get("amount") or lawful.amount or 0, lawful.unit)
