"""The list of supervision orders: which of them, in which order, one page at a time.

An order is listed with the office it was given to, wherever the matter has gone since; whoever may not see
the matter does not see the order.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass, fields
from datetime import date, datetime
from urllib.parse import urlencode

from django.db.models import Case, Count, IntegerField, Q, QuerySet, Value, When

from xiaobao.docket.board_counts import late
from xiaobao.docket.due import DueBadge, badge_for
from xiaobao.docket.messages_page import grade_label
from xiaobao.docket.models import SupervisionOrder
from xiaobao.docket.order_reach import orders_within
from xiaobao.docket.rulebook import Rulebook
from xiaobao.documents.redaction import mask_text
from xiaobao.rules.ladder import Grade
from xiaobao.rules.orders import OPEN, OWING, OrderAct, OrderState
from xiaobao.staff.models import Office
from xiaobao.staff.permissions import Authority

PAGE = 50
ANY_OPEN, WAITING, ALL = "open", "waiting", "all"
"""Beside the states themselves: every order that stands, those that wait for a decision, and all."""
STATES = (ANY_OPEN, WAITING, *(state.value for state in OrderState), ALL)
OVERDUE, TODAY = "overdue", "today"
BY_REPLY, NEWEST = "reply", "new"
_KNOWN = {
    "state": STATES,
    "grade": ("", *(grade.value for grade in Grade)),
    "due": ("", OVERDUE, TODAY),
    "mine": ("", "1"),
    "sort": ("", BY_REPLY, NEWEST),
}
_TONES = {
    OrderState.REPLIED: "wait",
    OrderState.RETURNED: "bad",
    OrderState.ACCEPTED: "good",
    OrderState.ISSUED: "complaint",
}


@dataclass(frozen=True)
class OrdersFilter:
    """One view of the list. Unknown values fall back to the plain list rather than to an error page.

    ``due``: overdue | today, of a reply that is owed. ``mine``: what the officer answers for or handles.
    ``sort``: reply (the day of the reply) or new (newest first); empty: as the state suggests.
    """

    state: str = ANY_OPEN
    office: str = ""
    grade: str = ""
    due: str = ""
    mine: str = ""
    sort: str = ""

    @classmethod
    def from_query(cls, query: Mapping[str, str]) -> OrdersFilter:
        """Read the filter from a query string's mapping."""
        given = {field.name: str(query.get(field.name, ""))[:64].strip() for field in fields(cls)}
        plain = asdict(cls())
        for name, known in _KNOWN.items():
            given[name] = given[name] if given[name] in known else plain[name]
        return cls(**given)

    def to_query(self) -> str:
        """Return the query string that reads back to this filter, without what is left at its default."""
        plain = asdict(OrdersFilter())
        return urlencode({name: value for name, value in asdict(self).items() if value != plain[name]})

    @property
    def by_reply(self) -> bool:
        """Whether the day of the reply orders the list: it does where orders still stand."""
        return (self.sort or (NEWEST if _is_over(self.state) else BY_REPLY)) == BY_REPLY

    def apply(
        self, orders: QuerySet[SupervisionOrder], officer: Authority, today: date
    ) -> QuerySet[SupervisionOrder]:
        """Narrow ``orders``."""
        orders = orders.filter(_in_state(self.state))
        if self.office:
            orders = orders.filter(office__code=self.office)
        if self.grade:
            orders = orders.filter(grade=self.grade)
        if self.due:
            orders = orders.filter(late(today) if self.due == OVERDUE else _due_on(today))
        return orders.filter(_of(officer)) if self.mine else orders


@dataclass(frozen=True)
class OrderLine:
    """One order as a list shows it. ``due`` is that of the reply; None where none is owed now."""

    id: int
    number: str
    origin: str
    grade: str
    grade_label: str
    state: str
    state_label: str
    tone: str
    matter_id: int
    matter: str
    subject: str
    office: str
    owner: str
    issued_at: datetime
    reply_due: date
    due: DueBadge | None
    asked_until: date | None
    appealed: bool
    score: int | None


@dataclass(frozen=True)
class OrderCounts:
    """How many orders stand within reach, and how many want something."""

    open: int
    late: int
    today: int
    waiting: int


