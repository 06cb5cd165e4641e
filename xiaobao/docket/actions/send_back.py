"""Send a reviewed proposal on filing back (退回补充核查): the head of the bureau wants more to be found out.

《市场监督管理行政处罚程序规定》第十八条第一款: the decision is the head's; the period of checking runs on.
"""

from __future__ import annotations

from datetime import datetime

from xiaobao.docket.actions.taking import Taken, taking
from xiaobao.docket.checking_facts import pending, signed
from xiaobao.docket.filing_record import sign
from xiaobao.docket.models import Proposal
from xiaobao.docket.shield import shield
from xiaobao.rules import filing
from xiaobao.rules.workflow import Act
from xiaobao.staff.permissions import Authority


def send_back(
    *,
    matter_id: int,
    version: int,
    officer: Authority,
    at: datetime,
    words: str,
    address: str = "",
) -> Taken:
    """Send it back with words: row, event and audit row, all or none; a new proposal can be made then.

    Raises NotFound, NotAllowed, Changed, Refused (with ``fields``).
    """
    with taking(
        act=Act.SEND_BACK, matter_id=matter_id, version=version, officer=officer, at=at, address=address
    ) as taken:
        proposal = pending(taken.matter)
        taken.insist(filing.check_send_back(signed(proposal), words=words, law=taken.law))
        taken.words = shield(taken.matter, words.strip())
        if proposal is not None:
            sign(taken, proposal, Proposal.Outcome.RETURNED)
    return taken
