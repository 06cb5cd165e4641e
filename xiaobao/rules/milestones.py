"""The milestones of a case (案件进展): which step of it may be recorded when, and what it rests on.

The steps are the start and stop events of the clocks in ``content/law``; the few that are no such event are
named in ``_OWN``. The paperwork itself stays in the enforcement system: here a step is a day, the number of
its paper and the clocks it moves.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from types import MappingProxyType

from xiaobao.law import ClockProvision, Lawbook
from xiaobao.rules.acts import Labelled, State
from xiaobao.rules.decision import Decision, Reason
from xiaobao.rules.wording import said

PENALTY_PROCEDURE = "samr-order-2"
PENALTY = 1
"""The item of 第六十条第一款 that is a penalty: only then is there something to serve, pay and publish."""


class Stage(Labelled):
    """The part of a case a milestone belongs to, in the order of the procedure."""

    GATHERING = "gathering", "调查取证"
    REVIEW = "review", "审核、告知与听证"
    SERVICE = "service", "宣告与送达"
    PERFORMANCE = "performance", "履行与执行"
    PUBLICITY = "publicity", "信息公示"
    POLICE = "police", "移送公安机关"


_IN = frozenset({State.FILED, State.HALTED})
_DECIDED = frozenset({State.DECIDED})
_ENDED = frozenset({State.DECIDED, State.ABANDONED})
_ALWAYS = _IN | _ENDED | {State.RECEIVED, State.NOT_FILED}


@dataclass(frozen=True, slots=True)
class Step:
    """One step: ``needs`` are steps one of which must have come before, ``closes`` those it ends, one each.

    ``also`` are events of the law that come about with it, ``lengthens`` the clock it extends. ``once``: it
    cannot come again. ``before_filing``: 立案前核查中依法取得的证据 counts too (第二十三条).
    """

    event: str
    stage: Stage
    states: frozenset[State]
    needs: tuple[str, ...] = ()
    closes: tuple[str, ...] = ()
    also: tuple[str, ...] = ()
    lengthens: str = ""
    once: bool = False
    before_filing: bool = False
    penalty: bool = False


_G, _R, _S = Stage.GATHERING, Stage.REVIEW, Stage.SERVICE
_P, _U, _C = Stage.PERFORMANCE, Stage.PUBLICITY, Stage.POLICE
_REFUSED = ("police.refused",)
STEPS: tuple[Step, ...] = (
    Step("evidence.preserved", _G, _IN, before_filing=True),
    Step("evidence.handled", _G, _IN | _ENDED, closes=("evidence.preserved",), before_filing=True),
    Step("goods.sealed", _G, _IN, before_filing=True),
    Step("goods.sealing_extended", _G, _IN, needs=("goods.sealed",), lengthens="case.sealing"),
    Step("goods.released", _G, _IN | _ENDED, closes=("goods.sealed",), before_filing=True),
    Step("jurisdiction.disputed", _G, _IN),
    Step("jurisdiction.agreed", _G, _IN, closes=("jurisdiction.disputed",)),
    Step("jurisdiction.referred", _G, _IN, closes=("jurisdiction.disputed",)),
    Step("review.materials_received", _R, _IN),
    Step("review.extended", _R, _IN, needs=("review.materials_received",), lengthens="case.review"),
    Step("review.completed", _R, _IN, closes=("review.materials_received",)),
    Step("penalty_notice.served", _R, _IN),
    Step("defence.made", _R, _IN, closes=("penalty_notice.served",)),
    Step("hearing.held", _R, _IN, needs=("penalty_notice.served",)),
    Step("public_notice.published", _S, _IN | _DECIDED),
    Step("public_notice.deemed_served", _S, _IN | _DECIDED, closes=("public_notice.published",)),
    Step("penalty.pronounced", _S, _DECIDED, once=True, penalty=True),
    Step("penalty.served", _S, _DECIDED, once=True, penalty=True),
    Step("penalty.paid", _P, _DECIDED, needs=("penalty.served",), once=True, penalty=True),
    Step("demand.received", _P, _DECIDED, needs=("penalty.served",), once=True, penalty=True),
    Step("enforcement.applied", _P, _DECIDED, needs=("demand.received",), once=True, penalty=True),
    Step(
        "penalty.performed", _P, _DECIDED, needs=("penalty.served",), also=("case.closable",), once=True,
        penalty=True,
    ),
    Step(
        "enforcement.ended", _P, _DECIDED, needs=("enforcement.applied",), also=("case.closable",), once=True,
        penalty=True,
    ),
    Step("penalty.published", _U, _DECIDED, once=True, penalty=True),
    Step("penalty.pushed", _U, _DECIDED, once=True, penalty=True),
    Step("penalty.overturned", _U, _DECIDED, once=True, penalty=True),
    Step("penalty.unpublished", _U, _DECIDED, needs=("penalty.overturned",), once=True, penalty=True),
    Step("transfer.received_by_police", _C, _ALWAYS),
    # The notice is what the bureau sees of the decision; 复议 may end in a filing too.
    Step("police.filed", _C, _ALWAYS, also=("police.decided", "reconsideration.decided")),
    Step("police.refused", _C, _ALWAYS, also=("police.decided",)),
    Step("transfer.goods_handed_over", _C, _ALWAYS, closes=("police.filed",)),
    Step("reconsideration.requested", _C, _ALWAYS, closes=_REFUSED),
    Step("reconsideration.received", _C, _ALWAYS, closes=("reconsideration.requested",)),
    Step(
        "reconsideration.refused", _C, _ALWAYS, needs=("reconsideration.requested",),
        also=("reconsideration.decided",),
    ),
    # 移送规定第九条第一款: 也可以建议人民检察院依法进行立案监督, instead of asking for reconsideration.
    Step(
        "supervision.requested", _C, _ALWAYS, needs=("police.refused", "reconsideration.refused"),
        also=("reconsideration.requested",),
    ),
)  # fmt: skip
_BY_EVENT: Mapping[str, Step] = MappingProxyType({step.event: step for step in STEPS})

# What content/law has no event for, or words for another reader: (label, article of the penalty procedure).
_OWN: Mapping[str, tuple[str, str]] = MappingProxyType(
    {
        "goods.sealing_extended": ("延长查封、扣押", "38(1)"),
        "review.extended": ("延长审核", "55"),
        "hearing.held": ("举行听证", "57(1)"),
        "enforcement.applied": ("申请人民法院强制执行", "76(1)"),
        "enforcement.ended": ("人民法院裁定终结执行", "77"),
        "penalty.performed": ("处罚决定执行完毕", "77"),
        "penalty.published": ("处罚信息已公示", ""),
        "penalty.pushed": ("处罚信息已推送登记地部门", ""),
        "penalty.unpublished": ("已撤回公示并说明理由", ""),
    }
)
_LEFT_OUT = {"hearing.held": "听证", "public_notice.published": "公告"}


@dataclass(frozen=True, slots=True)
class Done:
    """A milestone that is on record."""

    event: str
    on: date
    document: str = ""


@dataclass(frozen=True, slots=True)
class MilestoneFacts:
    """What is on record of a case when a step of it is to be added.

    ``filed_on``: None where there is no case. ``transferred_on`` is the day handing a suspected crime over
    was approved. ``open_clocks`` are the clocks not yet stopped, ``left_out`` those of which days are being
    left out now.
    """

    state: str
    today: date
    received_on: date
    filed_on: date | None = None
    decided_on: date | None = None
    outcome: int | None = None
    transferred_on: date | None = None
    done: tuple[Done, ...] = ()
    open_clocks: frozenset[str] = frozenset()
    left_out: frozenset[str] = frozenset()

    def times(self, *events: str) -> int:
        """Count how often any of these steps is on record."""
        return sum(one.event in events for one in self.done)

    def last(self, *events: str) -> date | None:
        """Return the last day on which any of these steps was taken."""
        return max((one.on for one in self.done if one.event in events), default=None)


def find(event: str) -> Step | None:
    """Return a step by its event; None when a case knows no such step."""
    return _BY_EVENT.get(event)


def label(event: str, law: Lawbook) -> str:
    """Return what a step is called, in Chinese."""
    if event in _OWN:
        return _OWN[event][0]
    named = (one.label for row in law.clocks() for one in (row.start, *row.stops) if one.event == event)
    return next(named, event)


def offered(facts: MilestoneFacts, law: Lawbook) -> tuple[Step, ...]:
    """Return the steps that may be recorded now, in the order of the procedure."""
    return tuple(step for step in STEPS if not why_not(step, facts, law))


def why_not(step: Step, facts: MilestoneFacts, law: Lawbook) -> str:
    """Say why a step cannot be recorded now; empty when it can."""
    name = label(step.event, law)
    if facts.state not in step.states or (step.penalty and facts.outcome != PENALTY):
        return f"案件现在的情况下没有“{name}”这一步。"
    if step.stage is Stage.POLICE and facts.transferred_on is None:
        return "还没有批准移送公安机关。"
    if step.once and facts.times(step.event):
        return f"“{name}”已经登记。"
    return _out_of_order(step, facts, law, name)


def _out_of_order(step: Step, facts: MilestoneFacts, law: Lawbook, name: str) -> str:
    wanted = step.needs or step.closes
    if wanted and not facts.times(*wanted):
        return f"还没有登记“{'”或者“'.join(label(one, law) for one in wanted)}”，不能登记“{name}”。"
    siblings = {one.event for one in STEPS if one.closes == step.closes} if step.closes else set()
    if step.closes and facts.times(*siblings) >= facts.times(*step.closes):
        return f"“{'、'.join(label(one, law) for one in step.closes)}”都已有结果，没有待登记的“{name}”。"
    running = [row for row in started(step.event, law) if row.id in facts.open_clocks]
    if any(row.binds == "bureau" for row in running):
        return (
            f"上一次“{name}”还没有了结，“{running[0].name}”仍在计时；期限以较早的一次为准，请先登记其结果。"
        )
    if step.lengthens and step.lengthens not in facts.open_clocks:
        return f"没有正在计算的期限，不能登记“{name}”。"
    return ""


def started(event: str, law: Lawbook) -> tuple[ClockProvision, ...]:
    """Return the rows of the clocks that begin with an event."""
    return tuple(row for row in law.clocks() if row.start.event == event)


def stopped(event: str, law: Lawbook) -> tuple[ClockProvision, ...]:
    """Return the rows of the clocks that end with an event."""
    return tuple(row for row in law.clocks() if any(stop.event == event for stop in row.stops))


def basis(event: str, law: Lawbook) -> str:
    """Return the citation a step rests on."""
    article = _OWN.get(event, ("", ""))[1]
    if article:
        return law.cite(PENALTY_PROCEDURE, article)
    rows = (*started(event, law), *stopped(event, law))
    return law.cite(rows[0].regulation, rows[0].article) if rows else ""


def check_milestone(
    *, event: str, on: date, document: str, days: int | None, facts: MilestoneFacts, law: Lawbook
) -> Decision:
    """Check that a step can be recorded with that day; ``days`` is asked where the law leaves it open."""
    step = find(event)
    if step is None:
        return Decision.check([Reason("请选择一项案件进展。", "", "event")])
    return Decision.check(_refusals(step, on, document, days, facts, law), *_weighed(step, law))


def _refusals(
    step: Step, on: date, document: str, days: int | None, facts: MilestoneFacts, law: Lawbook
) -> Iterator[Reason]:
    cited = basis(step.event, law)
    stands_against = why_not(step, facts, law)
    if stands_against:
        yield Reason(stands_against, cited, "event")
        return
    yield from _days_wrong(step, on, facts, law)
    if any(row.id in facts.left_out for row in stopped(step.event, law)):
        yield Reason("这项期限正在扣除检测等期间，请先登记其结束。", cited, "event")
    if Done(step.event, on, document.strip()) in facts.done:
        yield Reason("同一天、同一文号的这项进展已经登记。", "", "event")
    if step.event == "review.extended" and not days:
        yield Reason("条文没有规定审核可以延长的天数，请填写批准的天数。", cited, "days")
    if days is not None and not step.lengthens:
        yield Reason("只有延长期限时才填写天数。", "", "days")


def _days_wrong(step: Step, on: date, facts: MilestoneFacts, law: Lawbook) -> Iterator[Reason]:
    if on > facts.today:
        yield Reason("日期不能晚于今天。", "", "on")
    first = facts.last(*step.needs, *step.closes)
    if first is not None and on < first:
        before = "”“".join(label(one, law) for one in (*step.needs, *step.closes))
        yield Reason(f"不能早于登记的“{before}”（{said(first)}）。", "", "on")
    elif (begun := _from(step, facts)) is not None and on < begun[0]:
        yield Reason(f"不能早于{begun[1]}（{said(begun[0])}）。", "", "on")


def _from(step: Step, facts: MilestoneFacts) -> tuple[date, str] | None:
    """Return the first day a step can have been taken on, and what day that is."""
    if step.stage is Stage.POLICE:
        return (facts.transferred_on, "批准移送之日") if facts.transferred_on else None
    if step.penalty and facts.decided_on:
        return facts.decided_on, "作出处理决定之日"
    if step.before_filing or facts.filed_on is None:
        return facts.received_on, "收到举报之日"
    return facts.filed_on, "立案之日"


def _weighed(step: Step, law: Lawbook) -> Iterator[Reason]:
    yield Reason(f"登记“{label(step.event, law)}”。", basis(step.event, law))
    if step.event in _LEFT_OUT:
        text = f"{_LEFT_OUT[step.event]}的时间不计入办案期限，请另行登记扣除期间。"
        yield Reason(text, law.cite(PENALTY_PROCEDURE, "64(2)"))
