"""Which of two tellings was received first, and what is proposed of them.

Two complaints: where several departments are competent the one that received first handles it (令121
第十四条, 令20 第十三条). Two reports of the same facts: the later one is not handled again (令121 第三十五条
第二款), with new facts it may be merged; 令20 has neither. Whether it is the same dispute, or the same facts,
a person finds; nothing is decided here.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from xiaobao.law import Lawbook
from xiaobao.rules.decision import Decision, Reason
from xiaobao.rules.transition import ORDER_20, ORDER_121

FIRST_HANDLES, NOT_AGAIN, EACH_BY_ITSELF = "first_handles", "not_again", "each_by_itself"
"""The outcomes: link the later complaint to the first; find the later report a repeat; handle each."""
_REPORT = "report"
_FIRST_RECEIVED = {ORDER_121: "14", ORDER_20: "13"}
_REPEATED, _BY_PENALTY_PROCEDURE = "35(2)", "31(1)"
_SHANGHAI = ZoneInfo("Asia/Shanghai")


class NeverPaired(ValueError):
    """A complaint beside a report: whoever handles the one must not learn of the other (令121 第三十七条)."""


@dataclass(frozen=True, slots=True)
class Receipt:
    """How one matter came in: ``office`` received it over ``channel``, both in Chinese, at a moment with its
    time zone; ``regulation`` is the one that applies to it."""

    number: str
    track: str
    channel: str
    office: str
    received_at: datetime
    regulation: str


def propose(one: Receipt, other: Receipt, *, confirmed: bool, law: Lawbook) -> Decision:
    """Return what is proposed of two tellings, in any order; ``confirmed``: a person found them the same.

    Raises NeverPaired for a complaint and a report.
    """
    if one.track != other.track:
        raise NeverPaired("投诉与举报不作为同一件处理。")
    first, later = sorted((one, other), key=lambda each: (each.received_at, each.number))
    reasons = [Reason(_order(first, later))]
    if one.track == _REPORT:
        outcome = NOT_AGAIN if later.regulation == ORDER_121 else EACH_BY_ITSELF
        reasons += _reports(first, later, confirmed, law)
    else:
        outcome = FIRST_HANDLES
        reasons += _complaints(first, later, confirmed, law)
    return Decision.of(outcome, *reasons)


def _order(first: Receipt, later: Receipt) -> str:
    if first.received_at == later.received_at:
        return f"两件同时收到（{_moment(first)}），无法分出先后，请核对原始登记。"
    return f"{first.number}先收到（{_told(first)}），{later.number}后收到（{_told(later)}）。"


def _told(receipt: Receipt) -> str:
    return f"{_moment(receipt)}，{receipt.channel}，{receipt.office}"


def _moment(receipt: Receipt) -> str:
    at = receipt.received_at.astimezone(_SHANGHAI)
    return f"{at.year}年{at.month}月{at.day}日{at:%H:%M}"


def _complaints(first: Receipt, later: Receipt, confirmed: bool, law: Lawbook) -> Iterator[Reason]:
    citation = law.cite(first.regulation, _FIRST_RECEIVED[first.regulation])
    yield Reason(f"{_if(confirmed, '同一争议')}数个部门均有权限的，由先收到的部门处理。", citation)
    if first.office != later.office:
        yield Reason(f"先收到的是{first.office}：建议由其处理，{later.number}与之关联。")
    else:
        yield Reason(f"两件由同一部门收到：建议以{first.number}为主办理，{later.number}与之关联。")


def _reports(first: Receipt, later: Receipt, confirmed: bool, law: Lawbook) -> Iterator[Reason]:
    if later.regulation != ORDER_121:
        text = f"{later.number}适用的规章没有重复举报不再处理的规定，两件分别依照行政处罚程序办理。"
        yield Reason(text, law.cite(ORDER_20, _BY_PENALTY_PROCEDURE))
        return
    citation = law.cite(ORDER_121, _REPEATED)
    yield Reason(
        f"{_if(confirmed, '同一举报人对同一被举报人的相同事实')}{later.number}不再另行处理。", citation
    )
    text = f"{later.number}有新的事实的，可以并入{first.number}，自收到最后一次举报之日起重新计算期限。"
    yield Reason(text, citation)


def _if(confirmed: bool, what: str) -> str:
    return f"已经确认为{what}：" if confirmed else f"如经确认为{what}，"
