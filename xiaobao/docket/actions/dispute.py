"""Record a dispute with another bureau over who is competent (管辖争议): its own clock starts.

办法第三十三条: 自发生争议之日起…协商解决，协商不成的，报请共同的上一级市场监督管理部门指定处理机关.
"""

from __future__ import annotations

from datetime import date, datetime

from xiaobao.docket.actions.taking import Taken, taking
from xiaobao.docket.models import Dispute, Matter
from xiaobao.docket.shield import shield_report
from xiaobao.rules import dispute as disputes
from xiaobao.rules.workflow import Act
from xiaobao.staff.permissions import Authority


def dispute(
    *,
    matter_id: int,
    version: int,
    officer: Authority,
    at: datetime,
    with_whom: str,
    arose_on: date,
    words: str = "",
    address: str = "",
) -> Taken:
    """Record a dispute with ``with_whom`` that arose on ``arose_on``: row, clock, event and audit row.

    Raises NotFound, NotAllowed, Changed, Refused (with ``fields``).
    """
    with taking(
        act=Act.DISPUTE,
        matter_id=matter_id,
        version=version,
        officer=officer,
        at=at,
        address=address,
        clocks_on=arose_on,
    ) as taken:
        matter = taken.matter
        under_way = open_dispute(matter)
        check = disputes.check_dispute(
            regulation=matter.regulation,
            with_whom=with_whom,
            arose_on=arose_on,
            received_on=matter.received_on,
            open_since=under_way.arose_on if under_way else None,
            today=taken.today,
            law=taken.law,
            track=matter.kind,
        )
        taken.insist(check)
        said, whom = shield_report(matter, words.strip()), shield_report(matter, with_whom.strip())
        Dispute.objects.create(matter=matter, with_whom=whom, arose_on=arose_on, words=said)
        taken.data["arose_on"] = arose_on.isoformat()
    return taken


def open_dispute(matter: Matter) -> Dispute | None:
    """Return the dispute that has not ended, None when there is none."""
    return matter.disputes.filter(ended_on=None).first()
