"""Review a proposal on filing (审核立案意见): the head of the unit agrees, or returns it with words.

The second signature of the form (立案/不予立案审批表). 《市场监督管理行政处罚程序规定》第十九条第二款 has the
head of the unit name those who handle the case: agreeing to a proposal to file names them.
"""

from __future__ import annotations

from datetime import datetime

from xiaobao.docket.actions.taking import Taken, taking
from xiaobao.docket.checking_facts import pending, signed, unit_heads
from xiaobao.docket.models import Proposal
from xiaobao.docket.shield import shield
from xiaobao.rules import filing
from xiaobao.rules.workflow import Act
from xiaobao.staff.permissions import Authority


def review(
    *,
    matter_id: int,
    version: int,
    officer: Authority,
    at: datetime,
    agree: bool,
    words: str = "",
    address: str = "",
) -> Taken:
    """Sign the proposal or return it: row, event and audit row, all or none.

    Raises NotFound, NotAllowed, Changed, Refused (with ``fields``).
    """
    with taking(
        act=Act.REVIEW, matter_id=matter_id, version=version, officer=officer, at=at, address=address
    ) as taken:
        proposal = pending(taken.matter)
        heads = unit_heads(taken.matter, taken.rulebook, taken.today)
        check = filing.check_review(
            signed(proposal), by=officer.user.pk, agree=agree, words=words, law=taken.law, heads=heads
        )
        taken.insist(check)
        taken.words = shield(taken.matter, words.strip())
        if proposal is not None:
            _sign(proposal, taken, agree=agree)
        taken.data["agree"] = agree
    return taken


def _sign(proposal: Proposal, taken: Taken, *, agree: bool) -> None:
    outcome = Proposal.Outcome.APPROVED if agree else Proposal.Outcome.RETURNED
    proposal.review, proposal.review_words = outcome.value, taken.words
    proposal.reviewed_by, proposal.reviewed_at = taken.officer.user, taken.at
    proposal.save()
