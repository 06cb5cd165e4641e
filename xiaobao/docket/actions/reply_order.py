"""Reply to a supervision order (回复督办): why, and what is done about it by when."""

from __future__ import annotations

from datetime import datetime

from xiaobao.docket.actions.ordering import ordering
from xiaobao.docket.models import SupervisionOrder
from xiaobao.rules import orders
from xiaobao.rules.orders import OrderAct
from xiaobao.staff.permissions import Authority


def reply_order(
    *,
    order_id: int,
    version: int,
    officer: Authority,
    at: datetime,
    words: str,
    measures: str,
    address: str = "",
) -> SupervisionOrder:
    """Reply with the reason in ``words`` and the ``measures``; it settles a later day that was asked for.

    Raises NotFound, NotAllowed, Changed, Refused (with ``fields``).
    """
    with ordering(
        act=OrderAct.REPLY, order_id=order_id, version=version, officer=officer, at=at, address=address
    ) as taken:
        taken.insist(orders.check_reply(words=words, measures=measures))
        taken.order.asked_until = None
        taken.words, taken.measures = words, measures
    return taken.order
