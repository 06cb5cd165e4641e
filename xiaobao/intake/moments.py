"""Cells to moments in Asia/Shanghai. A form that could be read month-first is not accepted."""

from __future__ import annotations

import re
import unicodedata
from datetime import UTC, date, datetime, timedelta, timezone
from zoneinfo import ZoneInfo

from xiaobao.intake.text import Cell, clean

SHANGHAI = ZoneInfo("Asia/Shanghai")
EARLIEST = date(2000, 1, 1)
# Excel's 1900 epoch counts a 29 February 1900 that never was; from March 1900 on this base is right.
EPOCH_1900 = datetime(1899, 12, 30)  # noqa: DTZ001 - a wall-clock base, the zone is set when a moment is made
EPOCH_1904 = datetime(1904, 1, 1)  # noqa: DTZ001

_WRITTEN = re.compile(
    r"(\d{4})\s*[-/.年]\s*(\d{1,2})\s*[-/.月]\s*(\d{1,2})\s*日?"
    r"(?:[\sT]*(上午|下午|AM|PM)?\s*(\d{1,2})\s*[:时点](?:\s*(\d{1,2})\s*(?:[:分](?:\s*(\d{1,2})(?:\.\d+)?\s*秒?)?)?)?)?"
    r"\s*(Z|[+-]\d{2}:?\d{2})?"
)
_COMPACT = re.compile(r"(\d{4})(\d{2})(\d{2})(?:[\sT]?(\d{2}):?(\d{2})(?::?(\d{2}))?)?")
_SERIAL = re.compile(r"\d{5}(?:\.\d+)?")


class Unreadable(ValueError):
    """The cell holds something, and it is not a moment."""


def moment(cell: Cell, *, date1904: bool = False) -> datetime | None:
    """The moment a cell holds, None when blank. Naive times are Asia/Shanghai; a date alone is its midnight.

    Raises Unreadable for anything else. `date1904` says in which epoch bare numbers count.
    """
    if isinstance(cell, datetime):
        return _placed(cell)
    if isinstance(cell, date):
        return datetime(cell.year, cell.month, cell.day, tzinfo=SHANGHAI)
    if isinstance(cell, int | float) and not isinstance(cell, bool):
        return _from_number(cell, date1904)
    text = clean(cell)
    return _from_text(text, date1904) if text else None


def _placed(value: datetime) -> datetime:
    if value.microsecond:  # a serial's fraction: 10:47:38.999999 was written as 10:47:39
        value = (value + timedelta(microseconds=500_000)).replace(microsecond=0)
    return value.replace(tzinfo=SHANGHAI) if value.tzinfo is None else value.astimezone(SHANGHAI)


def _from_number(number: float, date1904: bool) -> datetime:
    if number >= 1e7 and float(number).is_integer():  # 20210615 kept as a number
        return _from_text(str(int(number)), date1904)
    if not 1 <= number < 100_000:
        raise Unreadable(str(number))
    return _placed((EPOCH_1904 if date1904 else EPOCH_1900) + timedelta(days=number))


def _from_text(text: str, date1904: bool) -> datetime:
    if not text.isascii():
        text = unicodedata.normalize("NFKC", text)
    try:
        if found := _WRITTEN.fullmatch(text):
            return _from_written(*found.groups())
        if found := _COMPACT.fullmatch(text):
            return datetime(*(int(part or 0) for part in found.groups()), tzinfo=SHANGHAI)  # type: ignore[misc,arg-type]
    except ValueError as error:
        raise Unreadable(text) from error
    if _SERIAL.fullmatch(text):
        return _from_number(float(text), date1904)
    raise Unreadable(text)


def _from_written(
    year: str,
    month: str,
    day: str,
    half: str | None,
    hour: str | None,
    minute: str | None,
    second: str | None,
    zone: str | None,
) -> datetime:
    clock = _hour(half, int(hour or 0))
    wall = datetime(int(year), int(month), int(day), clock, int(minute or 0), int(second or 0))  # noqa: DTZ001
    return _placed(wall.replace(tzinfo=_zone(zone)) if zone else wall)


def _hour(half: str | None, hour: int) -> int:
    """下午3 is 15, 下午12 is 12, 上午12 is 0; without a half the hour is what it says."""
    if half is None:
        return hour
    return hour % 12 + (12 if half in {"下午", "PM"} and hour <= 12 else 0)


def _zone(text: str) -> timezone:
    if text == "Z":
        return UTC
    minutes = int(text[1:3]) * 60 + int(text[-2:])
    return timezone(timedelta(minutes=-minutes if text[0] == "-" else minutes))
