"""How an enterprise was written: its name without region and legal form, its address in one writing."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache

from stdnum.cn import uscc

from xiaobao.mining.normal import simplified
from xiaobao.mining.settings import Strict

_BRACKETS = str.maketrans("（）[]【】〔〕{}", "()()()()()")
_SIGNS = re.compile(r"[^\w()&+]|_")
_DOOR = re.compile(r"\d")
_SEAT = re.compile(r"^(?:[^\d]{2,8}?省)?(?:[^\d]{2,6}?市)?")


class LegalForm(Strict):
    """One legal form, and the ways it is written."""

    form: str
    words: tuple[str, ...]


class Alias(Strict):
    """One enterprise and what else it is called."""

    name: str
    also: tuple[str, ...]


class RespondentRules(Strict):
    """The reasons by rule, the words and the bounds of content/mining/linkage.yaml."""

    reasons: dict[str, str]
    moved: bool
    regions: tuple[str, ...]
    forms: tuple[LegalForm, ...]
    core_least: int
    likeness: float
    typo_least: int
    tenants: int
    aliases: tuple[Alias, ...]


@dataclass(frozen=True, slots=True)
class Respondent:
    """One row of ``enterprises``: ``core`` is the name without region and legal form, ``form`` that form.

    ``code`` is empty where its check digit is wrong, ``address`` where it leads to no door.
    """

    enterprise: int
    name: str
    core: str
    form: str
    address: str
    code: str


def respondent(enterprise: int, name: str, address: str, code: str, rules: RespondentRules) -> Respondent:
    """Return an enterprise as it is compared."""
    name = plain(name)
    form, written = next(
        ((form, word) for word, form in _forms(rules.forms) if name.endswith(word)), ("", "")
    )
    core = _without_regions(name.removesuffix(written), rules.regions)
    return Respondent(enterprise, name, core, form, place(address), _code(code))


def plain(name: str) -> str:
    """Return a name in one writing: width, case, brackets, spaces and traditional characters evened out."""
    folded = simplified(unicodedata.normalize("NFKC", name)).translate(_BRACKETS).casefold()
    return _SIGNS.sub("", folded)


def place(address: str) -> str:
    """Return an address in one writing, without province and city; empty where it leads to no door."""
    told = _SEAT.sub("", re.sub(r"[^\w#-]", "", simplified(unicodedata.normalize("NFKC", address))))
    return told if _DOOR.search(told) and "*" not in address else ""


def _code(code: str) -> str:
    told = code.strip().upper()
    return told if uscc.is_valid(told) else ""


@lru_cache(maxsize=4)
def _forms(forms: tuple[LegalForm, ...]) -> tuple[tuple[str, str], ...]:
    """Return (as written, form), the longest first."""
    words = [(plain(word), one.form) for one in forms for word in one.words]
    return tuple(sorted(words, key=lambda pair: (-len(pair[0]), pair[0])))


def _without_regions(name: str, regions: tuple[str, ...]) -> str:
    """Take regions from the front and out of brackets: 厦门(湖里)某某 → 某某; two characters stay."""
    for region in regions:
        name = name.replace(f"({region})", "")
    shorter = True
    while shorter:
        rest = next(
            (name.removeprefix(one) for one in regions if name.startswith(one) and len(name) > len(one) + 1),
            "",
        )
        name, shorter = rest or name, bool(rest)
    return name
