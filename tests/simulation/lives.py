"""Matters on their way: what arrives, what an officer does next, how long it lies, what exports say later."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from random import Random
from typing import Any

from tests import cast
from tests.docket import report_walk as walk
from tests.docket.test_every_sequence import ACTS as COMPLAINT_ACTS
from tests.docket.test_every_sequence import given
from tests.simulation.reports import of_a_report
from tests.simulation.staff import Staff
from xiaobao.desk.acts import deed_of
from xiaobao.docket.actions.accept import accept
from xiaobao.docket.actions.decline import decline
from xiaobao.docket.checking_facts import pending
from xiaobao.docket.models import Addressee, Matter
from xiaobao.intake.registration import Registration
from xiaobao.rules import workflow
from xiaobao.rules.workflow import Act, State

PACES = {"prompt": (0, 2), "usual": (1, 6), "late": (3, 16), "asleep": (20, 90)}
"""For how many days a matter lies between two acts."""
_OFFICES = ("", "", "湖里市场监督管理所", "江头市场监督管理所")
_NAMED = {Act.ACCEPT: accept, Act.DECLINE: decline}


@dataclass
class Life:
    """One matter: the row it came with, and how it is gone about."""

    key: int
    row: Registration
    pace: str
    acts: int = 0
    done: list[str] = field(default_factory=list)

    def rests(self, chance: Random) -> timedelta:
        """Return how long nothing is done."""
        days = chance.randint(*PACES[self.pace])
        return timedelta(days=days, minutes=chance.randint(0, 480))


def arrival(number: int, received: datetime, chance: Random) -> Registration:
    """Return a complaint or a report as an export tells it; now and then with the hotline's own deadlines."""
    made = cast.complaint if chance.random() < 0.55 else cast.report
    external = ()
    if chance.random() < 0.2:
        external = (("hotline.city", received + timedelta(days=chance.randint(3, 20))),)
    return made(
        external_id=f"S{number}",
        received_at=received,
        office_name=chance.choice(_OFFICES),
        external_due=external,
        digest=f"S{number}".encode(),
    )


def exported_again(life: Life, at: datetime, chance: Random) -> Registration:
    """Return the row as a later export has it: another deadline, another received moment, a reply, an end."""
    row = life.row
    told: tuple[dict[str, Any], ...] = (
        {"external_due": (("hotline.city", at + timedelta(days=chance.randint(1, 15))),)},
        {"received_at": row.received_at + timedelta(days=chance.choice((-9, -2, 1, 4)))},
        {"received_at": row.received_at + timedelta(days=chance.choice((-3, 2)))},
        {"reply": "已经答复。"},
        {"closed": True, "closed_at": at},
    )
    return replace(row, digest=f"{row.external_id} {at}".encode(), **chance.choice(told))


def next_act(matter: Matter, chance: Random) -> Act | None:
    """Return what an officer would do next, now and then anything the table allows; None when all is done."""
    if chance.random() < 0.06:
        rows = workflow.lawful(matter.kind, matter.state, channel="desk")
        wanted = COMPLAINT_ACTS if matter.kind == "complaint" else walk.ACTS
        lawful = sorted({row.act for row in rows} & set(wanted))
        return chance.choice(lawful) if lawful else None
    usual = _of_a_complaint if matter.kind == "complaint" else _of_a_report
    return usual(matter, chance)


def do(act: Act, matter: Matter, at: datetime, officer: Any, staff: Staff, chance: Random) -> None:
    """Have the officer do the act; raises Obstacle when the docket refuses."""
    arguments = _typed(act, matter, at, chance) | _colleague(act, matter, at, staff, chance)
    deed = deed_of(matter.kind, act)
    verb = deed.do if deed else _NAMED[act]
    verb(matter_id=matter.pk, version=matter.version, officer=officer, at=at, **arguments)


def _typed(act: Act, matter: Matter, at: datetime, chance: Random) -> dict[str, Any]:
    if matter.kind == "complaint":
        return given(act, matter, at)
    return of_a_report(act, matter, at, chance)


