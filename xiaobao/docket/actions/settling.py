"""The frame of what either side does while settling first, by nobody of the bureau: one transaction each.

::

    with partner_acts(kind=Kind.PROPOSAL, diversion_id=3, version=2, sitting=sitting, at=at) as step:
        step.insist(rule.check_proposal(text=text, amount=amount))
        step.say(text)
        step.amount = amount

On leaving, what was said or done is kept masked (as it came, sealed), complaint and diversion have a version
more, event and audit row are written. When anything is raised, nothing has happened. A step that ``ends`` it
brings the complaint back to the bureau, or to its end.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from typing import TypeAlias

from xiaobao.docket.actions.take_up import unclocked
from xiaobao.docket.actions.taking import insist
from xiaobao.docket.diversions import by_code, of_partner
from xiaobao.docket.exchanges import keep
from xiaobao.docket.models import Attachment, Diversion, Event, Exchange, Matter
from xiaobao.docket.rulebook import SHANGHAI, Rulebook, current
from xiaobao.docket.settling_end import come_back, reconcile
from xiaobao.docket.sitting import Sitting, sitting
from xiaobao.refusals import Changed, NotAllowed, NotFound, Refused
from xiaobao.rules import settle_first as rule
from xiaobao.rules.decision import Decision
from xiaobao.rules.workflow import Act
from xiaobao.staff.models import User
from xiaobao.vault.audit import record
from xiaobao.writing import writing

Side: TypeAlias = Exchange.Side
Kind: TypeAlias = Exchange.Kind
Ending: TypeAlias = Diversion.Ending
_CONSUMER = "消费者"
_OVER = "这件投诉的先行和解已经结束（{}），不能再办理。"
_EXPIRED = "先行和解期限已经届满，本件由市场监管部门办理，不能再操作。"
_GONE = "没有这件先行和解，或者它不属于您的单位。"


@dataclass
class Step:
    """A complaint that is settled first while one side does something to it.

    ``text`` is what that side said, as it came. ``ends``: the step ends settling first, and how. ``data``
    goes to event and audit row: codes, numbers and dates.
    """

    diversion: Diversion
    matter: Matter
    kind: Kind
    side: Side
    at: datetime
    rulebook: Rulebook
    user: User | None = None
    post: str = ""
    address: str = ""
    text: str = ""
    amount: Decimal | None = None
    ends: str = ""
    attachments: list[Attachment] = field(default_factory=list)
    data: dict[str, object] = field(default_factory=dict)

    @property
    def today(self) -> date:
        """Return the day in Xiamen on which it is done."""
        return self.rulebook.today(self.at)

    def insist(self, decision: Decision) -> None:
        """Raise Refused with a sentence for each field when the rule says no."""
        insist(decision)


@contextmanager
def partner_acts(
    *,
    kind: Kind,
    diversion_id: int,
    version: int,
    sitting: Sitting,
    at: datetime,
    address: str = "",
    durable: bool = False,
) -> Iterator[Step]:
    """Take up a complaint of the partner somebody sits for, put it back afterwards.

    ``durable``: it is committed when this ends, for whoever looks at something afterwards.
    Raises NotFound (absent, or of somebody else), NotAllowed (the seat or the account has ended), Changed,
    Refused (over, or the period has ended).
    """
    rulebook = current()
    with writing(durable=durable):
        _still_sits(sitting, rulebook.today(at))
        found = of_partner(sitting).filter(pk=diversion_id).values_list("matter_id", "pk").first()
        matter, diversion = _locked(found, version)
        step = Step(diversion, matter, kind, Side.PARTNER, at, rulebook, sitting.user, address=address)
        step.post = sitting.partner.name
        if rule.expired(diversion.due_on, step.today):
            raise Refused(_EXPIRED)
        yield step
        put_back(step)


@contextmanager
def consumer_acts(
    *, kind: Kind, code: str, version: int, at: datetime, address: str = "", ended: bool = False
) -> Iterator[Step]:
    """Take up the complaint a consumer's code stands for, put it back afterwards.

    ``ended``: it may be over. Raises NotFound (no such code), Changed, Refused (over).
    """
    rulebook = current()
    with writing():
        found = by_code(code)
        matter, diversion = _locked((found.matter_id, found.pk), version, ended=ended)
        step = Step(diversion, matter, kind, Side.CONSUMER, at, rulebook, post=_CONSUMER, address=address)
        yield step
        put_back(step)


def put_back(step: Step) -> None:
    """Keep a step with all that follows from it; the caller holds the transaction and both locks."""
    shown = keep(
        step.diversion, step.matter, side=step.side, kind=step.kind, at=step.at, by=step.user, text=step.text,
        amount=step.amount, attachments=step.attachments,
    )  # fmt: skip
    _follow(step, shown)
    step.diversion.version += 1
    step.diversion.save()
    step.matter.version += 1
    step.matter.unclocked = unclocked(step.matter)
    step.matter.save()
    _tell_of(step)


def _follow(step: Step, shown: str) -> None:
    diversion = step.diversion
    if step.side == Side.PARTNER and diversion.first_contact_at is None and step.kind in _CONTACTS:
        diversion.first_contact_at = step.at
    if step.kind == Kind.CLAIM:
        diversion.claimed_at, diversion.terms, diversion.settled = step.at, shown, step.amount
    if step.ends == Ending.SETTLED:
        reconcile(step.diversion, step.matter, at=step.at, rulebook=step.rulebook)
    elif step.ends:
        come_back(step.diversion, step.matter, ending=step.ends, at=step.at, rulebook=step.rulebook)


_CONTACTS = (Kind.CONTACT, Kind.MESSAGE, Kind.PROPOSAL, Kind.CLAIM)
"""What the consumer hears from the partner: the first of these is the first contact."""


def _tell_of(step: Step) -> None:
    acts = {Ending.SETTLED.value: Act.CONFIRM.value}
    verb = acts.get(step.ends, Act.RECALL.value) if step.ends else f"settling_{step.kind.value}"
    said: dict[str, object] = {"by": step.side.value} | step.data
    said |= {"ending": step.ends} if step.ends else {}
    Event.objects.create(
        matter=step.matter, verb=verb, occurred_at=step.at, recorded_at=step.at, actor=step.user, data=said
    )
    record(
        act=f"settling.{step.kind.value}",
        subject=f"matter:{step.matter.pk}",
        at=step.at,
        actor=step.user,
        post=step.post,
        detail={"number": step.matter.number, "version": step.matter.version, **said},
        address=step.address,
    )


def _still_sits(given: Sitting, day: date) -> None:
    # Read again under the lock: a seat or an account may have ended since the page was opened.
    now = sitting(User.objects.get(pk=given.user.pk), day)
    if now is None or now.partner.pk != given.partner.pk:
        raise NotAllowed("您的席位或者单位的先行和解账户已经停用，不能办理。")


def _locked(found: tuple[int, int] | None, version: int, *, ended: bool = False) -> tuple[Matter, Diversion]:
    if found is None:
        raise NotFound(_GONE)
    # The matter first, as every act and the clockwork lock it: whoever waits, waits in the same order.
    matter = Matter.objects.select_for_update().get(pk=found[0])
    related = Diversion.objects.select_related("partner__office")
    diversion = related.select_for_update(of=("self",)).get(pk=found[1])
    if diversion.version != version:
        raise _changed(diversion, version)
    if diversion.ending and not ended:
        raise Refused(_OVER.format(Ending(diversion.ending).label))
    return matter, diversion


def _changed(diversion: Diversion, version: int) -> Changed:
    since = list(diversion.exchanges.order_by("-id")[: max(diversion.version - version, 1)])
    return Changed(
        by=str(Side(since[0].side).label),
        at=since[0].at.astimezone(SHANGHAI),
        what=tuple(str(Kind(one.kind).label) for one in reversed(since)),
    )
