"""When the tick looks at a supervision order: once its reply is late and the office opens."""

from __future__ import annotations

from datetime import datetime

from xiaobao.docket.models import SupervisionOrder
from xiaobao.docket.rulebook import Rulebook
from xiaobao.rules.orders import OWING
from xiaobao.rules.supervision import late_from


def watched_from(order: SupervisionOrder, rulebook: Rulebook) -> datetime | None:
    """Return when the office opens on the working day after the reply day; None when no reply is owed."""
    if order.state not in OWING:
        return None
    return late_from(order.reply_due, rulebook.ladder.office_hours, rulebook.calendar)
