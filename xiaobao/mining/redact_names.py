"""Names in a text: after a self-introduction, before or after a title, beside a telephone number."""

from __future__ import annotations

import re
from functools import lru_cache

from pydantic import field_validator

from xiaobao.mining.settings import Strict

_HAN = r"\u3400-\u9fff"
_LINK = r"(?:的?(?:姓名|名字|全名))?(?:是|为|叫)?[ ：:“\"（(]{0,3}"
_END = rf"(?![{_HAN}])|(?=于|在|系|因|已|电话|手机|身份证|反映|投诉|举报|来电|致电|表示|说|称|的)"
"""After a name: no further character, or a word that goes on with what somebody did."""


class Names(Strict):
    """The words by which names are found, and the characters they are made of."""

    sure: tuple[str, ...]
    roles: tuple[str, ...]
    titles: tuple[str, ...]
    surnames: str
    compound: tuple[str, ...]
    never_given: str
    not_names: tuple[str, ...]

    @field_validator("surnames", "never_given")
    @classmethod
    def _without_spaces(cls, told: str) -> str:
        return "".join(told.split())


def hide_names(text: str, names: Names, token: str, phone: str) -> str:
    """Return the text with the names replaced by ``token``; ``phone`` is what numbers were replaced by."""

    def put(found: re.Match[str]) -> str:
        name = found[found.lastgroup or 0]
        if found.lastgroup not in ("sure", "hidden") and name[:2] in _not_names(names):
            return found[0]
        start, end = found.span(found.lastgroup or 0)
        return found[0][: start - found.start()] + token + found[0][end - found.start() :]

    return _pattern(names, phone).sub(put, text)


@lru_cache(maxsize=4)
def _not_names(names: Names) -> frozenset[str]:
    return frozenset(names.not_names)


@lru_cache(maxsize=4)
def _pattern(names: Names, phone: str) -> re.Pattern[str]:
    family = rf"(?:{_any_of(names.compound)}|[{names.surnames}])"
    given = rf"(?:(?![{names.never_given}])[{_HAN}])"
    name = rf"{family}{given}{{1,2}}"
    titles = _any_of(names.titles)
    return re.compile(
        rf"(?:{_any_of(names.sure)}){_LINK}(?P<sure>{name}|[{_HAN}]{{2,4}}(?:·[{_HAN}]{{1,6}})+)"
        rf"|(?:{_any_of(names.roles)}){_LINK}(?P<role>{name}?)(?:{_END})"
        rf"|(?P<hidden>{family}(?:\*{{1,2}}|\*{given})(?!\*))"
        rf"|(?P<titled>{family}{given}{{0,2}}?)(?:{titles})"
        rf"|(?P<beside>{name}?)(?=[ ，,：:（(]{{0,2}}{re.escape(phone)}|[，,（( ][男女][，,）) ])"
        rf"|(?<={re.escape(phone)})[ ，,（(]{{0,2}}(?P<after>{name}?)(?:{_END})"
    )


def _any_of(words: tuple[str, ...]) -> str:
    return "|".join(sorted(map(re.escape, words), key=len, reverse=True))
