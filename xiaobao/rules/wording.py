"""How days and rows of the law are said, the same way every time."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from xiaobao.law import ClockProvision, Lawbook

_WEEKDAYS = "一二三四五六日"
_DOUBT = {
    "unverified": "提示：这一期限的规定尚未核实，请由法制机构确认。",
    "inferred": "提示：这一期限系根据条文推定，请由法制机构确认。",
}
_HOUSE = "house"
_HOUSE_RULE = "提示：这一期限是本局要求，不是法定期限。"


@dataclass(frozen=True, slots=True)
class Wording:
    """What is said of a row of the law: its citation, how days are counted, its length, any doubt."""

    basis: str
    counting: str
    measure: str
    doubt: str


@lru_cache(maxsize=512)
def wording(lawbook: Lawbook, clock: ClockProvision) -> Wording:
    """Prepare the sentences of one row."""
    regulation = lawbook.regulation(clock.regulation)
    counting = regulation.counting
    how = regulation.cite(counting.article) if counting else "该规定未写计算方法，按通行做法"
    doubt = _HOUSE_RULE if regulation.family == _HOUSE else _DOUBT.get(clock.confidence, "")
    return Wording(regulation.cite(clock.article), f"（{how}）", clock.measure, doubt)


@lru_cache(maxsize=32768)
def spoken(day: int) -> str:
    """Say a day (ordinal): 2026年9月28日（星期一）."""
    on = date.fromordinal(day)
    return f"{on.year}年{on.month}月{on.day}日（星期{_WEEKDAYS[on.weekday()]}）"


def said(on: date) -> str:
    """Say a date: 2026年9月28日（星期一）."""
    return spoken(on.toordinal())


def short(day: int) -> str:
    """Say a day (ordinal) without its year: 10月1日."""
    on = date.fromordinal(day)
    return f"{on.month}月{on.day}日"
