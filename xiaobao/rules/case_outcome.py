"""The decision a case ends in (处理决定), the five kinds of 《市场监督管理行政处罚程序规定》第六十条第一款.

The decision itself is taken in the enforcement system by the leaders of the bureau; here it is recorded, with
what the figures, the publicity and the closing need. Hearing thresholds are advice only.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from xiaobao.law import ClosedList, Lawbook
from xiaobao.rules.decision import Decision, Reason
from xiaobao.rules.milestones import PENALTY_PROCEDURE
from xiaobao.rules.wording import said

PUBLICITY = "penalty-publicity"
CRIME = "crime-transfer"
SAME_PROVINCE, CROSS_PROVINCE = PUBLICITY_CLOCKS = (
    "publicity.same_province",
    "publicity.cross_province_push",
)
_NONE = Decimal(0)


@dataclass(frozen=True, slots=True)
class OutcomeGiven:
    """What somebody wants to record as the decision; amounts in yuan, None where nothing was said.

    ``outcome`` is an item of 第六十条第一款. ``penalty`` says what was decided; where the matter is handed to
    another department, which. ``collective``: 负责人集体讨论; ``published``: to be published.
    """

    outcome: int | None
    on: date
    decision_number: str = ""
    penalty: str = ""
    fined: Decimal | None = None
    confiscated: Decimal | None = None
    collective: bool | None = None
    published: bool | None = None
    same_province: bool | None = None
    words: str = ""


@dataclass(frozen=True, slots=True)
class CaseStanding:
    """What is on record of the case before it is decided.

    ``left_out``: a period is being left out and has not ended. ``waiting``: a report of a suspected crime has
    not been decided on; ``transferred``: handing it over has been approved, ``handed_back``: the police file
    no case. ``noticed_on`` is the day the notice of penalty was last served, ``defence_ends`` the last day of
    answering it, ``defended``: it was answered. ``heard``, ``reviewed``: those milestones are recorded.
    """

    today: date
    filed_on: date
    left_out: bool = False
    waiting: bool = False
    transferred: bool = False
    handed_back: bool = False
    noticed_on: date | None = None
    defence_ends: date | None = None
    defended: bool = False
    heard: bool = False
    reviewed: bool = False


def outcomes(law: Lawbook) -> ClosedList:
    """Return the five kinds of decision."""
    return law.regulation(PENALTY_PROCEDURE).closed_list("outcomes")


def code_of(outcome: int | None, law: Lawbook) -> str:
    """Return the code of an item: penalty, excused, unfounded, elsewhere, crime; empty for none."""
    item = outcomes(law).item(outcome) if outcome is not None else None
    return item.code if item else ""


def publicity_clock(given: OutcomeGiven, law: Lawbook) -> str:
    """Return the clock of publishing that begins with the decision; empty where nothing is published."""
    if code_of(given.outcome, law) != "penalty" or not given.published:
        return ""
    return SAME_PROVINCE if given.same_province else CROSS_PROVINCE


def closable(outcome: int | None, law: Lawbook) -> bool:
    """Tell whether the case can be closed with the decision itself (第七十七条第四项: items two to five)."""
    return code_of(outcome, law) not in ("", "penalty")


def check_decide(given: OutcomeGiven, case: CaseStanding, law: Lawbook) -> Decision:
    """Check that a decision can be recorded; refused with everything that is missing, at once."""
    code = code_of(given.outcome, law)
    refusals = [*_at_all(given, case, law)]
    if code == "penalty":
        refusals += [*_instead_of_transfer(given, case, law), *_penalty(given, law)]
    elif code:
        refusals += _no_penalty(given, case, code, law)
    return Decision.check(refusals, *(_advice(given, case, law) if code == "penalty" else ()))


def _at_all(given: OutcomeGiven, case: CaseStanding, law: Lawbook) -> Iterator[Reason]:
    kinds = outcomes(law)
    if not code_of(given.outcome, law):
        yield Reason("请选择处理决定属于哪一项。", law.cite(PENALTY_PROCEDURE, kinds.article), "outcome")
    if not case.filed_on <= given.on <= case.today:
        text = f"作出决定之日应当在立案之日（{said(case.filed_on)}）至今天之间。"
        yield Reason(text, law.cite(PENALTY_PROCEDURE, "64(1)"), "on")
    if case.left_out:
        yield Reason("还有没有结束的扣除期间，请先登记其结束。", law.cite(PENALTY_PROCEDURE, "64(2)"))
    for field, amount in (("fined", given.fined), ("confiscated", given.confiscated)):
        if amount is not None and amount < _NONE:
            yield Reason("金额不能小于0。", "", field)


def _instead_of_transfer(given: OutcomeGiven, case: CaseStanding, law: Lawbook) -> Iterator[Reason]:
    """移送规定第十一条第一款: 不得以行政处罚代替移送; after 不予立案 a penalty is lawful again (第十条)."""
    cited = law.cite(CRIME, "11(1)")
    if case.waiting:
        yield Reason("涉嫌犯罪的移送报告还在等待负责人决定，不得以行政处罚代替移送。", cited)
    elif case.transferred and not case.handed_back and not given.words.strip():
        text = "已经批准移送公安机关，没有登记公安机关不予立案；要给予行政处罚的，请写明理由（本局要求）。"
        yield Reason(text, cited, "words")


def _penalty(given: OutcomeGiven, law: Lawbook) -> Iterator[Reason]:
    cited = law.cite(PENALTY_PROCEDURE, outcomes(law).cites(given.outcome or 0))
    if not given.decision_number.strip():
        yield Reason("请填写行政处罚决定书文号。", cited, "decision_number")
    if not given.penalty.strip():
        yield Reason("请写明行政处罚的内容。", cited, "penalty")
    if given.fined is None:
        yield Reason("请填写罚款金额，没有的填0。", "", "fined")
    if given.confiscated is None:
        yield Reason("请填写没收金额，没有的填0。", "", "confiscated")
    if given.collective is None:
        text = "请确认是否经负责人集体讨论：属于应当法制审核的案件，拟给予处罚的应当集体讨论决定。"
        yield Reason(text, law.cite(PENALTY_PROCEDURE, "60(2)"), "collective")
    yield from _publicity(given, law)


def _publicity(given: OutcomeGiven, law: Lawbook) -> Iterator[Reason]:
    if given.published is None:
        text = "请确认处罚信息是否公示；仅受到警告的不予公示。"
        yield Reason(text, law.cite(PUBLICITY, "2"), "published")
    elif given.published and given.same_province is None:
        text = "请确认当事人登记地（住所地）是否在本省：公示的期限和做法不同。"
        yield Reason(text, law.cite(PUBLICITY, "9"), "same_province")
    elif given.published is False and not given.words.strip():
        yield Reason("处罚信息不公示的，请写明理由。", law.cite(PUBLICITY, "2"), "words")


def _no_penalty(given: OutcomeGiven, case: CaseStanding, code: str, law: Lawbook) -> Iterator[Reason]:
    cited = law.cite(PENALTY_PROCEDURE, outcomes(law).cites(given.outcome or 0))
    for field, amount in (("fined", given.fined), ("confiscated", given.confiscated)):
        if amount:
            yield Reason("没有给予行政处罚，不填写罚没金额。", cited, field)
    if given.published:
        yield Reason("没有给予行政处罚，不公示处罚信息。", cited, "published")
    if code in ("excused", "unfounded") and not given.decision_number.strip():
        yield Reason("请填写不予行政处罚决定书文号（本局要求）。", "", "decision_number")
    if not given.penalty.strip():
        asked = "移送哪个部门" if code == "elsewhere" else "作出这一决定的事实和理由"
        yield Reason(f"请写明{asked}。", cited, "penalty")
    if code == "crime" and not case.transferred:
        text = "还没有批准移送公安机关：请先报告涉嫌犯罪，由负责人决定移送。"
        yield Reason(text, law.cite(CRIME, "5(2)"), "outcome")


def _advice(given: OutcomeGiven, case: CaseStanding, law: Lawbook) -> Iterator[Reason]:
    yield from _noticed(given, case, law)
    if not case.heard and (given.fined or given.confiscated):
        text = "罚款、没收数额较大的属于听证范围；福建省的数额标准未核实，请按现行规定核对是否告知听证权利。"
        yield Reason(text, law.cite(PENALTY_PROCEDURE, "57(1)"))
    if not case.reviewed:
        text = "没有登记审核完成；情节复杂或者重大违法行为的案件未经法制审核不得作出处罚决定。"
        yield Reason(text, law.cite(PENALTY_PROCEDURE, "50(1)"))
    if not given.collective:
        text = "没有经集体讨论；属于应当法制审核的案件，应当由负责人集体讨论决定。"
        yield Reason(text, law.cite(PENALTY_PROCEDURE, "60(2)"))
    if given.published and not given.fined and not given.confiscated:
        text = "罚款、没收金额都是0，又选择了公示：仅受到警告的不予公示，请核对。"
        yield Reason(text, law.cite(PUBLICITY, "2(2)"))
    if case.transferred:
        yield Reason("已经批准移送公安机关：不得以行政处罚代替移送。", law.cite(CRIME, "11(1)"))


def _noticed(given: OutcomeGiven, case: CaseStanding, law: Lawbook) -> Iterator[Reason]:
    """Say what the days of notice and answer have against the day of the decision (第五十七条)."""
    if case.noticed_on is None:
        text = "没有登记行政处罚告知书的送达；作出处罚决定之前应当书面告知。"
        yield Reason(text, law.cite(PENALTY_PROCEDURE, "57(1)"))
    elif given.on < case.noticed_on:
        text = f"行政处罚告知书{said(case.noticed_on)}才送达，作出处罚决定之前应当书面告知。"
        yield Reason(text, law.cite(PENALTY_PROCEDURE, "57(1)"))
    elif case.defence_ends and given.on <= case.defence_ends and not case.defended:
        text = (
            f"当事人陈述、申辩和要求听证的期限至{said(case.defence_ends)}届满，没有登记陈述、申辩，"
            "决定之日不在届满之后：期限届满未行使权利的才视为放弃，请核对。"
        )
        yield Reason(text, law.cite(PENALTY_PROCEDURE, "57(2)"))
