"""What an officer asks the inbox for, to and from a query string."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass, fields
from datetime import date
from urllib.parse import urlencode

from django.db.models import Q, QuerySet

from xiaobao.docket import search
from xiaobao.docket.models import NO_CLOCK, Matter

OPEN = ("open", "closed", "all")
DUE = ("", "overdue", "today", "soon")


@dataclass(frozen=True)
class Filter:
    """One view of the inbox. Unknown values fall back to the plain inbox rather than to an error page.

    ``open``: open | closed | all. ``due``: "" | overdue | today | soon (within the locality's days).
    ``text``: searched exactly, any length, in number, respondent and words of the matter.
    """

    office: str = ""
    state: str = ""
    kind: str = ""
    channel: str = ""
    category: str = ""
    due: str = ""
    open: str = "open"
    text: str = ""

    @classmethod
    def from_query(cls, query: Mapping[str, str]) -> Filter:
        """Read the filter from a query string's mapping."""
        given = {field.name: str(query.get(field.name, ""))[:200].strip() for field in fields(cls)}
        given["open"] = given["open"] if given["open"] in OPEN else "open"
        given["due"] = given["due"] if given["due"] in DUE else ""
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
        return _containing(matters, self.text)


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


def _containing(matters: QuerySet[Matter], text: str) -> QuerySet[Matter]:
    found = search.condition(text)
    if found is None:
        return matters
    condition, parameters = found
    return matters.extra(where=[condition], params=parameters)  # noqa: S610  fixed text, bound parameters
