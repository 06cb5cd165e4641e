"""How long a case may take (办案期限): longer, interrupted, gone on with, ended early.

《市场监督管理行政处罚程序规定》第六十四条第一款 (longer), 第四十六条 (中止、恢复), 第四十七条 (终止).
How many days and who approves stands in ``content/law``.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from xiaobao.law import Extension, Lawbook
from xiaobao.rules.acts import Labelled
from xiaobao.rules.decision import Decision, Reason
from xiaobao.rules.milestones import PENALTY_PROCEDURE
from xiaobao.rules.wording import said

CASE_CLOCK = "case.decision"
HALTED = "suspension"
"""The pause ground of the clock while the investigation is halted."""


class AbandonKind(Labelled):
    """Why an investigation cannot go on, as 第四十七条 lists it."""

    DIED = "died", "涉嫌违法的自然人死亡，并且无权利义务承受人"
    DISSOLVED = "dissolved", "涉嫌违法的法人、其他组织终止，并且无权利义务承受人"
    OTHERWISE = "otherwise", "其他原因致使案件调查无法继续进行"


def lawful_prolonging(prolonged: int, *, day: date, law: Lawbook) -> Extension | None:
    """Return what the law allows after ``prolonged`` extensions; None when nothing is left."""
    extensions = law.clock(CASE_CLOCK, day=day).extensions
    return extensions[prolonged] if prolonged < len(extensions) else None


def check_prolong(
    *, prolonged: int, collective: bool, days: int | None, words: str, filed_on: date, law: Lawbook
) -> Decision:
    """Check an extension: the first by the leader for the law's days, the next by collective discussion.

    Whether it comes before the end is for the ledger (RUL-208).
    """
    cited = law.cite(PENALTY_PROCEDURE, "64(1)")
    lawful = lawful_prolonging(prolonged, day=filed_on, law=law)
    refusals = tuple(_prolong_refusals(lawful, collective, days, words, cited))
    weighed = Reason("延长应当在期限届满之前批准（本局要求）。", cited)
    return Decision.check(refusals, weighed)


def _prolong_refusals(
    lawful: Extension | None, collective: bool, days: int | None, words: str, cited: str
) -> Iterator[Reason]:
    if lawful is None:
        yield Reason("已经负责人集体讨论延长过，条文没有规定可以再次延长。", cited)
        return
    if lawful.amount is None:
        if not collective:
            text = "已经延长过一次，继续延期应当由负责人集体讨论决定，请确认已经集体讨论。"
            yield Reason(text, cited, "collective")
        if not days or days < 1:
            yield Reason("决定继续延期的，应当同时确定延长的合理期限，请填写天数。", cited, "days")
    elif days is not None and days != lawful.amount:
        yield Reason(f"第一次延长为{lawful.amount}日，不另填天数。", cited, "days")
    if not words.strip():
        yield Reason("请写明不能按期作出处理决定的原因。", cited, "words")


def check_halt(*, ground: int | None, words: str, proof: str, paused: bool, law: Lawbook) -> Decision:
    """Check that an investigation can be halted; ``paused``: the period is left out already for something."""
    grounds = law.regulation(PENALTY_PROCEDURE).closed_list("halting_grounds")
    cited = law.cite(PENALTY_PROCEDURE, grounds.article)
    refusals = []
    if ground is None or grounds.item(ground) is None:
        refusals.append(Reason("请选择中止调查的一种情形。", cited, "ground"))
    if not words.strip():
        refusals.append(Reason("请写明中止调查的事实和理由。", cited, "words"))
    if not proof.strip():
        refusals.append(Reason("请写明所依据的材料（本局要求）。", "", "proof"))
    if paused:
        refusals.append(Reason("办案期限正在扣除其他期间，请先登记其结束，再中止调查。"))
    left_out = Reason("中止的时间不计入办案期限。", law.cite(PENALTY_PROCEDURE, "64(2)"))
    return Decision.check(refusals, left_out)


def check_go_on(*, on: date, halted_on: date, today: date, words: str, law: Lawbook) -> Decision:
    """Check that an investigation can go on: 原因消除后，应当立即恢复."""
    cited = law.cite(PENALTY_PROCEDURE, "46(2)")
    refusals = []
    if not halted_on <= on <= today:
        text = f"恢复调查之日应当在中止之日（{said(halted_on)}）至今天之间。"
        refusals.append(Reason(text, cited, "on"))
    if not words.strip():
        refusals.append(Reason("请写明中止的原因何时、如何消除。", cited, "words"))
    return Decision.check(
        refusals, Reason("原因消除后应当立即恢复；恢复之日仍不计入期限，自次日起继续计算（推定）。", cited)
    )


def check_abandon(*, kind: str, words: str, left_out: bool, law: Lawbook) -> Decision:
    """Check that an investigation can be ended; ``left_out``: days are being left out, which ends first."""
    cited = law.cite(PENALTY_PROCEDURE, "47")
    refusals = []
    if kind not in tuple(AbandonKind):
        refusals.append(Reason("请选择案件调查无法继续进行的原因。", cited, "kind"))
    if not words.strip():
        refusals.append(Reason("请写明具体情况和所依据的材料。", cited, "words"))
    if left_out:
        refusals.append(
            Reason("还有没有结束的扣除期间，请先登记其结束。", law.cite(PENALTY_PROCEDURE, "64(2)"))
        )
    ends = Reason("终止调查的案件应当结案。", law.cite(PENALTY_PROCEDURE, "77"))
    return Decision.check(refusals, ends)
