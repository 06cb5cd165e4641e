"""Which documents of an inbox filter there are to print, and how many pages they make."""

from __future__ import annotations

import io
from dataclasses import dataclass
from datetime import date, datetime, time
from functools import lru_cache

from django.db.models import Count, Exists, OuterRef, QuerySet
from pypdf import PdfReader

from xiaobao.docket import cabinet
from xiaobao.docket.due import last_day_soon
from xiaobao.docket.filters import Filter
from xiaobao.docket.models import Addressee, Document, Service
from xiaobao.docket.queries import visible
from xiaobao.docket.rulebook import SHANGHAI, Rulebook
from xiaobao.refusals import Unavailable
from xiaobao.rules.workflow import Track
from xiaobao.staff.permissions import Authority

MOST = 500
"""House practice: so many documents in one PDF, so that a printer and a browser can still take it."""


@dataclass(frozen=True)
class Wanted:
    """Which documents are wanted: titles (empty: every kind), days of issue (both included), unserved only.

    ``unserved``: somebody the document is for has not been served yet.
    """

    titles: tuple[str, ...] = ()
    since: date | None = None
    until: date | None = None
    unserved: bool = False


@dataclass(frozen=True)
class Stack:
    """What a choice comes to: documents and pages; ``unmade`` ones have no file to be read yet."""

    documents: int
    pages: int
    unmade: int

    @property
    def too_many(self) -> bool:
        """Whether there are more documents than one PDF may hold."""
        return self.documents > MOST


def printable(
    authority: Authority, chosen: Filter, wanted: Wanted, rulebook: Rulebook, today: date
) -> QuerySet[Document]:
    """Return the documents to print, in the order of their numbers.

    Voided ones are left out, and those of reports: they name the reporter, and are opened one by one, each
    for a purpose (令121 第三十七条).
    """
    found = _wanted(_valid(authority, chosen, rulebook, today), wanted)
    return found.exclude(matter__kind=Track.REPORT).order_by("series", "year", "sequence")


def left_out(authority: Authority, chosen: Filter, wanted: Wanted, rulebook: Rulebook, today: date) -> int:
    """Count the documents of reports that the choice would hold and that are not printed here."""
    found = _wanted(_valid(authority, chosen, rulebook, today), wanted)
    return found.filter(matter__kind=Track.REPORT).count()


def _wanted(found: QuerySet[Document], wanted: Wanted) -> QuerySet[Document]:
    if wanted.titles:
        found = found.filter(title__in=wanted.titles)
    if wanted.since:
        found = found.filter(issued_at__gte=_midnight(wanted.since))
    if wanted.until:
        found = found.filter(issued_at__lte=datetime.combine(wanted.until, time.max, SHANGHAI))
    if wanted.unserved:
        served = Service.objects.filter(addressee=OuterRef("pk"), served_at__isnull=False)
        waiting = Addressee.objects.filter(~Exists(served), document=OuterRef("pk"))
        found = found.filter(Exists(waiting))
    return found


def kinds(authority: Authority, chosen: Filter, rulebook: Rulebook, today: date) -> list[tuple[str, int]]:
    """Return the kinds of documents within the filter, each with how many there are."""
    found = _valid(authority, chosen, rulebook, today).exclude(matter__kind=Track.REPORT)
    return list(found.order_by("title").values_list("title").annotate(count=Count("pk")))


def stack(documents: QuerySet[Document]) -> Stack:
    """Count documents and pages. Beyond what one PDF may hold the pages are not counted (0)."""
    count = documents.count()
    if count > MOST:
        return Stack(count, 0, 0)
    counted = [
        pages for stored in documents.values_list("pdf_stored", flat=True) if (pages := _known(stored))
    ]
    return Stack(count, sum(counted), count - len(counted))


def _known(stored: str) -> int:
    """Return the pages of a stored file, 0 when there is none that can be read: printing then says why."""
    try:
        return _pages(stored) if stored else 0
    except Unavailable:
        return 0


@lru_cache(maxsize=20_000)
def _pages(stored: str) -> int:
    # A stored file never changes, so its pages are counted once; nobody reads it here.
    return len(PdfReader(io.BytesIO(cabinet.get(stored, about=b"document"))).pages)


def _valid(authority: Authority, chosen: Filter, rulebook: Rulebook, today: date) -> QuerySet[Document]:
    # What of a divided letter belongs to the other half has been voided: it is left out with the rest.
    matters = chosen.apply(visible(authority), today=today, soon=last_day_soon(today, rulebook))
    return Document.objects.filter(matter__in=matters, voided_at=None)


def _midnight(day: date) -> datetime:
    return datetime.combine(day, time.min, SHANGHAI)
