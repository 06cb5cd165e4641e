"""The seven hot categories (七类热点) as data: what each is called, by which facts a matter comes under it.

``content/taxonomy/hot_categories.yaml`` lists them in the order of the handbook. A matter may come under
several; a category that is ``by_person`` is never proposed, it is named by an officer.
"""

from __future__ import annotations

from collections.abc import Container, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from pydantic import BaseModel, ConfigDict, Field

from xiaobao.law import Finding, MalformedContent, source
from xiaobao.rules.decision import Reason
from xiaobao.rules.jurisdiction import RespondentKind

FILE = "taxonomy/hot_categories.yaml"


class _Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Sign(_Strict):
    """One sign of a category; every list that is not empty must be met, by any of its words.

    ``objects`` and ``problems`` are words of the paths of the national platform, ``words`` stand in the text,
    ``people`` is the least number of complainants.
    """

    objects: tuple[str, ...] = ()
    problems: tuple[str, ...] = ()
    sales: tuple[str, ...] = ()
    words: tuple[str, ...] = ()
    respondents: tuple[RespondentKind, ...] = ()
    people: int | None = Field(default=None, gt=1)


class HotCategory(_Strict):
    """One category: ``matter_class`` is the class of the handlers matrix a person names it by, if any."""

    id: str
    name: str
    signs: tuple[Sign, ...] = ()
    by_person: bool = False
    matter_class: str = ""


class _File(_Strict):
    note: str
    categories: tuple[HotCategory, ...] = Field(min_length=1)


@dataclass(frozen=True)
class Traits:
    """What a matter shows of itself; ``text`` is what was written, ``matter_class`` what a person named."""

    objects: Sequence[str] = ()
    problems: Sequence[str] = ()
    sales: str = ""
    text: str = ""
    respondent: str = ""
    people: int = 1
    matter_class: str = ""


@dataclass(frozen=True)
class Proposed:
    """A category proposed, and by what."""

    category: HotCategory
    reason: Reason


def load(content: Path) -> tuple[HotCategory, ...]:
    """Read the categories, once and again when the file changes; raises MalformedContent."""
    file = content / FILE
    if not file.exists():
        raise MalformedContent(file, 1, "缺少七类热点的定义")
    return _read(file, file.stat().st_mtime_ns)


@lru_cache(maxsize=4)
def _read(file: Path, _changed: int) -> tuple[HotCategory, ...]:
    return source.parse(source.read(file), _File).categories


def check(content: Path) -> list[Finding]:
    """Return what is wrong with the file."""
    try:
        found = load(content)
    except MalformedContent as error:
        return [Finding(error.file, error.line, error.reason)]
    ids = [one.id for one in found]
    doubled = sorted({one for one in ids if ids.count(one) > 1})
    return [Finding(content / FILE, 1, f"热点类别“{one}”重复") for one in doubled]


def propose(categories: Sequence[HotCategory], traits: Traits) -> tuple[Proposed, ...]:
    """Return the categories a matter comes under, in the order of the handbook, each with its reason."""
    found = ((one, _why(one, traits)) for one in categories)
    return tuple(Proposed(one, Reason(why)) for one, why in found if why)


def _why(category: HotCategory, traits: Traits) -> str:
    if category.matter_class and category.matter_class == traits.matter_class:
        return f"已由人工认定为“{category.name}”。"
    if category.by_person:
        return ""
    return next(filter(None, (_met(sign, traits) for sign in category.signs)), "")


def _met(sign: Sign, traits: Traits) -> str:
    """Say what of the matter meets a sign, empty when something of it is not met."""
    if (sign.people or 0) > traits.people:
        return ""
    told = []
    for label, wanted, there in _asked(sign, traits):
        met = next((one for one in wanted if one in there), None)
        if met is None:
            return ""
        told.append(f"{label}“{met}”")
    return "、".join(told + ([f"投诉人 {traits.people} 人"] if sign.people else []))


def _asked(sign: Sign, traits: Traits) -> Iterator[tuple[str, Sequence[str], Container[str]]]:
    """Yield what a sign asks of a matter, with what is there; what it leaves open is not asked."""
    if sign.objects:
        yield "客体类别", sign.objects, traits.objects
    if sign.problems:
        yield "问题类别", sign.problems, traits.problems
    if sign.sales:
        yield "销售方式", sign.sales, (traits.sales,)
    if sign.words:
        yield "文字", sign.words, traits.text
    if sign.respondents:
        yield "被投诉人", sign.respondents, (traits.respondent,)
