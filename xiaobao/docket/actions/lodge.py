"""A consumer complains to an ODR enterprise or a service point directly (消费者自行提交).

令121 第六条第三款: settling first is encouraged, and here the consumer chooses it. The complaint is one of
the bureau's from the first moment, with a number, so that nothing is lost when it is not settled. It
is registered and handed over at once; nobody of the bureau acts.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass, replace
from datetime import datetime
from decimal import Decimal

from django.db import IntegrityError

from xiaobao.docket.actions.register import register_many
from xiaobao.docket.actions.take_up import unclocked
from xiaobao.docket.actions.taking import insist
from xiaobao.docket.desk_row import at_desk
from xiaobao.docket.diversions import new_code
from xiaobao.docket.hand_over import facts_of, hand_over
from xiaobao.docket.models import Event, Exchange, Matter, Partner
from xiaobao.docket.people import PersonGiven, one_line
from xiaobao.docket.rulebook import Rulebook, current
from xiaobao.intake.registration import Registration
from xiaobao.law import NotInForce
from xiaobao.refusals import NotFound, Refused
from xiaobao.rules import arrival
from xiaobao.rules import settle_first as rule
from xiaobao.rules.arrival import CHANNELS, Arrival
from xiaobao.rules.settle_first import HandOver, SettleHow
from xiaobao.rules.workflow import Act, State, Track
from xiaobao.vault.audit import record
from xiaobao.vault.sealing import index
from xiaobao.writing import writing

SOURCE, CHANNEL = "web", "web"
"""``Matter.source`` of what a consumer registers; ``external_id`` is then the key of the form."""
SHOWN_ONCE = (
    "这份投诉已经提交过（登记编号{}），没有重复登记。查询码只显示一次，不能再次显示；没有记下的，"
    "请致电本局，说明登记编号。"
)
_CONSUMER = "消费者"


@dataclass(frozen=True, slots=True, repr=False)
class Lodged:
    """What came of it. ``code`` is shown this once; empty when ``already``, and ``sentence`` says so."""

    matter_id: int
    number: str
    code: str
    already: bool = False
    sentence: str = ""


@dataclass(frozen=True, slots=True, repr=False)
class _Form:
    key: str
    way: str
    partner: int
    person: PersonGiven
    respondent_name: str
    content: str
    requests: tuple[str, ...]
    amount: Decimal | None
    shares_contact: bool


def lodge(
    *,
    way: str,
    partner: int,
    person: PersonGiven,
    respondent_name: str,
    content: str,
    requests: Sequence[str],
    amount: Decimal | None,
    shares_contact: bool,
    key: str,
    at: datetime,
    address: str,
) -> Lodged:
    """Register a consumer's complaint and hand it to the partner, in one transaction; yuan.

    ``way`` is a ``settle_first.HandOver``, ``partner`` the id of an open one, ``key`` marks one showing
    of the form: sent twice it is the same complaint, once. A blank respondent is the partner. Raises
    NotFound, Refused (fields: the arguments, those of the person as ``person_name``, ``person_phone``).
    """
    rulebook, chosen = current(), _partner(partner)
    wishes = tuple(text for request in requests if (text := one_line(request)))
    respondent = one_line(respondent_name) or chosen.name
    form = _Form(
        key.strip(), way, partner, person, respondent, content.strip(), wishes, amount, shares_contact
    )
    digest = _digest(form)
    if before := _before(form.key, digest):
        return before
    _check(form, chosen, at, rulebook)
    try:
        with writing():
            # Asked again under the lock: two presses at once are one complaint.
            return _before(form.key, digest) or _write(form, chosen, digest, at, rulebook, address)
    except IntegrityError:
        # On a server with several writers the other press came first.
        if before := _before(form.key, digest):
            return before
        raise


def _partner(key: int) -> Partner:
    found = Partner.objects.select_related("office").filter(pk=key).first()
    if found is None:
        raise NotFound("没有这家ODR企业或者消费维权服务站。")
    return found


def _digest(form: _Form) -> bytes:
    told = json.dumps(asdict(form), ensure_ascii=False, default=str, sort_keys=True)
    return index(told, purpose="registration")


def _before(key: str, digest: bytes) -> Lodged | None:
    """Return what this very form became when it was sent before; raises Refused for another one's key."""
    if not key or len(key) > 64:
        raise _at_key("投诉表已经失效，请重新打开页面填写。")
    matter = Matter.objects.select_related("submission").filter(source=SOURCE, external_id=key).first()
    if matter is None:
        return None
    if bytes(matter.submission.digest) != digest:
        raise _at_key("这张投诉表已经提交，这次填写的内容与当时不同，没有保存；另有投诉请重新打开页面填写。")
    return Lodged(matter.pk, matter.number, "", already=True, sentence=SHOWN_ONCE.format(matter.number))


