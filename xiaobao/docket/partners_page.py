"""The register of ODR enterprises and service points, as it is read: by officers, and by everybody."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from datetime import date
from typing import Any
from urllib.parse import urlencode

from django.core.paginator import Page, Paginator
from django.db.models import Count, Q, QuerySet

from xiaobao.docket.models import Diversion, Partner, PartnerKind, Seat, Site
from xiaobao.docket.partner_given import streets
from xiaobao.docket.partner_reach import insist
from xiaobao.docket.rulebook import Rulebook
from xiaobao.rules.workflow import Labelled
from xiaobao.staff.models import Office
from xiaobao.staff.permissions import Authority

PAGE = 50


@dataclass(frozen=True)
class PublicPartner:
    """What everybody may read of one whose account is open. ``site`` is empty for an ODR enterprise."""

    id: int
    kind: str
    kind_label: str
    site: str
    site_label: str
    name: str
    address: str
    industry: str
    office: str
    since: date
    invented: bool


def open_on(day: date) -> Q:
    """Return the condition for an account that is open on ``day``; the closing day no longer counts."""
    return Q(opened_on__lte=day) & lasting(day)


def lasting(day: date) -> Q:
    """Return the condition for one that was not closed by ``day``, whether it was opened or not."""
    return Q(closed_on=None) | Q(closed_on__gt=day)


def public_partners(today: date) -> list[PublicPartner]:
    """Return those whose account is open, ODR enterprises first; one query."""
    found = Partner.objects.filter(open_on(today)).select_related("office").order_by("kind", "site", "name")
    return [_public(partner) for partner in found]


def _public(partner: Partner) -> PublicPartner:
    return PublicPartner(
        id=partner.pk,
        kind=partner.kind,
        kind_label=partner.get_kind_display(),
        site=partner.site,
        site_label=partner.get_site_display() if partner.site else "",
        name=partner.name,
        address=partner.address,
        industry=partner.industry,
        office=partner.office.name,
        since=partner.opened_on or date.min,
        invented=partner.invented,
    )


def name_of_partner(code: str) -> str:
    """Return the name behind a code; the code itself where there is none."""
    return Partner.objects.filter(code=code).values_list("name", flat=True).first() or code


class AccountState(Labelled):
    """How the account of a partner stands."""

    OPEN = "open", "已开通"
    APPLIED = "applied", "未开通"
    CLOSED = "closed", "已关闭"


PHRASES = tuple(state.label for state in AccountState)
"""Words of the register that are said through the catalogue."""


def account_state(partner: Partner, today: date) -> AccountState:
    """Return how the account stands on a day."""
    if partner.opened_on is None or partner.opened_on > today:
        return AccountState.APPLIED
    closed = partner.closed_on is not None and partner.closed_on <= today
    return AccountState.CLOSED if closed else AccountState.OPEN


@dataclass(frozen=True)
class PartnersAsked:
    """What the register is asked for. ``state`` empty: the open ones and those not opened yet."""

    kind: str = ""
    site: str = ""
    office: str = ""
    street: str = ""
    state: str = ""
    text: str = ""

    def to_query(self) -> str:
        """Return the query string of that list."""
        return urlencode({name: value for name, value in asdict(self).items() if value})


@dataclass(frozen=True)
class PartnerLine:
    """One line of the register; ``waiting`` complaints are being settled there."""

    partner: Partner
    state: AccountState
    seats: int
    waiting: int


@dataclass(frozen=True)
class PartnersPage:
    """One page of the register. ``counts`` are of the whole of it, by kind, site and state of the account."""

    asked: PartnersAsked
    page: Page[Any]
    lines: tuple[PartnerLine, ...]
    counts: dict[str, int]
    offices: list[tuple[str, str]]
    streets: list[str]


def partners_page(
    officer: Authority, asked: PartnersAsked, *, today: date, rulebook: Rulebook, number: str = ""
) -> PartnersPage:
    """Return the register as asked for; raises NotAllowed."""
    insist(officer)
    found = _asked(asked, today).select_related("office").order_by("kind", "office", "code")
    page = Paginator(found, PAGE).get_page(number)
    keys = [partner.pk for partner in page.object_list]
    seats = _by_partner(Seat.objects.filter(until=None, partner__in=keys))
    waiting = _by_partner(Diversion.objects.filter(ending="", partner__in=keys))
    lines = (
        PartnerLine(one, account_state(one, today), seats.get(one.pk, 0), waiting.get(one.pk, 0))
        for one in page.object_list
    )
    offices = [(office.code, office.name) for office in Office.objects.filter(partners__gt=0).distinct()]
    return PartnersPage(asked, page, tuple(lines), _counts(today), offices, streets(rulebook))


def _counts(today: date) -> dict[str, int]:
    conditions = {**_states(today), **{kind: Q(kind=kind) & lasting(today) for kind in PartnerKind.values}}
    conditions |= {site: Q(site=site) & lasting(today) for site in Site.values}
    return Partner.objects.aggregate(**{name: Count("pk", filter=how) for name, how in conditions.items()})


def _states(today: date) -> dict[str, Q]:
    return {
        AccountState.OPEN.value: open_on(today),
        AccountState.APPLIED.value: Q(opened_on=None) | Q(opened_on__gt=today),
        AccountState.CLOSED.value: Q(closed_on__lte=today),
    }


def _asked(asked: PartnersAsked, today: date) -> QuerySet[Partner]:
    found = Partner.objects.filter(_states(today).get(asked.state, lasting(today)))
    equal = {"kind": asked.kind, "site": asked.site, "office__code": asked.office}
    found = found.filter(**{name: value for name, value in equal.items() if value})
    if asked.street:
        found = found.filter(address__contains=asked.street)
    text = asked.text.strip()
    if text:
        found = found.filter(
            Q(name__icontains=text) | Q(code__iexact=text) | Q(credit_code__iexact=text)
            | Q(industry__icontains=text) | Q(address__icontains=text)
        )  # fmt: skip
    return found


def _by_partner(rows: QuerySet[Any]) -> dict[int, int]:
    return dict(rows.order_by().values_list("partner_id").annotate(n=Count("pk")))


def office_choices(officer: Authority) -> list[tuple[str, str]]:
    """Return the offices a partner can be given to by this officer, by code and name."""
    found = Office.objects.handling().exclude(kind="section")
    within = found if officer.offices is None else found.filter(pk__in=officer.offices)
    return list(within.values_list("code", "name"))
