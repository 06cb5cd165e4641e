"""Scrubbing a text that is about to be stored, or to leave the circle of who may know a person."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from functools import lru_cache

from xiaobao.documents.redaction import contacts, cues
from xiaobao.documents.redaction.not_names import TITLES
from xiaobao.documents.redaction.numbers import mask_text
from xiaobao.documents.redaction.people import dotted, hide_known, introduced, owner, stand_alone, titled

Span = tuple[int, int, str]
_ROUNDS = 4
_SHORT = 16


def scrub(text: str, *, names: Sequence[str] = ()) -> str:
    """Mask the numbers ``mask_text`` knows, the given names, and whoever and wherever a text introduces.

    ``names`` are those of the people of the matter, in full; a name masked already, or 匿名, hides nothing.
    Of a name the surname stays (林**), of an address the district and street, so that an officer can still
    read what happened. Of names nobody introduces and nobody gave, only those of three characters that can
    hardly be anything else are recognised.
    """
    if len(text) <= _SHORT and not any(name.strip()[:1] in text for name in names):
        return _said_often(text)
    return _scrubbed(text, names)


@lru_cache(maxsize=2048)
def _said_often(text: str) -> str:
    """Scrub a few words without names; 调解成功 and 退货 come with every other row of an export."""
    return _scrubbed(text, ())


def _scrubbed(text: str, names: Sequence[str]) -> str:
    for _ in range(_ROUNDS):
        scrubbed = _once(text, names)
        if scrubbed == text:
            break
        text = scrubbed
    return text


def _once(text: str, names: Iterable[str]) -> str:
    text = mask_text(text)
    for name in names:
        text = hide_known(text, name)
    return stand_alone(_introduced(text))


def _introduced(text: str) -> str:
    """Hide what the words before (or a title behind) give away, in one pass from left to right."""
    found = cues.CUE.search(text)
    if not found:
        return text
    pieces: list[str] = []
    done = 0
    while found:
        start, end, shown = _HANDLERS[found[0]](text, found, done) or (0, 0, "")
        if end:
            pieces += (text[done:start], shown)
            done = end
        found = cues.CUE.search(text, max(end, found.start() + 1))
    return "".join((*pieces, text[done:])) if done else text


# Between the cue and the name. With one of the marks of being sure a name follows for certain.
_LINK = re.compile(
    r"(?:[（(](?:实名|本人|签名|签字|签章|男|女|先生|女士)[）)])?(?:的?(?:姓名|名字|全名))?(?:是|为|叫)?"
    r"(?P<sure>[:：（(【]?)[\s，,“\"']{0,4}"
)
_BRACKET = re.compile(r"[\s，,]{0,2}[（(]|[\s，,]{1,2}")
_WHO_LIVES = frozenset("我他她们人家户现居租妈爸公婆儿女友者，、")
_PERSONAL = re.compile("姓名|性别|年龄|身份证|手机|证件")
_OF_A_SHOP = re.compile("(?:店|公司|商家|企业|单位|经营|注册|所在|事发|超市|厂)[铺家]?的?$|商家|店铺")


def _name(text: str, found: re.Match[str], _done: int) -> Span | None:
    link = _LINK.match(text, found.end())
    assert link is not None  # noqa: S101  the pattern may be empty
    sure = bool(link["sure"]) or found[0] in cues.SURE or "名" in link[0] or "叫" in link[0]
    name = introduced(text, link.end(), sure=sure)
    if not name:
        return None
    end, shown = name
    while end < len(text) and text[end] in "、和与及" and (name := introduced(text, end + 1, sure=False)):
        shown += text[end] + name[1]
        end = name[0]
    return link.end(), end, shown


def _title(text: str, found: re.Match[str], done: int) -> Span | None:
    name = titled(text, found.start(), done)
    return (name[0], _past_titles(text, found.end()), name[1]) if name else None


def _past_titles(text: str, end: int) -> int:
    while text.startswith(TITLES, end):
        end += 2
    return end


def _owner(text: str, found: re.Match[str], done: int) -> Span | None:
    name = owner(text, found.start(), done)
    return (name[0], found.start(), name[1]) if name else None


def _doer(text: str, found: re.Match[str], done: int) -> Span | None:
    """林晓禾来电: 致电 may as well have a name behind it."""
    name = _owner(text, found, done)
    return name or (_name(text, found, done) if found[0] in cues.ROLES else None)


def _account(text: str, found: re.Match[str], _done: int) -> Span | None:
    before = text[found.start() - 1 : found.start()]
    inside = found[0].isascii() and before.isascii() and before.isalnum()
    return None if inside else contacts.account(text, found.end())


def _dotted(text: str, found: re.Match[str], done: int) -> Span | None:
    return dotted(text, found.start(), done)


def _beside_phone(text: str, found: re.Match[str], done: int) -> Span | None:
    """林晓禾139****0001, 139****0001（林晓禾）: whose number it is."""
    before = found.start() - 3
    while before > done and text[before - 1] in " ，,:：（(":
        before -= 1
    name = owner(text, before, done)
    if name:
        return name[0], before, name[1]
    link = _BRACKET.match(text, found.end() + 4)
    after = introduced(text, link.end(), sure=False) if link else None
    return (link.end(), *after) if link and after else None


def _place(text: str, found: re.Match[str], _done: int) -> Span | None:
    """地址 alone is mostly a shop's; after 姓名 or 身份证 it is where the person lives."""
    told = text[max(found.start() - 40, 0) : found.start()]
    somebodys = _PERSONAL.search(told + text[found.end() : found.end() + 60]) and not _OF_A_SHOP.search(told)
    return contacts.home(text, found.end()) if somebodys else None


def _home(text: str, found: re.Match[str], _done: int) -> Span | None:
    # 入住在3栋的房间: a guest's room is nobody's home.
    return None if text[found.start() - 1 : found.start()] == "入" else contacts.home(text, found.end())


def _lives(text: str, found: re.Match[str], _done: int) -> Span | None:
    whose = text[found.start() - 1 : found.start()] in _WHO_LIVES
    return contacts.home(text, found.end()) if whose else None


def _told_by(follow: Callable[[str, int], Span | None]) -> Callable[..., Span | None]:
    return lambda text, found, _done: follow(text, found.end())


_HANDLERS: dict[str, Callable[[str, re.Match[str], int], Span | None]] = {
    **dict.fromkeys((*cues.SURE, *cues.ROLES), _name),
    **dict.fromkeys(TITLES, _title),
    **dict.fromkeys(cues.DOTS, _dotted),
    **dict.fromkeys(cues.PLACES, _home),
    **dict.fromkeys(cues.ACCOUNTS, _account),
    **dict.fromkeys(cues.DOCUMENTS, _told_by(contacts.document)),
    **dict.fromkeys(cues.VEHICLES, _told_by(contacts.vehicle)),
    **dict.fromkeys(cues.CARDS, _told_by(contacts.card)),
    **dict.fromkeys(cues.PHONES, _told_by(contacts.local_phone)),
    **dict.fromkeys(cues.SERIALS, _told_by(contacts.serial)),
    cues.OF: _owner,
    **dict.fromkeys(cues.DEEDS, _doer),
    cues.ADDRESS: _place,
    cues.LIVES: _lives,
    cues.STARS: _beside_phone,
}
