"""Lengthen the check of a lead (延长核查期限), approved by a leader of the bureau, once, before it runs out.

办法第二十七条第一款, 《市场监督管理行政处罚程序规定》第十八条第一款: 特殊情况下，经…负责人批准，可以延长.
"""

from __future__ import annotations

from datetime import datetime

from xiaobao.docket.actions.issue import To
from xiaobao.docket.actions.taking import Taken, taking
from xiaobao.docket.letters import contact_facts
from xiaobao.docket.matters_form import approver, issue_matters_form
from xiaobao.docket.models import Clock, Side
from xiaobao.docket.shield import shield
from xiaobao.documents.numbering import format_date
from xiaobao.rules import leads
from xiaobao.rules.leads import Lengthening
from xiaobao.rules.ledger import Entry
from xiaobao.rules.workflow import Act
from xiaobao.staff.permissions import Authority

REPORT = "report.check"
CHECK_EXTENDED = "延长核查期限"


def extend(
    *,
    matter_id: int,
    version: int,
    officer: Authority,
    at: datetime,
    clock: str,
    words: str,
    address: str = "",
) -> Taken:
    """Lengthen ``clock`` (complaint.lead_check or report.check) by what the law allows: entry, letter, event.

    ``words`` say what is special. Raises NotFound, NotAllowed, Changed, Refused (RUL-206 to RUL-208 where
    the law allows no further extension, or it comes too late).
    """
    with taking(
        act=Act.EXTEND, matter_id=matter_id, version=version, officer=officer, at=at, address=address
    ) as taken:
        running = {row.clock: row for row in taken.matter.clocks.exclude(state="stopped")}
        row = running.get(clock) if clock in leads.CHECKS else None
        longer = _longer(taken, row)
        # 令20 第二十三条第一款 names no approver: there the penalty procedure does, which the step stands on.
        article = longer.basis if longer and longer.approved_by else taken.basis
        anew = row is not None and any(entry["kind"] == "restart" for entry in row.ledger)
        check = leads.check_extend(clock=clock, running=running, words=words, article=article, anew=anew)
        taken.insist(check)
        assert longer is not None, "the rule refuses a clock that is none of the two"  # noqa: S101
        taken.enter(clock, Entry("extend", taken.today, approved_by=approver(officer)))
        taken.words = shield(taken.matter, words.strip())
        _issue(taken, clock, longer, taken.words)
        taken.data["clock"] = clock
    return taken


def _longer(taken: Taken, row: Clock | None) -> Lengthening | None:
    if row is None:
        return None
    return leads.lengthening(row.clock, regulation=row.regulation, day=row.started_on, law=taken.law)


def _issue(taken: Taken, clock: str, longer: Lengthening, reason: str) -> None:
    matter = taken.matter
    moved = matter.clocks.get(clock=clock)
    # In a year without a calendar the earliest day that could be right is the one to keep.
    due_on = format_date(moved.due_on or moved.due_earliest)
    if clock == REPORT:
        # 行政处罚文书8 is for this too; the lead of a complaint has our own notice only.
        opinion = f"同意延长核查期限{longer.said}，至{due_on}届满。"
        by = approver(taken.officer)
        issue_matters_form(taken, None, what=CHECK_EXTENDED, reason=reason, opinion=opinion, approved_by=by)
    facts = contact_facts(matter, officer=taken.officer, rulebook=taken.rulebook) | {
        "addressee": matter.office.name,
        "matter_number": matter.number,
        "extended_by": longer.said,
        "due_on": due_on,
        "reason": reason,
        "approved_by": approver(taken.officer),
        "basis": longer.basis,
    }
    taken.issue("extension_notice", facts, to=[To(Side.OTHER, None, matter.office.name)])
