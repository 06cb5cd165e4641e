"""A ring (疑似职业索赔) as it is shown: who, by which telephones, against whom; and the five factors.

Complaints alone are read (令121 第三十七条). Nobody is named: persons are 甲, 乙, 丙 with their masked names,
telephones 电话一, 电话二. This is no list of persons: whether 第十六条第三项 applies is decided for each
complaint by its handler.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import Any

from xiaobao.docket.finding_page import FindingPage
from xiaobao.docket.finding_parts import Factor, Part, factors_of, part_of
from xiaobao.docket.finding_reach import matters_of
from xiaobao.docket.models import Finding, LinkedPerson, Party, Role
from xiaobao.docket.ring_network import Known, Network, network_of
from xiaobao.docket.rulebook import Rulebook
from xiaobao.rules.workflow import ORDER_121
from xiaobao.staff.permissions import Authority

_PARTY = ("matter_id", "shown_name", "shown_phone", "identity__phone_index")


@dataclass(frozen=True)
class RingPage:
    """The network of the complaints within reach; the rest is there for who sees the whole ring.

    ``links``: by what two complaints were taken to come from one person, and how many pairs were so.
    """

    network: Network
    factors: tuple[Factor, ...]
    links: tuple[tuple[str, int], ...]
    persons: int
    phones: int
    respondents: int


def ring_page(page: FindingPage, officer: Authority, rulebook: Rulebook) -> RingPage:
    """Return the network and the factors, from the complaints within the officer's reach."""
    rows = _rows(page, officer)
    network, whole = network_of(rows), page.reach.whole
    law = rulebook.law.regulation(ORDER_121)
    persons = _persons(page.finding, network) if whole else {}
    return RingPage(
        network=network,
        factors=factors_of(page.parts, law, persons) if whole else (),
        links=tuple(_links(page.finding)) if whole else (),
        persons=len({row.person for row in rows} - {""}),
        phones=len({row.phone for row in rows} - {""}),
        respondents=len({row.respondent for row in rows} - {""}),
    )


def _persons(finding: Finding, network: Network) -> dict[str, list[Part]]:
    """Return the factors of each person that is drawn, by what the person is called there."""
    told = {str(one.get("person")): one.get("factors") for one in _listed(finding, "persons")}
    return {
        called: [part_of(row) for row in told.get(key) or [] if isinstance(row, dict)]
        for key, called in network.called.items()
    }


def _links(finding: Finding) -> list[tuple[str, int]]:
    counted = Counter(str(one.get("why") or "") for one in _listed(finding, "links"))
    return sorted(counted.items(), key=lambda pair: (-pair[1], pair[0]))


def _listed(finding: Finding, name: str) -> list[dict[str, Any]]:
    given = finding.evidence.get(name)
    return [one for one in given if isinstance(one, dict)] if isinstance(given, list) else []


def _rows(page: FindingPage, officer: Authority) -> list[Known]:
    matters = matters_of(officer, page.finding)
    persons = dict(LinkedPerson.objects.filter(matter__in=matters.order_by()).values_list("matter", "person"))
    people = Party.objects.filter(matter__in=matters.order_by(), role=Role.COMPLAINANT).order_by("-pk")
    # The first registered of each complaint: it is the one the mining reads.
    first = {row[0]: row[1:] for row in people.values_list(*_PARTY)}
    found = matters.values_list("pk", "respondent_id", "respondent__name")
    return [
        _known(key, shop, name, persons.get(key, ""), first.get(key, ("", "", b"")))
        for key, shop, name in found
    ]


def _known(
    key: int, shop: int | None, shop_name: str | None, person: str, party: tuple[str, str, bytes | None]
) -> Known:
    shown_name, shown_phone, index = party
    phone = bytes(index).hex() if index else shown_phone
    return Known(
        # Whom linkage has not placed stands alone.
        person=person or f"matter-{key}",
        name=shown_name,
        phone=phone,
        shown_phone=shown_phone,
        respondent=str(shop or ""),
        respondent_name=shop_name or "",
    )
