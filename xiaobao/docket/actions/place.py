"""Record which bureau a complaint belongs to (确认管辖): 办法第十三条、第十四条, 令20 第十二条、第十三条."""

from __future__ import annotations

from datetime import datetime

from xiaobao.docket.actions.taking import Taken, taking
from xiaobao.rules import jurisdiction
from xiaobao.rules.jurisdiction import Seat
from xiaobao.rules.workflow import Act
from xiaobao.staff.permissions import Authority

_KEPT = ("actual_here", "domicile_here", "published_here", "reachable", "platform_here", "within_duties")


def place(
    *,
    matter_id: int,
    version: int,
    officer: Authority,
    at: datetime,
    respondent_kind: str,
    actual_here: bool | None = None,
    domicile_here: bool | None = None,
    published_here: bool | None = None,
    reachable: bool | None = None,
    platform_here: bool | None = None,
    within_duties: bool | None = None,
    first_receiver: str = "",
    elsewhere: str = "",
    ours: bool | None = None,
    words: str = "",
    address: str = "",
) -> Taken:
    """Record the officer's decision on competence: facts, decision, event and audit row, all or none.

    ``respondent_kind`` is a ``jurisdiction.RespondentKind``; what each boolean says stands with
    ``jurisdiction.Seat``. ``ours`` is the decision; None follows the proposal, or ``elsewhere`` where it
    names who is competent. Deciding against the proposal needs ``words``. Raises NotFound, NotAllowed,
    Changed, Refused (with ``fields``).
    """
    with taking(
        act=Act.PLACE, matter_id=matter_id, version=version, officer=officer, at=at, address=address
    ) as taken:
        seat = Seat(
            regulation=taken.matter.regulation,
            kind=respondent_kind,
            actual_here=actual_here,
            domicile_here=domicile_here,
            published_here=published_here,
            reachable=reachable,
            platform_here=platform_here,
            within_duties=within_duties,
            first_receiver=first_receiver.strip(),
        )
        check = jurisdiction.check_place(seat, ours=ours, elsewhere=elsewhere, words=words, law=taken.law)
        taken.insist(check)
        ruling = jurisdiction.decided(seat, ours=ours, elsewhere=elsewhere, law=taken.law)
        _record(taken, seat, ruling is True, elsewhere.strip())
        taken.words = words
    return taken


def _record(taken: Taken, seat: Seat, ours: bool, elsewhere: str) -> None:
    complaint = taken.matter.complaint
    complaint.respondent_kind, complaint.within_duties = seat.kind, seat.within_duties
    complaint.competent, complaint.placed_on = ours, taken.today
    complaint.competent_elsewhere = "" if ours else (elsewhere or _whose(seat))
    complaint.save()
    known = {name: getattr(seat, name) for name in _KEPT if getattr(seat, name) is not None}
    proposal = jurisdiction.propose(seat, taken.law)
    taken.data |= {"kind": seat.kind, "proposed": proposal.outcome, "ours": ours, **known}


def _whose(seat: Seat) -> str:
    # Outside the market regulators' duties the place says nothing of who is competent.
    return "" if seat.within_duties is False else jurisdiction.whose(seat)
