"""Register several complainants in one dispute (共同投诉): 令121 第十二条, 令20 第十一条."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from xiaobao.docket import people as people_of
from xiaobao.docket.actions.taking import Taken, taking
from xiaobao.docket.letters import complainants
from xiaobao.docket.models import Consent, ConsentSubject, Party, Role, Side
from xiaobao.docket.people import PersonGiven
from xiaobao.rules import joint
from xiaobao.rules.workflow import Act
from xiaobao.staff.permissions import Authority
from xiaobao.vault.identities import Person, person_index


def join(
    *,
    matter_id: int,
    version: int,
    officer: Authority,
    at: datetime,
    people: Sequence[PersonGiven],
    consented: bool,
    proof: str,
    representatives: Sequence[int] = (),
    mandate: str = "",
    how: str = "in_person",
    address: str = "",
) -> Taken:
    """Add complainants to a complaint, with everybody's consent, and note whom they elected to speak.

    ``representatives`` are places among all complainants, 0 the first registered; ``mandate`` says in what
    writing they were elected and is kept as words of the act; ``proof`` what shows the consents, given in the
    way ``how`` (a code of ``rules.consent.Way``). Raises NotFound, NotAllowed, Changed, Refused.
    """
    with taking(
        act=Act.JOIN, matter_id=matter_id, version=version, officer=officer, at=at, address=address
    ) as taken:
        before = complainants(taken.matter)
        taken.insist(
            joint.check(
                [given.name for given in people],
                everyone=[*map(_key_of_party, before), *(_key(given.person()) for given in people)],
                consented=consented,
                proof=proof,
                how=how,
                representatives=representatives,
                mandate=mandate,
                regulation=taken.matter.regulation,
                law=taken.law,
            )
        )
        added = [people_of.add(taken.matter, given, role=Role.COMPLAINANT) for given in people]
        everyone = [*before, *added]
        _elect(everyone, frozenset(representatives))
        Consent.objects.bulk_create(_consents(taken, everyone, proof.strip(), how))
        taken.words = f"代表人推选：{mandate.strip()}" if representatives else ""
        taken.data |= {"added": len(added), "complainants": len(everyone)}
        taken.data["representatives"] = len(set(representatives))
    return taken


def _key_of_party(party: Party) -> str:
    found = bytes(party.identity.person_index) if party.identity else b""
    return found.hex() or f"party-{party.pk}"


def _key(person: Person) -> str:
    # Without a full name and phone two people of one name may be two people: only the same pair is one.
    return person_index(person).hex() or f"{person.name}\n{person.phone}"


def _elect(everyone: Sequence[Party], places: frozenset[int]) -> None:
    for place, party in enumerate(everyone):
        party.representative = place in places
        party.save(update_fields=["representative"])


def _consents(taken: Taken, everyone: Sequence[Party], proof: str, how: str) -> list[Consent]:
    return [
        Consent(
            matter=taken.matter,
            side=Side.COMPLAINANT.value,
            party=party,
            subject=ConsentSubject.JOINT.value,
            given=True,
            on=taken.today,
            how=how,
            proof=proof,
            recorded_by=taken.officer.user,
        )
        for party in everyone
    ]
