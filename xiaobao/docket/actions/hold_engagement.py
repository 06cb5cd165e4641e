"""Record what was agreed with the enterprise (记录约定), and when it is looked at again."""

from __future__ import annotations

from datetime import date, datetime

from xiaobao.docket.actions.engaging import engaging
from xiaobao.docket.actions.taking import insist
from xiaobao.docket.models import Engagement
from xiaobao.rules.regulars import RegularAct, check_hold
from xiaobao.staff.permissions import Authority


def hold_engagement(
    *,
    engagement_id: int,
    version: int,
    agreed: str,
    held_on: date,
    officer: Authority,
    at: datetime,
    follow_up_on: date | None = None,
    address: str = "",
) -> Engagement:
    """Record it; without ``follow_up_on`` nothing is looked at again.

    Raises NotAllowed, NotFound, Changed, Refused (agreed, held_on, follow_up_on).
    """
    with engaging(
        RegularAct.HOLD,
        engagement_id=engagement_id, version=version, officer=officer, at=at, address=address,
    ) as engaged:  # fmt: skip
        insist(check_hold(agreed=agreed, held_on=held_on, follow_up_on=follow_up_on, today=engaged.today))
        engagement = engaged.engagement
        engagement.state = Engagement.State.HELD
        engagement.agreed, engagement.held_on = agreed.strip(), held_on
        engagement.follow_up_on = follow_up_on
        engaged.detail |= {"on": held_on.isoformat()}
        if follow_up_on:
            engaged.detail |= {"until": follow_up_on.isoformat()}
    return engagement
