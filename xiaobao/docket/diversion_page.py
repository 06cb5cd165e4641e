"""Settling first as the page of a matter shows it, and whom a complaint can be handed to."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from xiaobao.docket.due import DueBadge, badge_for
from xiaobao.docket.exchange_lines import ExchangeLine, lines_of
from xiaobao.docket.models import Diversion, Matter, Partner, PartnerKind
from xiaobao.docket.models.event import SETTLING
from xiaobao.docket.partners_page import open_on
from xiaobao.docket.rulebook import Rulebook
from xiaobao.rules.settle_first import ConfirmHow, HandOver, SettleHow, contacted_in_time

PHRASES = (*SETTLING, *(one.label for kind in (SettleHow, ConfirmHow, HandOver) for one in kind))


@dataclass(frozen=True)
class DiversionLine:
    """One time a complaint was with a partner. ``due`` is None once it has ended; money in yuan.

    ``contact_late``: the first contact came after the hours the locality names.
    """

    id: int
    partner: str
    partner_kind: str
    way: str
    asked: str
    since: datetime
    due_on: date
    due: DueBadge | None
    derivation: tuple[str, ...]
    first_contact_at: datetime | None
    contact_late: bool
    shares_contact: bool
    claimed_at: datetime | None
    terms: str
    settled: Decimal | None
    ending: str
    ending_label: str
    ended_at: datetime | None
    confirmed: str
    satisfaction: int | None
    exchanges: tuple[ExchangeLine, ...]

    @property
    def came_back(self) -> bool:
        """Whether it ended without a settlement and is the bureau's again."""
        return self.ending not in ("", Diversion.Ending.SETTLED, Diversion.Ending.WITHDRAWN)


@dataclass(frozen=True)
class Settler:
    """Somebody a complaint can be handed to; ``respondent``: it is who is complained of."""

    id: int
    kind: str
    name: str
    kind_label: str
    respondent: bool


def diversion_lines(matter: Matter, rulebook: Rulebook, today: date) -> list[DiversionLine]:
    """Return who had the complaint before the bureau, the present one first."""
    found = matter.diversions.select_related("partner").order_by("-id")
    return [_line(one, rulebook, today) for one in found]


def settlers(matter: Matter, day: date) -> list[Settler]:
    """Return whose account is open that day, whoever is complained of first; one query."""
    found = Partner.objects.filter(open_on(day)).order_by("kind", "site", "name")
    lines = [_settler(one, matter.respondent.name if matter.respondent else "") for one in found]
    return sorted(lines, key=lambda line: not line.respondent)


def _settler(one: Partner, respondent: str) -> Settler:
    named: Sequence[str] = (one.name, *one.names)
    kind = str(PartnerKind(one.kind).label)
    return Settler(one.pk, one.kind, one.name, kind, bool(respondent) and respondent in named)


def _line(one: Diversion, rulebook: Rulebook, today: date) -> DiversionLine:
    hours = rulebook.locality.tiers.settle_first.contact_hours
    contact = one.first_contact_at
    return DiversionLine(
        id=one.pk,
        partner=one.partner.name,
        partner_kind=str(PartnerKind(one.partner.kind).label),
        way=HandOver(one.way).label,
        asked=SettleHow(one.asked_how).label,
        since=one.diverted_at,
        due_on=one.due_on,
        due=None if one.ending else badge_for(one.due_on, provisional=False, today=today, rulebook=rulebook),
        derivation=tuple(one.derivation.splitlines()),
        first_contact_at=one.first_contact_at,
        contact_late=contact is not None and not contacted_in_time(one.diverted_at, contact, hours),
        shares_contact=one.shares_contact,
        claimed_at=one.claimed_at,
        terms=one.terms,
        settled=one.settled,
        ending=one.ending,
        ending_label=str(Diversion.Ending(one.ending).label) if one.ending else "",
        ended_at=one.ended_at,
        confirmed=ConfirmHow(one.confirmed_how).label if one.confirmed_how else "",
        satisfaction=one.satisfaction,
        exchanges=tuple(lines_of(one)),
    )
