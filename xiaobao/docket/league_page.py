"""The league table of partners by industry (网点考核表), key enterprises beside it, and what it suggests."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import groupby
from typing import Any

from xiaobao.docket.filters import Filter
from xiaobao.docket.league_beside import Candidate, KeyRow, candidates, key_rows
from xiaobao.docket.league_period import LeaguePeriod, Stretch, league_period
from xiaobao.docket.models import Partner, PartnerKind
from xiaobao.docket.partner_reach import insist
from xiaobao.docket.partners_page import lasting
from xiaobao.docket.rulebook import Rulebook
from xiaobao.docket.scorecard import Days, cards, whole
from xiaobao.refusals import NotFound
from xiaobao.rules.scorecard import Card, Counts, Figure, Suggests
from xiaobao.rules.workflow import Labelled
from xiaobao.staff.permissions import Authority

_YEAR = timedelta(days=365)


class Column(Labelled):
    """What the table can be ordered by."""

    VOLUME = "volume", "件数"
    SETTLEMENT = "settlement", "和解率"
    ON_TIME = "on_time", "按期率"
    CONTACT = "contact", "首次联系及时率"
    HOURS = "hours", "首次联系用时"
    RETURNS = "returns", "转回率"
    SATISFACTION = "satisfaction", "满意度"
    IN_DISPUTE = "in_dispute", "争议金额"
    AGREED = "agreed", "和解金额"


PHRASES = tuple(one.label for words in (Column, Figure, Suggests, Stretch) for one in words)
"""Words of the table that are said through the catalogue."""
_VALUES: dict[Column, Callable[[Counts], Any]] = {
    Column.VOLUME: lambda counts: counts.volume,
    Column.SETTLEMENT: lambda counts: counts.settlement.rate,
    Column.ON_TIME: lambda counts: counts.on_time.rate,
    Column.CONTACT: lambda counts: counts.contact.rate,
    Column.HOURS: lambda counts: counts.median_hours,
    Column.RETURNS: lambda counts: counts.returns.rate,
    Column.SATISFACTION: lambda counts: counts.satisfaction,
    Column.IN_DISPUTE: lambda counts: counts.in_dispute,
    Column.AGREED: lambda counts: counts.agreed,
}


@dataclass(frozen=True)
class LeagueRow:
    """One partner with its card; each list holds as many matters as the number it stands behind."""

    partner: Partner
    card: Card
    listed: Filter
    settled: Filter
    returned: Filter


@dataclass(frozen=True)
class League:
    """The partners of one industry in the order chosen, and their sum.

    ``quiet`` are those that had no complaint in either period: they are named, not drawn out in a row each.
    """

    industry: str
    rows: tuple[LeagueRow, ...]
    quiet: tuple[Partner, ...]
    now: Counts
    before: Counts

    @property
    def size(self) -> int:
        """How many partners there are in it."""
        return len(self.rows) + len(self.quiet)


@dataclass(frozen=True)
class LeaguePage:
    """The whole page. ``own``: only matters of the officer's offices are counted."""

    period: LeaguePeriod
    leagues: tuple[League, ...]
    now: Counts
    before: Counts
    keys: tuple[KeyRow, ...]
    candidates: tuple[Candidate, ...]
    column: Column
    descending: bool
    kind: str
    own: bool

    @property
    def drops(self) -> tuple[LeagueRow, ...]:
        """The partners it suggests to drop."""
        rows = (row for league in self.leagues for row in league.rows)
        return tuple(row for row in rows if row.card.suggestion)


def league_page(
    officer: Authority,
    *,
    today: date,
    rulebook: Rulebook,
    stretch: str = "",
    since: str = "",
    until: str = "",
    kind: str = "",
    sort: str = "",
) -> LeaguePage:
    """Return the table; ``sort`` is a column, with a hyphen before it from the largest. Raises NotAllowed."""
    insist(officer)
    period = league_period(stretch, today, since=since, until=until)
    kind = kind if kind in PartnerKind.values else ""
    column = next((one for one in Column if one.value == sort.lstrip("-")), Column.VOLUME)
    descending = sort.startswith("-") or not sort
    partners = _partners(period.days, kind)
    found = cards(partners, period.days, rulebook, officer.offices)
    rows = [_row(partner, found[partner.pk], period.days) for partner in partners]
    leagues = tuple(_leagues(rows, column, descending=descending))
    now, before = whole(row.card for row in rows)
    return LeaguePage(
        period=period,
        leagues=leagues,
        now=now,
        before=before,
        keys=tuple(key_rows(officer, period.days)),
        candidates=tuple(candidates(officer, period.days, rulebook)),
        column=column,
        descending=descending,
        kind=kind,
        own=officer.offices is not None,
    )


def card_page(
    officer: Authority, partner_id: int, *, today: date, rulebook: Rulebook, stretch: str = ""
) -> tuple[LeaguePeriod, LeagueRow]:
    """Return the card of one partner for its page in the register; raises NotAllowed and NotFound."""
    insist(officer)
    partner = Partner.objects.select_related("office").filter(pk=partner_id).first()
    if partner is None:
        raise NotFound("没有这家先行和解单位。")
    period = league_period(stretch, today)
    card = cards([partner], period.days, rulebook, officer.offices)[partner.pk]
    return period, _row(partner, card, period.days)


def suggestions(
    officer: Authority, today: date, rulebook: Rulebook
) -> tuple[tuple[Candidate, ...], tuple[LeagueRow, ...]]:
    """Return whom the last twelve months suggest to add and to drop."""
    days = Days.of(today - _YEAR, today)
    partners = list(Partner.objects.filter(opened_on__lte=today, closed_on=None).select_related("office"))
    found = cards(partners, days, rulebook, officer.offices)
    rows = [_row(partner, found[partner.pk], days) for partner in partners]
    return tuple(candidates(officer, days, rulebook)), tuple(row for row in rows if row.card.suggestion)


def _partners(days: Days, kind: str) -> list[Partner]:
    """Return those that were open at some time of the period."""
    found = Partner.objects.filter(lasting(days.first), opened_on__lte=days.last)
    found = found.filter(kind=kind) if kind else found
    return list(found.select_related("office").order_by("industry", "kind", "pk"))


def _row(partner: Partner, card: Card, days: Days) -> LeagueRow:
    def listed(settling: str = "") -> Filter:
        since, until = days.first.isoformat(), days.last.isoformat()
        return Filter(open="all", partner=partner.code, settling=settling, since=since, until=until)

    return LeagueRow(partner, card, listed(), listed("settled"), listed("returned"))


def _leagues(rows: Iterable[LeagueRow], column: Column, *, descending: bool) -> Iterator[League]:
    for industry, members in groupby(rows, key=lambda row: row.partner.industry):
        found = list(members)
        busy = [row for row in found if row.card.now.volume or row.card.before.volume]
        quiet = tuple(row.partner for row in found if row not in busy)
        now, before = whole(row.card for row in found)
        yield League(
            industry, tuple(_ordered(busy, _VALUES[column], descending=descending)), quiet, now, before
        )


def _ordered(
    rows: list[LeagueRow], value: Callable[[Counts], Any], *, descending: bool
) -> Iterator[LeagueRow]:
    """Yield those that have the figure in its order, then those that have none."""
    known = [row for row in rows if value(row.card.now) is not None]
    yield from sorted(known, key=lambda row: value(row.card.now), reverse=descending)
    yield from (row for row in rows if value(row.card.now) is None)
