"""Who is told when something is done to a supervision order, and in which words."""

from __future__ import annotations

from datetime import datetime

from xiaobao.docket.models import Matter, SupervisionOrder
from xiaobao.docket.order_reach import answers
from xiaobao.docket.outbox import Letter, post
from xiaobao.docket.recipients import Recipients
from xiaobao.docket.rulebook import Rulebook
from xiaobao.rules.ladder import HANDLER, Grade
from xiaobao.rules.orders import OWING, OrderAct
from xiaobao.staff.models import User
from xiaobao.staff.permissions import Authority

_UP = (OrderAct.REPLY, OrderAct.ASK_EXTENSION)
"""What the one who judges has to know of; everything else is for who answers."""
_CHANNELS = ("email", "sms")


def tell(
    order: SupervisionOrder,
    matter: Matter,
    act: OrderAct,
    *,
    officer: Authority | None,
    at: datetime,
    rulebook: Rulebook,
) -> None:
    """Write the messages of one act; whoever did it is not told of it. The caller holds the transaction."""
    people = Recipients(rulebook, rulebook.today(at))
    main, copies = _addressees(order, matter, act, people)
    doer = officer.user.pk if officer else None
    told: dict[int, Letter] = {}
    for user, copy in [*((one, False) for one in main), *((one, True) for one in copies)]:
        if user.pk != doer:
            told.setdefault(user.pk, _letter(order, matter, act, user, copy=copy))
    post(list(told.values()), at=at, rulebook=rulebook)


def answering(order: SupervisionOrder, matter: Matter, people: Recipients) -> list[User]:
    """Return who owes the reply: the owner while able to, else whoever heads the office."""
    owner = order.owner
    if owner is not None and owner.is_active and answers(people.authority(owner), matter):
        return [owner]
    return people.of("unit_head", matter)


def judging(order: SupervisionOrder) -> tuple[str, ...]:
    """Return the posts that judge: the higher the grade, the higher the post."""
    return ("bureau_leader", "section_head") if order.grade == Grade.RED else ("section_head",)


def _addressees(
    order: SupervisionOrder, matter: Matter, act: OrderAct, people: Recipients
) -> tuple[list[User], list[User]]:
    owners = answering(order, matter, people)
    if act in _UP:
        return people.all_of(judging(order), matter), []
    if act is OrderAct.APPEAL:
        return people.of("bureau_leader", matter), people.of("section_head", matter)
    if act is OrderAct.REPLY_OVERDUE:
        return owners, people.all_of(("section_head", "bureau_leader"), matter)
    return owners, people.of(HANDLER, matter)


def _letter(order: SupervisionOrder, matter: Matter, act: OrderAct, user: User, *, copy: bool) -> Letter:
    owed = order.state in OWING
    return Letter(
        about=f"order:{order.pk}:{act.value}:{order.version}",
        user_id=user.pk,
        kind="order",
        grade=order.grade,
        title=f"{order.number}（{matter.number}）：{act.label}",
        body=f"请在{order.reply_due}前回复。" if owed and not copy else "",
        copy=copy,
        matter_id=matter.pk,
        order_id=order.pk,
        office_id=order.office_id,
        reply_by=order.reply_due if owed else None,
        channels=_CHANNELS,
    )
