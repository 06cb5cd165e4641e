"""An appeal (申诉) against a supervision order, and what the leader decides on it."""

from __future__ import annotations

from datetime import datetime

from xiaobao.docket.actions.ordering import ordering
from xiaobao.docket.models import SupervisionOrder
from xiaobao.rules import orders
from xiaobao.rules.orders import OrderAct
from xiaobao.staff.permissions import Authority


def appeal_order(
    *, order_id: int, version: int, officer: Authority, at: datetime, words: str, address: str = ""
) -> SupervisionOrder:
    """Appeal against an order that stands or has been lifted; the reply stays owed meanwhile.

    Raises NotFound, NotAllowed, Changed, Refused (with ``fields``).
    """
    with ordering(
        act=OrderAct.APPEAL, order_id=order_id, version=version, officer=officer, at=at, address=address
    ) as taken:
        taken.insist(orders.check_words(words))
        taken.order.appealed_at = at
        taken.words = words
    return taken.order


def decide_appeal(
    *,
    order_id: int,
    version: int,
    officer: Authority,
    at: datetime,
    stands: bool,
    words: str,
    address: str = "",
) -> SupervisionOrder:
    """Decide that the order stands, or revoke it: then no points count. The period it is about runs on.

    Raises NotFound, NotAllowed, Changed, Refused (with ``fields``).
    """
    act = OrderAct.DECIDE_APPEAL if stands else OrderAct.REVOKE
    with ordering(
        act=act, order_id=order_id, version=version, officer=officer, at=at, address=address
    ) as taken:
        taken.insist(orders.check_words(words))
        taken.order.appealed_at = None
        if not stands:
            taken.order.score = None
        taken.words = words
    return taken.order
