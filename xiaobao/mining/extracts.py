"""What was bought, on which platform, and from whom, as a text names it."""

from __future__ import annotations

import re
from functools import lru_cache

from xiaobao.mining.settings import Strict

_HAN = r"\u3400-\u9fff"
_UNITS = "个件箱盒瓶袋包台部双套张份次只条斤辆款把本桶罐节年单支块"
_QUANTITY = rf"(?:了|到|的|过|得)?(?:[一两二三四五六七八九十几\d]{{1,4}}公?[{_UNITS}]的?)?"
_QUOTED = re.compile(
    r"(?:商品|产品|货品|菜品|课程|套餐|服务)(?:名称?)?(?:是|为|：|:)?[“\"「《]([^”\"」》]{2,20})[”\"」》]"
)
_TRIMMED = " ，。、：:;；“”\"'（）()的了-"


class Platform(Strict):
    """One platform and how it is written."""

    name: str
    words: tuple[str, ...]


class Goods(Strict):
    """The verbs before what is bought, and the words that end its name; lengths in characters."""

    verbs: tuple[str, ...]
    ends: tuple[str, ...]
    never: tuple[str, ...]
    longest: int


class Enterprise(Strict):
    """The forms an enterprise's name ends with, and the words before its beginning."""

    forms: tuple[str, ...]
    starts: tuple[str, ...]
    never: tuple[str, ...]
    longest: int


def platform(text: str, platforms: tuple[Platform, ...]) -> str:
    """Return the name of the platform that is named first; empty for none."""
    found = _platforms(platforms).search(text)
    return _names(platforms)[found[0].lower()] if found else ""


@lru_cache(maxsize=4)
def _platforms(platforms: tuple[Platform, ...]) -> re.Pattern[str]:
    return re.compile(
        "|".join(f"(?i:{re.escape(word)})" for word in sorted(_names(platforms), key=len, reverse=True))
    )


@lru_cache(maxsize=4)
def _names(platforms: tuple[Platform, ...]) -> dict[str, str]:
    return {word.lower(): one.name for one in platforms for word in one.words}


def goods(text: str, settings: Goods) -> str:
    """Return what was bought, as the text names it; empty where it does not."""
    if quoted := _QUOTED.search(text):
        return quoted[1].strip(_TRIMMED)
    for found in _bought(settings).finditer(text):
        name = found[1].strip(_TRIMMED)
        if len(name) >= 2 and name not in settings.never and not name[0].isdigit():
            return name
    return ""


@lru_cache(maxsize=4)
def _bought(settings: Goods) -> re.Pattern[str]:
    name = rf"(?:(?!{_any_of(settings.ends)})[{_HAN}A-Za-z0-9·+\-]){{2,{settings.longest}}}"
    return re.compile(rf"(?:{_any_of(settings.verbs)}){_QUANTITY}[“\"《「]?({name})")


def enterprise(text: str, settings: Enterprise) -> str:
    """Return the first enterprise a text names, with its legal form or kind of shop; else empty."""
    for found in _forms(settings).finditer(text):
        begun = max(found.start() - settings.longest, 0)
        name = _begun(text[begun : found.end()], found.end() - found.start(), settings)
        if len(name) > len(found[0]) + 1 and name not in settings.never:
            return name
    return ""


@lru_cache(maxsize=4)
def _forms(settings: Enterprise) -> re.Pattern[str]:
    return re.compile(
        rf"(?:{_any_of(settings.forms)})(?:[{_HAN}]{{0,6}}?公司)?(?:[（(][^（）()]{{2,10}}[店部铺][）)])?(?![员长铺家面名主内里])"
    )


@lru_cache(maxsize=4)
def _starts(settings: Enterprise) -> re.Pattern[str]:
    return re.compile(rf"(?:{_any_of(settings.starts)}|[^{_HAN}A-Za-z0-9·&（）()]|\d{{3,}})")


def _begun(told: str, form: int, settings: Enterprise) -> str:
    """Return the name from behind the last word that cannot be in it; ``form`` characters are its end."""
    begun = 0
    for found in _starts(settings).finditer(told, 0, len(told) - form):
        begun = found.end()
    return told[begun:].strip(" （(·&").removeprefix("）").removeprefix(")")


def _any_of(words: tuple[str, ...]) -> str:
    return "|".join(sorted(map(re.escape, words), key=len, reverse=True))
