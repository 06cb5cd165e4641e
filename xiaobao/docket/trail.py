"""Reading the audit trail for whoever looks over it: what is asked for, and a page of rows, newest first."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass, fields
from datetime import date, datetime, time, timedelta
from urllib.parse import urlencode

from django.db.models import Max, Min, QuerySet

from xiaobao.docket.models import Document, Matter
from xiaobao.docket.rulebook import SHANGHAI
from xiaobao.docket.trail_words import RESULTS, acts_of
from xiaobao.staff.models import User
from xiaobao.vault.models import AuditEntry

PAGE = 50


@dataclass(frozen=True)
class Wanted:
    """What an auditor asks for; what cannot be read is left out rather than refused.

    ``since`` and ``until`` are days, both included; ``officer`` an id, "0" the system; ``act`` an act or a
    group of acts; ``about`` a number of a matter or document, a user name or a subject; ``result`` one of
    three.
    """

    since: str = ""
    until: str = ""
    officer: str = ""
    act: str = ""
    about: str = ""
    result: str = ""

    @classmethod
    def from_query(cls, query: Mapping[str, str]) -> Wanted:
        """Read it from a query string's mapping."""
        given = {field.name: str(query.get(field.name, ""))[:128].strip() for field in fields(cls)}
        for name in ("since", "until"):
            given[name] = given[name] if _day(given[name]) else ""
        given["officer"] = given["officer"] if given["officer"].isdecimal() else ""
        given["result"] = given["result"] if given["result"] in RESULTS else ""
        return cls(**given)

    def to_query(self) -> str:
        """Return the query string that reads back to this."""
        return urlencode({name: value for name, value in asdict(self).items() if value})

    def told(self) -> dict[str, object]:
        """Return what the trail keeps of it: what was typed only as what it was found to stand for."""
        kept = {name: value for name, value in asdict(self).items() if value and name != "about"}
        return kept | ({"about": subjects_of(self.about)[:1]} if self.about else {})

    def apply(self, entries: QuerySet[AuditEntry]) -> QuerySet[AuditEntry]:
        """Narrow the rows."""
        if self.officer:
            entries = entries.filter(actor=int(self.officer[:9]) or None)
        if self.act:
            entries = entries.filter(act__in=acts_of(self.act))
        if self.result:
            entries = entries.filter(result=self.result)
        if self.about:
            entries = entries.filter(subject__in=subjects_of(self.about))
        return _between(entries, _day(self.since), _day(self.until))


@dataclass(frozen=True)
class Slice:
    """One page: rows newest first; ``older`` and ``newer`` are where the next ones begin, None at an end."""

    entries: list[AuditEntry]
    older: int | None
    newer: int | None


def page(wanted: Wanted, *, before: int | None = None, after: int | None = None) -> Slice:
    """Return the rows just older than the row ``before``, or just newer than ``after``, or the newest."""
    entries = wanted.apply(AuditEntry.objects.select_related("actor"))
    if after is not None:
        found = list(entries.filter(id__gt=after).order_by("id")[: PAGE + 1])
        more, rows = len(found) > PAGE, found[:PAGE][::-1]
        return Slice(rows, rows[-1].pk if rows else None, rows[0].pk if more else None)
    if before is not None:
        entries = entries.filter(id__lt=before)
    found = list(entries.order_by("-id")[: PAGE + 1])
    rows = found[:PAGE]
    more = len(found) > PAGE
    return Slice(rows, rows[-1].pk if more else None, rows[0].pk if rows and before is not None else None)


def every(wanted: Wanted, most: int) -> Iterator[AuditEntry]:
    """Yield the rows oldest first, at most ``most`` of them."""
    return wanted.apply(AuditEntry.objects.all()).order_by("id")[:most].iterator(chunk_size=2000)


def subjects_of(text: str) -> list[str]:
    """Return what a number, a user name or a subject stands for in the trail; a matter with what it has."""
    matter = Matter.objects.filter(number=text).first()
    if matter is not None:
        return [f"matter:{matter.pk}", *_belonging(matter)]
    documents = Document.objects.filter(number=text).values_list("pk", flat=True)
    people = User.objects.filter(username=text).values_list("username", flat=True)
    found = [*(f"document:{key}" for key in documents), *(f"officer:{name}" for name in people)]
    return found or ([text] if ":" in text else [])


def numbers_of(entries: list[AuditEntry]) -> dict[str, str]:
    """Return the numbers of the matters that rows are about and do not name themselves, by subject."""
    keys = [entry.subject[7:] for entry in entries if entry.subject.startswith("matter:")]
    wanted = [int(key) for key in keys if key.isdecimal() and len(key) < 16]
    found = Matter.objects.filter(pk__in=wanted).values_list("pk", "number")
    return {f"matter:{key}": number for key, number in found}


def start_of(day: date) -> datetime:
    """Return the moment a day begins in Xiamen."""
    return datetime.combine(day, time.min, SHANGHAI)


def _belonging(matter: Matter) -> Iterator[str]:
    for name, kind in (("parties", "party"), ("documents", "document"), ("attachments", "attachment")):
        yield from (f"{kind}:{key}" for key in getattr(matter, name).values_list("pk", flat=True))
    yield f"submission:{matter.pk}"


def written_between(begin: datetime | None, end: datetime | None) -> QuerySet[AuditEntry]:
    """Return the rows from ``begin`` on and before ``end``, with the numbers they lie between.

    Rows are numbered as they are written, nearly in the order of their moments: the numbers let the database
    begin at the right place and stop at the fiftieth row. They are looked up exactly, for a machine's clock
    may have been wrong.
    """
    within = AuditEntry.objects.all()
    within = within.filter(at__gte=begin) if begin else within
    within = within.filter(at__lt=end) if end else within
    found = within.aggregate(first=Min("id"), last=Max("id"))
    return within.filter(id__gte=found["first"] or 0, id__lte=found["last"] or 0)


def _between(entries: QuerySet[AuditEntry], since: date | None, until: date | None) -> QuerySet[AuditEntry]:
    if since is None and until is None:
        return entries
    begin = start_of(since) if since else None
    end = start_of(until + timedelta(days=1)) if until else None
    return entries & written_between(begin, end)


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None
