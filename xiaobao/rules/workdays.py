"""Working days, days off and statutory holidays proper, day by day; a year nobody has loaded stays unknown.

Data: the package ``chinesecalendar``, then ``content/calendar/YYYY.yaml`` over it (the State Council's notice
for a year the package lacks or gets wrong), and 《全国年节及纪念日放假办法》 for the statutory days.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum
from functools import cached_property, lru_cache
from importlib.metadata import version
from pathlib import Path

from chinese_calendar import constants as library

from xiaobao.law import content_dir as default_content_dir
from xiaobao.law.holidays import (
    StatutoryHolidays,
    YearNotice,
    fingerprint,
    read_notices,
    read_statutory,
)
from xiaobao.rules.daytable import FIRST_DAY, LAST_DAY, DayTable
from xiaobao.rules.errors import BeyondCalendar


class DayKind(StrEnum):
    """What a day is. ``STATUTORY_HOLIDAY`` is a holiday of the measure itself, ``REST`` any other day off."""

    WORKING = "working"
    REST = "rest"
    STATUTORY_HOLIDAY = "statutory_holiday"
    UNKNOWN = "unknown"


@dataclass(frozen=True, eq=False)
class Calendar:
    """Every day from 1990 to 2069. Two calendars of the same ``version`` are the same calendar."""

    notices: tuple[YearNotice, ...]
    statutory: StatutoryHolidays
    version: str

    @classmethod
    def load(cls, content_dir: Path | None = None) -> Calendar:
        """Read ``<content_dir>/calendar`` over the package's years; raises law.MalformedContent.

        ``content_dir`` defaults to ``law.content_dir()``. Kept until a file changes.
        """
        folder = (content_dir or default_content_dir()) / "calendar"
        return _load(folder, fingerprint(folder))

    def with_year(self, notice: YearNotice) -> Calendar:
        """Return a calendar that also knows, or corrects, the year of this notice."""
        kept = tuple(n for n in self.notices if n.year != notice.year)
        digest = hashlib.sha256(f"{self.version} {notice!r}".encode()).hexdigest()[:12]
        merged = tuple(sorted((*kept, notice), key=lambda one: one.year))
        return replace(self, notices=merged, version=f"{_library_version()}+{digest}")

    def with_folder(self, folder: Path) -> Calendar:
        """Return a calendar that also knows the notices of ``folder``, loaded by an administrator."""
        notices = read_notices(folder, self.statutory) if folder.is_dir() else ()
        calendar = self
        for notice in notices:
            calendar = calendar.with_year(notice)
        return calendar

    def __eq__(self, other: object) -> bool:
        """Compare by version."""
        return isinstance(other, Calendar) and self.version == other.version

    def __hash__(self) -> int:
        """Hash by version."""
        return hash(self.version)

    def covers(self, year: int) -> bool:
        """Tell whether the whole year is known."""
        return year in self._known_years

    def kind(self, day: date) -> DayKind:
        """Tell what a day is; UNKNOWN in a year nobody has loaded."""
        if not self.covers(day.year):
            return DayKind.UNKNOWN
        if self.days.is_working(day.toordinal()):
            return DayKind.WORKING
        return DayKind.STATUTORY_HOLIDAY if day in self.statutory_days(day.year) else DayKind.REST

    def is_working(self, day: date) -> bool | None:
        """Tell whether people work on a day; None when nobody can know yet."""
        kind = self.kind(day)
        return None if kind is DayKind.UNKNOWN else kind is DayKind.WORKING

    def statutory_days(self, year: int) -> Mapping[date, str]:
        """Return the statutory holidays proper of a year and their names, whether or not it is loaded.

        They stand in the measure itself, so the fixed ones are certain before any yearly notice.
        """
        return self._statutory.get(year, {})

    def next_working_day(self, day: date, count: int = 1) -> date | None:
        """Return the ``count``-th working day after ``day``; None when that reaches an unknown year."""
        end = self.days.nth_working_after(day.toordinal(), count)
        return None if self.days.unknown_between(day.toordinal(), end) else date.fromordinal(end)

    def working_days_between(self, after: date, until: date) -> int | None:
        """Count the working days after ``after`` up to and including ``until``; negative when reversed.

        None when the stretch touches an unknown year.
        """
        a, b = after.toordinal(), until.toordinal()
        if a > b:
            back = self.working_days_between(until, after)
            return None if back is None else -back
        return None if self.days.unknown_between(a, b) else self.days.working_between(a, b)

    @cached_property
    def days(self) -> DayTable:
        """Return the day table that the counting runs on."""
        work, off = _library_days()
        for notice in self.notices:
            named_off = {day for entry in notice.breaks for day in entry.days()}
            if notice.scope == "whole_year":
                work = {day for day in work if day.year != notice.year}
                off = {day for day in off if day.year != notice.year}
            work = (work | set(notice.workdays)) - named_off
            off = (off | named_off) - set(notice.workdays)
        return DayTable.build(self._known_years, work, off, self._statutory)

    @cached_property
    def _known_years(self) -> frozenset[int]:
        loaded = {notice.year for notice in self.notices if notice.scope == "whole_year"}
        return frozenset(_library_years() | loaded)

    @cached_property
    def _statutory(self) -> Mapping[int, Mapping[date, str]]:
        return {year: self.statutory.of(year) for year in range(FIRST_DAY.year, LAST_DAY.year + 1)}


@lru_cache(maxsize=8)
def _load(folder: Path, state: str) -> Calendar:
    statutory = read_statutory(folder)
    digest = hashlib.sha256(f"{_library_version()} {state}".encode()).hexdigest()[:12]
    return Calendar(read_notices(folder, statutory), statutory, f"{_library_version()}+{digest}")


def _library_version() -> str:
    return f"chinesecalendar-{version('chinesecalendar')}"


def _library_years() -> set[int]:
    years = {day.year for day in library.holidays}
    return set(range(min(years), max(years) + 1))


def _library_days() -> tuple[set[date], set[date]]:
    """Return the weekend days worked and the days off the package names, within the years it covers."""
    years = _library_years()
    return _within(library.workdays, years), _within(library.holidays, years)


def _within(days: Iterable[date], years: set[int]) -> set[date]:
    return {day for day in days if day.year in years}


def must_hold(day: date) -> date:
    """Return the day; raises BeyondCalendar outside 1990 to 2069 (a year typed wrong, most likely)."""
    if not FIRST_DAY <= day <= LAST_DAY:
        raise BeyondCalendar(f"日期{day}超出日历可计算的范围（1990年至2069年），请核对年份")
    return day
