"""The days a league table is made for, and those it is compared with."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from xiaobao.docket.scorecard import Days
from xiaobao.rules.workflow import Labelled

_DAY = timedelta(days=1)
_QUARTER = 3
_LONGEST = timedelta(days=3 * 366)


class Stretch(Labelled):
    """What can be chosen; the first is taken where nothing is."""

    MONTH = "month", "本月"
    LAST_MONTH = "last_month", "上月"
    QUARTER = "quarter", "本季度"
    LAST_QUARTER = "last_quarter", "上季度"
    YEAR = "year", "今年"
    LAST_YEAR = "last_year", "去年"
    OWN = "own", "自定日期"


@dataclass(frozen=True)
class LeaguePeriod:
    """The days chosen. ``wrong``: own days that make no period, or one of more than three years."""

    stretch: Stretch
    days: Days
    wrong: bool = False


def league_period(asked: str, today: date, *, since: str = "", until: str = "") -> LeaguePeriod:
    """Return the days asked for by their code; own days are both included (2026-05-20).

    A month, quarter or year is compared with the one before, whole; own days with as many right before.
    """
    stretch = next((one for one in Stretch if one.value == asked), Stretch.MONTH)
    if stretch is not Stretch.OWN:
        return LeaguePeriod(stretch, _calendar(stretch, today))
    first, last = _day(since), _day(until)
    if first is None or last is None or first > last or last - first > _LONGEST:
        return LeaguePeriod(stretch, _calendar(Stretch.MONTH, today), wrong=True)
    return LeaguePeriod(stretch, Days.of(first, last))


def _calendar(stretch: Stretch, today: date) -> Days:
    months = {Stretch.QUARTER: _QUARTER, Stretch.LAST_QUARTER: _QUARTER}.get(stretch, 1)
    months = 12 if stretch in (Stretch.YEAR, Stretch.LAST_YEAR) else months
    start = today.replace(month=(today.month - 1) // months * months + 1, day=1)
    if stretch.value.startswith("last_"):
        start = _earlier(start, months)
        return Days(start, _earlier(start, -months) - _DAY, _earlier(start, months), start - _DAY)
    return Days(start, today, _earlier(start, months), start - _DAY)


def _earlier(first: date, months: int) -> date:
    number = first.year * 12 + first.month - 1 - months
    return date(number // 12, number % 12 + 1, 1)


def _day(text: str) -> date | None:
    try:
        day = date.fromisoformat(text)
    except ValueError:
        return None
    return day if 1949 < day.year < 2200 else None
