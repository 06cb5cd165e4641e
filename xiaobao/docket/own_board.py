"""A handler's own board: what was given to them by time left, the orders they answer, what nobody has."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.db.models import Count, QuerySet

from xiaobao.docket.board_counts import late, load
from xiaobao.docket.board_figures import Load, Now, OrdersAsked, Owed, now
from xiaobao.docket.due import DueBadge
from xiaobao.docket.filters import NOBODY, Filter, handled_by
from xiaobao.docket.messages_page import grade_label
from xiaobao.docket.models import SupervisionOrder
from xiaobao.docket.order_reach import orders_within
from xiaobao.docket.orders_page import OrdersFilter, reply_badge, soonest_first
from xiaobao.docket.queries import InboxRow, first_rows, visible
from xiaobao.docket.rulebook import Rulebook
from xiaobao.rules.orders import OrderState
from xiaobao.staff.permissions import Authority

ROWS = 30
"""So many matters are shown; the rest are in the list behind the number."""
ORDERS = 10
_FEW = 10
_MINE = OrdersAsked(mine="1")


@dataclass(frozen=True)
class OwnOrder:
    """One supervision order that stands. ``due`` is that of the reply; None where none is owed now."""

    id: int
    number: str
    matter_id: int
    matter: str
    grade: str
    grade_label: str
    state: str
    due: DueBadge | None


@dataclass(frozen=True)
class Waiting:
    """Open matters of the officer's offices that nobody was named for, the most urgent first."""

    now: Now
    query: str
    rows: list[InboxRow]


@dataclass(frozen=True)
class OwnBoard:
    """``rows`` and ``orders`` are the most urgent of what is counted.

    ``waiting`` is None for who sees the whole bureau.
    """

    now: Now
    query: str
    rows: list[InboxRow]
    orders: list[OwnOrder]
    waiting: Waiting | None


def own_board(officer: Authority, *, today: date, soon: date, rulebook: Rulebook) -> OwnBoard:
    """Return the board of one officer on a day; ``soon`` is the last day that counts as due soon."""
    mine = Filter(handler=officer.user.username)
    orders = _orders(officer, today)
    return OwnBoard(
        now=now(_load(officer, mine, today, soon), mine, _owed(orders, today), _MINE),
        query=mine.to_query(),
        rows=first_rows(officer, mine, today, rulebook, ROWS),
        orders=[_order(order, today, rulebook) for order in orders[:ORDERS]],
        waiting=None if officer.offices is None else _waiting(officer, today, soon, rulebook),
    )


def _waiting(officer: Authority, today: date, soon: date, rulebook: Rulebook) -> Waiting:
    nobody = Filter(handler=NOBODY)
    rows = first_rows(officer, nobody, today, rulebook, _FEW)
    return Waiting(now(_load(officer, nobody, today, soon), nobody), nobody.to_query(), rows)


def _load(officer: Authority, asked: Filter, today: date, soon: date) -> Load:
    return load(visible(officer).filter(handled_by(asked.handler)), today=today, soon=soon)


def _orders(officer: Authority, today: date) -> QuerySet[SupervisionOrder]:
    standing = OrdersFilter(mine=_MINE.mine).apply(orders_within(officer), officer, today)
    return soonest_first(standing.select_related("matter"))


def _owed(orders: QuerySet[SupervisionOrder], today: date) -> Owed:
    return Owed(**orders.order_by().aggregate(open=Count("pk"), late=Count("pk", filter=late(today))))


def _order(order: SupervisionOrder, today: date, rulebook: Rulebook) -> OwnOrder:
    return OwnOrder(
        id=order.pk,
        number=order.number,
        matter_id=order.matter_id,
        matter=order.matter.number,
        grade=order.grade,
        grade_label=grade_label(order.grade),
        state=OrderState(order.state).label,
        due=reply_badge(order, today, rulebook),
    )
