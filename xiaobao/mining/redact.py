"""The second net: numbers, doors and names that lead to a person are replaced by what they are.

The texts of the docket were masked once when they came. What follows here sees neither what slipped through
nor what was left half shown: 138****1234 and 陈** become 〔电话〕 and 〔姓名〕 as well, so that a shared
wording stays the same whoever wrote it.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

import phonenumbers
from phonenumbers import NumberParseException
from stdnum import luhn
from stdnum.cn import ric, uscc

from xiaobao.mining import redact_patterns as looks
from xiaobao.mining.redact_names import Names, hide_names
from xiaobao.mining.settings import Strict


class Tokens(Strict):
    """What each kind of thing is replaced by."""

    phone: str
    id: str
    card: str
    mail: str
    chat: str
    plate: str
    door: str
    name: str


class Redact(Names):
    """The words by which things are found, and what they are replaced by."""

    tokens: Tokens
    id_cues: tuple[str, ...]
    card_cues: tuple[str, ...]
    phone_cues: tuple[str, ...]
    chat_cues: tuple[str, ...]
    hotlines: tuple[str, ...]


@dataclass(frozen=True)
class Redacted:
    """A text without what leads to a person, and how many ways to reach somebody it had told."""

    text: str
    contacts: int


def redact(text: str, settings: Redact) -> Redacted:
    """Return the text with every number, door and name replaced, and its contacts counted.

    A contact is a telephone number that can be one (by ``phonenumbers``, or hidden in part), a mail address
    or an account of a messenger. The hotlines of shops are neither hidden nor counted.
    """
    count = 0

    def put(found: re.Match[str]) -> str:
        nonlocal count
        kind = _kind(found, settings)
        count += kind in ("mail", "chat") or (kind == "phone" and _can_be(found[0]))
        return _shown(found, kind, settings.tokens)

    told = _numbers(settings).sub(put, text)
    return Redacted(hide_names(told, settings, settings.tokens.name, settings.tokens.phone), count)


@lru_cache(maxsize=4)
def _numbers(settings: Redact) -> re.Pattern[str]:
    def any_of(words: tuple[str, ...]) -> str:
        return "|".join(sorted(map(re.escape, words), key=len, reverse=True))

    chat = "|".join(f"(?i:{re.escape(word)})" for word in settings.chat_cues)
    kinds = {
        "mail": looks.MAIL,
        "chat": rf"(?:{chat}){looks.LINK}(?P<account>(?a:[A-Za-z0-9_][\w\-*]{{4,29}}))",
        "paper": rf"(?:{any_of(settings.id_cues)}){looks.LINK}(?P<number>{_PAPER})(?![\d*])",
        "account_number": rf"(?:{any_of(settings.card_cues)}){looks.LINK}(?P<card>{_CARD})(?!\d)",
        "phone": looks.PHONE,
        "id": looks.ID,
        "called": rf"(?:{any_of(settings.phone_cues)}){looks.LINK}(?P<local>[2-9]\d{{6,7}})(?!\d)",
        "long": looks.LONG,
        "plate": looks.PLATE,
        "door": looks.DOOR,
    }
    cues = (*settings.id_cues, *settings.card_cues, *settings.phone_cues, *settings.chat_cues)
    first = "".join(sorted({sign for cue in cues for sign in cue[0].lower() + cue[0].upper()}))
    any_kind = "|".join(f"(?P<{kind}>{pattern})" for kind, pattern in kinds.items())
    # Most characters begin nothing: one look at them is cheaper than ten.
    return re.compile(f"(?=[{looks.FIRST}{first}])(?:{any_kind})")


_CARD = r"\d[\d \-*]{6,24}\d"
_PAPER = r"[A-Za-z]{0,3}[\d*]{5,18}[\dXx]?"
_INNER = {"chat": "account", "paper": "number", "account_number": "card", "called": "local"}
"""Of a number told by the words before it, the group that holds the number itself."""


def _kind(found: re.Match[str], settings: Redact) -> str:
    """Return as what the thing found is replaced; empty where it stays."""
    kind = found.lastgroup or ""
    if kind in ("id", "long", "paper"):
        return _of_a_long(found, kind)
    if kind == "called" and found["local"].startswith(settings.hotlines):
        return ""
    return {"called": "phone", "account_number": "card"}.get(kind, kind)


def _of_a_long(found: re.Match[str], kind: str) -> str:
    figures = re.sub(r"[^\dXx]", "", found[0])
    if kind == "paper":
        return "id"
    if len(figures) == 18 and uscc.is_valid(figures) and not ric.is_valid(figures):
        return ""
    if kind == "id" or ric.is_valid(figures):
        return "id"
    return "card" if 15 <= len(figures) <= 19 and luhn.is_valid(figures) else ""


def _shown(found: re.Match[str], kind: str, tokens: Tokens) -> str:
    if not kind:
        return found[0]
    token: str = getattr(tokens, kind)
    inner = _INNER.get(found.lastgroup or "")
    return found[0][: found.start(inner) - found.start()] + token if inner else token


def _can_be(number: str) -> bool:
    if not number.isascii() or not re.fullmatch(r"[+\d(][\d ()._\-]*", number):
        return True
    try:
        return phonenumbers.is_valid_number(phonenumbers.parse(number, "CN"))
    except NumberParseException:
        return False
