"""What the examples of mediation share: 林晓禾's complaint accepted and told, both sides willing, a session called.

Under Order 121 it is received on Monday 2026-05-18 and accepted on Wednesday 2026-05-20; under Order 20
received on Monday 2026-03-02 and accepted on Thursday 2026-03-05.
"""

from __future__ import annotations

from datetime import date, datetime, timedelta
from functools import partial

from django.db.models import Model

from tests import cast
from xiaobao.docket import clockwork
from xiaobao.docket.actions.accept import accept
from xiaobao.docket.actions.appraise import appraise
from xiaobao.docket.actions.consent import consent
from xiaobao.docket.actions.invite import invite
from xiaobao.docket.actions.recuse import recuse
from xiaobao.docket.models import Event, Matter
from xiaobao.docket.rulebook import current
from xiaobao.vault.models import AuditEntry

NEW, OLD = "samr-order-121", "samr-order-20"
RECEIVED = {NEW: "2026-05-18", OLD: "2026-03-02"}
ACCEPTED = {NEW: "2026-05-20", OLD: "2026-03-05"}
DAY = {NEW: date(2026, 5, 20), OLD: date(2026, 3, 5)}
ASSOCIATION = "湖里区消费者权益保护委员会"
MINUTES = "投诉人要求退货并赔偿，被投诉人同意退还货款，双方对赔偿数额仍有分歧。"


def accepted(register, officers, regulation: str = NEW, **changes: object) -> int:
    """Return the id of the complaint accepted by 陈思远 and told; version 2."""
    key = register(cast.complaint(received_at=cast.at(RECEIVED[regulation]), **changes))
    accept(matter_id=key, version=1, officer=officers["chensiyuan"], at=noon(regulation))
    matter = Matter.objects.get(pk=key)
    day = DAY[regulation]
    clockwork.happened(matter, event="complaint.acceptance_told", on=day, rulebook=current())
    matter.save()
    return key


def noon(regulation: str = NEW, later: int = 0) -> datetime:
    """Return noon on the day of acceptance, or days later."""
    return cast.at(ACCEPTED[regulation], "12:00") + timedelta(days=later)


def version(key: int) -> int:
    """Return the present version of a matter."""
    return Matter.objects.get(pk=key).version


def act(do, key: int, officer, at: datetime, /, **given: object):
    """Do an act on the matter as it stands."""
    return do(**{"matter_id": key, "version": version(key), "officer": officer, "at": at} | given)


def agree(
    key: int,
    officers,
    at: datetime,
    subject: str = "mediation",
    sides=("complainant", "respondent"),
    given=True,
):
    """Record what the sides say on the day of ``at``, by phone; returns the last."""
    say = partial(act, consent, key, officers["chensiyuan"], at, subject=subject, how="phone")
    day = at.date()
    return [say(side=side, given=given, on=day, proof="通话录音第3号") for side in sides][-1]


def call(key: int, officers, at: datetime, **changes: object):
    """Call both sides to a session on site a week later, led by 陈思远."""
    given = {
        "mode": "on_site",
        "held_at": at + timedelta(days=7),
        "place": "湖里所调解室（虚构）",
        "mediators": ["陈思远"],
        "bring": "购物小票",
        "recusal_days": 3,
    }
    return act(invite, key, officers["chensiyuan"], at, **given | changes)


def ask_to_withdraw(key: int, officers, at: datetime, **changes: object):
    """林晓禾 asks 陈思远 to withdraw."""
    given = {"side": "complainant", "against": "陈思远", "ground": "relative", "on": at.date()}
    return act(recuse, key, officers["chensiyuan"], at, **given | changes)


def order(key: int, officers, at: datetime, **changes: object):
    """Have the yoghurt tested from the day of ``at`` on."""
    given = {
        "kind": "testing",
        "subject": "酸奶一盒，菌落总数",
        "body": "虚构食品检测中心",
        "chosen": "agreed",
        "cost": "由被投诉人先行垫付",
        "began_on": at.date(),
        "proof": "受理单第7号",
    }
    return act(appraise, key, officers["chensiyuan"], at, **given | changes)


def left(key: int) -> tuple[object, ...]:
    """What an act that was refused must leave as it was."""
    matter = Matter.objects.get(pk=key)
    events = Event.objects.filter(matter=key).count()
    return (matter.state, matter.version, events, AuditEntry.objects.count(), matter.documents.count())


def rows(model: type[Model], key: int) -> int:
    """Count the rows a matter has in one table."""
    return model._default_manager.filter(matter=key).count()
