"""Send what a superior sent down back to the sender (反馈分送机构).

办法第四十一条第二款: 不具备处理权限的，应当及时反馈统一接收投诉举报的工作机构，不得自行移送.
"""

from __future__ import annotations

from datetime import datetime

from xiaobao.docket.actions.issue import To
from xiaobao.docket.actions.taking import Taken, taking
from xiaobao.docket.letters import contact_facts
from xiaobao.docket.models import Distribution, Side
from xiaobao.docket.shield import cover, shield_report
from xiaobao.documents.numbering import format_date
from xiaobao.rules import distribution
from xiaobao.rules.workflow import Act, Track
from xiaobao.staff.permissions import Authority


def return_(
    *, matter_id: int, version: int, officer: Authority, at: datetime, words: str, address: str = ""
) -> Taken:
    """Send it back with the reason in ``words``: state, letter to the sender, clocks, event and audit row.

    Raises NotFound, NotAllowed, Changed, Refused (with ``fields``).
    """
    with taking(
        act=Act.RETURN, matter_id=matter_id, version=version, officer=officer, at=at, address=address
    ) as taken:
        matter = taken.matter
        sent = Distribution.objects.filter(matter=matter).first()
        check = distribution.check_return(
            regulation=matter.regulation,
            sent_down=sent is not None,
            words=words,
            law=taken.law,
            track=matter.kind,
        )
        taken.insist(check)
        if sent is not None:
            _issue(taken, sent, words.strip())
        taken.words = shield_report(matter, words)
    return taken


def _issue(taken: Taken, sent: Distribution, reason: str) -> None:
    matter = taken.matter
    facts = contact_facts(matter, officer=taken.officer, rulebook=taken.rulebook) | {
        "addressee": sent.sender,
        "received_on": format_date(matter.received_on),
        "track": Track(matter.kind).label,
        # Who reports is named to nobody but who handles the report (第三十七条).
        "reason": cover(matter, reason) if matter.kind == Track.REPORT else reason,
        "basis": taken.basis,
    }
    if sent.number:
        facts["distribution_number"] = sent.number
    taken.issue("feedback", facts, to=[To(Side.OTHER, None, sent.sender)])
