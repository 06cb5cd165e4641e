"""Supervision orders (督办单): where one stands, what may be done to it, and what stands in the way.

All of it is the bureau's own order (本局要求): no article speaks of such orders. Whoever owes the reply never
judges it, and an order of the ladder is not lifted while the period it is about still runs: nothing silences
what is overdue.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from xiaobao.rules.acts import Labelled
from xiaobao.rules.decision import Decision, Reason

MOST_POINTS = 100
"""Points that can be taken off at most when an order is lifted."""
_LONGEST = 2000
_FURTHEST = 366
"""Natural days a reply can be put off at most: later than anybody means."""


class OrderState(Labelled):
    """Where a supervision order stands."""

    ISSUED = "issued", "待回复"
    REPLIED = "replied", "待审核"
    RETURNED = "returned", "退回重报"
    ACCEPTED = "accepted", "已认可"
    RAISED = "raised", "已升级"
    LIFTED = "lifted", "已解除"
    REVOKED = "revoked", "已撤销"


OPEN = (OrderState.ISSUED, OrderState.REPLIED, OrderState.RETURNED, OrderState.ACCEPTED)
"""The states of an order that stands: neither lifted nor revoked nor taken over by a higher one."""
OWING = (OrderState.ISSUED, OrderState.RETURNED)
"""The states in which a reply is owed."""


class OrderAct(Labelled):
    """What may be done to a supervision order; the value is the verb of its event."""

    ISSUE = "order_issue", "发出督办单"
    RAISE = "order_raise", "督办升级"
    REPLY = "order_reply", "回复督办"
    ASK_EXTENSION = "order_ask_extension", "申请延长督办回复期限"
    EXTEND = "order_extend", "延长督办回复期限"
    REFUSE_EXTENSION = "order_refuse_extension", "不同意延长督办回复期限"
    ACCEPT = "order_accept", "认可督办回复"
    RETURN = "order_return", "退回督办回复"
    LIFT = "order_lift", "解除督办"
    APPEAL = "order_appeal", "对督办提出申诉"
    DECIDE_APPEAL = "order_decide_appeal", "决定督办申诉"
    REVOKE = "order_revoke", "撤销督办"
    REPLY_OVERDUE = "order_reply_overdue", "督办回复逾期"


@dataclass(frozen=True, slots=True)
class OrderRow:
    """One row of the table: from which states the act leads where (None: it stays), by which right."""

    act: OrderAct
    since: tuple[OrderState, ...]
    to: OrderState | None
    right: str


_APPEALABLE = (*OPEN, OrderState.RAISED, OrderState.LIFTED)
TABLE = (
    OrderRow(OrderAct.REPLY, OWING, OrderState.REPLIED, "order_reply"),
    OrderRow(OrderAct.ASK_EXTENSION, OWING, None, "order_reply"),
    OrderRow(OrderAct.EXTEND, OWING, None, "order_review"),
    OrderRow(OrderAct.REFUSE_EXTENSION, OWING, None, "order_review"),
    OrderRow(OrderAct.ACCEPT, (OrderState.REPLIED,), OrderState.ACCEPTED, "order_review"),
    OrderRow(OrderAct.RETURN, (OrderState.REPLIED,), OrderState.RETURNED, "order_review"),
    OrderRow(OrderAct.LIFT, (OrderState.ACCEPTED,), OrderState.LIFTED, "order_review"),
    OrderRow(OrderAct.APPEAL, _APPEALABLE, None, "order_appeal"),
    OrderRow(OrderAct.DECIDE_APPEAL, _APPEALABLE, None, "order_decide_appeal"),
    OrderRow(OrderAct.REVOKE, _APPEALABLE, OrderState.REVOKED, "order_decide_appeal"),
)
"""What officers do to an order that is there; only the ladder raises one, and says that a reply is late."""
ROWS = {row.act: row for row in TABLE}


@dataclass(frozen=True, slots=True)
class OrderFacts:
    """An order as the rules need it; people are ids.

    ``owner`` answers for it and is in post today (None: whoever of the office may); ``replied_by`` gave the
    last reply, ``judged_by`` decided on it last, ``clock_runs``: the period it is about still runs (only an
    order of the ladder has one).
    """

    state: OrderState
    reply_due: date
    owner: int | None = None
    replied_by: int | None = None
    judged_by: int | None = None
    asked_until: date | None = None
    appealed: bool = False
    clock_runs: bool = False


def check_act(act: OrderAct, facts: OrderFacts, *, me: int) -> Decision:
    """Check whether this officer may do the act as the order stands; what is typed is not looked at."""
    row = ROWS[act]
    if facts.state not in row.since:
        return Decision.check([Reason(f"这份督办单现为“{facts.state.label}”，不能{act.label}。")])
    return Decision.check(_PERSONAL[act](facts, me) if act in _PERSONAL else ())


def check_issue(*, requirement: str, reply_due: date, today: date, matter_open: bool) -> Decision:
    """Check an order given by hand."""
    refusals = [*_said("requirement", requirement, "督办要求"), *_in_reach("reply_due", reply_due, today)]
    if not matter_open:
        refusals.append(Reason("这件来件已经办结，不能再发督办单。"))
    return Decision.check(refusals)


def check_reply(*, words: str, measures: str) -> Decision:
    """Check a reply: why, and what is done about it by when."""
    return Decision.check([*_said("words", words, "原因说明"), *_said("measures", measures, "整改措施")])


def check_until(facts: OrderFacts, *, until: date, words: str, today: date) -> Decision:
    """Check the later day that is asked for."""
    refusals = [*_said("words", words, "理由"), *_in_reach("until", until, today)]
    if until <= facts.reply_due:
        refusals.append(Reason("申请的日期应当晚于现在的回复期限。", "", "until"))
    return Decision.check(refusals)


def check_judgement(*, accept: bool, words: str, reply_due: date | None, today: date) -> Decision:
    """Check how a reply is judged; one that is returned needs a new day, from today on."""
    refusals = list(_said("words", words, "审核意见"))
    if not accept and reply_due is not None:
        refusals += _in_reach("reply_due", reply_due, today)
    return Decision.check(refusals)


def check_lift(*, score: int, words: str) -> Decision:
    """Check the points a person takes off, and why the order is lifted."""
    refusals = list(_said("words", words, "解除的理由"))
    if not 0 <= score <= MOST_POINTS:
        refusals.append(Reason(f"扣分应为0至{MOST_POINTS}之间的整数。", "", "score"))
    return Decision.check(refusals)


def check_words(words: str) -> Decision:
    """Check the words of whatever needs nothing else."""
    return Decision.check(_said("words", words, "理由"))


def _said(field: str, words: str, label: str) -> Iterator[Reason]:
    if not words.strip():
        yield Reason(f"请写明{label}。", "", field)
    elif len(words.strip()) > _LONGEST:
        yield Reason(f"{label}最多{_LONGEST}字。", "", field)


def _in_reach(field: str, day: date, today: date) -> Iterator[Reason]:
    if day < today:
        yield Reason("回复期限不能早于今天。", "", field)
    elif (day - today).days > _FURTHEST:
        yield Reason("回复期限不能超过一年。", "", field)


def _owes(facts: OrderFacts, me: int) -> Iterator[Reason]:
    if facts.owner is not None and facts.owner != me:
        yield Reason("这份督办单由指定的责任人回复。")


def _asks(facts: OrderFacts, me: int) -> Iterator[Reason]:
    yield from _owes(facts, me)
    if facts.asked_until is not None:
        yield Reason("已经申请过延长，正在等待决定。")


def _judges(facts: OrderFacts, me: int) -> Iterator[Reason]:
    if me in (facts.owner, facts.replied_by):
        yield Reason("责任人和回复人不能审核本人的督办，请由其他有权的人审核。")


def _decides_extension(facts: OrderFacts, me: int) -> Iterator[Reason]:
    yield from _judges(facts, me)
    if facts.asked_until is None:
        yield Reason("没有待决定的延长申请。")


def _lifts(facts: OrderFacts, me: int) -> Iterator[Reason]:
    yield from _judges(facts, me)
    if facts.clock_runs:
        yield Reason("督办所针对的期限仍在计时：相应的步骤办理之后才能解除，逾期的不因解除而消失。")


def _appeals(facts: OrderFacts, me: int) -> Iterator[Reason]:  # noqa: ARG001  asked like the others
    if facts.appealed:
        yield Reason("已经提出申诉，正在等待决定。")


def _decides_appeal(facts: OrderFacts, me: int) -> Iterator[Reason]:
    if not facts.appealed:
        yield Reason("没有待决定的申诉。")
    if me in (facts.owner, facts.replied_by):
        yield Reason("责任人不能决定本人的申诉。")
    elif me == facts.judged_by:
        yield Reason("申诉由没有审核过这份督办的人决定。")


_PERSONAL = {
    OrderAct.REPLY: _owes,
    OrderAct.ASK_EXTENSION: _asks,
    OrderAct.EXTEND: _decides_extension,
    OrderAct.REFUSE_EXTENSION: _decides_extension,
    OrderAct.ACCEPT: _judges,
    OrderAct.RETURN: _judges,
    OrderAct.LIFT: _lifts,
    OrderAct.APPEAL: _appeals,
    OrderAct.DECIDE_APPEAL: _decides_appeal,
    OrderAct.REVOKE: _decides_appeal,
}
