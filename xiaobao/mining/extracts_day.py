"""On which day something was bought, as a text tells it: 12月8日, 2020-12-08, 上个月5号, 昨天."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, timedelta
from functools import lru_cache

from xiaobao.mining.settings import Strict

_N = r"[一二三四五六七八九十]{1,3}"
_DATE = re.compile(
    r"(?<![\d.])(?P<year>(?:19|20)?\d{2}) ?(?:(?P<mark>[\-/.])|年) ?(?P<month>\d{1,2}) ?"
    r"(?(mark)(?P=mark)|月份?) ?(?P<day>\d{1,2})(?![\d.]\d)[日号]?"
    r"|(?<!\d)(?P<whole>20\d{2}(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01]))(?!\d)"
    rf"|(?:(?P<said>去年|前年|今年)的?|(?<![\d年]))(?P<m>\d{{1,2}}|{_N}) ?月份? ?"
    rf"(?P<d>\d{{1,2}}|{_N})(?:[日号]|(?!\d|[个多余月]))"
    rf"|(?P<back>上上个?月|上个?月|本月|这个月|当月)的?(?P<on>\d{{1,2}}|{_N})[日号]"
    r"|(?P<week>上上|上|本|这)(?:个?星期|周|个?礼拜)(?P<weekday>[一二三四五六日天])"
    r"|(?P<word>今天|今日|今早|今晚|昨天|昨日|昨晚|大前天|前天|前晚)"
    rf"|(?<!\d)(?P<ago>\d{{1,3}}|{_N})天(?:之|以)?前"
)
_DAYS = {
    "今天": 0,
    "今日": 0,
    "今早": 0,
    "今晚": 0,
    "昨天": 1,
    "昨日": 1,
    "昨晚": 1,
    "前天": 2,
    "前晚": 2,
    "大前天": 3,
}
_YEARS = {"今年": 0, "去年": 1, "前年": 2}
_MONTHS = {"上上": 2, "上": 1}
_FIGURES = "零一二三四五六七八九"
_STOP = re.compile(r"[。！？；\n]")


class Bought(Strict):
    """The verbs beside which a day is the day of buying; distances in characters, ages in natural days."""

    verbs: tuple[str, ...]
    never: tuple[str, ...]
    after: int
    before: int
    oldest_days: int


def bought_on(text: str, received_on: date, settings: Bought) -> date | None:
    """Return the first day told beside a verb of buying, never after ``received_on``; None for none."""
    for start, end, day in days(text, received_on):
        age = (received_on - day).days
        if 0 <= age <= settings.oldest_days and _of_buying(text, start, end, settings):
            return day
    return None


def days(text: str, received_on: date) -> Iterator[tuple[int, int, date]]:
    """Yield (start, end, day) of every day a text tells.

    A day without a year is the last such day that is not after ``received_on``.
    """
    for found in _DATE.finditer(text):
        try:
            day = _day(found, received_on)
        except (ValueError, OverflowError):
            continue
        yield *found.span(), day


def _day(found: re.Match[str], on: date) -> date:
    if found["year"]:
        return date(_year(found["year"]), int(found["month"]), int(found["day"]))
    if found["whole"]:
        return date.fromisoformat(found["whole"])
    if found["m"]:
        return _without_year(found["said"], _number(found["m"]), _number(found["d"]), on)
    if found["back"]:
        return _months_back(_MONTHS.get(found["back"].rstrip("月").rstrip("个"), 0), _number(found["on"]), on)
    if found["week"]:
        monday = on - timedelta(days=on.weekday() + 7 * _MONTHS.get(found["week"], 0))
        return monday + timedelta(days="一二三四五六日".index(found["weekday"].replace("天", "日")))
    ago = _DAYS[found["word"]] if found["word"] else _number(found["ago"])
    return on - timedelta(days=ago)


def _year(told: str) -> int:
    return int(told) if len(told) == 4 else 2000 + int(told)


def _without_year(said: str | None, month: int, day: int, on: date) -> date:
    if said:
        return date(on.year - _YEARS[said], month, day)
    if (month, day) <= (on.month, on.day):
        return date(on.year, month, day)
    return date(on.year - 1, month, day)


def _months_back(months: int, day: int, on: date) -> date:
    whole = on.year * 12 + on.month - 1 - months
    return date(whole // 12, whole % 12 + 1, day)


def _number(told: str) -> int:
    """Return the number of figures or of Chinese numerals up to 99."""
    if told.isdigit() and told.isascii():
        return int(told)
    tens, ten, ones = told.partition("十")
    if not ten:
        return _FIGURES.index(told)
    return (_FIGURES.index(tens) if tens else 1) * 10 + (_FIGURES.index(ones) if ones else 0)


def _of_buying(text: str, start: int, end: int, settings: Bought) -> bool:
    before = _STOP.split(text[max(start - settings.before, 0) : start])[-1]
    if any(word in before for word in settings.never):
        return False
    after = _STOP.split(text[end : end + settings.after])[0]
    verbs = _verbs(settings.verbs)
    return bool(verbs.search(after) or verbs.search(before))


@lru_cache(maxsize=4)
def _verbs(words: tuple[str, ...]) -> re.Pattern[str]:
    return re.compile("|".join(sorted(map(re.escape, words), key=len, reverse=True)))