def _colleague(act: Act, matter: Matter, at: datetime, staff: Staff, chance: Random) -> dict[str, Any]:
    """Name colleagues who are in post, where an act names some."""
    day = at.astimezone(cast.SHANGHAI).date()
    handlers = staff.holders("handler", day)
    if act in (Act.CHECK, Act.PROPOSE, Act.SUSPECT):
        return {"officers": [seat.name for seat in handlers if seat.office_id == matter.office_id][:2]}
    if act not in (Act.ASSIGN, Act.ENTRUST):
        return {}
    here = matter.office.code if act is Act.ENTRUST else chance.choice(("huli", "huli", "jiangtou"))
    in_post = [seat.username for seat in handlers if seat.office == here]
    handler = chance.choice([*in_post, ""]) if act is Act.ASSIGN else chance.choice(in_post or [""])
    return {"handler": handler} | ({"office": here} if act is Act.ASSIGN else {})


def _untold(matter: Matter) -> bool:
    owed = Addressee.objects.filter(document__matter=matter, services=None, document__voided_at=None)
    return owed.exists()


def _of_a_complaint(matter: Matter, chance: Random) -> Act | None:
    state, choose = State(matter.state), chance.choice
    if state is State.RECEIVED and matter.office.kind in ("bureau", "desk"):
        return Act.ASSIGN
    if state is not State.RECEIVED and _untold(matter) and chance.random() < 0.7:
        return Act.SERVE
    if state is State.ACCEPTED:
        return _mediation(matter, chance)
    return {
        State.RECEIVED: choose((*[Act.ACCEPT] * 6, *_LESS_OFTEN)),
        State.SETTLING: choose((Act.RECALL, Act.CONFIRM, Act.CONFIRM)),
        State.SUSPENDED: choose((Act.DECIDE_RECUSAL, Act.TERMINATE)),
        State.SETTLED: choose((Act.PERFORM, Act.CLOSE)),
        State.TERMINATED: choose((Act.CLOSE, Act.CLOSE, Act.LEAD)),
        State.DECLINED: Act.CLOSE,
        State.CLOSED: choose((None, None, None, None, Act.REOPEN, Act.RESUME)),
    }.get(state)


_LESS_OFTEN = (Act.DECLINE, Act.HAND_BACK, Act.ENTRUST, Act.WITHDRAW, Act.SETTLE_FIRST, Act.SETTLE_FIRST)


def _mediation(matter: Matter, chance: Random) -> Act:
    if matter.appraisals.filter(ended_on=None).exists():
        return Act.FINISH_APPRAISAL
    if matter.consents.count() < 2:
        return Act.CONSENT
    return chance.choice(
        (Act.INVITE, Act.MEDIATE, Act.APPRAISE, Act.RECUSE, Act.LEAD, Act.SETTLE, Act.SETTLE, Act.TERMINATE)
    )


def _of_a_report(matter: Matter, chance: Random) -> Act | None:
    if matter.is_open and matter.office.kind in ("bureau", "desk"):
        return Act.ASSIGN
    if matter.exclusions.filter(ended_on=None).exists():
        return Act.COUNT_AGAIN
    if not matter.report.subjects and matter.is_open:
        return Act.CLASSIFY
    if matter.state != State.RECEIVED and _untold(matter):
        return Act.SERVE
    if matter.state == State.RECEIVED:
        return _check(matter, chance)
    after = (Act.MILESTONE, Act.DECIDE, Act.DECIDE, Act.HALT, Act.LEAVE_OUT, Act.PROLONG)
    told = matter.events.filter(verb="answer").exists()
    ending = (Act.CLOSE, Act.CLOSE, Act.MILESTONE) if told else (Act.ANSWER, Act.MILESTONE, Act.CLOSE)
    choices = {
        State.FILED: after,
        State.HALTED: (Act.GO_ON,),
        State.DECIDED: ending,
        State.ABANDONED: ending,
        State.NOT_FILED: (Act.CLOSE,) if told else (Act.ANSWER, Act.CLOSE),
    }.get(State(matter.state))
    return chance.choice(choices) if choices else None


def _check(matter: Matter, chance: Random) -> Act:
    waiting, choose = pending(matter), chance.choice
    if waiting is not None:
        decides = Act.FILE if waiting.what == "file" else Act.NOT_FILE
        return choose((decides, decides, decides, Act.SEND_BACK)) if waiting.review else Act.REVIEW
    if matter.checks.exists() and chance.random() < 0.6:
        return Act.PROPOSE
    return choose((Act.CHECK, Act.CHECK, Act.LEAVE_OUT, Act.EXTEND, Act.ENTRUST))
