"""Decide not to file a case (决定不予立案): by the head of the bureau on a reviewed proposal.

《市场监督管理行政处罚程序规定》第十八条第一款 (who decides), 第二十条 (when it is lawful; the form).
"""

from __future__ import annotations

from datetime import datetime

from xiaobao.docket.actions.taking import Taken, taking
from xiaobao.docket.answers import is_unclassified
from xiaobao.docket.checking_facts import pending, ready, signed
from xiaobao.docket.filing_papers import NOT_FILED_NOTICE, filing_form, proposed_of, tell_reporter
from xiaobao.docket.filing_record import record_decision, sign
from xiaobao.docket.models import Proposal
from xiaobao.docket.shield import shield
from xiaobao.rules import filing
from xiaobao.rules.answering import unclassified
from xiaobao.rules.workflow import Act
from xiaobao.staff.permissions import Authority


def not_file(
    *,
    matter_id: int,
    version: int,
    officer: Authority,
    at: datetime,
    words: str = "",
    addressee: str = "",
    address: str = "",
) -> Taken:
    """Decide not to file: form of approval, clocks, event and audit row, all or none.

    The reason is that of the proposal, as reviewed. Under Order 20 a reporter who gave a name is told of it
    (``addressee``: the full name where the export gave a masked one). Raises NotFound, NotAllowed, Changed,
    Refused (with ``fields``).
    """
    with taking(
        act=Act.NOT_FILE, matter_id=matter_id, version=version, officer=officer, at=at, address=address
    ) as taken:
        proposal = pending(taken.matter)
        taken.insist(
            filing.check_decide(
                signed(proposal),
                what=filing.NOT_FILE,
                by=officer.user.pk,
                ready=ready(taken),
                law=taken.law,
                stands_on=filing.basis(proposed_of(proposal), taken.law) if proposal else "",
            )
        )
        if is_unclassified(taken.matter):
            taken.weighed += (unclassified(taken.matter.regulation, taken.law),)
        assert proposal is not None, "the rule refuses to decide without a proposal"  # noqa: S101
        taken.words = shield(taken.matter, words.strip())
        sign(taken, proposal, Proposal.Outcome.APPROVED)
        record_decision(taken, proposal, "not_filed")
        filing_form(taken, proposal, None)
        tell_reporter(taken, NOT_FILED_NOTICE, addressee)
        taken.data |= {"ground": proposal.ground, "unmet": proposal.unmet}
    return taken
