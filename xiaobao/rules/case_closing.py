"""When a report is done (办结): its case can be closed, everybody has been told, nothing is open.

The case: 《市场监督管理行政处罚程序规定》第七十七条. A report on which no case was filed has
nothing of it to meet; whoever has to be told is told all the same. 结案审批表 itself is filled in and
approved in the enforcement system.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from xiaobao.law import ClosedList, Lawbook
from xiaobao.rules.acts import State
from xiaobao.rules.case_outcome import PUBLICITY, closable
from xiaobao.rules.decision import Decision, Reason
from xiaobao.rules.milestones import PENALTY_PROCEDURE
from xiaobao.rules.steps import ORDER_20
from xiaobao.rules.wording import said

PERFORMED, ENFORCEMENT_ENDED = "penalty.performed", "enforcement.ended"


@dataclass(frozen=True, slots=True)
class CaseClosingFacts:
    """What is on file when a report is to be closed.

    ``done`` are the milestones on record, ``closable_on`` the day the situation of 第七十七条 arose where
    it is known. ``untold`` are notices that have not reached whom they are for, ``answers`` the refusals of
    telling the result, ``unpublished`` the running duties of publicity, ``unfinished`` what was begun and has
    not ended: each named for an officer. ``sealed``: by the record goods are still sealed or seized.
    ``told_closed``: a file of the enforcement system has told of the closing.
    """

    state: str
    regulation: str
    today: date
    outcome: int | None = None
    ended_on: date | None = None
    closable_on: date | None = None
    done: frozenset[str] = frozenset()
    untold: tuple[str, ...] = ()
    answers: tuple[Reason, ...] = ()
    unpublished: tuple[str, ...] = ()
    unfinished: tuple[str, ...] = ()
    sealed: bool = False
    told_closed: bool = False

    @property
    def has_case(self) -> bool:
        """Whether there is a case to close."""
        return self.state != State.NOT_FILED


def grounds(law: Lawbook) -> ClosedList:
    """Return the situations in which a case is closed."""
    return law.regulation(PENALTY_PROCEDURE).closed_list("closing_grounds")


def lawful_ground(facts: CaseClosingFacts, law: Lawbook) -> int | None:
    """Return the item the record speaks for; None where it speaks for none, or there is no case."""
    told = (one for one in grounds(law).items if facts.has_case and one.code != "other")
    return next((one.number for one in told if _stands(one.code, facts, law)), None)


def check_close_report(
    facts: CaseClosingFacts,
    *,
    closing: int | None,
    closable_on: date | None,
    words: str,
    law: Lawbook,
    approved_by: str = "",
    approved_on: date | None = None,
) -> Decision:
    """Check that a report can be closed; refused with everything that is missing, at once.

    ``approved_by`` and ``approved_on`` say who approved the form of closing (结案审批表) of a case, and when.
    """
    refusals = [*_on_the_case(facts, closing, closable_on, words, law), *_left(facts, words, law)]
    if facts.has_case and not facts.told_closed:
        refusals += _approval(facts, closable_on or facts.closable_on, approved_by, approved_on, law)
    return Decision.check(refusals, *_weighed(facts, closing, law))


def _on_the_case(
    facts: CaseClosingFacts, closing: int | None, closable_on: date | None, words: str, law: Lawbook
) -> Iterator[Reason]:
    known, cited = grounds(law), law.cite(PENALTY_PROCEDURE, grounds(law).article)
    if not facts.has_case:
        if closing is not None:
            yield Reason("本件没有立案，不选择结案情形。", cited, "closing")
        return
    item = known.item(closing) if closing is not None else None
    if item is None:
        yield Reason("请选择结案属于哪一种情形。", cited, "closing")
        return
    if not _stands(item.code, facts, law):
        yield Reason(_unmet(item.code), law.cite(PENALTY_PROCEDURE, known.cites(item.number)), "closing")
    if item.code == "other" and not words.strip():
        yield Reason("请写明属于什么应予结案的情形。", cited, "words")
    yield from _day(facts, closable_on, cited)


def _day(facts: CaseClosingFacts, closable_on: date | None, cited: str) -> Iterator[Reason]:
    arose = closable_on or facts.closable_on
    if arose is None:
        yield Reason("请填写出现可以结案情形之日。", cited, "closable_on")
    elif arose > facts.today or (facts.ended_on and arose < facts.ended_on):
        since = f"作出处理决定或者终止调查之日（{said(facts.ended_on)}）" if facts.ended_on else "立案"
        yield Reason(f"出现可以结案情形之日应当在{since}至今天之间。", cited, "closable_on")
    elif facts.closable_on and arose != facts.closable_on:
        text = f"已经登记于{said(facts.closable_on)}出现可以结案的情形，不能改为其他日期。"
        yield Reason(text, cited, "closable_on")


def _approval(
    facts: CaseClosingFacts, arose: date | None, approved_by: str, approved_on: date | None, law: Lawbook
) -> Iterator[Reason]:
    cited = law.cite(PENALTY_PROCEDURE, grounds(law).article)
    if not approved_by.strip():
        yield Reason("结案应当经负责人批准，请填写批准结案审批表的负责人。", cited, "approved_by")
    if approved_on is None:
        yield Reason("请填写负责人批准结案之日。", cited, "approved_on")
    elif approved_on > facts.today or (arose and approved_on < arose):
        since = f"出现可以结案情形之日（{said(arose)}）" if arose else "立案"
        yield Reason(f"批准结案之日应当在{since}至今天之间。", cited, "approved_on")


def _stands(code: str, facts: CaseClosingFacts, law: Lawbook) -> bool:
    return {
        "performed": PERFORMED in facts.done,
        "enforcement_ended": ENFORCEMENT_ENDED in facts.done,
        "abandoned": facts.state == State.ABANDONED,
        "no_penalty": facts.state == State.DECIDED and closable(facts.outcome, law),
        "other": True,
    }.get(code, False)


def _unmet(code: str) -> str:
    return {
        "performed": "没有登记处罚决定执行完毕，请先在案件进展中登记。",
        "enforcement_ended": "没有登记人民法院裁定终结执行，请先在案件进展中登记。",
        "abandoned": "案件没有终止调查。",
        "no_penalty": "处理决定不是第六十条第一款第二项至第五项。",
    }.get(code, "不属于这一情形。")


def _left(facts: CaseClosingFacts, words: str, law: Lawbook) -> Iterator[Reason]:
    for title in facts.untold:
        article = law.cite(ORDER_20, "31(2)") if facts.regulation == ORDER_20 else ""
        yield Reason(f"{title}还没有送达。", article)
    yield from facts.answers
    if facts.unfinished:
        yield Reason(f"还有没有了结的事项：{'、'.join(facts.unfinished)}。请先了结。")
    if facts.sealed and not words.strip():
        # 第四十二条第一款第三项: once it is decided, what need not stay sealed is released at once.
        text = "还有查封、扣押没有登记解除：请登记解除，已经没收、移送的写明去向（本局要求）。"
        yield Reason(text, law.cite(PENALTY_PROCEDURE, "42(1)(3)"), "words")
    if facts.unpublished and not words.strip():
        text = f"“{'”“'.join(facts.unpublished)}”还没有完成，请先登记；确实不能完成的，写明原因。"
        yield Reason(text, law.cite(PUBLICITY, "2"), "words")


def _weighed(facts: CaseClosingFacts, closing: int | None, law: Lawbook) -> Iterator[Reason]:
    if facts.has_case and closing is not None:
        cited = law.cite(PENALTY_PROCEDURE, grounds(law).article)
        yield Reason("结案审批表在执法办案系统填写，经负责人批准后结案。", cited)
    if facts.sealed:
        text = "办结时还有查封、扣押没有登记解除。"
        yield Reason(text, law.cite(PENALTY_PROCEDURE, "42(1)(3)"))
    if facts.unpublished:
        yield Reason(f"办结时还没有完成：{'、'.join(facts.unpublished)}。")
