"""The register of ODR enterprises and service points, as it is read: by officers, and by everybody."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.db.models import Q

from xiaobao.docket.models import Partner, PartnerKind, Site

PHRASES = tuple(str(label) for kind in (PartnerKind, Site) for label in kind.labels)


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
