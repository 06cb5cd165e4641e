"""The register of shops that promised no-reason returns (无理由退货承诺单位), as it is read."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.core.paginator import Page, Paginator
from django.db.models import Count, Q, QuerySet

from xiaobao.docket.models import Breach, Partner, PromisingShop
from xiaobao.docket.partner_given import streets
from xiaobao.docket.partner_reach import insist, stamp
from xiaobao.docket.queries import visible
from xiaobao.docket.rulebook import Rulebook
from xiaobao.law import Lawbook
from xiaobao.refusals import NotFound, Refused
from xiaobao.staff.permissions import Authority

REGULATION = "state-council-778"
BINDS, BROKEN = "12", "50(1)"
"""《消费者权益保护法实施条例》: who promises must perform, and what a breach falls under."""
PAGE = 50
FEW = 20
STANDING, ENDED, ALL = "standing", "ended", "all"


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
    return Q(since__lte=day) & lasting(day)


def lasting(day: date) -> Q:
    """Return the condition for one that has not ended by ``day``, though it may begin later."""
    return Q(until=None) | Q(until__gt=day)


def bases(law: Lawbook) -> tuple[str, str]:
    """Return the citations of why a promise binds and of what a breach falls under."""
    return law.cite(REGULATION, BINDS), law.cite(REGULATION, BROKEN)


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


def shop_for(officer: Authority, shop_id: int, today: date) -> PromisingShop:
    """Return the shop an act is done to, locked; the caller holds the transaction.

    Raises NotAllowed, NotFound, and Refused for a promise that has ended.
    """
    insist(officer)
    shop = PromisingShop.objects.select_for_update().filter(pk=shop_id).first()
    if shop is None:
        raise NotFound("没有这家承诺单位。")
    if shop.until is not None and shop.until <= today:
        raise Refused(f"这项承诺已于{shop.until:%Y-%m-%d}终止，不能再变更。")
    return shop


@dataclass(frozen=True)
class ShopsPage:
    """One page of the register as asked for; ``counts`` are of standing, ended and all."""

    page: Page[Any]
    counts: dict[str, int]
    streets: list[str]
    state: str
    street: str
    text: str

    @property
    def query(self) -> dict[str, str]:
        """What was asked, to be asked again."""
        asked = {"state": self.state, "street": self.street, "text": self.text}
        return {name: value for name, value in asked.items() if value}


def shops_page(
    officer: Authority,
    *,
    today: date,
    rulebook: Rulebook,
    state: str = "",
    street: str = "",
    text: str = "",
    number: str = "",
) -> ShopsPage:
    """Return the register as asked for; raises NotAllowed."""
    insist(officer)
    state = state if state in (STANDING, ENDED, ALL) else STANDING
    known = streets(rulebook)
    street, text = street if street in known else "", text.strip()[:50]
    narrowed = _narrowed(street, text)
    conditions = {STANDING: lasting(today), ENDED: ~lasting(today), ALL: Q()}
    counts = narrowed.aggregate(**{name: Count("pk", filter=how) for name, how in conditions.items() if how})
    counts[ALL] = counts[STANDING] + counts[ENDED]
    found = narrowed.filter(conditions[state]).select_related("partner")
    found = found.annotate(broken=Count("breaches")).order_by("street", "name")
    return ShopsPage(Paginator(found, PAGE).get_page(number), counts, known, state, street, text)


def _narrowed(street: str, text: str) -> QuerySet[PromisingShop]:
    found = PromisingShop.objects.all()
    if street:
        found = found.filter(street=street)
    if text:
        found = found.filter(Q(name__icontains=text) | Q(address__icontains=text) | Q(scope__icontains=text))
    return found


@dataclass(frozen=True)
class ShopPage:
    """One promise. ``broken`` counts all breaches; ``breaches`` are those of matters the officer sees."""

    shop: PromisingShop
    stamp: str
    ended: bool
    broken: int
    breaches: list[Breach]
    streets: list[str]
    partners: list[tuple[int, str]]
    bases: tuple[str, str]


def shop_page(officer: Authority, shop_id: int, *, today: date, rulebook: Rulebook) -> ShopPage:
    """Return one promise; raises NotAllowed and NotFound."""
    insist(officer)
    shop = PromisingShop.objects.select_related("partner").filter(pk=shop_id).first()
    if shop is None:
        raise NotFound("没有这家承诺单位。")
    seen = shop.breaches.filter(matter__in=visible(officer)).select_related("matter", "noted_by")
    return ShopPage(
        shop=shop,
        stamp=stamp(shop),
        ended=shop.until is not None and shop.until <= today,
        broken=shop.breaches.count(),
        breaches=list(seen.order_by("-on", "-id")[:FEW]),
        streets=streets(rulebook),
        partners=partner_choices(),
        bases=bases(rulebook.law),
    )


def partner_choices() -> list[tuple[int, str]]:
    """Return the partners a promise can be tied to, by id and name."""
    return list(Partner.objects.order_by("kind", "name").values_list("pk", "name"))
