"""Record how a delegated mediation ended (委托结果): settled, failed, or taken back by the bureau.

办法第十九条第二款: the body mediates in the bureau's name, so the bureau itself records the settlement or
decides how the complaint ends; nothing of that happens here.
"""

from __future__ import annotations

from datetime import date, datetime

from xiaobao.docket.actions.taking import Taken, taking
from xiaobao.docket.mediation_facts import footing_of, open_delegation
from xiaobao.rules.delegation import check_take_back
from xiaobao.rules.workflow import Act
from xiaobao.staff.permissions import Authority


def take_back(
    *,
    matter_id: int,
    version: int,
    officer: Authority,
    at: datetime,
    outcome: str,
    on: date,
    words: str = "",
    address: str = "",
) -> Taken:
    """End the open delegation: its row, event and audit row, all or none.

    ``outcome`` settled|failed|returned. Raises NotFound, NotAllowed, Changed, Refused (with ``fields``).
    """
    with taking(
        act=Act.TAKE_BACK, matter_id=matter_id, version=version, officer=officer, at=at, address=address
    ) as taken:
        open_one = open_delegation(taken.matter)
        check = check_take_back(
            outcome=outcome,
            on=on,
            words=words,
            began_on=open_one.began_on if open_one else None,
            footing=footing_of(taken),
        )
        taken.insist(check)
        if open_one:
            open_one.outcome, open_one.ended_on = outcome, on
            open_one.save()
        taken.words = words
        taken.data |= {"outcome": outcome, "on": on.isoformat()}
    return taken
