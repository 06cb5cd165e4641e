"""The four regulars with a key enterprise (四定时): on which days they fall, and what may be done with one.

定时对接处置投诉具体情况、定时发布提示办结期限、定时反馈投诉集中问题、定时组织座谈研讨问题: the bureau's own
practice. Every how many weeks each takes place stands in the locality.
"""

from __future__ import annotations

from calendar import SATURDAY
from collections.abc import Iterator, Mapping
from datetime import date, timedelta
from itertools import count
from types import MappingProxyType

from xiaobao.rules.acts import Labelled
from xiaobao.rules.decision import Decision, Reason
from xiaobao.rules.workdays import Calendar


class Regular(Labelled):
    """The four of them."""

    CHECK_IN = "check_in", "定时对接处置投诉具体情况"
    DEADLINES = "deadlines", "定时发布提示办结期限"
    FEEDBACK = "feedback", "定时反馈投诉集中问题"
    SYMPOSIUM = "symposium", "定时组织座谈研讨问题"


class RegularAct(Labelled):
    """What may be done with one engagement."""

    PREPARE = "prepare", "准备材料"
    SEND = "send", "发送"
    HOLD = "hold", "记录约定"
    FOLLOW_UP = "follow_up", "记录跟进"
    DROP = "drop", "不再进行"


class Handover(Labelled):
    """How the material reaches the enterprise."""

    EMAIL = "email", "电子邮件"
    IN_PERSON = "in_person", "当面送交"
    GROUP = "group", "工作群"
    POST = "post", "邮寄"
    PHONE = "phone", "电话告知"


FROM: Mapping[RegularAct, tuple[str, ...]] = MappingProxyType(
    {
        RegularAct.PREPARE: ("planned", "prepared"),
        RegularAct.SEND: ("prepared",),
        RegularAct.HOLD: ("prepared", "sent"),
        RegularAct.FOLLOW_UP: ("held",),
        RegularAct.DROP: ("planned", "prepared", "sent"),
    }
)
"""In which states of an engagement each may be done."""
OWED = ("planned", "prepared")
"""The states of one that has yet to reach the enterprise: it is late once its day has passed."""


def offered(state: str) -> tuple[RegularAct, ...]:
    """Return what may be done in a state, in the order it is usually done."""
    return tuple(act for act, states in FROM.items() if state in states)


def is_late(state: str, planned_on: date, today: date) -> bool:
    """Whether one should have reached the enterprise by now; on the planned day itself it is in time."""
    return state in OWED and planned_on < today


def is_followed_up_late(state: str, follow_up_on: date | None, today: date) -> bool:
    """Whether it is time to look at what was agreed: on the day itself, and after it."""
    return state == "held" and follow_up_on is not None and follow_up_on <= today


def next_day(since: date, weeks: int, *, no_earlier: date, calendar: Calendar) -> date:
    """Return the first planned day on or after ``no_earlier``: every so many weeks from ``since``.

    The days hang on ``since`` alone, so it does not matter when and how often it is asked. A day off moves
    to the next working day; in a year nobody has loaded, off a weekend.
    """
    return next(day for day in _days(since, weeks, no_earlier, calendar) if day >= no_earlier)


def _days(since: date, weeks: int, no_earlier: date, calendar: Calendar) -> Iterator[date]:
    stride = timedelta(weeks=weeks)
    # One step back, for a day off before ``no_earlier`` may have moved to it.
    first = max((no_earlier - since) // stride - 1, 1)
    for number in count(first):
        yield on_working_day(since + number * stride, calendar)


def on_working_day(day: date, calendar: Calendar) -> date:
    """Return the day itself, or the next one on which people work."""
    while _is_off(day, calendar):
        day += timedelta(days=1)
    return day


def _is_off(day: date, calendar: Calendar) -> bool:
    working = calendar.is_working(day)
    return day.weekday() >= SATURDAY if working is None else not working


def check_hold(*, agreed: str, held_on: date, follow_up_on: date | None, today: date) -> Decision:
    """Return whether what was agreed can be recorded so."""
    return Decision.check(_against_holding(agreed, held_on, follow_up_on, today))


def check_words(words: str, *, what: str) -> Decision:
    """Return whether something was written at all; ``what`` names it, such as 跟进情况."""
    return Decision.check([] if words.strip() else [Reason(f"请填写{what}。", "", "words")])


def _against_holding(agreed: str, held_on: date, follow_up_on: date | None, today: date) -> Iterator[Reason]:
    if not agreed.strip():
        yield Reason("请填写双方约定的事项；没有约定的，写明没有。", "", "agreed")
    if held_on > today:
        yield Reason("进行的日期不能晚于今天。", "", "held_on")
    if follow_up_on is not None and follow_up_on < held_on:
        yield Reason("跟进的日期不能早于进行的日期。", "", "follow_up_on")
