"""Document numbers and dates as official documents write them (GB/T 9704-2012, 7.2.5 and 7.3.5)."""

from __future__ import annotations

import re
from datetime import date

from xiaobao.documents.errors import BadNumberPattern

_FIELD = re.compile(r"\{(year|sequence)(?::0([1-9])d)?\}")


def format_number(pattern: str, year: int, sequence: int) -> str:
    """Fill the locality's pattern: ``format_number("湖市监投受〔{year}〕{sequence}号", 2026, 12)``.

    ``{year}`` and ``{sequence}`` appear once each, nothing else is filled in. A sequence is written
    without leading zeros unless the pattern asks for a width (``{sequence:06d}``, for internal
    registers). Raises BadNumberPattern.
    """
    _check(pattern, year, sequence)
    values = {"year": year, "sequence": sequence}
    return _FIELD.sub(lambda field: f"{values[field[1]]:0{field[2] or 1}d}", pattern)


def format_date(day: date) -> str:
    """Write a date in Arabic numerals without leading zeros: 2026年4月5日."""
    return f"{day.year}年{day.month}月{day.day}日"


def _check(pattern: str, year: int, sequence: int) -> None:
    fields = sorted(field[1] for field in _FIELD.finditer(pattern))
    if fields != ["sequence", "year"]:
        raise BadNumberPattern(f"文号式样“{pattern}”应当恰好含有一个 {{year}} 和一个 {{sequence}}。")
    if re.search(r"[{}\x00-\x1f]", _FIELD.sub("", pattern)):
        raise BadNumberPattern(f"文号式样“{pattern}”含有不能识别的占位或控制字符。")
    if not 2000 <= year <= 9999:
        raise BadNumberPattern(f"文号年份应为四位数字，现为 {year}。")
    if sequence < 1:
        raise BadNumberPattern(f"文书顺序号从 1 开始，现为 {sequence}。")
