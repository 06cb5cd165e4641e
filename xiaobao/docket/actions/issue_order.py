"""Issue a supervision order by hand (发出督办单): a leader's, a petition's, the hotline's own."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime

from xiaobao.docket.actions.ordering import told_of
from xiaobao.docket.actions.taking import insist
from xiaobao.docket.models import Event, ImportBatch, Matter, OrderStep, Origin, SupervisionOrder
from xiaobao.docket.order_news import tell
from xiaobao.docket.order_paper import issue_paper
from xiaobao.docket.order_reach import answers
from xiaobao.docket.order_watch import watched_from
from xiaobao.docket.queries import visible
from xiaobao.docket.recipients import Recipients
from xiaobao.docket.rulebook import Rulebook, current
from xiaobao.docket.shield import shield_report
from xiaobao.refusals import NotAllowed, NotFound, Refused
from xiaobao.rules import orders
from xiaobao.rules.orders import OrderAct, OrderState
from xiaobao.staff.models import User
from xiaobao.staff.permissions import Authority
from xiaobao.vault.audit import record
from xiaobao.writing import writing

BY_HAND = (Origin.LEADER, Origin.PETITION, Origin.HOTLINE)
"""What an order given by hand can come from."""
_LONGEST = 64


def issue_order(
    *,
    matter_id: int,
    officer: Authority,
    at: datetime,
    origin: str,
    requirement: str,
    reply_due: date,
    owner: str = "",
    external_id: str = "",
    address: str = "",
) -> SupervisionOrder:
    """Issue a numbered order on an open matter; ``owner`` is a user name, empty for whoever heads the office.

    ``external_id`` is the number of whoever gave it: the same twice on a matter is refused. The same order
    without one, while nobody has acted on the first, is that first: a button pressed twice orders once.
    Raises NotFound, NotAllowed, Refused (with ``fields``).
    """
    rulebook = current()
    with writing():
        matter = visible(officer).select_for_update().filter(pk=matter_id).first()
        if matter is None:
            raise NotFound("没有这件来件，或者它不在您的办理范围内。")
        if not officer.may(OrderAct.ISSUE):
            raise NotAllowed(f"您的岗位（{'、'.join(officer.posts) or '无'}）不能发出督办单。")
        today = rulebook.today(at)
        insist(
            orders.check_issue(
                requirement=requirement, reply_due=reply_due, today=today, matter_open=matter.is_open
            )
        )
        order = SupervisionOrder(
            matter=matter, origin=_origin(origin), external_id=_number(external_id),
            office=matter.office, owner=_owner(owner, matter, rulebook, today), issued_by=officer.user,
            requirement=shield_report(matter, requirement.strip()), issued_at=at, reply_due=reply_due,
        )  # fmt: skip
        if (before := _same(order)) is not None:
            return before
        give_out(order, officer=officer, at=at, rulebook=rulebook)
        record(
            act="order.issue",
            subject=f"matter:{matter.pk}",
            at=at,
            actor=officer.user,
            post=officer.post,
            detail=told_of(order, until=reply_due) | {"origin": order.origin},
            address=address,
        )
    return order


def give_out(
    order: SupervisionOrder,
    *,
    officer: Authority | None,
    at: datetime,
    rulebook: Rulebook,
    batch: ImportBatch | None = None,
) -> None:
    """Number and keep a new order with its document, step, event and messages; the caller audits it.

    ``officer`` None: ``batch``, a source file, gave it; its document is laid out afterwards. The caller holds
    the transaction.
    """
    matter = order.matter
    order.state = OrderState.ISSUED
    order.watch_at = watched_from(order, rulebook)
    order.document = issue_paper(
        order, matter, officer=officer, at=at, rulebook=rulebook, lay_out=officer is not None
    )
    order.number = order.document.number
    order.save()
    by = officer.user if officer else None
    words = order.requirement
    OrderStep.objects.create(
        order=order, verb=OrderAct.ISSUE, at=at, by=by, words=words, until=order.reply_due
    )
    Event.objects.create(
        matter=matter,
        verb=OrderAct.ISSUE,
        occurred_at=at,
        recorded_at=at,
        actor=by,
        batch=batch,
        data=told_of(order, until=order.reply_due) | {"origin": order.origin},
    )
    tell(order, matter, OrderAct.ISSUE, officer=officer, at=at, rulebook=rulebook)


def may_own(matter: Matter, rulebook: Rulebook, today: date) -> list[User]:
    """Return who can be made to answer for an order on the matter: in post, may reply, may know of it."""
    people = Recipients(rulebook, today)
    return [user for user in people.everybody() if answers(people.authority(user), matter)]


def _origin(origin: str) -> str:
    if origin not in BY_HAND:
        raise _refused("origin", "请选择督办的来源。")
    return origin


def _number(external_id: str) -> str:
    number = external_id.strip()
    if len(number) > _LONGEST:
        raise _refused("external_id", f"来源编号最多{_LONGEST}字。")
    return number


def _same(order: SupervisionOrder) -> SupervisionOrder | None:
    """Return the order this one says over again: all alike, by the same officer, and nothing done to it."""
    if order.external_id:
        _insist_new(order)
        return None
    alike = {name: getattr(order, name) for name in ("origin", "office", "owner", "issued_by", "reply_due")}
    found = order.matter.orders.filter(requirement=order.requirement, **alike)
    return found.filter(state=OrderState.ISSUED, version=1, external_id="").first()


def _insist_new(order: SupervisionOrder) -> None:
    if order.matter.orders.filter(origin=order.origin, external_id=order.external_id).exists():
        raise _refused("external_id", "这个来源编号的督办单已经发过。")


def _owner(username: str, matter: Matter, rulebook: Rulebook, today: date) -> User | None:
    if not username:
        return None
    return _named(username, may_own(matter, rulebook, today))


def _named(username: str, known: Iterable[User]) -> User:
    for user in known:
        if user.username == username:
            return user
    raise _refused("owner", "责任人没有任职，或者不能回复这件来件的督办，请重新选择。")


def _refused(field: str, sentence: str) -> Refused:
    return Refused(sentence, fields={field: sentence})
