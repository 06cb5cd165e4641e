"""Decide on a request that a mediator withdraw (是否回避的决定); a head decides, and mediation goes on.

办法第二十一条第二款. Granted, another mediator takes over the sessions already called.
"""

from __future__ import annotations

from datetime import datetime

from xiaobao.docket.actions.taking import Taken, taking
from xiaobao.docket.letters import contact_facts, to_complainant, to_respondent
from xiaobao.docket.mediation_facts import footing_of, open_recusal, recused, side_name
from xiaobao.docket.models import Recusal, Session
from xiaobao.documents.numbering import format_date
from xiaobao.rules import recusal
from xiaobao.rules.consent import COMPLAINANT
from xiaobao.rules.workflow import Act
from xiaobao.staff.permissions import Authority


def decide_recusal(
    *,
    matter_id: int,
    version: int,
    officer: Authority,
    at: datetime,
    upheld: bool | None,
    words: str,
    replacement: str = "",
    addressee: str = "",
    address: str = "",
) -> Taken:
    """Decide: the request's row, planned sessions, letter to the applicant, event, audit row, all or none.

    ``replacement`` is who mediates instead, needed when granted; ``addressee`` the complainant's full name
    where the export gave a masked one. Raises NotFound, NotAllowed, Changed, Refused (with ``fields``).
    """
    with taking(
        act=Act.DECIDE_RECUSAL, matter_id=matter_id, version=version, officer=officer, at=at, address=address
    ) as taken:
        request = _insist(taken, upheld, words, replacement)
        request.upheld, request.words, request.replacement = bool(upheld), words.strip(), replacement.strip()
        request.decided_on, request.decided_by = taken.today, officer.user
        request.save()
        if upheld:
            _replace(taken, request)
        _issue(taken, request, addressee)
        taken.data |= {"upheld": bool(upheld), "side": request.side}
    return taken


def _planned(taken: Taken, against: str) -> list[Session]:
    planned = taken.matter.sessions.filter(state=Session.State.PLANNED)
    return [session for session in planned if against in session.mediators]


def _insist(taken: Taken, upheld: bool | None, words: str, replacement: str) -> Recusal:
    request = open_recusal(taken.matter)
    against = request.against if request else ""
    check = recusal.check_decision(
        upheld=upheld,
        words=words,
        replacement=replacement,
        against=against,
        asked=request is not None,
        decider=taken.officer.user.name,
        recused=recused(taken.matter),
        planned=bool(_planned(taken, against)),
        footing=footing_of(taken),
    )
    taken.insist(check)
    return request or Recusal()


def _replace(taken: Taken, request: Recusal) -> None:
    for session in _planned(taken, request.against):
        named = [request.replacement if name == request.against else name for name in session.mediators]
        session.mediators = list(dict.fromkeys(named))
        session.save()


def _issue(taken: Taken, request: Recusal, addressee: str) -> None:
    matter, ours = taken.matter, request.side == COMPLAINANT
    facts = contact_facts(matter, officer=taken.officer, rulebook=taken.rulebook) | {
        "addressee": side_name(matter, request.side, typed=addressee),
        "asked_on": format_date(request.asked_on),
        "against": request.against,
        "outcome": "准予" if request.upheld else "驳回",
        "reason": request.words,
        "replacement": request.replacement,
        "basis": recusal.article(footing_of(taken)),
    }
    taken.issue("recusal_decision", facts, to=to_complainant(matter) if ours else to_respondent(matter))
