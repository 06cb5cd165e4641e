"""A later day for the reply to a supervision order: asked for by who owes it, decided by another."""

from __future__ import annotations

from datetime import date, datetime

from xiaobao.docket.actions.ordering import ordering
from xiaobao.docket.models import SupervisionOrder
from xiaobao.rules import orders
from xiaobao.rules.orders import OrderAct
from xiaobao.staff.permissions import Authority


def ask_extension(
    *,
    order_id: int,
    version: int,
    officer: Authority,
    at: datetime,
    until: date,
    words: str,
    address: str = "",
) -> SupervisionOrder:
    """Ask for a later day; the reply stays owed on the former one until that is granted.

    Raises NotFound, NotAllowed, Changed, Refused (with ``fields``).
    """
    act = OrderAct.ASK_EXTENSION
    with ordering(
        act=act, order_id=order_id, version=version, officer=officer, at=at, address=address
    ) as taken:
        taken.insist(orders.check_until(taken.facts, until=until, words=words, today=taken.today))
        taken.order.asked_until = taken.until = until
        taken.words = words
    return taken.order


def decide_extension(
    *,
    order_id: int,
    version: int,
    officer: Authority,
    at: datetime,
    grant: bool,
    words: str,
    address: str = "",
) -> SupervisionOrder:
    """Grant the day that was asked for, or refuse it; raises NotFound, NotAllowed, Changed, Refused."""
    act = OrderAct.EXTEND if grant else OrderAct.REFUSE_EXTENSION
    with ordering(
        act=act, order_id=order_id, version=version, officer=officer, at=at, address=address
    ) as taken:
        taken.insist(orders.check_words(words))
        if grant and taken.order.asked_until is not None:
            taken.order.reply_due = taken.until = taken.order.asked_until
        taken.order.asked_until = None
        taken.words = words
    return taken.order
