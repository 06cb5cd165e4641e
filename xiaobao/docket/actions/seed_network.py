"""Put the sample network of the locality into the registers, once (示例网络).

Only what is not there yet is added: nothing is renamed, opened again or listed again, so whatever an officer
has changed, closed or ended stays so. Every row says that it is invented.
"""

from __future__ import annotations

import secrets
from datetime import date, datetime

from xiaobao.docket.models import KeyEnterprise, Partner, PromisingShop, Seat
from xiaobao.law import content_dir
from xiaobao.rules import network as networks
from xiaobao.rules.locality import Locality
from xiaobao.rules.network import KeyEntry, Network, PartnerEntry, SeatEntry, ShopEntry
from xiaobao.staff.models import Office, User
from xiaobao.vault.audit import record
from xiaobao.writing import writing


def seed_network(*, locality: Locality, at: datetime, since: date) -> dict[str, str]:
    """Add what is missing; returns {username: random password} of the new people who sit at partners.

    The seats count from ``since``, as the posts of the invented officers do: lives are played on days past.
    A locality without a network file adds nothing.
    """
    network = networks.load(content_dir(), locality.id)
    if network is None:
        return {}
    with writing():
        offices = {office.code: office for office in Office.objects.all()}
        added = {
            "partners": _partners(network, offices),
            "shops": _shops(network),
            "key_enterprises": _key_enterprises(network, offices),
        }
        passwords = _seats(network, since)
        if any(added.values()) or passwords:
            record(
                act="network.seeded", subject=f"locality:{locality.id}", at=at, actor=None,
                detail=added | {"seats": len(passwords)},
            )  # fmt: skip
    return passwords


def _partners(network: Network, offices: dict[str, Office]) -> int:
    known = set(Partner.objects.values_list("code", flat=True))
    new = [_partner(entry, offices) for entry in network.partners if entry.code not in known]
    return len(Partner.objects.bulk_create(new))


def _partner(entry: PartnerEntry, offices: dict[str, Office]) -> Partner:
    told = entry.model_dump(exclude={"names", "office"})
    return Partner(**told, names=list(entry.names), office=offices[entry.office], invented=True)


def _shops(network: Network) -> int:
    known = set(PromisingShop.objects.values_list("name", flat=True))
    partners = dict(Partner.objects.values_list("code", "pk"))
    new = [_shop(entry, partners) for entry in network.shops if entry.name not in known]
    return len(PromisingShop.objects.bulk_create(new))


def _shop(entry: ShopEntry, partners: dict[str, int]) -> PromisingShop:
    told = entry.model_dump(exclude={"names", "partner"})
    partner = partners.get(entry.partner)
    return PromisingShop(**told, names=list(entry.names), partner_id=partner, invented=True)


def _key_enterprises(network: Network, offices: dict[str, Office]) -> int:
    known = set(KeyEnterprise.objects.values_list("name", flat=True))
    new = [_listed(entry, offices) for entry in network.key_enterprises if entry.name not in known]
    return len(KeyEnterprise.objects.bulk_create(new))


def _listed(entry: KeyEntry, offices: dict[str, Office]) -> KeyEnterprise:
    told = entry.model_dump(exclude={"names", "office"})
    return KeyEnterprise(**told, names=list(entry.names), office=offices[entry.office], invented=True)


def _seats(network: Network, since: date) -> dict[str, str]:
    """Make the invented people who are not there yet; who was there keeps what they have, or have no more."""
    known = set(User.objects.values_list("username", flat=True))
    new = [entry for entry in network.demo_seats if entry.username not in known]
    return {entry.username: _seat(entry, since) for entry in new}


def _seat(entry: SeatEntry, since: date) -> str:
    password = secrets.token_urlsafe(12)
    user = User.objects.create_user(username=entry.username, name=entry.name, password=password)
    User.objects.filter(pk=user.pk).update(invented=True, outside=True)
    Seat.objects.create(user=user, partner=Partner.objects.get(code=entry.partner), since=since)
    return password
