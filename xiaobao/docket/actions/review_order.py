"""Judge the reply to a supervision order: accept it (认可), or return it for a new one (退回)."""

from __future__ import annotations

from datetime import date, datetime

from xiaobao.docket.actions.ordering import ordering
from xiaobao.docket.models import SupervisionOrder
from xiaobao.rules import orders
from xiaobao.rules.orders import OrderAct
from xiaobao.rules.supervision import reply_day
from xiaobao.staff.permissions import Authority

AGAIN = 1
"""Working days for a new reply where nobody names a day (本局要求)."""


def review_order(
    *,
    order_id: int,
    version: int,
    officer: Authority,
    at: datetime,
    accept: bool,
    words: str,
    reply_due: date | None = None,
    address: str = "",
) -> SupervisionOrder:
    """Accept the reply, or return it with ``reply_due`` as the new day (None: the next working day).

    Raises NotFound, NotAllowed, Changed, Refused (with ``fields``).
    """
    act = OrderAct.ACCEPT if accept else OrderAct.RETURN
    with ordering(
        act=act, order_id=order_id, version=version, officer=officer, at=at, address=address
    ) as taken:
        taken.insist(
            orders.check_judgement(accept=accept, words=words, reply_due=reply_due, today=taken.today)
        )
        if not accept:
            taken.until = reply_due or reply_day(taken.today, AGAIN, taken.rulebook.calendar)
            taken.order.reply_due = taken.until
        taken.words = words
    return taken.order
