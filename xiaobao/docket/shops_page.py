"""The register of shops that promised no-reason returns (无理由退货承诺单位), as it is read."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.db.models import Q

from xiaobao.docket.models import PromisingShop


@dataclass(frozen=True)
class PublicShop:
    """What everybody may read of one promise that stands. ``days`` are natural days."""

    name: str
    street: str
    address: str
    days: int
    scope: str
    exceptions: str
    since: date
    invented: bool


def standing_on(day: date) -> Q:
    """Return the condition for a promise that stands on ``day``; the day it ends no longer counts."""
    return Q(since__lte=day) & (Q(until=None) | Q(until__gt=day))


def public_shops(today: date, street: str = "") -> list[PublicShop]:
    """Return the promises that stand, of one street where it is named; one query."""
    found = PromisingShop.objects.filter(standing_on(today)).order_by("street", "name")
    found = found.filter(street=street) if street else found
    return [_public(shop) for shop in found]


def _public(shop: PromisingShop) -> PublicShop:
    return PublicShop(
        shop.name,
        shop.street,
        shop.address,
        shop.days,
        shop.scope,
        shop.exceptions,
        shop.since,
        shop.invented,
    )
