"""What the events of the ladder and of supervision orders say beyond their name, in words.

Their grade and the number of the order are shown beside the name by whoever shows the event.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date, datetime
from typing import Any

from xiaobao.docket.models import Origin
from xiaobao.docket.reckoning import name_of
from xiaobao.docket.rulebook import SHANGHAI, Rulebook
from xiaobao.rules.orders import OrderAct
from xiaobao.rules.supervision import working_days_from

ALERT = "alert"
REPLY_BY, POINTS, TAKEN_OVER_BY, LAST_DAY = "回复期限", "扣分", "由更高一级的督办单接替", "届满当日"
PHRASES = (REPLY_BY, POINTS, TAKEN_OVER_BY, LAST_DAY)
_ORDER_ACTS = frozenset(act.value for act in OrderAct)


def words_of_supervision(verb: str, data: Mapping[str, Any], rulebook: Rulebook) -> Iterator[str]:
    """Yield what such an event says; nothing for an event of another kind."""
    if verb == ALERT:
        yield from _of_alert(data, rulebook)
    elif verb in _ORDER_ACTS:
        yield from _of_order(verb, data)


def left_at(due: date, day: date, rulebook: Rulebook) -> str:
    """Say how far a due day was on a day: 剩3个工作日, 届满当日, 逾期1个工作日."""
    offset = working_days_from(due, day, rulebook.calendar)
    if offset == 0:
        return LAST_DAY
    return f"逾期{offset}个工作日" if offset > 0 else f"剩{-offset}个工作日"


def _of_alert(data: Mapping[str, Any], rulebook: Rulebook) -> Iterator[str]:
    due, reached = date.fromisoformat(data["due_on"]), datetime.fromisoformat(data["reached_at"])
    yield name_of(data.get("clock", ""), rulebook)
    yield due.isoformat()
    yield left_at(due, reached.astimezone(SHANGHAI).date(), rulebook)


def _of_order(verb: str, data: Mapping[str, Any]) -> Iterator[str]:
    if "origin" in data:
        yield str(dict(Origin.choices).get(data["origin"], ""))
    if data.get("until"):
        yield from (REPLY_BY, str(data["until"]))
    if "score" in data:
        yield from (POINTS, str(data["score"]))
    if verb == OrderAct.RAISE:
        yield from (TAKEN_OVER_BY, str(data.get("by", "")))
