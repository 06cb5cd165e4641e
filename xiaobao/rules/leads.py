"""A lead met in mediation (调解中发现的违法线索), and a longer check: 令121 第二十七条, 令20 第二十三条.

The lead is the bureau's own discovery and is checked as a report of nobody. It stays under the regulation
of the complaint it came from, for that is whose article sets the period.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date
from types import MappingProxyType

from xiaobao.law import Extension, Lawbook, measure
from xiaobao.rules.decision import Decision, Reason
from xiaobao.rules.steps import ORDER_20, ORDER_121
from xiaobao.rules.wording import said

LEAD_CLOCK, REPORT_CLOCK = CHECKS = ("complaint.lead_check", "report.check")
"""The two periods of checking a lead that the head of the bureau may lengthen."""

_FOUND: Mapping[str, str] = MappingProxyType({ORDER_121: "27(1)", ORDER_20: "23(1)"})
_NOT_EXCUSED: Mapping[str, str] = MappingProxyType({ORDER_121: "27(2)", ORDER_20: "23(2)"})


def check_lead(
    *,
    regulation: str,
    discovered_on: date,
    accepted_on: date,
    today: date,
    words: str,
    files_known: bool,
    law: Lawbook,
) -> Decision:
    """Check that a lead can be recorded; ``files_known``: every file chosen belongs to the complaint."""
    article = law.cite(regulation, _FOUND[regulation])
    refusals = []
    if not accepted_on <= discovered_on <= today:
        text = f"发现线索之日应当在受理投诉之日（{said(accepted_on)}）至今天之间。"
        refusals.append(Reason(text, article, "discovered_on"))
    if not words.strip():
        refusals.append(Reason("请写明发现的涉嫌违法线索。", article, "words"))
    if not files_known:
        refusals.append(Reason("所选材料不在这件投诉中，请重新选择。", "", "files"))
    clock = law.clock(LEAD_CLOCK, day=discovered_on, regulation=regulation)
    kept = Reason(
        "调解不免除经营者依法应当承担的其他法律责任。", law.cite(regulation, _NOT_EXCUSED[regulation])
    )
    return Decision.check(refusals, Reason(f"自发现之日起{clock.measure}内核查。", article), kept)


@dataclass(frozen=True, slots=True)
class Lengthening:
    """A lawful extension of a check: how long, in words, the article, and who approves by it.

    ``approved_by`` is empty where the article names nobody (令20 第二十三条第一款).
    """

    said: str
    basis: str
    approved_by: str = ""


def lengthening(clock: str, *, regulation: str, day: date, law: Lawbook) -> Lengthening:
    """Say what the law allows to add to a check (``regulation`` is that of the clock)."""
    row = law.clock(clock, day=day, regulation=regulation)
    extension: Extension = row.extensions[0]
    length = measure(extension.amount or row.amount, extension.unit)
    return Lengthening(length, law.cite(regulation, extension.article), extension.approved_by)


def check_extend(
    *, clock: str, running: Collection[str], words: str, article: str, anew: bool = False
) -> Decision:
    """Check that a check can be lengthened; once, in time and how long is for the ledger (RUL-206 to 209).

    ``running`` holds the clocks of the report that are not stopped; ``anew``: the check has been counted anew
    since a merger, and the extension granted before fell away with the former period.
    """
    refusals = []
    if clock not in CHECKS or clock not in running:
        refusals.append(Reason("请选择这件举报正在计算的一项核查期限。", article, "clock"))
    if not words.strip():
        refusals.append(Reason("请写明不能按期核查完毕的特殊情况。", article, "words"))
    # 令121 第三十五条第二款 has the period counted anew and says nothing of a further extension: our reading.
    fresh = [Reason("合并处理后重新计算的期限可以再延长一次（推定）。")] if anew else []
    return Decision.check(
        # "Once" is how 可以延长十五个工作日 is read; that it comes before the end the text does not say.
        refusals,
        Reason(
            "特殊情况下，经市场监督管理部门负责人批准可以延长；按一次、在届满之前作出掌握（本局要求）。",
            article,
        ),
        *fresh,
    )
