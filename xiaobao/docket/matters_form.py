"""The form on which a step is approved (有关事项审批表): of a case, and a longer check before one."""

from __future__ import annotations

from xiaobao.docket.actions.taking import Taken
from xiaobao.docket.letters import contact_facts, matter_phrase
from xiaobao.docket.models import Case, Document, Matter
from xiaobao.documents.numbering import format_date
from xiaobao.staff.permissions import Authority

_UNNAMED = "（办案人员在执法办案系统指定）"


def issue_matters_form(
    taken: Taken, case: Case | None, *, what: str, reason: str, opinion: str, approved_by: str
) -> Document:
    """Issue the form for ``what``: for the file, told to nobody, and it names no reporter.

    ``case`` None: a step before a case is filed; the form then bears the number of the matter.
    """
    matter = taken.matter
    known = _of_case(matter, case) if case else before_filing(matter)
    facts = (
        contact_facts(matter, officer=taken.officer, rulebook=taken.rulebook)
        | known
        | {
            "what": what,
            "reason": reason.strip(),
            "basis": taken.basis,
            "unit": matter.office.name,
            "opinion": opinion,
            "approved_by": approved_by,
        }
    )
    return taken.issue("matters_form", facts, to=[])


def _of_case(matter: Matter, case: Case) -> dict[str, str]:
    return {
        "case": case.cause or matter_phrase(matter),
        "case_number": case.enforcement_number or case.number,
        "filed_on": format_date(case.filed_on),
        "officers": "、".join(str(name) for name in case.officers) or _UNNAMED,
    }


def before_filing(matter: Matter) -> dict[str, str]:
    """Return what the form says of a lead that is still being checked."""
    return {
        "case": "（核查中，尚未确定案由）",
        "case_number": f"（尚未立案，登记编号{matter.number}）",
        "officers": matter.handler.name if matter.handler else "（尚未指定）",
    }


def approver(officer: Authority) -> str:
    """Name whoever approves as the form and the ledger do: post and name."""
    return f"{'、'.join(officer.posts)}{officer.user.name}"
