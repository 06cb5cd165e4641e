"""The simulation's own days: which are worked, which are holidays by law, and the notices it invents.

Nothing here asks ``rules``: working days are a sorted list, and a day so many working days away is an index
in it. Until a year's notice has come, the week and the statutory holidays are all anybody can know.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from random import Random
from typing import Any

import chinese_calendar
import yaml

from tests.conftest import CONTENT

FIRST_YEAR, LAST_YEAR = 2021, 2030
"""The ten years that are played: the last four are known only once their invented notice has come."""
PUBLISHED = 2026
"""The last year whose notice has been issued, as the calendar package holds it."""
ONE = timedelta(days=1)
_SPAN = (date(FIRST_YEAR - 1, 1, 1), date(LAST_YEAR + 2, 12, 31))
_WEEKEND = (5, 6)
_MOVING = ("qingming", "dragon_boat", "mid_autumn")


def each(first: date, last: date) -> Iterator[date]:
    """Yield every day from one to another, both included."""
    return (first + timedelta(days=n) for n in range((last - first).days + 1))


def _festivals() -> dict[int, dict[str, date]]:
    told = yaml.safe_load((CONTENT / "calendar/statutory-holidays.yaml").read_text(encoding="utf-8"))
    return {row["year"]: row for row in told["festivals"]}


FESTIVALS = _festivals()
"""When the moon and the sun have the moving feasts fall; any almanac says the same."""


def statutory(year: int) -> set[date]:
    """Return the holidays of 《全国年节及纪念日放假办法》, eleven days, thirteen from 2025 on."""
    wide = year >= 2025
    fixed = [(1, 1), (5, 1), *([(5, 2)] if wide else []), (10, 1), (10, 2), (10, 3)]
    found = {date(year, month, day) for month, day in fixed}
    if moving := FESTIVALS.get(year):
        found |= {moving[name] for name in _MOVING}
        found |= {moving["spring_festival"] + timedelta(days=n) for n in range(-1 if wide else 0, 3)}
    return found


@dataclass(frozen=True)
class Notice:
    """One file of holidays: ``whole`` for a year, or a correction of single days."""

    year: int
    whole: bool
    breaks: tuple[tuple[str, date, date], ...]
    workdays: tuple[date, ...] = ()

    @property
    def off(self) -> set[date]:
        """The days off it names."""
        return {day for _, first, last in self.breaks for day in each(first, last)}

    def write(self, folder: Path, issued: date) -> Path:
        """Write it as an administrator types it in, and return the file."""
        head: dict[str, Any] = {
            "year": self.year,
            "scope": "whole_year" if self.whole else "corrections",
            "notice": {
                "title": f"测试用虚构通知（{self.year}年部分节假日安排，并非国务院办公厅文件）",
                "number": "测试〔2000〕0号",
                "issued": issued,
                "publication": "仅供测试",
            },
            "breaks": [dict(zip(("name", "first", "last"), one, strict=True)) for one in self.breaks],
            "workdays": list(self.workdays),
        }
        if not self.whole:
            head["reason"] = "测试：临时增加的放假日。"
        path = folder / f"{self.year}.yaml"
        path.write_text(yaml.safe_dump(head, allow_unicode=True, sort_keys=False), encoding="utf-8")
        return path


def invent(year: int, chance: Random) -> Notice:
    """Return a notice for a year: every statutory holiday is off, some are longer, some weekends are worked."""
    feast = FESTIVALS[year]
    spring = feast["spring_festival"]
    runs = [("春节", spring - ONE, spring + timedelta(days=chance.choice((5, 6, 7))))]
    opened = date(year, 1, 1) - chance.choice((0, 0, 1)) * ONE
    runs.append(("元旦", opened, date(year, 1, chance.choice((1, 2, 3)))))
    runs.append(("劳动节", date(year, 5, 1), date(year, 5, chance.choice((3, 5)))))
    national = (date(year, 10, 1), date(year, 10, chance.choice((7, 8))))
    runs.append(("国庆节", *national))
    apart = [name for name in _MOVING if not national[0] - ONE <= feast[name] <= national[1]]
    runs += [(name, feast[name], feast[name] + chance.choice((0, 0, 2)) * ONE) for name in apart]
    off = {day for _, first, last in runs for day in each(first, last)}
    free = [day for day in each(date(year, 1, 8), date(year, 12, 20)) if day.weekday() in _WEEKEND]
    worked = sorted(chance.sample([day for day in free if day not in off], chance.randint(3, 7)))
    return Notice(year, True, tuple(runs), tuple(worked))


class Days:
    """Which days are worked, by all notices that have come so far."""

    def __init__(self) -> None:
        self.notices: dict[int, Notice] = {}
        self._work_out()

    def learn(self, notice: Notice) -> None:
        """Take up a notice, in place of an earlier one of its year."""
        self.notices[notice.year] = notice
        self._work_out()

    def known(self, year: int) -> bool:
        """Whether a notice for the whole year has come."""
        return year <= PUBLISHED or (year in self.notices and self.notices[year].whole)

    def works(self, day: date) -> bool:
        """Whether people work on a day, as far as anybody knows."""
        return day in self._working

    def holiday(self, day: date) -> bool:
        """Whether a day is a holiday of the measure itself."""
        return day in self._statutory

    def left(self, due: date, count: int) -> date:
        """Return the last working day on which ``count`` working days are left until ``due``."""
        return self.order[bisect_right(self.order, due) - 1 - count]

    def after(self, day: date, count: int) -> date:
        """Return the ``count``-th working day after a day."""
        return self.order[bisect_right(self.order, day) - 1 + count]

    def counted(self, day: date, count: int) -> date:
        """Return the ``count``-th day after a day that a limit in working days can count at the earliest.

        In a year nobody has loaded that is every day but the statutory holidays: rather too early.
        """
        place = bisect_right(self._countable, day) - 1
        return self._countable[place + count]

    def _work_out(self) -> None:
        self._statutory = {day for year in range(_SPAN[0].year, _SPAN[1].year + 1) for day in statutory(year)}
        off = {day for notice in self.notices.values() for day in notice.off}
        on = {day for notice in self.notices.values() for day in notice.workdays}
        known = {day for day in each(*_SPAN) if self._usually(day)}
        self.order = sorted((known - off) | on)
        self._working = set(self.order)
        unknown = {day for day in each(*_SPAN) if not self.known(day.year)}
        self._countable = sorted((self._working | unknown) - (unknown & self._statutory))

    def _usually(self, day: date) -> bool:
        if day.year <= PUBLISHED:
            return bool(chinese_calendar.is_workday(day))
        return day.weekday() not in _WEEKEND and (self.known(day.year) or day not in self._statutory)
