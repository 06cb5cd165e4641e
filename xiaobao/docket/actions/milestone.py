"""Record a step of a case (案件进展): its day, the number of its paper, and the clocks the law ties to it."""

from __future__ import annotations

from datetime import date, datetime

from xiaobao.docket.actions.taking import Taken, taking
from xiaobao.docket.case_facts import case_of, milestone_facts, opened_case
from xiaobao.docket.case_steps import Teller, write_step
from xiaobao.docket.models import Case
from xiaobao.docket.shield import shield
from xiaobao.rules import milestones
from xiaobao.rules.milestones import Done
from xiaobao.rules.workflow import Act, State
from xiaobao.staff.permissions import Authority

_WITHOUT_CASE = (State.RECEIVED, State.NOT_FILED)


def milestone(
    *,
    matter_id: int,
    version: int,
    officer: Authority,
    at: datetime,
    event: str,
    on: date,
    document: str = "",
    words: str = "",
    days: int | None = None,
    address: str = "",
) -> Taken:
    """Record the step ``event`` (``milestones.STEPS``) taken on a day; ``days`` where it lengthens a period.

    ``document`` is the number of its paper in the enforcement system. A clock that begins a second time
    counts anew, its former run kept in the event. Raises NotFound, NotAllowed, Changed, Refused.
    """
    with taking(
        act=Act.MILESTONE, matter_id=matter_id, version=version, officer=officer, at=at, address=address
    ) as taken:
        case = _case(taken)
        facts = milestone_facts(taken.matter, today=taken.today)
        check = milestones.check_milestone(
            event=event, on=on, document=document, days=days, facts=facts, law=taken.law
        )
        taken.insist(check)
        step = milestones.find(event)
        assert step is not None, "the rule refuses an unknown step"  # noqa: S101
        former = write_step(
            taken.matter,
            case,
            step,
            Done(event, on, shield(taken.matter, document.strip())),
            teller=Teller(by=officer.user),
            rulebook=taken.rulebook,
            words=shield(taken.matter, words.strip()),
            days=days,
        )
        taken.data |= {"milestone": event, "on": on.isoformat()} | ({"former": former} if former else {})
        taken.words = shield(taken.matter, words)
    return taken


def _case(taken: Taken) -> Case | None:
    return (
        case_of(taken.matter)
        if taken.before in _WITHOUT_CASE
        else opened_case(taken.matter, rulebook=taken.rulebook, today=taken.today)
    )
