"""Where somebody lives, and numbers that only the words before them tell apart: 微信号, 护照, 卡号."""

from __future__ import annotations

import re

_ID = re.compile(
    r"(?:号码?|账号|帐号|昵称|ID|id|Id)?(?:是|为|叫|搜|加)?[\s:：=/（(]{0,3}(?:[A-Za-z][\w-]{4,29}|(?P<figures>\d{5,12}))",
    re.ASCII,
)
_DOCUMENT = re.compile(
    r"(?:号码?|编号)?(?:是|为)?[\s:：()（）]{0,3}"
    r"(?P<number>(?:[军海空武南北东西中陆火战]字?第?)?[A-Za-z]{0,3}\d{5,22}[A-Za-z]?)(?![\d*])"
)
_VEHICLE = re.compile(r"(?:号码?)?(?:是|为)?[\s:：()（）]{0,3}(?P<number>[A-HJ-NPR-Z\d]{6,17})(?![A-Za-z\d])")
_CARD = re.compile(r"(?:号码?)?(?:是|为)?[\s:：()（）]{0,3}(?P<number>\d(?:[ \-]?\d){11,22})")
_LOCAL = re.compile(r"(?:号码?|热线)?(?:是|为)?[\s:：()（）]{0,3}(?P<number>[2-9]\d{6,7})(?!\d)")
_SERIAL = re.compile(r"[\s:：]{0,2}(?P<number>\d{5,8})")

_ADMINISTRATIVE = re.compile(
    r"(?:[^\W\d]{2,8}?省)?(?:[^\W\d]{2,8}?市)?(?:[^\W\d]{1,8}?(?:(?<!小)区|县|市))?"
    r"(?:[^\W\d]{1,8}?(?:街道|镇|乡))?(?:[^\W\d]{1,6}?(?:(?<!小)社区|村委会))?"
)
_LINK = re.compile(r"(?:是|为|在|于)?[\s:：，]{0,3}")
_STRETCH = re.compile(r"[\w（）()#＃\-－·、 ]{2,60}")
_NUMBER = r"[\dA-Za-z０-９一二三四五六七八九十百]"
_DOOR = re.compile(
    rf"{_NUMBER}{{1,6}}(?:[\-－#＃]{_NUMBER}{{1,6}}){{0,3}}"
    rf"(?:号楼|号院|号|栋|幢|座|楼|层|室|单元|户|房|弄|梯|门|队|组|[#＃](?![\d]))(?:[\-－]?\d{{1,5}}(?:室|房|号|户)?(?!\d|年|月|日|元|点))?"
)
_TAIL = re.compile(r"[\dA-Za-z\-－#＃楼层室栋幢座户房单元]*")
_ESTATE = re.compile(
    r"[路街巷道里弄村苑园城府居庭邨庄湾寓厦]|小区|花园|广场|社区|家园|公馆|山庄|新城|单元|\d+[栋幢]"
)
# 住院, 住宿, 住所地 … and 入住 are no home.
_NOT_LIVING = re.compile("[的所宿院店过了不进满]")
_INN = re.compile("酒店|宾馆|民宿|旅馆|客栈|医院|商场|超市|公司")


def account(text: str, end: int) -> tuple[int, int, str] | None:
    """Return (start, end, what to show) of the WeChat or QQ id that follows its name."""
    found = _ID.match(text, end)
    return (found.end() - len(_told(found)), found.end(), "****") if found else None


def _told(found: re.Match[str]) -> str:
    return re.search(r"[\w-]+$", found[0], re.ASCII)[0]  # type: ignore[index]


def document(text: str, end: int) -> tuple[int, int, str] | None:
    """Return the number of a passport, permit or officer's card that follows its name."""
    return _after(_DOCUMENT, text, end)


def vehicle(text: str, end: int) -> tuple[int, int, str] | None:
    """Return the number of a chassis or an engine that follows its name."""
    return _after(_VEHICLE, text, end)


def card(text: str, end: int) -> tuple[int, int, str] | None:
    """Return the number of a bank card that follows its name, grouped in any way."""
    return _after(_CARD, text, end)


def local_phone(text: str, end: int) -> tuple[int, int, str] | None:
    """Return a telephone number without its area code that follows 电话."""
    return _after(_LOCAL, text, end)


def serial(text: str, end: int) -> tuple[int, int, str] | None:
    """Return the number of an officer's card written 军字第…号."""
    return _after(_SERIAL, text, end)


def _after(pattern: re.Pattern[str], text: str, end: int) -> tuple[int, int, str] | None:
    found = pattern.match(text, end)
    return (*found.span("number"), "****") if found else None


def door_of(address: str) -> str:
    """Return what of an address leads to a door: what follows district and street; empty without a number."""
    rest = address[_ADMINISTRATIVE.match(address).end() :]  # type: ignore[union-attr]
    return rest if re.search(r"\d", rest) else ""


def home(text: str, end: int) -> tuple[int, int, str] | None:
    """Return the part of an address that leads to a door: what follows district and street."""
    start = _LINK.match(text, end).end()  # type: ignore[union-attr]
    if _NOT_LIVING.match(text, end):
        return None
    stretch = _STRETCH.match(text, start)
    if not stretch:
        return None
    doors = list(_DOOR.finditer(stretch[0]))
    if not doors:
        return None
    told = stretch[0][: _TAIL.match(stretch[0], doors[-1].end()).end()]  # type: ignore[union-attr]
    if not _ESTATE.search(told) or _INN.search(told):
        return None
    shown = _ADMINISTRATIVE.match(told).end()  # type: ignore[union-attr]
    return start + shown, start + len(told), "****"
