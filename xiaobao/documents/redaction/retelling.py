"""A story retold so that nobody can be known by it (脱敏): who, where, which number, which day, how much.

What the story says of people has been masked before (``scrub``); here the masks themselves, the shop, the
places, the numbers and the exact days go as well, and every replacement is listed for a person to look at.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

from xiaobao.documents.redaction.masks import MASKED_NAME, MASKED_NUMBER
from xiaobao.documents.redaction.not_names import WORDS
from xiaobao.documents.redaction.numbers import mask_text
from xiaobao.documents.redaction.surnames import COMMON

PERSON, RESPONDENT, PLACE, OFFICE, OFFICER = "人员", "经营者", "地址", "单位和辖区", "工作人员"
NUMBER, DAY, AMOUNT = "号码", "日期", "金额"
KINDS = (PERSON, RESPONDENT, PLACE, OFFICE, OFFICER, NUMBER, DAY, AMOUNT)
LEFT_OUT, SOMEBODY, SOMEWHERE = "（略）", "某人", "某路"
_ROUNDED_FROM = 100
"""Smaller sums stay as they are: a litre of milk at 36.5 yuan leads to nobody."""
_SHORTEST = 2


@dataclass(frozen=True, slots=True)
class Known:
    """Words known to lead to somebody, and what is put in their place; ``kind`` says what they are."""

    kind: str
    found: str
    put: str


@dataclass(frozen=True, slots=True)
class Replaced:
    """One replacement: what stood there, what stands there now, how often."""

    kind: str
    found: str
    put: str
    times: int


@dataclass(frozen=True, slots=True)
class Retold:
    """The story as it may be told, and everything that was replaced in it."""

    text: str
    replaced: tuple[Replaced, ...]


def retell(text: str, known: Iterable[Known] = ()) -> Retold:
    """Return the story without what leads to anybody; ``known`` are replaced first, the longest before."""
    told: Counter[tuple[str, str, str]] = Counter()
    for one in sorted(known, key=lambda one: -len(one.found)):
        if len(one.found) >= _SHORTEST:
            text = _replaced(text, re.compile(re.escape(one.found)), _always(one.put), one.kind, told)
    text = mask_text(text)
    for kind, pattern, put in _PATTERNS:
        text = _replaced(text, pattern, put, kind, told)
    return Retold(text, tuple(Replaced(*what, times) for what, times in told.items()))


def left_in(text: str, known: Iterable[Known]) -> tuple[str, ...]:
    """Return the kinds of what a text still holds that should have been replaced: known words, numbers."""
    kinds = [one.kind for one in known if len(one.found) >= _SHORTEST and one.found in text]
    masked = mask_text(text)
    kinds += [kind for kind, pattern, put in (*_NEVER, _ADDRESS) if pattern.sub(put, masked) != masked]
    return tuple(dict.fromkeys(kinds))


_Put = Callable[[re.Match[str]], str]


def _replaced(
    text: str, pattern: re.Pattern[str], put: _Put, kind: str, told: Counter[tuple[str, str, str]]
) -> str:
    def once(found: re.Match[str]) -> str:
        new = put(found)
        if new != found[0]:
            told[(kind, found[0], new)] += 1
        return new

    return pattern.sub(once, text)


def _staff(found: re.Match[str]) -> str:
    return found[0] if found[2][:2] in WORDS else f"{found[1]}某"


def _always(put: str) -> _Put:
    return lambda _found: put


def _whole_day(found: re.Match[str]) -> str:
    return f"{found[1]}年{int(found[2])}月"


def _day(found: re.Match[str]) -> str:
    return f"{found[1]}月"


def _numbered(found: re.Match[str]) -> str:
    return f"{found[1]}{LEFT_OUT}"


def _amount(found: re.Match[str]) -> str:
    sum_ = Decimal(re.sub("[,，]", "", found[1]))
    if sum_ < _ROUNDED_FROM or found[2]:
        return found[0]
    step = Decimal(1).scaleb(sum_.adjusted() - 1)
    rounded = (sum_ / step).quantize(Decimal(1), ROUND_HALF_UP) * step
    return found[0] if rounded == sum_ else f"约{rounded:f}元"


_STAFF = "店长|店员|经理|老板|老板娘|客服|主管|负责人|店主|员工|销售|导购|师傅|教练|前台"
_FAMILIES = "|".join(sorted(COMMON))
_OF_THE_SHOP = re.compile(rf"({_STAFF})((?:{_FAMILIES})[\u4e00-\u9fff]{{1,2}})(?=[，。、；：！？（）“”\s]|$)")
_NAMED = r"[^\W\d_在到于去往从由至经住我的位和与及把将]"
_PLACED = rf"{_NAMED}{{2,4}}(?:路|大道|街|巷|弄|里|广场|大厦|花园|小区)"
_LEVELS = "号|栋|幢|座|楼|层|室|店|单元"
_LABELS = (
    "订单编号|订单号|订单|运单号|快递单号|单号|流水号|会员号|合同编号|合同号|发票号码|发票号|工单号|编号"
    "|卡号|账号"
)
_CODE = r"(?<![A-Za-z0-9])(?:[A-Za-z]{1,6}-?\d{5,}[A-Za-z0-9-]*|[0-9A-HJ-NPQRTUWXY]{18})(?![A-Za-z0-9])"
_leave_out, _somebody, _somewhere = _always(LEFT_OUT), _always(SOMEBODY), _always(SOMEWHERE)
_NEVER: Sequence[tuple[str, re.Pattern[str], _Put]] = (
    (NUMBER, re.compile(r"(?:https?://|www\.)[\w./?=&%#:-]+"), _leave_out),
    (NUMBER, re.compile(rf"({_LABELS})(?:是|为)?[:：\s]{{0,2}}[A-Za-z0-9][A-Za-z0-9-]{{4,}}"), _numbered),
    (NUMBER, re.compile(r"[^\W\d_]{2,10}〔20\d{2}〕\s?\d+\s?号?"), _leave_out),
    (NUMBER, re.compile(_CODE), _leave_out),
    (NUMBER, re.compile(r"(?<![\d.])\d{8,}(?![\d.]*万?元)"), _leave_out),
    (PLACE, re.compile(r"(?<=住)[\u3400-\u9fff]?\*{2,}"), _leave_out),
    (PERSON, MASKED_NAME, _somebody),
    (PERSON, _OF_THE_SHOP, _staff),
    (NUMBER, MASKED_NUMBER, _leave_out),
)
"""What has no business in a retold story, whoever wrote it: numbers, and masks where a name stood."""
_DOOR = rf"\d[\d\-－#]*(?:{_LEVELS})*(?:[\d\-－]+(?:{_LEVELS})*)*"
_ADDRESS = (PLACE, re.compile(_PLACED + _DOOR), _somewhere)
_PATTERNS: Sequence[tuple[str, re.Pattern[str], _Put]] = (
    (DAY, re.compile(r"(20\d{2})[年\-/.](\d{1,2})[月\-/.]\d{1,2}(?:日|号)?"), _whole_day),
    (DAY, re.compile(r"(\d{1,2})月\d{1,2}[日号]"), _day),
    *_NEVER,
    _ADDRESS,
    (AMOUNT, re.compile(r"(?<![\d.约])(\d[\d,，]*(?:\.\d+)?)\s?(万)?元"), _amount),
)
