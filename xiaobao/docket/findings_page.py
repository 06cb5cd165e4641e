"""The list of findings (挖掘发现): one kind at a time, narrowed, put in order, a page after a key."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass, fields, replace
from datetime import date
from typing import Any
from urllib.parse import urlencode

from django.db.models import Count, Exists, F, FloatField, OuterRef, Q, QuerySet, Value
from django.db.models.functions import Coalesce

from xiaobao.docket.finding_reach import Reach, insist, reaches, seen
from xiaobao.docket.finding_words import Sort
from xiaobao.docket.models import Finding, FindingChange, FindingKind, FindingMember, FindingState, MiningRun
from xiaobao.docket.queries import visible
from xiaobao.staff.models import Office
from xiaobao.staff.permissions import Authority

PAGE = 30
TO_DO, ALL = "waiting", "all"
_NO_SCORE = -1.0


@dataclass(frozen=True)
class Wanted:
    """What is asked for; what cannot be read is left out rather than refused.

    ``state`` is a state, "all", or "waiting" for what somebody has to decide; ``since`` and ``until`` are
    days of the latest matter, both included; ``after`` is where the page begins: value and id of the row
    before.
    """

    kind: str = ""
    state: str = TO_DO
    change: str = ""
    office: str = ""
    since: str = ""
    until: str = ""
    sort: str = ""
    after: str = ""

    @classmethod
    def from_query(cls, query: Mapping[str, str]) -> Wanted:
        """Read it from a query string's mapping."""
        given = {one.name: str(query.get(one.name, ""))[:64].strip() for one in fields(cls)}
        known = {
            "kind": (FindingKind.values, FindingKind.TWIN.value),
            "state": ((*FindingState.values, ALL, TO_DO), TO_DO),
            "change": (FindingChange.values, ""),
            "sort": ([one.value for one in Sort], Sort.SCORE.value),
        }
        for name, (allowed, otherwise) in known.items():
            given[name] = given[name] if given[name] in allowed else otherwise
        for name in ("since", "until"):
            given[name] = given[name] if _day(given[name]) else ""
        return cls(**given)

    def to_query(self, **changes: str) -> str:
        """Return the query string of the same list with something changed, from its beginning on."""
        asked = asdict(self) | {"after": ""} | changes
        return urlencode({name: value for name, value in asked.items() if value})

    @property
    def narrowed(self) -> bool:
        """Whether anything narrows the list beyond its kind."""
        return bool(self.change or self.office or self.since or self.until) or self.state != TO_DO


@dataclass(frozen=True)
class FindingRow:
    """One line: ``why`` and ``score`` are there for who sees the whole of it."""

    finding: Finding
    title: str
    reach: Reach
    score: float | None
    why: str


@dataclass(frozen=True)
class FindingsPage:
    """One page. ``counts``: how many of each kind wait; ``next`` is the key the next page begins after."""

    rows: tuple[FindingRow, ...]
    wanted: Wanted
    counts: Mapping[str, int]
    offices: tuple[tuple[str, str], ...]
    next: str
    run: MiningRun | None
    whole_bureau: bool


def findings_page(officer: Authority, wanted: Wanted, today: date) -> FindingsPage:
    """Return one page of the findings within reach; raises NotAllowed."""
    insist(officer)
    if officer.offices is not None and wanted.sort == Sort.SIZE:
        # How many there are over the whole bureau is not for who sees a part of it, in no order either.
        wanted = replace(wanted, sort=Sort.RECENT.value)
    every = seen(officer)
    found = _narrowed(every, officer, wanted, today)
    rows = list(_ordered(found, wanted).select_related("respondent")[: PAGE + 1])
    reached = reaches(officer, rows[:PAGE])
    return FindingsPage(
        rows=tuple(_row(one, reached[one.pk]) for one in rows[:PAGE]),
        wanted=wanted,
        counts=_counts(every, today),
        offices=tuple(_offices(officer)),
        next=_key(rows[PAGE - 1]) if len(rows) > PAGE else "",
        run=MiningRun.objects.filter(ended_at__isnull=False).first(),
        whole_bureau=officer.offices is None,
    )


def title_of(finding: Finding, *, whole: bool) -> str:
    """Return what a finding is called; to who sees a part of it, by its kind and whom it is about."""
    if whole or finding.kind == FindingKind.ISSUE:
        return finding.title
    about = finding.respondent.name if finding.respondent else finding.place
    kind = str(FindingKind(finding.kind).label)
    return f"{kind}（{about}）" if about else kind


def waiting(today: date) -> Q:
    """Return the condition for waiting to be decided: what was put off comes back on its day.

    What has gone since the run before waits for nobody, unless somebody has objected to it.
    """
    back = Q(state=FindingState.SNOOZED, snoozed_until__lte=today)
    there = (Q(state=FindingState.OPEN) | back) & ~Q(change=FindingChange.GONE)
    return there | Q(state=FindingState.CONTESTED)


def _counts(every: QuerySet[Finding], today: date) -> Mapping[str, int]:
    counted = every.filter(waiting(today)).order_by().values("kind").annotate(many=Count("pk"))
    return dict.fromkeys(FindingKind.values, 0) | dict(counted.values_list("kind", "many"))


def _narrowed(every: QuerySet[Finding], officer: Authority, wanted: Wanted, today: date) -> QuerySet[Finding]:
    found = every.filter(kind=wanted.kind)
    if wanted.state == TO_DO:
        found = found.filter(waiting(today))
    elif wanted.state != ALL:
        found = found.filter(state=wanted.state)
    if wanted.change:
        found = found.filter(change=wanted.change)
    if wanted.office:
        there = FindingMember.objects.filter(finding=OuterRef("pk"), matter__office__code=wanted.office)
        found = found.filter(Exists(there.filter(matter__in=visible(officer).order_by().values("pk"))))
    if wanted.since:
        found = found.filter(last_on__gte=wanted.since)
    return found.filter(last_on__lte=wanted.until) if wanted.until else found


def _ordered(found: QuerySet[Finding], wanted: Wanted) -> QuerySet[Finding]:
    """Order by what is asked for and from the key on, so that a page costs the same wherever it begins."""
    by: dict[str, Any] = {
        Sort.SCORE.value: Coalesce("score", Value(_NO_SCORE), output_field=FloatField()),
        Sort.RECENT.value: F("last_on"),
        Sort.SIZE.value: F("matters"),
    }
    found = found.annotate(by=by[wanted.sort])
    value, _colon, key = wanted.after.rpartition(":")
    if value and key.isdecimal() and (begin := _value(wanted.sort, value)) is not None:
        found = found.filter(Q(by__lt=begin) | Q(by=begin, pk__lt=int(key[:18])))
    return found.order_by("-by", "-pk")


def _value(sort: str, text: str) -> Any:
    if sort == Sort.RECENT.value:
        return _day(text)
    try:
        return float(text)
    except ValueError:
        return None


def _key(row: Finding) -> str:
    by = row.by  # type: ignore[attr-defined]
    return f"{by.isoformat() if isinstance(by, date) else repr(by)}:{row.pk}"


def _row(finding: Finding, reach: Reach) -> FindingRow:
    return FindingRow(
        finding=finding,
        title=title_of(finding, whole=reach.whole),
        reach=reach,
        score=finding.score if reach.whole else None,
        why=finding.why if reach.whole else "",
    )


def _offices(officer: Authority) -> list[tuple[str, str]]:
    handling = Office.objects.handling()
    if officer.offices is not None:
        handling = handling.filter(pk__in=officer.offices)
    return [(office.code, office.name) for office in handling]


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None
