"""Call both sides to a session of mediation (通知调解); on site each side gets Form 7.

办法第二十条第二款: 采取现场调解方式的，应当提前告知投诉人和被投诉人调解的时间、地点、调解人员等. Sessions by
phone, video or internet are planned without a form.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from xiaobao.docket.actions.taking import Taken, taking
from xiaobao.docket.letters import contact_facts, to_complainant, to_respondent
from xiaobao.docket.mediation_facts import (
    earliest_due,
    footing_of,
    in_shanghai,
    moment_line,
    open_delegation,
    recused,
    side_name,
    wished,
)
from xiaobao.docket.models import Session
from xiaobao.refusals import Refused
from xiaobao.rules import mediation
from xiaobao.rules.consent import COMPLAINANT, MEDIATION, RESPONDENT
from xiaobao.rules.workflow import Act
from xiaobao.staff.permissions import Authority


def invite(
    *,
    matter_id: int,
    version: int,
    officer: Authority,
    at: datetime,
    mode: str,
    held_at: datetime,
    mediators: Sequence[str],
    place: str = "",
    bring: str = "",
    recusal_days: int | None = None,
    instead_of: int | None = None,
    addressee: str = "",
    address: str = "",
) -> Taken:
    """Plan a session: row, on site one Form 7 to each side, event and audit row, all or none.

    ``mode`` on_site|phone|video|internet; ``recusal_days`` the blank of Form 7, needed on site;
    ``instead_of`` the id of a planned session this one replaces; ``addressee`` the complainant's full name
    where the export gave a masked one. Raises NotFound, NotAllowed, Changed, Refused (with ``fields``).
    """
    plan = mediation.Plan(mode, in_shanghai(held_at), place.strip(), names(mediators), recusal_days)
    with taking(
        act=Act.INVITE, matter_id=matter_id, version=version, officer=officer, at=at, address=address
    ) as taken:
        _insist(taken, plan)
        _call_off(taken, instead_of)
        session = Session.objects.create(
            matter=taken.matter,
            mode=mode,
            held_at=plan.held_at,
            place=plan.place,
            mediators=list(plan.mediators),
            bring=bring.strip(),
            recusal_days=recusal_days if mode == mediation.ON_SITE else None,
        )
        taken.data |= {"mode": mode, "held_at": plan.held_at.isoformat(), "session": session.pk}
        if mode == mediation.ON_SITE:
            _issue(taken, session, addressee)
    return taken


def names(given: Sequence[str]) -> tuple[str, ...]:
    """Return the mediators named, once each and without blanks."""
    return tuple(dict.fromkeys(name.strip() for name in given if name.strip()))


def _insist(taken: Taken, plan: mediation.Plan) -> None:
    matter = taken.matter
    under_way = open_delegation(matter)
    check = mediation.check_invite(
        plan,
        wishes=wished(matter, MEDIATION),
        now=taken.at,
        due=earliest_due(matter),
        recused=recused(matter),
        delegated_to=under_way.body if under_way else "",
        footing=footing_of(taken),
    )
    taken.insist(check)


def _call_off(taken: Taken, session_id: int | None) -> None:
    if session_id is None:
        return
    planned = taken.matter.sessions.filter(pk=session_id, state=Session.State.PLANNED)
    if not planned.update(state=Session.State.CANCELLED):
        sentence = "要更改的调解已经举行或者取消，请核对。"
        raise Refused(sentence, fields={"instead_of": sentence})
    taken.data["instead_of"] = session_id


def _issue(taken: Taken, session: Session, addressee: str) -> None:
    """Issue one notice a side, each with its own number."""
    known = contact_facts(taken.matter, officer=taken.officer, rulebook=taken.rulebook)
    facts = {
        "matter": known["matter"],
        "bureau": known["bureau"],
        "phone": known["contact_phone"],
        "held_at": moment_line(session.held_at),
        "place": session.place,
        "bring": session.bring,
        "mediators": "、".join(session.mediators),
        "recusal_days": str(session.recusal_days),
    }
    for side, to in ((COMPLAINANT, to_complainant(taken.matter)), (RESPONDENT, to_respondent(taken.matter))):
        name = side_name(taken.matter, side, typed=addressee)
        taken.issue("mediation_notice", {**facts, "addressee": name}, to=to)
