"""Register who acts for a party (委托代理): 令121 第十一条, 令20 第十条."""

from __future__ import annotations

from datetime import date, datetime

from xiaobao.docket import people
from xiaobao.docket.actions.taking import Taken, taking
from xiaobao.docket.letters import complainants
from xiaobao.docket.models import Mandate, Matter, Party, Role, Side
from xiaobao.docket.people import PersonGiven
from xiaobao.rules import agency
from xiaobao.rules.agency import Mandated
from xiaobao.rules.workflow import Act
from xiaobao.staff.permissions import Authority


def appoint_agent(
    *,
    matter_id: int,
    version: int,
    officer: Authority,
    at: datetime,
    side: str,
    principal_id: int | None,
    name: str,
    phone: str,
    matters: str,
    special: bool,
    until: date | None,
    original: bool,
    id_kind: str = "",
    id_number: str = "",
    address: str = "",
) -> Taken:
    """Register an agent with the authorisation: what for, how far and until when (None: until dealt with).

    ``side`` complainant|respondent; ``principal_id`` is the party of the complainant, None for the only one
    there is and for the respondent. ``original`` says that the original authorisation was handed in,
    ``special`` that it covers changing or waiving a claim and settling.
    Raises NotFound, NotAllowed, Changed, Refused with everything that is missing.
    """
    with taking(
        act=Act.APPOINT_AGENT, matter_id=matter_id, version=version, officer=officer, at=at, address=address
    ) as taken:
        matter = taken.matter
        principal = _principal(matter, side, principal_id)
        known = principal is not None or (side == Side.RESPONDENT and principal_id is None)
        mandated = Mandated(side, known, name, id_kind, id_number, matters, original, special, until)
        taken.insist(agency.check(mandated, today=taken.today, regulation=matter.regulation, law=taken.law))
        given = PersonGiven(name=name, phone=phone, id_kind=id_kind, id_number=id_number)
        agent = people.add(matter, given, role=Role.AGENT)
        Mandate.objects.create(
            agent=agent,
            principal=principal,
            side=side,
            matters=matters.strip(),
            special=special,
            until=until,
            original_kept=original,
        )
        taken.data |= {"side": side, "special": special, "until": until.isoformat() if until else ""}
    return taken


def _principal(matter: Matter, side: str, principal_id: int | None) -> Party | None:
    if side != Side.COMPLAINANT:
        return None
    everyone = complainants(matter)
    if principal_id is None:
        return everyone[0] if len(everyone) == 1 else None
    return next((party for party in everyone if party.pk == principal_id), None)
