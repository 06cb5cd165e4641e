"""What everybody may read: where one can settle first, which shops promised returns, and on what terms."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from xiaobao.docket.partners_page import PublicPartner, public_partners
from xiaobao.docket.rulebook import Rulebook
from xiaobao.docket.shops_page import PublicShop, public_shops

ACCEPTANCE = "complaint.acceptance"
ELSEWHERE = "其他"


@dataclass(frozen=True)
class Terms:
    """What settling first promises and what follows: working days, hours, and the bureau's working days.

    ``article`` is where the law sets the bureau's period. ``anew``: the bureau's period begins when the
    complaint comes back; else it has run meanwhile.
    """

    days: int
    contact_hours: int
    acceptance_days: int
    article: str
    anew: bool


@dataclass(frozen=True)
class Street:
    """The enterprises and service points of one street; what names no street stands under 其他."""

    name: str
    partners: list[PublicPartner]


@dataclass(frozen=True)
class Directory:
    """Who settles first, by street: ``streets`` are all there are, ``shown`` those that were asked for."""

    streets: list[str]
    chosen: str
    shown: list[Street]
    total: int


@dataclass(frozen=True)
class Shops:
    """The shops that promised no-reason returns; ``streets`` are all there are."""

    streets: list[str]
    chosen: str
    shown: list[PublicShop]


def terms(today: date, rulebook: Rulebook) -> Terms:
    """Return what a consumer is told before choosing."""
    chosen = rulebook.locality.tiers.settle_first
    clock = rulebook.law.clock(ACCEPTANCE, day=today)
    return Terms(
        days=chosen.days,
        contact_hours=chosen.contact_hours,
        acceptance_days=clock.amount,
        article=rulebook.law.cite(clock.regulation, clock.article or ""),
        anew=chosen.acceptance == "anew",
    )


def directory(today: date, rulebook: Rulebook, street: str = "") -> Directory:
    """Return everybody whose account is open, by street; of one street where a known one is named."""
    known = [*(area.street for area in rulebook.routing.areas.streets), ELSEWHERE]
    found: dict[str, list[PublicPartner]] = {name: [] for name in known}
    for partner in public_partners(today):
        found[rulebook.routing.areas.locate(partner.address, partner.name).street or ELSEWHERE].append(
            partner
        )
    there = [name for name in known if found[name]]
    chosen = street if street in there else ""
    shown = [Street(name, found[name]) for name in there if chosen in ("", name)]
    return Directory(there, chosen, shown, sum(len(one.partners) for one in shown))


def shops(today: date, rulebook: Rulebook, street: str = "") -> Shops:
    """Return the promises that stand, of one street where a known one is named."""
    known = [area.street for area in rulebook.routing.areas.streets]
    chosen = street if street in known else ""
    return Shops(known, chosen, public_shops(today, chosen))
