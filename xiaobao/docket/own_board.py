"""A handler's own board: what was given to them by time left, the orders they answer, what nobody has."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.db.models import Q, QuerySet

from xiaobao.docket.board_counts import load
from xiaobao.docket.board_figures import Now, now
from xiaobao.docket.due import DueBadge, badge_for
from xiaobao.docket.filters import NOBODY, Filter, handled_by
from xiaobao.docket.messages_page import grade_label
from xiaobao.docket.models import SupervisionOrder
from xiaobao.docket.order_reach import orders_within
from xiaobao.docket.queries import InboxRow, first_rows, visible
from xiaobao.docket.rulebook import Rulebook
from xiaobao.rules.orders import OPEN, OWING, OrderState
from xiaobao.staff.permissions import Authority

ROWS = 30
"""So many matters are shown; the rest are in the list behind the number."""
ORDERS = 50
_FEW = 10


@dataclass(frozen=True)
class OwnOrder:
    """One supervision order that stands. ``due`` is that of the reply; None where none is owed now."""

    id: int
    number: str
    matter_id: int
    matter: str
    grade: str
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
    """``rows`` are the most urgent of what is counted. ``waiting`` is None for who sees the whole bureau."""

    now: Now
    query: str
    rows: list[InboxRow]
    orders: list[OwnOrder]
    waiting: Waiting | None


def own_board(officer: Authority, *, today: date, soon: date, rulebook: Rulebook) -> OwnBoard:
    """Return the board of one officer on a day; ``soon`` is the last day that counts as due soon."""
    mine = Filter(handler=officer.user.username)
    return OwnBoard(
        now=_now(officer, mine, today, soon),
        query=mine.to_query(),
        rows=first_rows(officer, mine, today, rulebook, ROWS),
        orders=[_order(order, today, rulebook) for order in _orders(officer)],
        waiting=None if officer.offices is None else _waiting(officer, today, soon, rulebook),
    )


def _waiting(officer: Authority, today: date, soon: date, rulebook: Rulebook) -> Waiting:
    nobody = Filter(handler=NOBODY)
    rows = first_rows(officer, nobody, today, rulebook, _FEW)
    return Waiting(_now(officer, nobody, today, soon), nobody.to_query(), rows)


def _now(officer: Authority, asked: Filter, today: date, soon: date) -> Now:
    return now(load(visible(officer).filter(handled_by(asked.handler)), today=today, soon=soon), asked)


def _orders(officer: Authority) -> QuerySet[SupervisionOrder]:
    mine = Q(owner=officer.user) | Q(matter__handler=officer.user)
    standing = orders_within(officer).filter(mine, state__in=OPEN).select_related("matter")
    return standing.order_by("reply_due", "id")[:ORDERS]


def _order(order: SupervisionOrder, today: date, rulebook: Rulebook) -> OwnOrder:
    owed = order.state in OWING
    return OwnOrder(
        id=order.pk,
        number=order.number,
        matter_id=order.matter_id,
        matter=order.matter.number,
        grade=grade_label(order.grade),
        state=OrderState(order.state).label,
        due=badge_for(order.reply_due, provisional=False, today=today, rulebook=rulebook) if owed else None,
    )
