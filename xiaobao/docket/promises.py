"""What a respondent has promised (无理由退货承诺), as it bears on one matter."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.db.models import Q

from xiaobao.docket.models import Breach, Matter, PromisingShop
from xiaobao.docket.shops_page import bases, standing_on
from xiaobao.law import Lawbook
from xiaobao.staff.permissions import Authority

BREACH = "breach"
"""The act of a post that notes one, and the verb of its event."""


@dataclass(frozen=True)
class Promised:
    """One promise of the respondent, and the breach noted on this matter; ``may_note`` one.

    ``basis`` says why it binds, ``broken`` what a breach falls under.
    """

    shop: PromisingShop
    basis: str
    broken: str
    breach: Breach | None
    may_note: bool


def promises_of(matter: Matter, day: date) -> list[PromisingShop]:
    """Return the promises of the respondent that stood on ``day``: by credit code, else by an exact name."""
    respondent = matter.respondent
    if respondent is None:
        return []
    same = Q(name=respondent.name)
    if respondent.credit_code:
        same |= Q(credit_code=respondent.credit_code)
    standing = list(PromisingShop.objects.filter(standing_on(day)))
    by_row = set(PromisingShop.objects.filter(same).values_list("pk", flat=True))
    return [shop for shop in standing if shop.pk in by_row or respondent.name in shop.names]


def promised(matter: Matter, officer: Authority, law: Lawbook) -> tuple[Promised, ...]:
    """Return what bears on a complaint the officer sees; nothing on a report, which is no dispute."""
    if matter.kind != "complaint":
        return ()
    shops = promises_of(matter, matter.received_on)
    if not shops:
        return ()
    noted = {breach.shop_id: breach for breach in matter.breaches.select_related("noted_by")}
    may, (basis, broken) = officer.may(BREACH), bases(law)
    return tuple(
        Promised(shop, basis, broken, noted.get(shop.pk), may and shop.pk not in noted) for shop in shops
    )
