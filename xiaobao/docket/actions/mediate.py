"""Record a session of mediation (调解记录): who came, what was said, how it ended.

办法第二十四条第二款: 未制作调解书的，应当做好调解记录备查. A session to which one side did not come has
minutes too.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from xiaobao.docket.actions.invite import names
from xiaobao.docket.actions.taking import Taken, taking
from xiaobao.docket.letters import matter_phrase, respondent_name
from xiaobao.docket.mediation_facts import (
    complainants_there,
    footing_of,
    in_shanghai,
    moment_line,
    recused,
    wished,
)
from xiaobao.docket.models import Session
from xiaobao.refusals import Refused
from xiaobao.rules import mediation
from xiaobao.rules.consent import COMPLAINANT, MEDIATION, RESPONDENT, SIDES
from xiaobao.rules.ledger import shanghai_day
from xiaobao.rules.mediation import Held
from xiaobao.rules.workflow import Act
from xiaobao.staff.permissions import Authority

_RESULTS = {
    mediation.AGREED: "双方达成一致。",
    mediation.CONTINUE: "继续调解。",
    mediation.FAILED: "双方未能达成一致。",
}


def mediate(
    *,
    matter_id: int,
    version: int,
    officer: Authority,
    at: datetime,
    session_id: int | None,
    mode: str,
    held_at: datetime,
    mediators: Sequence[str],
    complainant_present: bool,
    respondent_present: bool,
    minutes: str,
    result: str = "",
    place: str = "",
    address: str = "",
) -> Taken:
    """Record a session: its row, the numbered minutes, event and audit row, all or none.

    ``session_id`` is the planned session, None for one not planned here; ``result`` agreed|continue|failed,
    empty where a side stayed away. Raises NotFound, NotAllowed, Changed, Refused (with ``fields``).
    """
    held = Held(
        mode=mode,
        held_at=in_shanghai(held_at),
        place=place.strip(),
        mediators=names(mediators),
        complainant_present=complainant_present,
        respondent_present=respondent_present,
        minutes=minutes.strip(),
        result=result,
    )
    with taking(
        act=Act.MEDIATE, matter_id=matter_id, version=version, officer=officer, at=at, address=address
    ) as taken:
        session = _planned(taken, session_id)
        held = replace(held, planned=session is not None)
        _insist(taken, held)
        _keep(session or Session(matter=taken.matter), held)
        _issue(taken, held)
        taken.data |= {"mode": mode, "held_at": held.held_at.isoformat(), "result": result or "missed"}
        if session_id is not None:
            taken.data["session"] = session_id
    return taken


def _planned(taken: Taken, session_id: int | None) -> Session | None:
    if session_id is None:
        return None
    session = taken.matter.sessions.filter(pk=session_id, state=Session.State.PLANNED).first()
    if session is None:
        sentence = "所选的调解已经记录或者取消，请核对。"
        raise Refused(sentence, fields={"session_id": sentence})
    return session


def _insist(taken: Taken, held: Held) -> None:
    check = mediation.check_mediate(
        held,
        wishes=wished(taken.matter, MEDIATION, held_on=shanghai_day(held.held_at)),
        now=taken.at,
        recused=recused(taken.matter),
        footing=footing_of(taken),
    )
    taken.insist(check)


def _keep(session: Session, held: Held) -> None:
    session.state = Session.State.MISSED if held.missed else Session.State.HELD
    session.mode, session.held_at, session.place = held.mode, held.held_at, held.place
    session.mediators = list(held.mediators)
    session.complainant_present = held.complainant_present
    session.respondent_present = held.respondent_present
    session.minutes, session.result = held.minutes, held.result
    session.save()


def _issue(taken: Taken, held: Held) -> None:
    """Issue the minutes. They are kept on file and signed at the table: nobody has to be served with them."""
    matter = taken.matter
    mode = Session(mode=held.mode).get_mode_display()
    facts = {
        "matter": matter_phrase(matter),
        "matter_number": matter.number,
        "bureau": taken.rulebook.locality.bureau.name,
        "held_at": moment_line(held.held_at),
        "place": held.place or "非现场",
        "mode": str(mode),
        "mediators": "、".join(held.mediators),
        "complainant_side": f"{complainants_there(matter)}{_came(held.complainant_present)}",
        "respondent_side": f"{respondent_name(matter)}{_came(held.respondent_present)}",
        "summary": held.minutes,
        "result": _result(held),
        "basis": mediation.record_article(footing_of(taken)),
    }
    taken.issue("minutes", facts, to=[])


def _came(present: bool) -> str:
    return "（参加）" if present else "（未参加）"


def _result(held: Held) -> str:
    if not held.missed:
        return _RESULTS[held.result]
    there = {COMPLAINANT: held.complainant_present, RESPONDENT: held.respondent_present}
    away = "、".join(label for side, label in SIDES.items() if not there[side])
    return f"{away}没有参加，调解未能举行。"
