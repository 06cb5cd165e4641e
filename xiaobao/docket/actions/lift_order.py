"""Lift a supervision order (解除督办) and score it: a person sets the points the ladder proposes."""

from __future__ import annotations

from datetime import datetime

from xiaobao.docket.actions.ordering import ordering
from xiaobao.docket.models import SupervisionOrder
from xiaobao.rules import orders
from xiaobao.rules.orders import OrderAct
from xiaobao.staff.permissions import Authority


def lift_order(
    *,
    order_id: int,
    version: int,
    officer: Authority,
    at: datetime,
    score: int,
    words: str,
    address: str = "",
) -> SupervisionOrder:
    """Lift the order with ``score`` points taken off (0 to 100), and say why.

    Refused while the period it is about still runs. Raises NotFound, NotAllowed, Changed, Refused (with
    ``fields``).
    """
    with ordering(
        act=OrderAct.LIFT, order_id=order_id, version=version, officer=officer, at=at, address=address
    ) as taken:
        taken.insist(orders.check_lift(score=score, words=words))
        taken.order.score = taken.score = score
        taken.order.lifted_at = at
        taken.words = words
    return taken.order
