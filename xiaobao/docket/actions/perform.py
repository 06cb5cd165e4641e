"""Record how far a settlement has been performed (履行): the whole sum so far, never more than settled."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal

from xiaobao.docket.actions.taking import Taken, taking
from xiaobao.rules import settlement
from xiaobao.rules.workflow import Act
from xiaobao.staff.permissions import Authority


def perform(
    *,
    matter_id: int,
    version: int,
    officer: Authority,
    at: datetime,
    on: date | None,
    recovered: Decimal | None,
    words: str = "",
    address: str = "",
) -> Taken:
    """Record that by the day ``on`` the complainant has got ``recovered`` yuan in all.

    Raises NotFound, NotAllowed, Changed, Refused (with ``fields``).
    """
    with taking(
        act=Act.PERFORM, matter_id=matter_id, version=version, officer=officer, at=at, address=address
    ) as taken:
        complaint = taken.matter.complaint
        decision = settlement.check_perform(
            regulation=taken.matter.regulation,
            today=taken.today,
            concluded_on=complaint.concluded_on,
            settled=complaint.settled,
            before=complaint.recovered,
            on=on,
            recovered=recovered,
            words=words,
            law=taken.law,
        )
        taken.insist(decision)
        complaint.recovered, complaint.performed_on = recovered, on
        complaint.save()
        taken.words = words
        taken.data |= {"recovered": str(recovered), "on": (on or taken.today).isoformat()}
    return taken
