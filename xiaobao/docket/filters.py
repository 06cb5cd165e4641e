"""What an officer asks the inbox for, to and from a query string."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import asdict, dataclass, fields
from datetime import date, datetime, time, timedelta
from urllib.parse import urlencode

from django.db.models import Q, QuerySet

from xiaobao.docket import search
from xiaobao.docket.endings import Ended, Measure, matters_ended
from xiaobao.docket.handed_over import SETTLING, handed_over
from xiaobao.docket.models import NO_CLOCK, Matter, SupervisionOrder
from xiaobao.rules.ladder import Grade
from xiaobao.rules.ledger import SHANGHAI
from xiaobao.rules.orders import OPEN as OPEN_ORDERS
from xiaobao.rules.orders import OWING

OPEN = ("open", "closed", "all")
DUE = ("", "overdue", "today", "soon")
ORDERED = ("", "open", "late")
NOBODY = "-"
"""``handler`` of what has been given to nobody."""
_YEARS = range(1949, 2200)
"""A day of any other year is a slip of the hand; some of them no clock can be set to."""
_KNOWN: Mapping[str, Collection[str]] = {
    "open": OPEN,
    "due": DUE,
    "clock": [measure.value for measure in Measure],
    "ended": [how.value for how in Ended],
    "alert": [grade.value for grade in Grade],
    "ordered": ORDERED,
    "settling": SETTLING,
}


@dataclass(frozen=True)
class Filter:
    """One view of the inbox. Unknown values fall back to the plain inbox rather than to an error page.

    ``open``: open | closed | all. ``due``: "" | overdue | today | soon (within the locality's days).
    ``text``: searched exactly, any length, in number, respondent and words of the matter.
    ``ordered``: open (a supervision order stands on it) | late (and its reply is late).
    ``handler`` is a user name, or ``NOBODY``. ``since`` and ``until`` are days (2026-05-20), both included:
    of the end of a clock where ``clock`` (a measure) or ``ended`` is given, of the warning where ``alert``
    (a grade) is, of the handing over where ``partner`` (its code) or ``settling`` is, else of receipt.
    """

    office: str = ""
    state: str = ""
    kind: str = ""
    channel: str = ""
    category: str = ""
    due: str = ""
    open: str = "open"
    text: str = ""
    handler: str = ""
    clock: str = ""
    ended: str = ""
    alert: str = ""
    since: str = ""
    until: str = ""
    ordered: str = ""
    partner: str = ""
    settling: str = ""

    @classmethod
    def from_query(cls, query: Mapping[str, str]) -> Filter:
        """Read the filter from a query string's mapping."""
        given = {field.name: str(query.get(field.name, ""))[:200].strip() for field in fields(cls)}
        plain = asdict(Filter())
        for name, known in _KNOWN.items():
            given[name] = given[name] if given[name] in known else plain[name]
        for name in ("since", "until"):
            given[name] = given[name] if _day(given[name]) else ""
        return cls(**given)

    def to_query(self) -> str:
        """Return the query string that reads back to this filter, without what is left at its default."""
        plain = asdict(Filter())
        return urlencode({name: value for name, value in asdict(self).items() if value != plain[name]})

    def apply(self, matters: QuerySet[Matter], *, today: date, soon: date) -> QuerySet[Matter]:
        """Narrow ``matters``; ``soon`` is the last day that still counts as due soon."""
        equal = {"office__code": self.office, "state": self.state, "kind": self.kind}
        equal |= {"channel": self.channel, "category": self.category}
        matters = matters.filter(**{name: value for name, value in equal.items() if value})
        if self.open != "all":
            matters = standing(matters, is_open=self.open == "open")
        if self.due:
            matters = matters.filter(due_condition(self.due, today=today, soon=soon))
        if self.handler:
            matters = matters.filter(handled_by(self.handler))
        if self.ordered:
            matters = matters.filter(pk__in=ordered(today, late=self.ordered == "late").values("matter"))
        return _containing(self._happened(matters), self.text)

    def _happened(self, matters: QuerySet[Matter]) -> QuerySet[Matter]:
        since, until = _day(self.since), _day(self.until)
        if self.clock or self.ended:
            measure, how = Measure(self.clock or Measure.CLOSING), Ended(self.ended or Ended.DATED)
            matters = matters.filter(pk__in=matters_ended(measure, how, since, until).values("pk"))
        if self.alert:
            warned = Matter.objects.filter(raised_between(since, until), alerts__grade=self.alert)
            matters = matters.filter(pk__in=warned.values("pk"))
        if self.partner or self.settling:
            matters = handed_over(matters, self.partner, self.settling, since, until)
        if not (self.clock or self.ended or self.alert or self.partner or self.settling):
            matters = matters.filter(received_between(since, until))
        return matters


def standing(matters: QuerySet[Matter], *, is_open: bool) -> QuerySet[Matter]:
    """Narrow ``matters`` to the open or to the closed ones."""
    # "IN (1)" is looked up in the index; the bare column that "= True" becomes has SQLite read every matter.
    return matters.filter(is_open__in=[is_open])


def due_condition(due: str, *, today: date, soon: date) -> Q:
    """Return the condition for overdue, today or soon, on the earliest reading of every due date."""
    if due == "overdue":
        return Q(next_due__lt=today)
    if due == "today":
        return Q(next_due=today)
    return Q(next_due__gt=today, next_due__lte=min(soon, NO_CLOCK))


def ordered(today: date, *, late: bool) -> QuerySet[SupervisionOrder]:
    """Return the supervision orders that stand, or those of them whose reply is late."""
    found = SupervisionOrder.objects.order_by()
    return found.filter(state__in=OWING, reply_due__lt=today) if late else found.filter(state__in=OPEN_ORDERS)


def handled_by(username: str) -> Q:
    """Return the condition for matters given to this officer, or to nobody."""
    return Q(handler=None) if username == NOBODY else Q(handler__username=username)


def received_between(since: date | None, until: date | None) -> Q:
    """Return the condition for matters received from ``since`` to ``until``, both included."""
    bounds = {"received_on__gte": since, "received_on__lte": until}
    return Q(**{name: day for name, day in bounds.items() if day})


def raised_between(since: date | None, until: date | None) -> Q:
    """Return the condition for matters warned of on these days in Xiamen, both included."""
    bounds = {
        "alerts__raised_at__gte": since and datetime.combine(since, time.min, SHANGHAI),
        "alerts__raised_at__lt": until and datetime.combine(until + timedelta(days=1), time.min, SHANGHAI),
    }
    return Q(**{name: moment for name, moment in bounds.items() if moment})


def _day(text: str) -> date | None:
    try:
        day = date.fromisoformat(text) if text else None
    except ValueError:
        return None
    return day if day and day.year in _YEARS else None


def _containing(matters: QuerySet[Matter], text: str) -> QuerySet[Matter]:
    found = search.condition(text)
    if found is None:
        return matters
    condition, parameters = found
    return matters.extra(where=[condition], params=parameters)  # noqa: S610  fixed text, bound parameters
