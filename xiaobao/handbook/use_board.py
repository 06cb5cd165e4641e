"""How the handbook is used (学): pages opened by page and office, and what quizzes came to by chapter.

Nothing is told of a person: openings are kept by office, and a chapter whose quiz fewer than ``LEAST`` people
have made says nothing of how they did.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from django.db.models import Count, Q, Sum

from xiaobao.handbook.models import Attempt, PageUse
from xiaobao.rules.ledger import SHANGHAI
from xiaobao.staff.models import Office, Post
from xiaobao.staff.permissions import Authority

LEAST = 3
"""So many people must have practised a chapter before it is told how they did."""


@dataclass(frozen=True, slots=True)
class Practised:
    """What the quizzes of a chapter came to; ``right`` of ``asked`` are None for too few ``people``."""

    people: int
    attempts: int
    right: int | None
    asked: int | None

    @property
    def rate(self) -> float | None:
        """The share answered rightly, 0 to 1."""
        return None if self.right is None or not self.asked else self.right / self.asked


@dataclass(frozen=True)
class UseBoard:
    """Openings by page and by office (its name; those within reach that handle matters), quizzes by slug."""

    pages: Mapping[str, int]
    offices: tuple[tuple[str, int], ...]
    chapters: Mapping[str, Practised]

    @property
    def total(self) -> int:
        """All openings within reach."""
        return sum(self.pages.values())

    def opened(self, pages: Iterable[str]) -> int:
        """Return how often any of these pages was opened."""
        return sum(self.pages.get(one, 0) for one in pages)


def use_board(officer: Authority, since: date, until: date) -> UseBoard:
    """Return how the handbook was used between two days, both included, by the offices within reach."""
    offices = Office.objects.all()
    if officer.offices is not None:
        offices = offices.filter(pk__in=officer.offices)
    names = {one.code: one for one in offices}
    used = PageUse.objects.filter(on__gte=since, on__lte=until).order_by()
    if officer.offices is not None:
        used = used.filter(office__in=names)
    pages = dict(used.values_list("page").annotate(n=Sum("opened")))
    counts = dict(used.values_list("office").annotate(n=Sum("opened")))
    shown = (one for code, one in names.items() if one.kind != "advisory" or code in counts)
    by_office = tuple((one.name, counts.get(one.code, 0)) for one in shown)
    return UseBoard(pages, by_office, _practised(officer, since, until))


def _practised(officer: Authority, since: date, until: date) -> dict[str, Practised]:
    # By the posts held on the last day: an attempt says whose it is, not where they served then.
    made = Attempt.objects.filter(_between(since, until)).order_by()
    if officer.offices is not None:
        held = Post.objects.on(until).filter(office__in=officer.offices)
        made = made.filter(by__in=held.values("user"))
    asked = {"people": Count("by", distinct=True), "n": Count("pk"), "r": Sum("right"), "a": Sum("asked")}
    rows = made.values_list("chapter").annotate(**asked)
    return {
        chapter: Practised(people, count, *((right, of) if people >= LEAST else (None, None)))
        for chapter, people, count, right, of in rows
    }


def _between(since: date, until: date) -> Q:
    first = datetime.combine(since, time.min, SHANGHAI)
    return Q(at__gte=first, at__lt=datetime.combine(until + timedelta(days=1), time.min, SHANGHAI))
