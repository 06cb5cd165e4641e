"""What was counted of enterprises over twelve months and the twelve before, for proposing key ones.

The same enterprise under several names or addresses is summed by its credit code, where it has none by its
name. One query counts everybody; complaints and reports stand apart.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, fields
from datetime import date, timedelta
from typing import NamedTuple

from django.db.models import Count, Q, QuerySet

from xiaobao.docket.key_enterprises import names_of
from xiaobao.docket.models import KeyEnterprise, Matter
from xiaobao.rules.key_enterprises import KeyCounts
from xiaobao.rules.same_name import plain

_COUNTED = tuple(field.name for field in fields(KeyCounts))
_ENDED = ("settled", "self_settled", "failed")
"""How a mediation ends; what the complainant withdrew was neither settled nor left unresolved."""


class _Row(NamedTuple):
    name: str
    plain: str
    code: str
    counts: KeyCounts


@dataclass(frozen=True)
class Figures:
    """One enterprise as counted: the name most complaints call it by, all its names, its code if known."""

    name: str
    names: tuple[str, ...]
    credit_code: str
    counts: KeyCounts


def a_year_before(day: date) -> date:
    """Return the same day of the year before; 29 February becomes the 28th."""
    try:
        return day.replace(year=day.year - 1)
    except ValueError:
        return day.replace(year=day.year - 1, day=28)


def reaches_back(first: date) -> bool:
    """Tell whether the docket holds the days from ``first`` on, all but perhaps a month.

    A docket that begins later would have everything look as if it had come from nothing.
    """
    return Matter.objects.filter(received_on__lte=first + timedelta(days=31)).exists()


class Counted:
    """The figures of every enterprise on a day, among the matters an officer sees.

    ``since`` is the first of the twelve months' days; the day itself is the last. ``whole``: the docket
    reaches back over them; ``compared``: over the twelve before too.
    """

    def __init__(self, among: QuerySet[Matter], today: date) -> None:
        self.since = a_year_before(today) + timedelta(days=1)
        self.whole, self.compared = reaches_back(self.since), reaches_back(a_year_before(self.since))
        self._rows = _rows(among, today)
        self._codes = _codes(self._rows)
        self._places: dict[str, set[int]] = defaultdict(set)
        for place, row in enumerate(self._rows):
            self._places[row.plain].add(place)
            self._places[row.code].add(place)

    def everybody(self) -> list[Figures]:
        """Return every enterprise of which there was a complaint within a year, most complaints first."""
        groups: dict[tuple[str, str], list[_Row]] = defaultdict(list)
        for row in self._rows:
            groups[self._key(row)].append(row)
        figures = (_figures(rows, self._code(rows[0])) for rows in groups.values())
        return sorted((one for one in figures if one.counts.complaints), key=_place)

    def of(self, enterprise: KeyEnterprise) -> KeyCounts:
        """Return what was counted of one that is listed."""
        known = {*map(plain, names_of(enterprise)), enterprise.credit_code} - {""}
        places = {place for one in known for place in self._places.get(one, ())}
        return _sum(self._rows[place].counts for place in places)

    def _code(self, row: _Row) -> str:
        return row.code or self._codes.get(row.plain, "")

    def _key(self, row: _Row) -> tuple[str, str]:
        code = self._code(row)
        return ("code", code) if code else ("name", row.plain)


def _rows(among: QuerySet[Matter], today: date) -> list[_Row]:
    year, before = a_year_before(today), a_year_before(a_year_before(today))
    day = timedelta(days=1)
    within = Q(received_on__range=(year + day, today))
    ago = Q(received_on__range=(before + day, year))
    complaint, report = Q(kind="complaint"), Q(kind="report")
    asked = {
        "complaints": within & complaint,
        "before": ago & complaint,
        "ended": within & complaint & Q(complaint__outcome__in=_ENDED),
        "unresolved": within & complaint & Q(complaint__outcome="failed"),
        "reports": within & report,
        "reports_before": ago & report,
    }
    counts = {name: Count("pk", filter=condition) for name, condition in asked.items()}
    matters = among.filter(within | ago).exclude(respondent=None).order_by()
    found = matters.values_list("respondent__name", "respondent__credit_code").annotate(**counts)
    return [_Row(name, plain(name), code, KeyCounts(*rest)) for name, code, *rest in found]


def _codes(rows: Iterable[_Row]) -> Mapping[str, str]:
    """Return the code of each name that has exactly one: two shops of one name are not the same."""
    known: dict[str, set[str]] = defaultdict(set)
    for row in rows:
        if row.code:
            known[row.plain].add(row.code)
    return {name: next(iter(codes)) for name, codes in known.items() if len(codes) == 1}


def _figures(rows: list[_Row], code: str) -> Figures:
    often: Counter[str] = Counter()
    for row in rows:
        often[row.name] += row.counts.complaints
    names = tuple(sorted(often, key=lambda name: (-often[name], name)))
    return Figures(names[0], names, code, _sum(row.counts for row in rows))


def _sum(counts: Iterable[KeyCounts]) -> KeyCounts:
    known = list(counts)
    return KeyCounts(**{name: sum(getattr(one, name) for one in known) for name in _COUNTED})


def _place(one: Figures) -> tuple[int, str]:
    return -one.counts.complaints, one.name
