"""How much time is left, in words an officer reads at a glance."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal

from xiaobao.docket.models import NO_CLOCK, Matter
from xiaobao.docket.rulebook import Rulebook

Tone = Literal["overdue", "today", "soon", "calm", "none", "provisional"]


@dataclass(frozen=True)
class DueBadge:
    """``words`` such as 剩3个工作日; ``tone``: how loud to say it; ``due_on``: None without a clock."""

    words: str
    tone: Tone
    due_on: date | None = None


def badge(matter: Matter, *, today: date, rulebook: Rulebook) -> DueBadge:
    """Return the badge of a matter's next due date."""
    if matter.next_due == NO_CLOCK:
        return DueBadge("无计时" if matter.is_open else "已办结", "none")
    return badge_for(matter.next_due, provisional=matter.provisional, today=today, rulebook=rulebook)


def badge_for(due: date, *, provisional: bool, today: date, rulebook: Rulebook) -> DueBadge:
    """Return the badge of one due date; the count is in working days, the day itself not yet counted off."""
    words, tone = _left(due, today, rulebook)
    if provisional:
        return DueBadge(f"{words}（暂定）", "provisional" if tone == "calm" else tone, due)
    return DueBadge(words, tone, due)


def last_day_soon(today: date, rulebook: Rulebook) -> date:
    """Return the last day that counts as due soon, by the locality's number of working days."""
    left = rulebook.locality.settings.due_soon_working_days
    day = today
    while left > 0:
        day += timedelta(days=1)
        # An unknown day is treated as a working day: a warning may come early, never late.
        left -= rulebook.calendar.is_working(day) is not False
    return day


def _left(due: date, today: date, rulebook: Rulebook) -> tuple[str, Tone]:
    if due < today:
        return f"逾期{_count(due, today, rulebook)}", "overdue"
    if due == today:
        return "今日届满", "today"
    tone: Tone = "soon" if due <= last_day_soon(today, rulebook) else "calm"
    return f"剩{_count(today, due, rulebook)}", tone


def _count(after: date, until: date, rulebook: Rulebook) -> str:
    # In a year nobody has loaded the working days cannot be counted; natural days can.
    working = rulebook.calendar.working_days_between(after, until)
    return f"{working}个工作日" if working else f"{(until - after).days}天"
