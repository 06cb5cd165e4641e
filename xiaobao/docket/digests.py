"""What an officer's morning digest says (每日提要): how many matters press, and their numbers, nothing else.

Whose a matter is follows from the rule by which warnings are addressed: its handler's while in post, else
whoever is told instead. A head is told beside of the whole office or bureau in reach.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date
from typing import NamedTuple

from django.db.models import QuerySet

from xiaobao.docket.due import last_day_soon
from xiaobao.docket.filters import standing
from xiaobao.docket.models import Matter, SupervisionOrder
from xiaobao.docket.order_news import answering, judging
from xiaobao.docket.queries import visible
from xiaobao.docket.recipients import Recipients
from xiaobao.docket.rulebook import Rulebook
from xiaobao.docket.waiting import WAITING
from xiaobao.rules.ladder import HANDLER
from xiaobao.rules.orders import OPEN, OWING, OrderState
from xiaobao.staff.models import User

OVERDUE, TODAY, SOON = "overdue", "today", "soon"
OWED, JUDGED, APPEALS = "owed", "judged", "appeals"
SHOWN = 10
"""Numbers named in one line; of the rest only how many."""
_COLUMNS = ("pk", "number", "handler_id", "office_id", "guarded")
_HEADS = ("unit_head", "section_head", "bureau_leader")


class _Row(NamedTuple):
    pk: int
    number: str
    handler_id: int | None
    office_id: int
    guarded: bool


@dataclass
class Line:
    """So many matters or orders, and the first few numbers."""

    count: int = 0
    numbers: list[str] = field(default_factory=list)

    def add(self, number: str) -> None:
        """Count one more in."""
        self.count += 1
        if len(self.numbers) < SHOWN:
            self.numbers.append(number)


@dataclass
class Share:
    """What one officer has on a day: lines by kind, what others are waited for, and a head's whole office."""

    lines: dict[str, Line] = field(default_factory=dict)
    waiting: Counter[str] = field(default_factory=Counter)
    waits: Line = field(default_factory=Line)
    whole: Counter[str] = field(default_factory=Counter)
    waited: set[str] = field(default_factory=set)

    def add(self, kind: str, number: str) -> None:
        """Count a matter or an order in."""
        self.lines.setdefault(kind, Line()).add(number)

    def count(self, kind: str) -> int:
        """Return how many of a kind there are."""
        return self.lines[kind].count if kind in self.lines else 0

    def wait(self, what: str, number: str) -> None:
        """Count in something others are waited for; what waits for two things is one all the same."""
        self.waiting[what] += 1
        if number not in self.waited:
            self.waited.add(number)
            self.waits.add(number)


class Shares:
    """The shares of everybody in post on a day, gathered in a few queries over what presses."""

    def __init__(self, rulebook: Rulebook, day: date) -> None:
        self.people = Recipients(rulebook, day)
        self.of: dict[int, Share] = {}
        self._users: dict[tuple[int | None, int], list[User]] = {}
        self._offices: Counter[tuple[int, str]] = Counter()
        self._heads = [user for user in self.people.everybody() if user.pk in self._in_lead()]
        self._gather(day, last_day_soon(day, rulebook))

    def _in_lead(self) -> set[int]:
        return {user.pk for code in _HEADS for user in self.people.holding(code)}

    def _gather(self, day: date, soon: date) -> None:
        pressing = standing(Matter.objects.all(), is_open=True).filter(next_due__lte=soon)
        for due, *columns in pressing.order_by("next_due", "pk").values_list("next_due", *_COLUMNS):
            row = _Row(*columns)
            kind = OVERDUE if due < day else TODAY if due == day else SOON
            self._press(row, kind)
        self._whole_offices()
        for what, matters in WAITING.items():
            for row in _rows(matters()):
                for user in self._whose(row):
                    self._share(user).wait(what, row.number)
        self._orders()

    def _press(self, row: _Row, kind: str) -> None:
        for user in self._whose(row):
            self._share(user).add(kind, row.number)
        if not row.guarded:
            self._offices[row.office_id, kind] += 1
            return
        for user in self._heads:
            if visible(self.people.authority(user)).filter(pk=row.pk).exists():
                self._share(user).whole[kind] += 1

    def _whole_offices(self) -> None:
        for user in self._heads:
            reach = self.people.authority(user)
            for (office, kind), count in self._offices.items():
                if reach.sees_office(office):
                    self._share(user).whole[kind] += count

    def _orders(self) -> None:
        found = SupervisionOrder.objects.filter(state__in=OPEN)
        for order in found.select_related("matter__office", "owner", "office").order_by("reply_due", "pk"):
            owners, judges = self._parties(order)
            if order.state in OWING:
                self._each(owners, OWED, order.number)
            if order.state == OrderState.REPLIED or order.asked_until is not None:
                self._each(judges, JUDGED, order.number)
                for user in owners:
                    self._share(user).wait("督办待审核", order.number)
            if order.appealed_at is not None:
                self._each(self.people.of("bureau_leader", order.matter), APPEALS, order.number)

    def _parties(self, order: SupervisionOrder) -> tuple[list[User], list[User]]:
        owners = answering(order, order.matter, self.people)
        judges = self.people.all_of(judging(order), order.matter)
        owing = {user.pk for user in owners}
        return owners, [user for user in judges if user.pk not in owing]

    def _each(self, users: Iterable[User], kind: str, number: str) -> None:
        for user in users:
            self._share(user).add(kind, number)

    def _share(self, user: User) -> Share:
        return self.of.setdefault(user.pk, Share())

    def _whose(self, row: _Row) -> list[User]:
        if row.guarded:
            return self.people.of(HANDLER, _matter(row))
        # A day has few pairs of handler and office, and many matters.
        pair = (row.handler_id, row.office_id)
        if pair not in self._users:
            self._users[pair] = self.people.of(HANDLER, _matter(row))
        return self._users[pair]


def _rows(matters: QuerySet[Matter]) -> Iterator[_Row]:
    for columns in matters.order_by("pk").values_list(*_COLUMNS):
        yield _Row(*columns)


def _matter(row: _Row) -> Matter:
    return Matter(pk=row.pk, handler_id=row.handler_id, office_id=row.office_id, guarded=row.guarded)