def _at_key(sentence: str) -> Refused:
    return Refused(sentence, fields={"key": sentence})


def _check(form: _Form, partner: Partner, at: datetime, rulebook: Rulebook) -> None:
    """Ask the rules of registering and of settling first; raises Refused."""
    today, given = rulebook.today(at), form.person
    try:
        regulation = rulebook.governing(today)
    except NotInForce as error:
        raise Refused(error.message, code=error.code) from error
    arriving = Arrival(
        kind=Track.COMPLAINT.value, channel=CHANNEL, received_at=at, received_on=today, content=form.content,
        name=given.name, phone=given.phone, postal=given.postal, respondent=form.respondent_name,
        requests=form.requests, amount=form.amount,
    )  # fmt: skip
    insist(arrival.check(arriving, now=at, regulation=regulation, law=rulebook.law))
    insist(
        rule.check_settle_first(
            facts_of(partner),
            regulation=regulation,
            way=form.way,
            how=SettleHow.WEB,
            today=today,
            law=rulebook.law,
        )
    )


def _registration(form: _Form, partner: Partner, digest: bytes, at: datetime) -> Registration:
    row = at_desk(
        key=form.key,
        kind=Track.COMPLAINT.value,
        channel=CHANNELS[CHANNEL],
        received_at=at,
        person=form.person.person(),
        respondent=(form.respondent_name, "", ""),
        content=form.content,
        requests=form.requests,
        amount=form.amount,
        # 令121 第四十一条: it belongs to the office that looks after the partner, also when it comes back.
        office=partner.office.name,
        digest=digest,
    )
    return replace(row, system=SOURCE)


def _write(
    form: _Form, partner: Partner, digest: bytes, at: datetime, rulebook: Rulebook, address: str
) -> Lodged:
    told: dict[str, object] = {"by": Exchange.Side.CONSUMER.value, "channel": CHANNEL}
    row = _registration(form, partner, digest, at)
    (key,) = register_many([row], batch=None, rulebook=rulebook, at=at, told=told)
    matter = Matter.objects.select_related("complaint").get(pk=key)
    _audit(Act.REGISTER, matter, told, at, address)
    code = new_code()
    diversion = hand_over(
        matter, partner, way=form.way, how=SettleHow.WEB.value, code=code, at=at, rulebook=rulebook,
        shares_contact=form.shares_contact, side=Exchange.Side.CONSUMER, by=None,
    )  # fmt: skip
    matter.state, matter.version = State.SETTLING.value, matter.version + 1
    matter.unclocked = unclocked(matter)
    matter.save()
    told = {
        "by": Exchange.Side.CONSUMER.value, "partner": partner.code, "way": HandOver(form.way).value,
        "asked": SettleHow.WEB.value, "due_on": str(diversion.due_on),
    }  # fmt: skip
    Event.objects.create(
        matter=matter, verb=Act.SETTLE_FIRST.value, occurred_at=at, recorded_at=at, data=told
    )
    _audit(Act.SETTLE_FIRST, matter, told, at, address)
    return Lodged(matter.pk, matter.number, code)


def _audit(act: Act, matter: Matter, told: dict[str, object], at: datetime, address: str) -> None:
    record(
        act=f"matter.{act.value}",
        subject=f"matter:{matter.pk}",
        at=at,
        actor=None,
        post=_CONSUMER,
        detail={"number": matter.number, "version": matter.version, **told},
        address=address,
    )