@dataclass(frozen=True)
class OrdersPage:
    """One page: ``total`` orders on ``pages`` pages of at most 50; ``offices`` as (code, name)."""

    lines: list[OrderLine]
    total: int
    page: int
    pages: int
    counts: OrderCounts
    offices: list[tuple[str, str]]


def orders_page(
    officer: Authority, chosen: OrdersFilter, *, today: date, rulebook: Rulebook, page: int = 1
) -> OrdersPage:
    """Return one page of the orders within reach; a page too far shows the last."""
    found = chosen.apply(orders_within(officer), officer, today)
    total = found.count()
    pages = max(-(-total // PAGE), 1)
    page = min(max(page, 1), pages)
    rows = _sorted(found, chosen).select_related("matter", "office", "owner")
    return OrdersPage(
        lines=[order_line(one, today, rulebook) for one in rows[(page - 1) * PAGE : page * PAGE]],
        total=total,
        page=page,
        pages=pages,
        counts=_counts(officer, today),
        offices=_offices(officer),
    )


def order_line(order: SupervisionOrder, today: date, rulebook: Rulebook) -> OrderLine:
    """Return one order as a list shows it."""
    state, matter = OrderState(order.state), order.matter
    return OrderLine(
        id=order.pk,
        number=order.number,
        origin=str(order.get_origin_display()),
        grade=order.grade,
        grade_label=grade_label(order.grade),
        state=state.value,
        state_label=state.label,
        tone=_TONES.get(state, ""),
        matter_id=matter.pk,
        matter=matter.number,
        subject=mask_text(matter.subject),
        office=order.office.name,
        owner=order.owner.name if order.owner else "",
        issued_at=order.issued_at,
        reply_due=order.reply_due,
        due=reply_badge(order, today, rulebook),
        asked_until=order.asked_until,
        appealed=order.appealed_at is not None,
        score=order.score,
    )


def reply_badge(order: SupervisionOrder, today: date, rulebook: Rulebook) -> DueBadge | None:
    """Return how much time is left for the reply; None where none is owed now."""
    if order.state not in OWING:
        return None
    return badge_for(order.reply_due, provisional=False, today=today, rulebook=rulebook)


def soonest_first(found: QuerySet[SupervisionOrder]) -> QuerySet[SupervisionOrder]:
    """Order by the day of the reply, what is owed before what waits for somebody else."""
    owed = Case(When(state__in=OWING, then=Value(0)), default=Value(1), output_field=IntegerField())
    return found.annotate(owed=owed).order_by("owed", "reply_due", "id")


def _in_state(state: str) -> Q:
    if state == ALL:
        return Q()
    if state == WAITING:
        return _waiting()
    return Q(state__in=OPEN) if state == ANY_OPEN else Q(state=state)


def _waiting() -> Q:
    """Return the condition for what waits to be decided: a reply, a later day, an appeal."""
    # What is asked for or appealed against is empty again once it has been decided.
    return Q(state=OrderState.REPLIED) | Q(asked_until__isnull=False) | Q(appealed_at__isnull=False)


def _due_on(today: date) -> Q:
    return Q(state__in=OWING, reply_due=today)


def _of(officer: Authority) -> Q:
    """Return the condition for what an officer answers for, or handles the matter of."""
    mine = Q(owner=officer.user) | Q(matter__handler=officer.user)
    if officer.may(OrderAct.REPLY) and officer.offices:
        mine |= Q(owner=None, office__in=officer.offices)
    return mine


def _is_over(state: str) -> bool:
    return state == ALL or state in set(OrderState) - set(OPEN)


def _sorted(found: QuerySet[SupervisionOrder], chosen: OrdersFilter) -> QuerySet[SupervisionOrder]:
    return soonest_first(found) if chosen.by_reply else found.order_by("-id")


def _counts(officer: Authority, today: date) -> OrderCounts:
    asked = {
        "open": Q(state__in=OPEN),
        "late": late(today),
        "today": _due_on(today),
        "waiting": _waiting(),
    }
    counts = {name: Count("pk", filter=condition) for name, condition in asked.items()}
    return OrderCounts(**orders_within(officer).order_by().aggregate(**counts))


def _offices(officer: Authority) -> list[tuple[str, str]]:
    offices = Office.objects.all()
    if officer.offices is not None:
        given = orders_within(officer).order_by().values("office")
        offices = offices.filter(Q(pk__in=officer.offices) | Q(pk__in=given))
    return list(offices.values_list("code", "name"))
