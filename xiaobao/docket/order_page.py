"""One supervision order as its page shows it: what it asks, what was done, what may be done or why not."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from functools import cached_property

from xiaobao.docket.actions.review_order import AGAIN
from xiaobao.docket.clocks_page import ClockLine, clock_line
from xiaobao.docket.halves import document_opens
from xiaobao.docket.models import Document, Event, Matter, OrderStep, SupervisionOrder
from xiaobao.docket.order_reach import facts_of, orders_within
from xiaobao.docket.orders_page import OrderLine, order_line
from xiaobao.docket.papers_page import SYSTEM
from xiaobao.docket.rulebook import Rulebook
from xiaobao.documents.redaction import mask_text
from xiaobao.refusals import NotFound
from xiaobao.rules import orders
from xiaobao.rules.decision import REFUSED
from xiaobao.rules.ladder import Grade
from xiaobao.rules.orders import OPEN, OrderAct, OrderFacts, OrderState
from xiaobao.rules.supervision import reply_day
from xiaobao.staff.permissions import Authority

_RELATED = (
    "matter__office", "office", "owner", "clock", "alert", "document__matter", "issued_by", "raised_from",
    "raised_to",
)  # fmt: skip
DEEDS: dict[str, tuple[str, tuple[OrderAct, ...]]] = {
    "reply": ("回复督办", (OrderAct.REPLY,)),
    "ask-extension": ("申请延长回复期限", (OrderAct.ASK_EXTENSION,)),
    "decide-extension": ("决定延长申请", (OrderAct.EXTEND, OrderAct.REFUSE_EXTENSION)),
    "review": ("审核回复", (OrderAct.ACCEPT, OrderAct.RETURN)),
    "lift": ("解除督办", (OrderAct.LIFT,)),
    "appeal": ("提出申诉", (OrderAct.APPEAL,)),
    "decide-appeal": ("决定申诉", (OrderAct.DECIDE_APPEAL, OrderAct.REVOKE)),
}
"""What is done on screen: code, name, and the acts it comes to. All acts of one stand or fall together."""
PHRASES = (
    *(label for label, _ in DEEDS.values()),
    *(one.label for kind in (OrderAct, OrderState, Grade) for one in kind),
)


@dataclass(frozen=True)
class DeedLine:
    """One thing that may be done on screen: whether the officer may now, and if not, why."""

    code: str
    label: str
    allowed: bool
    reason: str


@dataclass(frozen=True)
class StepLine:
    """One thing that was done to the order; words are masked. ``until`` is a day of reply."""

    verb: str
    label: str
    at: datetime
    by: str
    words: str
    measures: str
    until: date | None
    score: int | None


class OrderPage:
    """One order, whole. Each part is read when it is first asked for."""

    def __init__(self, order: SupervisionOrder, officer: Authority, rulebook: Rulebook, today: date) -> None:
        """Hold what every part is read from and for."""
        self.order, self._officer, self._rulebook, self._today = order, officer, rulebook, today

    @property
    def matter(self) -> Matter:
        """The matter it is about."""
        return self.order.matter

    @cached_property
    def line(self) -> OrderLine:
        """The order as a list shows it."""
        return order_line(self.order, self._today, self._rulebook)

    @property
    def is_open(self) -> bool:
        """Whether it stands: neither lifted nor revoked nor taken over."""
        return self.order.state in OPEN

    @property
    def requirement(self) -> str:
        """What it asks for, numbers masked."""
        return mask_text(self.order.requirement)

    @property
    def issued_by(self) -> str:
        """Who issued it: an officer, a file, or the clock."""
        if self.order.issued_by is not None:
            return self.order.issued_by.name
        told = Event.objects.filter(matter=self.matter, verb=OrderAct.ISSUE, data__order=self.order.pk)
        event = told.select_related("actor", "batch").first()
        return event.source if event else SYSTEM

    @cached_property
    def clock(self) -> ClockLine | None:
        """The period it is about, as it stands today; None for an order given by hand."""
        return clock_line(self.order.clock, self._today, self._rulebook) if self.order.clock else None

    @property
    def warned_of(self) -> date | None:
        """The due day its warning was about."""
        return self.order.alert.due_on if self.order.alert else None

    @property
    def raised_to(self) -> SupervisionOrder | None:
        """The order that took this one over."""
        return getattr(self.order, "raised_to", None)

    @property
    def document(self) -> Document | None:
        """Its document, where the officer may open it."""
        document = self.order.document
        return document if document is not None and document_opens(self._officer, document) else None

    @cached_property
    def steps(self) -> list[StepLine]:
        """What was done, in order."""
        return [_step(step) for step in self.order.steps.select_related("by")]

    @cached_property
    def reply(self) -> StepLine | None:
        """The reply that counts now: the last one."""
        return next((step for step in reversed(self.steps) if step.verb == OrderAct.REPLY), None)

    @cached_property
    def appeal(self) -> StepLine | None:
        """The appeal that waits for a decision."""
        if self.order.appealed_at is None:
            return None
        return next((step for step in reversed(self.steps) if step.verb == OrderAct.APPEAL), None)

    @cached_property
    def request(self) -> StepLine | None:
        """The later day that is asked for and not decided on."""
        if self.order.asked_until is None:
            return None
        return next((step for step in reversed(self.steps) if step.verb == OrderAct.ASK_EXTENSION), None)

    @property
    def proposed_score(self) -> int:
        """The points the ladder of today proposes for the grade; none for an order given by hand."""
        if not self.order.grade:
            return 0
        return self._rulebook.ladder.scores.get(Grade(self.order.grade), 0)

    @property
    def next_reply_day(self) -> date:
        """The day of a new reply where nobody names one."""
        return reply_day(self._today, AGAIN, self._rulebook.calendar)

    @cached_property
    def facts(self) -> OrderFacts:
        """The order as the rules need it."""
        return facts_of(self.order, today=self._today, rulebook=self._rulebook)

    @property
    def owner_gone(self) -> bool:
        """Whether the owner cannot answer any more: then whoever of the office may reply does."""
        return self.is_open and self.order.owner is not None and self.facts.owner is None

    @cached_property
    def deeds(self) -> list[DeedLine]:
        """Everything that can be done to an order: open to the officer now, or why not."""
        return [self._deed(code, label, acts[0]) for code, (label, acts) in DEEDS.items()]

    def deed(self, code: str) -> DeedLine:
        """Return one of them; raises NotFound for a code nothing bears."""
        found = next((one for one in self.deeds if one.code == code), None)
        if found is None:
            raise NotFound("没有这个页面。")
        return found

    @property
    def offered(self) -> list[DeedLine]:
        """What the officer may do now."""
        return [one for one in self.deeds if one.allowed]

    @property
    def not_now(self) -> list[DeedLine]:
        """What the officer may not do now."""
        return [one for one in self.deeds if not one.allowed]

    def _deed(self, code: str, label: str, act: OrderAct) -> DeedLine:
        officer = self._officer
        if not officer.may(orders.ROWS[act].right):
            held = "、".join(officer.posts) or "无"
            return DeedLine(code, label, allowed=False, reason=f"您的岗位（{held}）不能{label}。")
        checked = orders.check_act(act, self.facts, me=officer.user.pk)
        if checked.outcome != REFUSED:
            return DeedLine(code, label, allowed=True, reason="")
        return DeedLine(code, label, allowed=False, reason="".join(one.text for one in checked.reasons))


def order_page(officer: Authority, order_id: int, *, today: date, rulebook: Rulebook) -> OrderPage:
    """Return the page of one order; raises NotFound when absent or out of reach, without a difference."""
    found = orders_within(officer).select_related(*_RELATED).filter(pk=order_id).first()
    if found is None:
        raise NotFound("没有这份督办单，或者它不在您的办理范围内。")
    return OrderPage(found, officer, rulebook, today)


def _step(step: OrderStep) -> StepLine:
    return StepLine(
        verb=step.verb,
        label=OrderAct(step.verb).label,
        at=step.at,
        by=step.by.name if step.by else SYSTEM,
        words=mask_text(step.words),
        measures=mask_text(step.measures),
        until=step.until,
        score=step.score,
    )
