"""A station's own analysis of a key industry (重点行业): how much, of what, of whom, and what to learn from.

Counted are the matters of the industry's own station, within ``queries.visible``. Twelve months are looked at
beside the twelve before; the month that still runs is compared with the same days of the year before.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Count, Q, QuerySet

from xiaobao.docket.engagement_material import UNNAMED, problem_of
from xiaobao.docket.industries import belonging, one_of_ours, ours
from xiaobao.docket.key_figures import Counted, a_year_before, reaches_back
from xiaobao.docket.models import Matter
from xiaobao.docket.queries import visible
from xiaobao.docket.rulebook import Rulebook
from xiaobao.docket.typical_cases import CaseLine, cases_of
from xiaobao.rules.routing import Industry
from xiaobao.rules.trend import Trend, ranked
from xiaobao.staff.models import Office
from xiaobao.staff.permissions import Authority

MONTHS = 12
MOST = 10


@dataclass(frozen=True)
class Month:
    """What came in within a month, beside the same month a year before; ``running``: it is not over."""

    first: date
    complaints: Trend
    reports: Trend
    running: bool


@dataclass(frozen=True)
class Lead:
    """A problem or a respondent that stands out; ``rising`` by the bureau's own threshold."""

    trend: Trend
    rising: bool
    reports: int = 0


@dataclass(frozen=True)
class IndustryLine:
    """One industry on the list, with twelve months beside the twelve before."""

    industry: Industry
    office: str
    complaints: Trend
    reports: Trend


@dataclass(frozen=True)
class IndustriesPage:
    """The list; ``compared``: the docket holds the twelve months before too."""

    lines: list[IndustryLine]
    compared: bool


@dataclass(frozen=True)
class IndustryPage:
    """The whole page. ``since`` is the first of the twelve months' days, the day asked for is the last.

    ``compared``: the docket holds the twelve months before too.
    """

    industry: Industry
    office: str
    since: date
    compared: bool
    complaints: Trend
    reports: Trend
    months: list[Month]
    problems: list[Lead]
    respondents: list[Lead]
    cases: list[CaseLine]


@dataclass(frozen=True)
class _Days:
    """How many came in on each day, by track."""

    counts: Counter[tuple[str, date]]

    def between(self, kind: str, since: date, until: date) -> int:
        """Count from ``since`` to ``until``, both included."""
        return sum(count for (of, day), count in self.counts.items() if of == kind and since <= day <= until)

    def beside(self, kind: str, since: date, until: date) -> Trend:
        """Count the days beside the same days of the year before."""
        before = self.between(kind, a_year_before(since), a_year_before(until))
        return Trend("", self.between(kind, since, until), before)


def industries_page(officer: Authority, *, today: date, rulebook: Rulebook) -> IndustriesPage:
    """Return the industries within reach, each counted by a query of its own; raises NotAllowed."""
    known = ours(officer, rulebook)
    lines = [_industry_line(officer, industry, office, today) for industry, office in known]
    return IndustriesPage(lines, reaches_back(a_year_before(_since(today))))


def _industry_line(officer: Authority, industry: Industry, office: Office, today: date) -> IndustryLine:
    now, before = _years(today)
    asked = {
        f"{kind}_{when}": Count("pk", filter=Q(kind=kind) & within)
        for kind in ("complaint", "report")
        for when, within in (("now", now), ("before", before))
    }
    among = visible(officer).filter(belonging(industry), now | before, office=office)
    counts = among.aggregate(**asked)
    complaints, reports = (
        Trend("", counts[f"{kind}_now"], counts[f"{kind}_before"]) for kind in ("complaint", "report")
    )
    return IndustryLine(industry, office.name, complaints, reports)


def industry_page(officer: Authority, industry_id: str, *, today: date, rulebook: Rulebook) -> IndustryPage:
    """Return the analysis of one industry; raises NotAllowed, NotFound."""
    industry, office = one_of_ours(officer, industry_id, rulebook)
    among = visible(officer).filter(belonging(industry), office=office)
    since = _since(today)
    days = _days(among, today)
    return IndustryPage(
        industry=industry,
        office=office.name,
        since=since,
        compared=reaches_back(a_year_before(since)),
        complaints=days.beside("complaint", since, today),
        reports=days.beside("report", since, today),
        months=[_month(days, first, today) for first in _months(today)],
        problems=_problems(among, today, rulebook),
        respondents=_respondents(among, today, rulebook),
        cases=cases_of(officer, industry, rulebook),
    )


def _since(today: date) -> date:
    return a_year_before(today) + timedelta(days=1)


def _years(today: date) -> tuple[Q, Q]:
    """Return the conditions for having come in within twelve months, and within the twelve before."""
    since = _since(today)
    now = Q(received_on__range=(since, today))
    return now, Q(received_on__range=(a_year_before(since), a_year_before(today)))


def _days(among: QuerySet[Matter], today: date) -> _Days:
    # From the first day of the oldest month, a year before.
    first = a_year_before(_months(today)[0])
    within = among.filter(received_on__range=(first, today)).order_by()
    found = within.values_list("kind", "received_on").annotate(count=Count("pk"))
    return _Days(Counter({(kind, day): count for kind, day, count in found}))


def _months(today: date) -> list[date]:
    """Return the first days of the last twelve months, the running one last."""
    number = today.year * MONTHS + today.month - 1
    return [date(*divmod_month(number - back)) for back in reversed(range(MONTHS))]


def divmod_month(number: int) -> tuple[int, int, int]:
    """Return year, month and 1 of a month counted from the year 0."""
    year, month = divmod(number, MONTHS)
    return year, month + 1, 1


def _month(days: _Days, first: date, today: date) -> Month:
    following = date(*divmod_month(first.year * MONTHS + first.month))
    last = min(following - timedelta(days=1), today)
    return Month(
        first,
        days.beside("complaint", first, last),
        days.beside("report", first, last),
        running=last == today and following > today + timedelta(days=1),
    )


def _problems(among: QuerySet[Matter], today: date, rulebook: Rulebook) -> list[Lead]:
    now, before = _years(today)
    complaints = among.filter(now | before, kind="complaint").order_by()
    found = complaints.values_list("submission__problem_path").annotate(
        now=Count("pk", filter=now), before=Count("pk", filter=before)
    )
    sums: tuple[Counter[str], Counter[str]] = Counter(), Counter()
    for path, *counts in found:
        for kept, count in zip(sums, counts, strict=True):
            kept[problem_of(path or "")] += count
    # What the source does not say of a complaint is no lead.
    known = {name: count for name, count in sums[0].items() if count and name != UNNAMED}
    compared = reaches_back(a_year_before(_since(today)))
    return [_lead(one, rulebook, compared) for one in ranked(known, sums[1], most=MOST)]


def _respondents(among: QuerySet[Matter], today: date, rulebook: Rulebook) -> list[Lead]:
    counted = Counted(among, today)
    return [
        _lead(
            Trend(one.name, one.counts.complaints, one.counts.before),
            rulebook,
            counted.compared,
            one.counts.reports,
        )
        for one in counted.everybody()[:MOST]
    ]


def _lead(trend: Trend, rulebook: Rulebook, compared: bool, reports: int = 0) -> Lead:
    tiers = rulebook.locality.tiers
    rising = trend.is_rising(growth=tiers.key_enterprises.growth, least=tiers.partners.least)
    return Lead(trend, compared and rising, reports)
