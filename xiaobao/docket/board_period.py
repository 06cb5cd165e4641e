"""The stretch of days a board looks back on."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from xiaobao.rules.workflow import Labelled

_DAY = timedelta(days=1)
_LOOK_BACK = timedelta(days=30)


class Span(Labelled):
    """What can be chosen; the first is taken where nothing is."""

    LAST_30 = "last30", "近30日"
    MONTH = "month", "本月"
    LAST_MONTH = "last_month", "上月"
    YEAR = "year", "今年"


@dataclass(frozen=True)
class Period:
    """From ``since`` to ``until``, both days included, as a person reads them."""

    span: Span
    since: date
    until: date


def period(asked: str, today: date) -> Period:
    """Return the days asked for by their code; an unknown code is the last thirty days, today among them."""
    span = next((one for one in Span if one.value == asked), Span.LAST_30)
    since, until = _days(span, today)
    return Period(span, since, until)


def _days(span: Span, today: date) -> tuple[date, date]:
    first = today.replace(day=1)
    if span is Span.MONTH:
        return first, today
    if span is Span.LAST_MONTH:
        last = first - _DAY
        return last.replace(day=1), last
    if span is Span.YEAR:
        return today.replace(month=1, day=1), today
    return today - _LOOK_BACK + _DAY, today


def year_before(day: date) -> date:
    """Return the same day of the year before; of 29 February the 28th."""
    leap = (day.month, day.day) == (2, 29)
    return day.replace(year=day.year - 1, day=28 if leap else day.day)
