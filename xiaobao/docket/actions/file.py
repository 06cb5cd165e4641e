"""File a case (立案): decided by the head of the bureau on a reviewed proposal, the third signature.

《市场监督管理行政处罚程序规定》第十八条第一款: 由市场监督管理部门负责人决定是否立案; 第十九条第二款: the
form of approval, at least two officers. The case gets its number here; its paperwork stays elsewhere.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from xiaobao.docket.actions.taking import Taken, taking
from xiaobao.docket.checking_facts import pending, ready, signed
from xiaobao.docket.filing_papers import FILED_NOTICE, filing_form, tell_reporter
from xiaobao.docket.filing_record import record_decision, sign
from xiaobao.docket.models import Case, Proposal
from xiaobao.docket.numbers import take
from xiaobao.docket.shield import shield
from xiaobao.documents.numbering import format_number
from xiaobao.refusals import Refused
from xiaobao.rules import filing
from xiaobao.rules.locality import NoNumberPattern
from xiaobao.rules.workflow import Act
from xiaobao.staff.permissions import Authority

SERIES = "case"


def file(
    *,
    matter_id: int,
    version: int,
    officer: Authority,
    at: datetime,
    officers: Sequence[str] = (),
    cause: str = "",
    enforcement_number: str = "",
    words: str = "",
    addressee: str = "",
    address: str = "",
) -> Taken:
    """Decide to file: case, form of approval, clocks, event and audit row, all or none.

    ``officers`` and ``cause`` left out are those of the proposal. Under Order 20 a reporter who gave a name
    is told of it (``addressee``: the full name where the export gave a masked one). Raises NotFound,
    NotAllowed, Changed, Refused (with ``fields``).
    """
    with taking(
        act=Act.FILE, matter_id=matter_id, version=version, officer=officer, at=at, address=address
    ) as taken:
        proposal = pending(taken.matter)
        named = tuple(dict.fromkeys(officers)) or tuple(proposal.officers if proposal else ())
        taken.insist(
            filing.check_decide(
                signed(proposal),
                what=filing.FILE,
                by=officer.user.pk,
                ready=ready(taken),
                law=taken.law,
                officers=named,
            )
        )
        assert proposal is not None, "the rule refuses to file without a proposal"  # noqa: S101
        taken.words = shield(taken.matter, words.strip())
        sign(taken, proposal, Proposal.Outcome.APPROVED)
        case = _open_case(taken, proposal, named, cause.strip(), enforcement_number.strip())
        record_decision(taken, proposal, "filed")
        filing_form(taken, proposal, case)
        tell_reporter(taken, FILED_NOTICE, addressee)
        taken.data |= {"case": case.number}
    return taken


def _open_case(
    taken: Taken, proposal: Proposal, officers: Sequence[str], cause: str, enforcement_number: str
) -> Case:
    locality, year = taken.rulebook.locality, taken.today.year
    try:
        number = format_number(locality.number_pattern(SERIES), year, take(SERIES, year)[0])
    except NoNumberPattern as error:
        raise Refused(error.message) from error
    return Case.objects.create(
        matter=taken.matter,
        number=number,
        enforcement_number=enforcement_number[:64],
        cause=shield(taken.matter, cause)[:200] or proposal.cause,
        filed_on=taken.today,
        officers=list(officers),
    )
