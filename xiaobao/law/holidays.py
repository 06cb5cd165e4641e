"""Days off as law: the statutory holidays proper, and the State Council's yearly notices.

``content/calendar/statutory-holidays.yaml`` holds 《全国年节及纪念日放假办法》 by period, and the dates of
the festivals of the lunar year. ``content/calendar/<year>.yaml`` holds one notice, for a year the calendar
library does not know (``whole_year``) or gets wrong on some days (``corrections``).
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping
from datetime import date, timedelta
from itertools import combinations
from pathlib import Path
from typing import Annotated, Literal, Self

from pydantic import Field, model_validator
from pydantic.dataclasses import dataclass

from xiaobao.law import source
from xiaobao.law.clock import Confidence
from xiaobao.law.errors import MalformedContent
from xiaobao.law.period import STRICT, Period, Text

STATUTORY = "statutory-holidays.yaml"
Festival = Literal["spring_festival", "qingming", "dragon_boat", "mid_autumn"]


@dataclass(frozen=True, config=STRICT)
class StatutoryDay:
    """One named holiday: fixed days of a month, or days counted from a festival (0 is the day itself)."""

    name: Text
    month: int = 0
    days: tuple[int, ...] = ()
    festival: Festival | None = None
    offsets: tuple[int, ...] = ()

    @model_validator(mode="after")
    def _one_kind(self) -> Self:
        if bool(self.month and self.days) == bool(self.festival and self.offsets):
            raise ValueError("应写 month 与 days，或者 festival 与 offsets，二者取一")
        return self


@dataclass(frozen=True, config=STRICT)
class StatutoryPeriod:
    """The list of statutory holidays while one wording of the measure was law."""

    in_force: Period
    total: int
    days: tuple[StatutoryDay, ...]
    confidence: Confidence
    note: str = ""


@dataclass(frozen=True, config=STRICT)
class FestivalYear:
    """The four moving festivals of one year, in the common calendar."""

    year: int
    spring_festival: date
    qingming: date
    dragon_boat: date
    mid_autumn: date


@dataclass(frozen=True, config=STRICT)
class StatutoryHolidays:
    """The measure and the festival dates; asks nothing of any notice."""

    id: Text
    title: Text
    note: Text
    periods: tuple[StatutoryPeriod, ...]
    festivals: tuple[FestivalYear, ...]

    def of(self, year: int) -> Mapping[date, str]:
        """Return date → name; without the year's festival dates only the fixed days are there."""
        found: dict[date, str] = {}
        moving = next((entry for entry in self.festivals if entry.year == year), None)
        for period in self.periods:
            for entry in period.days:
                for day in _dates(entry, year, moving):
                    if day in period.in_force:
                        found.setdefault(day, entry.name)
        return found

    def complaints(self) -> Iterator[str]:
        """Yield what is wrong between the periods: totals that do not add up, periods that overlap."""
        for period in self.periods:
            counted = sum(len(entry.days) + len(entry.offsets) for entry in period.days)
            if counted != period.total:
                yield f"{period.in_force}所列法定节假日共{counted}天，与 total: {period.total} 不符"
        for one, other in combinations(self.periods, 2):
            if one.in_force.overlaps(other.in_force):
                yield f"两段施行期间重叠：{one.in_force}与{other.in_force}"

    def knows_festivals(self, year: int) -> bool:
        """Tell whether the moving festivals of a year are listed."""
        return any(entry.year == year for entry in self.festivals)


def _dates(entry: StatutoryDay, year: int, moving: FestivalYear | None) -> Iterator[date]:
    if entry.month:
        yield from (date(year, entry.month, day) for day in entry.days)
    elif moving is not None and entry.festival is not None:
        first: date = getattr(moving, entry.festival)
        yield from (first + timedelta(days=offset) for offset in entry.offsets)


@dataclass(frozen=True, config=STRICT)
class Notice:
    """Which notice it is, and where it was published."""

    title: Text
    number: Text
    issued: date
    publication: Text
    url: str = ""


