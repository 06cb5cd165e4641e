"""Days a period leaves out (不计入期限): testing, inspection, appraisal and the like, each with its proof.

令2 第十八条第二款 for the check of a report, 第六十四条第二款 for a case, 第三十八条第三款 for goods sealed.
Which grounds there are is read from the row of each clock. 中止调查 is an act of its own, not one of these.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from xiaobao.law import ClockProvision, Lawbook, PauseGround
from xiaobao.rules.decision import Decision, Reason
from xiaobao.rules.leads import CHECKS
from xiaobao.rules.wording import said

CASE_CLOCK, SEALING_CLOCK = "case.decision", "case.sealing"
CLOCKS = (*CHECKS, CASE_CLOCK, SEALING_CLOCK)
"""The periods of a report that can leave days out."""
HALTING = "suspension"
"""中止调查: decided by the head of the bureau on grounds of its own (第四十六条第一款)."""


@dataclass(frozen=True, slots=True)
class CountedPeriod:
    """A period that runs on a report, as far as leaving days out goes.

    ``due`` is the day it has surely run out by, ``open_since`` the first day of days being left out now,
    ``last_ended`` the last day of those left out before.
    """

    row: ClockProvision
    started_on: date
    due: date
    open_since: date | None = None
    last_ended: date | None = None


@dataclass(frozen=True, slots=True)
class LeavingOut:
    """Days to be left out from ``began_on`` on; ``proof`` names the paper that proves that day."""

    clock: str
    ground: str
    began_on: date
    proof: str


def grounds(row: ClockProvision) -> tuple[PauseGround, ...]:
    """Return the grounds of a period that an officer records here."""
    return tuple(ground for ground in row.pauses if ground.id != HALTING)


def check_leave_out(
    asked: LeavingOut, *, periods: Mapping[str, CountedPeriod], today: date, law: Lawbook
) -> Decision:
    """Check that days can be left out of a period: "allowed" or "refused" with everything wrong.

    ``periods`` holds those of the report that run or pause now.
    """
    period = periods.get(asked.clock)
    if period is None:
        return Decision.check([Reason("请选择这件举报正在计算的一项期限。", "", "clock")])
    ground = next((one for one in grounds(period.row) if one.id == asked.ground), None)
    article = _article(period.row, ground, law)
    refusals = [
        *_no_ground(period.row, ground, article),
        *_no_proof(asked.proof),
        *_wrong_days(asked, period, today, article),
    ]
    return Decision.check(
        refusals, Reason("所需时间不计入期限；开始之日和结束之日都不计入（推定）。", article)
    )


def check_count_again(
    *, began_on: date | None, ended_on: date, proof: str, today: date, basis: str
) -> Decision:
    """Check that the days left out can be ended; ``began_on`` None: there are none to end."""
    if began_on is None:
        return Decision.check([Reason("没有尚未结束的扣除期间。", basis, "exclusion_id")])
    refusals = []
    if not began_on <= ended_on <= today:
        text = f"结束之日应当在开始之日（{said(began_on)}）至今天之间。"
        refusals.append(Reason(text, basis, "ended_on"))
    if not proof.strip():
        # The article leaves the time out and names no proof of it: a day nobody can prove is not left out.
        text = "请写明证明结束之日的文书，例如报告及其编号（本局要求）：没有证明的时间不扣除。"
        refusals.append(Reason(text, "", "ended_proof"))
    return Decision.check(refusals, Reason("开始之日至结束之日不计入期限，次日起继续计算（推定）。", basis))


def basis(row: ClockProvision, ground: str, law: Lawbook) -> str:
    """Cite the article that leaves the time out on this ground; of any ground when it is not one."""
    return _article(row, next((one for one in grounds(row) if one.id == ground), None), law)


def _article(row: ClockProvision, ground: PauseGround | None, law: Lawbook) -> str:
    one = ground or next(iter(grounds(row)), None)
    return law.cite(one.regulation or row.regulation, one.article) if one else ""


def _no_ground(row: ClockProvision, ground: PauseGround | None, article: str) -> Iterator[Reason]:
    if ground is None:
        known = "、".join(one.label for one in grounds(row))
        yield Reason(f"“{row.name}”可以不计入期限的事由只有：{known}。", article, "ground")


def _no_proof(proof: str) -> Iterator[Reason]:
    if not proof.strip():
        text = "请写明证明开始之日的文书，例如委托书、受理单及其编号（本局要求）：没有证明的时间不扣除。"
        yield Reason(text, "", "proof")


def _wrong_days(asked: LeavingOut, period: CountedPeriod, today: date, article: str) -> Iterator[Reason]:
    if period.open_since is not None:
        yield Reason(f"{said(period.open_since)}开始的扣除期间尚未结束，请先结束。", article, "clock")
    if not period.started_on <= asked.began_on <= today:
        text = f"开始之日应当在期限起算之日（{said(period.started_on)}）至今天之间。"
        yield Reason(text, article, "began_on")
    if period.last_ended is not None and asked.began_on <= period.last_ended:
        text = f"上一次扣除至{said(period.last_ended)}（含当日），开始之日应当在此之后，期间不能重叠。"
        yield Reason(text, article, "began_on")
    if asked.began_on > period.due:
        # Otherwise an overdue report would leave the queue of what is overdue.
        over = f"期限已于{said(period.due)}届满；"
        text = f"{over}届满后才开始的检测、鉴定等能否扣除时间，条文未写明，本局不扣除。"
        yield Reason(text, article, "began_on")
