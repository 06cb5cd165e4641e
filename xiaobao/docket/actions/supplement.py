"""Record what the complainant handed in (记录补正): what came, when, and whether that is all.

What came does not accept the complaint, and what did not come does not decline it: the facts lead to a
proposal, and whoever handles the complaint decides (办法第十五条第一款).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime

from xiaobao.docket import search
from xiaobao.docket.actions.register import indexed
from xiaobao.docket.actions.taking import Taken, taking
from xiaobao.docket.facts import asked
from xiaobao.docket.letters import ADDRESS, complainants, person_of
from xiaobao.docket.models import Enterprise, Matter
from xiaobao.rules import material
from xiaobao.rules.material import Supplement
from xiaobao.rules.workflow import Act
from xiaobao.staff.permissions import Authority
from xiaobao.vault.identities import keep


def supplement(
    *,
    matter_id: int,
    version: int,
    officer: Authority,
    at: datetime,
    kind: str,
    on: date,
    received: Sequence[str],
    complete: bool | None,
    postal: str = "",
    respondent_name: str = "",
    respondent_address: str = "",
    words: str = "",
    address: str = "",
) -> Taken:
    """Record what came on ``on``: row, corrections, event and audit row, all or none.

    ``kind`` is material|identity (``material.Wanted``). ``postal`` is the complainant's postal address and
    goes to the vault; the respondent's name and address, where given, take the place of the former ones.
    Raises NotFound, NotAllowed, Changed, Refused (with ``fields``).
    """
    with taking(
        act=Act.SUPPLEMENT, matter_id=matter_id, version=version, officer=officer, at=at, address=address
    ) as taken:
        matter = taken.matter
        name, place = respondent_name.strip(), respondent_address.strip()
        given = Supplement(
            regulation=matter.regulation,
            kind=kind,
            on=on,
            received=tuple(line.strip() for line in received if line.strip()),
            complete=complete,
            asked=asked(matter, kind),
            received_on=matter.received_on,
            today=taken.today,
            words=words,
            postal_given=bool(postal.strip()),
            respondent_given=bool(name or place),
            respondent_named=bool(name) or not place or matter.respondent is not None,
        )
        taken.insist(material.check_supplement(given, taken.law))
        _record(taken, given)
        if given.postal_given:
            _keep_address(matter, postal.strip())
        if given.respondent_given:
            _correct_respondent(matter, name, place)
    return taken


def _record(taken: Taken, given: Supplement) -> None:
    request = taken.matter.material_requests.filter(kind=given.kind).first()
    taken.words = given.words
    if request is None:
        taken.words = "\n".join((*given.received, given.words)).strip()
    else:
        request.received = [*request.received, *given.received]
        request.answered_on, request.complete = given.on, given.complete
        request.words = "\n".join(part for part in (request.words, given.words.strip()) if part)
        request.save()
    taken.data |= {"kind": given.kind, "on": given.on.isoformat(), "complete": given.complete}
    if given.asked is not None:
        taken.data["late"] = material.late(given)


def _keep_address(matter: Matter, postal: str) -> None:
    """Seal the postal address with who the complainant is; the former envelope stays as it was."""
    party = complainants(matter)[0]
    person = person_of(party)
    party.identity = keep(replace(person, more={**person.more, ADDRESS: postal}))
    party.has_address = True
    party.save()


def _correct_respondent(matter: Matter, name: str, place: str) -> None:
    """Point the matter at the respondent as now named and addressed, and let it be found by that."""
    before, present = indexed(matter), matter.respondent
    if present is None:
        named, placed, code = name, place, ""
    else:
        same = name in ("", present.name)
        named, placed = name or present.name, place or (present.address if same else "")
        code = present.credit_code if same else ""
    matter.respondent = _enterprise(named[:200], placed[:300], code)
    search.replace(matter.pk, before, indexed(matter))


def _enterprise(name: str, address: str, code: str) -> Enterprise:
    found, _ = Enterprise.objects.get_or_create(name=name, address=address, defaults={"credit_code": code})
    return found