@dataclass(frozen=True, config=STRICT)
class Break:
    """A run of days off, both ends included, as the notice itself says it."""

    name: Text
    first: date
    last: date

    @model_validator(mode="after")
    def _runs_forward(self) -> Self:
        if self.last < self.first:
            raise ValueError("放假的末日早于首日")
        return self

    def days(self) -> Iterator[date]:
        """Yield each day off."""
        yield from (self.first + timedelta(days=n) for n in range((self.last - self.first).days + 1))


@dataclass(frozen=True, config=STRICT)
class YearNotice:
    """One year's arrangement. Days of the December before belong to the notice of the new year.

    ``whole_year``: everything not named follows the week. ``corrections``: only the named days change.
    """

    year: Annotated[int, Field(ge=2000, le=2068)]
    scope: Literal["whole_year", "corrections"]
    notice: Notice
    breaks: tuple[Break, ...] = ()
    workdays: tuple[date, ...] = ()
    reason: str = ""

    @model_validator(mode="after")
    def _consistent(self) -> Self:
        off = [day for entry in self.breaks for day in entry.days()]
        if len(off) != len(set(off)):
            raise ValueError("各段放假日期互相重叠")
        for day in (*off, *self.workdays):
            if day.year != self.year and (day.year, day.month) != (self.year - 1, 12):
                raise ValueError(f"{day}不属于{self.year}年（或上年12月）")
        for day in self.workdays:
            if day.weekday() < 5 or day in off:
                raise ValueError(f"调休上班日{day}应为星期六或星期日，且不在放假日内")
        if self.scope == "corrections" and not self.reason:
            raise ValueError("更正个别日期的，应在 reason 写明原因")
        return self


def read_statutory(folder: Path) -> StatutoryHolidays:
    """Read the statutory days of a ``content/calendar`` folder; raises MalformedContent."""
    file = folder / STATUTORY
    if not file.is_file():
        raise MalformedContent(file, 1, "缺少法定节假日文件")
    return source.parse(source.read(file), StatutoryHolidays)


def read_notice(content: source.Content, statutory: StatutoryHolidays) -> YearNotice:
    """Read one yearly notice; raises MalformedContent, also when it forgets a statutory holiday."""
    notice = source.parse(content, YearNotice)
    if content.file.stem != str(notice.year):
        raise MalformedContent(
            content.file, content.line("year"), f"年份{notice.year}应与文件名“{content.file.stem}”一致"
        )
    if notice.scope == "whole_year":
        if not statutory.knows_festivals(notice.year):
            reason = f"{STATUTORY} 里没有{notice.year}年的农历节日日期，请先补充"
            raise MalformedContent(content.file, content.line("year"), reason)
        off = {day for entry in notice.breaks for day in entry.days()}
        for day, name in statutory.of(notice.year).items():
            if day not in off:
                reason = f"法定节假日{name}（{day}）不在放假安排之内"
                raise MalformedContent(content.file, content.line("breaks"), reason)
    return notice


def read_notice_file(file: Path, statutory: StatutoryHolidays) -> YearNotice:
    """Read one yearly notice from a file; raises MalformedContent."""
    return read_notice(source.read(file), statutory)


def read_notices(folder: Path, statutory: StatutoryHolidays) -> tuple[YearNotice, ...]:
    """Read every yearly notice of a ``content/calendar`` folder, by year; raises MalformedContent."""
    files = sorted(file for file in folder.glob("*.yaml") if file.name != STATUTORY)
    return tuple(read_notice_file(file, statutory) for file in files)


def fingerprint(folder: Path) -> str:
    """Hash the files of a ``content/calendar`` folder."""
    digest = hashlib.sha256()
    for file in sorted(folder.glob("*.yaml")):
        digest.update(file.name.encode() + file.read_bytes())
    return digest.hexdigest()
