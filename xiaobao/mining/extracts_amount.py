"""How much was paid, in fen, as a text tells it: 204.33元, ￥1,299, 1.2万元, 三千五百块."""

from __future__ import annotations

import re
from decimal import ROUND_HALF_UP, Decimal
from functools import lru_cache

from xiaobao.mining.settings import Strict

_N = "零〇一二两三四五六七八九十百千万壹贰叁肆伍陆柒捌玖拾佰仟"
_AMOUNT = re.compile(
    r"[￥¥] ?(?P<signed>\d[\d,]*(?:\.\d{1,2})?)(?P<signed_step>[万千])?"
    r"|(?<![\d.])(?P<told>\d[\d,]*(?:\.\d+)?) ?(?P<step>[万千百])?(?:多|余|几)? ?"
    r"(?:元|块钱?(?![一二三四五六七八九两半大小]|\d)|圆|RMB|rmb|人民币)"
    r"|(?<![\d.])(?P<bare>\d[\d,]*(?:\.\d+)?)万(?=[，。！？；、,]|$)"
    rf"|(?P<said>[{_N}]{{1,12}})(?:多|余|几)?"
    r"(?:元|块钱?(?=[，。！？；、,多左的钱]|$)|圆|人民币)"
)
_STEPS = {"百": 100, "千": 1000, "万": 10_000}
_SAME = str.maketrans("〇两壹贰叁肆伍陆柒捌玖拾佰仟", "零二一二三四五六七八九十百千")
_FIGURES = "零一二三四五六七八九"
_UNITS = {"十": 10, "百": 100, "千": 1000}
_CLAUSE = re.compile(r"[。！？；，,\n]")
_FEN = Decimal("1")


class Paid(Strict):
    """The words beside which an amount is what was paid, or is not; distances in characters."""

    words: tuple[str, ...]
    follows: tuple[str, ...]
    never: tuple[str, ...]
    before: int
    after: int


def paid_fen(text: str, settings: Paid) -> int | None:
    """Return the first amount (fen) beside a word of paying; None where the text tells none."""
    for found in _AMOUNT.finditer(text):
        if _is_paid(text, *found.span(), settings) and (fen := _fen(found)) > 0:
            return fen
    return None


def _is_paid(text: str, start: int, end: int, settings: Paid) -> bool:
    before = _CLAUSE.split(text[max(start - settings.before, 0) : start])[-1]
    after = _CLAUSE.split(text[end : end + settings.after])[0]
    paid, never = _any(settings.words), _any(settings.never)
    if never.search(before) or never.match(after):
        return False
    return bool(
        paid.search(before)
        or _any(settings.follows).match(after.lstrip("的"))
        or _bracketed(text, start, end)
    )


def _bracketed(text: str, start: int, end: int) -> bool:
    """买了一个杯子（39元）: what stands alone in brackets is the price of what stands before them."""
    return (
        text[start - 1 : start] in "（(" and text[end : end + 1] in "）)"
        if start and end < len(text)
        else False
    )


def _fen(found: re.Match[str]) -> int:
    if found["said"]:
        return chinese(found["said"]) * 100
    told = found["signed"] or found["told"] or found["bare"]
    step = 10_000 if found["bare"] else _STEPS.get(found["step"] or found["signed_step"] or "", 1)
    return int((Decimal(told.replace(",", "")) * step * 100).quantize(_FEN, ROUND_HALF_UP))


def chinese(told: str) -> int:
    """Return the whole number of Chinese numerals: 一千二百三十 → 1230, 三千五 → 3500, 两万 → 20000."""
    told = told.translate(_SAME)
    high, ten_thousand, low = told.partition("万")
    if ten_thousand:
        return (_below(high) or 1) * 10_000 + (_tail(low, 10_000) if low else 0)
    return _below(told)


def _below(told: str) -> int:
    total, figure, unit = 0, 0, 10
    for sign in told:
        if sign in _UNITS:
            unit = _UNITS[sign]
            total += (figure or 1) * unit
            figure = 0
        elif sign == "零":
            unit = 10
        else:
            figure = figure * 10 + _FIGURES.index(sign) if figure else _FIGURES.index(sign)
    return total + (figure * unit // 10 if told[-2:-1] in ("百", "千") else figure)


def _tail(told: str, unit: int) -> int:
    """三万五 is 35,000, 三万零五 is 30,005."""
    return _FIGURES.index(told) * unit // 10 if len(told) == 1 and told in _FIGURES else _below(told)


@lru_cache(maxsize=8)
def _any(words: tuple[str, ...]) -> re.Pattern[str]:
    return re.compile("|".join(sorted(map(re.escape, words), key=len, reverse=True)))
