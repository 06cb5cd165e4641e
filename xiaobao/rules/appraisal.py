"""Appraisal and testing (鉴定、检测): who does it, who pays, and the time left out of the mediation clock.

令121 第二十二条, 令20 第二十条, 《实施条例》第四十六条第三款、第四十七条第一款. Which kinds there are, and
which of them a clock leaves out, is read from the clocks in content/law.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from xiaobao.law import PauseGround
from xiaobao.rules.decision import Decision, Reason
from xiaobao.rules.footing import CONSUMER_RULES, Footing
from xiaobao.rules.wording import said

AGREED, DESIGNATED = CHOICES = ("agreed", "designated")
_CONSUMER_CLOCK = "consumer.mediation"


@dataclass(frozen=True, slots=True)
class Order:
    """An appraisal or test to be ordered: what, by whom, how the body was chosen, who pays, since when.

    ``proof`` names the document that proves the day it began.
    """

    kind: str
    subject: str
    body: str
    chosen: str
    cost: str
    began_on: date
    proof: str


def kinds(footing: Footing) -> tuple[PauseGround, ...]:
    """Return the kinds the governing regulation leaves out of its mediation clock, with label and article."""
    return footing.clock.pauses


def basis(chosen: str, footing: Footing) -> str:
    """Return the articles an order stands on, joined for the letter."""
    if footing.new:
        return footing.cite("22(1)")
    return footing.cite("47(1)", CONSUMER_RULES) if chosen == DESIGNATED else footing.cite("20(1)")


def check_appraise(
    order: Order, *, open_since: date | None, last_ended: date | None, due: date | None, footing: Footing
) -> Decision:
    """Check that an appraisal can be ordered and the clock be paused: "allowed" or "refused".

    ``open_since`` is the first day of one still under way, ``last_ended`` the last day of the one before,
    ``due`` the day on which the mediation clock has surely run out; None when no such clock runs.
    """
    refusals = [
        *_blanks(order, footing),
        *_choice(order, footing),
        *_days(order.began_on, open_since, last_ended, due, footing),
    ]
    return Decision.check(refusals, *_to_mind(order, footing))


def check_finish(
    *, ended_on: date, result: str, proof: str, began_on: date | None, footing: Footing
) -> Decision:
    """Check that an appraisal can be ended; ``ended_on`` is the last day left out, ``began_on`` the first.

    ``began_on`` None means that none is open.
    """
    if began_on is None:
        return Decision.check([Reason("没有尚未结束的鉴定、检测。", _time(footing))])
    refusals = []
    if not began_on <= ended_on <= footing.today:
        text = f"结束之日应当在开始之日（{said(began_on)}）至今天之间。"
        refusals.append(Reason(text, _time(footing), "ended_on"))
    if not result.strip():
        refusals.append(Reason("请写明鉴定、检测的结论。", _time(footing), "result"))
    weighed = [Reason("开始之日至结束之日不计入调解期限，次日起继续计算。", _time(footing))]
    if not proof.strip():
        text = "没有写明证明结束之日的文书，以后无法证明扣除的时间，请尽快补存材料。"
        weighed.append(Reason(text, _time(footing)))
    return Decision.check(refusals, *weighed)


def _time(footing: Footing) -> str:
    return footing.cite("22(3)" if footing.new else "20(3)")


def _consumer_kinds(footing: Footing) -> tuple[str, ...]:
    """The kinds the 《实施条例》 knows, none where it does not apply beside 令20."""
    if footing.new or not footing.consumer_rules:
        return ()
    day = footing.accepted_on or footing.today
    row = footing.law.clock(_CONSUMER_CLOCK, day=day, regulation=CONSUMER_RULES)
    return tuple(ground.id for ground in row.pauses)


def _blanks(order: Order, footing: Footing) -> Iterator[Reason]:
    named = {ground.id: ground.label for ground in kinds(footing)}
    if order.kind not in named:
        yield Reason(f"请选择类别：{'、'.join(named.values())}。", _time(footing), "kind")
    article = footing.cite("22(1)" if footing.new else "20(1)")
    wanted = (("subject", order.subject, "对象和事项"), ("body", order.body, "承担的机构"))
    for field, text, what in wanted:
        if not text.strip():
            yield Reason(f"请写明鉴定、检测的{what}。", article, field)
    if not order.proof.strip():
        # The article leaves the time out and names no proof: a day nobody can prove is not left out here.
        text = "请写明证明开始之日的文书，例如机构的受理单及其编号（本局要求）：没有证明的时间不扣除。"
        yield Reason(text, "", "proof")
    if not order.cost.strip():
        shared = footing.cite("22(2)" if footing.new else "20(2)")
        yield Reason("请写明双方商定的费用承担办法；法律、法规另有规定的，写明该规定。", shared, "cost")
        yield footing.way_out("cost", "双方对费用承担无法协商一致的")


def _choice(order: Order, footing: Footing) -> Iterator[Reason]:
    if order.chosen not in CHOICES:
        article = footing.cite("22(1)" if footing.new else "20(1)")
        yield Reason("请选择机构是双方协商确定还是本局指定。", article, "chosen")
    if order.chosen != DESIGNATED or footing.new or order.kind in _consumer_kinds(footing):
        return
    # 令20 第二十条: 协商一致，共同委托. 《实施条例》第四十七条第一款 differs for 鉴定、检测 only.
    text = "按第20号令，机构由双方协商一致、共同委托，本局不能指定。"
    yield Reason(text, footing.cite("20(1)"), "chosen")
    yield footing.way_out("cost", "双方对承担机构无法协商一致的")


def _days(
    began_on: date, open_since: date | None, last_ended: date | None, due: date | None, footing: Footing
) -> Iterator[Reason]:
    time = _time(footing)
    if open_since is not None:
        text = f"{said(open_since)}开始的鉴定、检测尚未结束，请先记录其结果。"
        yield Reason(text, time)
    if began_on > footing.today:
        yield Reason("开始之日不能晚于今天。", time, "began_on")
    accepted = footing.accepted_on
    if accepted is not None and began_on < accepted:
        yield Reason(f"开始之日不能早于受理之日（{said(accepted)}）。", time, "began_on")
    if last_ended is not None and began_on < last_ended:
        text = f"上一次鉴定、检测至{said(last_ended)}结束，开始之日不能在此之前。"
        yield Reason(text, time, "began_on")
    if due is None:
        yield Reason("本件没有正在计算的调解期限，无从扣除。", footing.clock_basis)
    elif began_on > due:
        # Otherwise the matter would leave the queue of what is overdue.
        text = (
            f"调解期限已于{said(due)}届满，未达成协议的应当终止调解；"
            "届满后才开始的鉴定、检测能否扣除时间，条文未写明，本局不扣除。"
        )
        yield Reason(text, footing.clock_basis, "began_on")


def _to_mind(order: Order, footing: Footing) -> Iterator[Reason]:
    yield Reason("鉴定、检测所需时间不计算在调解期限内。", _time(footing))
    if order.chosen == DESIGNATED:
        yield Reason(
            "双方对机构无法协商一致的，才可以由本局指定，请将协商情况附卷。", basis(DESIGNATED, footing)
        )
    known = _consumer_kinds(footing)
    if known and order.kind not in known:
        text = "该类时间不从《实施条例》规定的调解期限中扣除，该期限照常计算。"
        yield Reason(text, footing.cite("46(3)", CONSUMER_RULES))
