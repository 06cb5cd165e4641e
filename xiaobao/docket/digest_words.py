"""A share of the day put in words: one line as a title, which an SMS has room for, and the rest below."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from xiaobao.docket.digests import APPEALS, JUDGED, OVERDUE, OWED, SOON, TODAY, Line, Share
from xiaobao.docket.rulebook import Rulebook


def has_something(share: Share) -> bool:
    """Whether there is anything to tell."""
    return bool(share.lines or share.waiting or share.whole)


def title_of(share: Share, day: date, rulebook: Rulebook) -> str:
    """Return the counts in one line: what is the officer's own, else the whole of which they are the head."""
    own = [f"{name}{share.count(kind)}{unit}" for kind, name, unit in _kinds(rulebook) if share.count(kind)]
    if share.waits.count:
        own.append(f"等待他人{share.waits.count}件")
    told = own or [f"所辖{words}" for words in _whole(share, rulebook)]
    return f"{day.month}月{day.day}日提要：{'，'.join(told)}"


def body_of(share: Share, rulebook: Rulebook) -> str:
    """Return a line for each kind with the first numbers, what others are waited for, and the whole."""
    return "\n".join(_lines(share, rulebook))


def _lines(share: Share, rulebook: Rulebook) -> Iterator[str]:
    for kind, name, unit in _kinds(rulebook):
        if share.count(kind):
            yield f"{name}（{share.count(kind)}{unit}）：{_numbers(share.lines[kind], unit)}"
    if share.waiting:
        for_what = "、".join(f"{what}{count}" for what, count in share.waiting.items())
        yield f"等待他人（{for_what}）：{_numbers(share.waits, '件')}"
    if share.whole:
        yield f"所辖全部来件：{'，'.join(_whole(share, rulebook))}"


def _whole(share: Share, rulebook: Rulebook) -> list[str]:
    return [
        f"{name}{share.whole[kind]}{unit}" for kind, name, unit in _kinds(rulebook) if share.whole.get(kind)
    ]


def _numbers(line: Line, unit: str) -> str:
    named = "、".join(line.numbers)
    return named if line.count <= len(line.numbers) else f"{named}等{line.count}{unit}"


def _kinds(rulebook: Rulebook) -> tuple[tuple[str, str, str], ...]:
    days = rulebook.locality.settings.due_soon_working_days
    return (
        (OVERDUE, "逾期", "件"),
        (TODAY, "今日届满", "件"),
        (SOON, f"{days}个工作日内届满", "件"),
        (OWED, "督办待回复", "份"),
        (JUDGED, "督办待审核", "份"),
        (APPEALS, "督办申诉待决定", "份"),
    )
