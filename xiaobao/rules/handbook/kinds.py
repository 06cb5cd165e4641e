"""What an entry of the handbook can be, and what stands at its head (卷首) for each kind.

Every kind has its folder in ``content/handbook``; an entry is one Markdown file in it, named by its slug.
"""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field
from pydantic.dataclasses import dataclass

from xiaobao.law.period import STRICT, Text
from xiaobao.rules.acts import Act, Labelled, State, Track
from xiaobao.rules.jurisdiction import RespondentKind

Part = Literal["public", "internal"]
"""Whether citizens may read the entry (公开), or the bureau alone (内部)."""
Verified = Literal[
    "verified-2026-2src", "verified-2026-1src", "verified-older-copy", "partly-verified", "general-unverified"
]
"""How well the basis of a matter outside the remit was checked; the last two are shown as 未核实."""


class Kind(Labelled):
    """What an entry is."""

    CHAPTER = "chapter", "章"
    STEP = "step", "办理要点"
    PHRASE = "phrase", "电话规范用语"
    OUTSIDE = "outside", "不属于市场监管部门职责的事项"
    PRECEDENT = "precedent", "典型案例"
    QUESTION = "question", "练习题"

    @property
    def folder(self) -> str:
        """The folder of its files: chapters, steps, …; outside stays outside."""
        return "outside" if self is Kind.OUTSIDE else f"{self.value}s"


@dataclass(frozen=True, config=STRICT)
class Applies:
    """When an entry fits a matter: every list that is not empty must hold what the matter is.

    ``categories`` are ids of hot categories, ``grounds`` numbers of grounds for declining (令121 第十六条).
    ``acts`` name the acts the entry speaks of; they link it and do not narrow it.
    """

    tracks: tuple[Track, ...] = ()
    states: tuple[State, ...] = ()
    acts: tuple[Act, ...] = ()
    categories: tuple[str, ...] = ()
    respondents: tuple[RespondentKind, ...] = ()
    grounds: tuple[int, ...] = ()


@dataclass(frozen=True, config=STRICT)
class Chapter:
    """A chapter (章): ``order`` is its place in the book; ``category`` the hot category it is about."""

    title: Text
    order: int
    part: Part = "internal"
    category: str = ""


@dataclass(frozen=True, config=STRICT)
class Step:
    """What to look at when a matter stands so (办理要点); the body is a list, a point a line."""

    title: Text
    applies: Applies
    order: int = 0
    part: Part = "internal"


@dataclass(frozen=True, config=STRICT)
class Phrase:
    """What to say on the telephone (电话规范用语); ``situation`` is when, the body the words themselves."""

    title: Text
    situation: Text
    applies: Applies
    order: int = 0
    part: Part = "internal"


@dataclass(frozen=True, config=STRICT)
class Outside:
    """A matter outside the remit (职责外事项): who is competent, on which basis, what the regulator keeps.

    ``basis`` is the basis in words; ``cites`` those articles as the lawbook holds them ("id:article").
    ``cues`` are words that make one think of it; none of them decides anything. The body has two sections,
    ``## 电话用语`` and ``## 书面答复``.
    """

    title: Text
    area: Text
    authority: Text
    basis: Text
    confidence: Verified
    keeps: str = ""
    cites: tuple[str, ...] = ()
    hotline: str = ""
    cues: tuple[str, ...] = ()
    order: int = 0
    part: Part = "public"

    @property
    def verified(self) -> bool:
        """Whether every article named was read in a text."""
        return self.confidence.startswith("verified")


@dataclass(frozen=True, config=STRICT)
class Precedent:
    """A typical case (典型案例) with commentary, led back to nobody; ``invented`` ones say so.

    ``points`` are the points of law in a sentence each. The body has the sections ``## 案情``, ``## 处理``
    and ``## 评析``.
    """

    title: Text
    track: Track
    categories: Annotated[tuple[str, ...], Field(min_length=1)]
    outcome: Text
    points: Annotated[tuple[Text, ...], Field(min_length=1)]
    invented: bool = False
    cues: tuple[str, ...] = ()
    order: int = 0
    part: Part = "internal"


@dataclass(frozen=True, config=STRICT)
class Question:
    """A question to practise with (练习题): ``answer`` counts from 1; the body says why.

    ``chapter`` is the slug of the chapter it belongs to, ``precedent`` that of the case it is built on.
    """

    title: Text
    chapter: Text
    options: Annotated[tuple[Text, ...], Field(min_length=2)]
    answer: Annotated[int, Field(gt=0)]
    precedent: str = ""
    order: int = 0
    part: Part = "internal"


Head = Chapter | Step | Phrase | Outside | Precedent | Question
HEADS: dict[Kind, type[Head]] = {
    Kind.CHAPTER: Chapter,
    Kind.STEP: Step,
    Kind.PHRASE: Phrase,
    Kind.OUTSIDE: Outside,
    Kind.PRECEDENT: Precedent,
    Kind.QUESTION: Question,
}
SECTIONS: dict[Kind, tuple[str, ...]] = {
    Kind.OUTSIDE: ("电话用语", "书面答复"),
    Kind.PRECEDENT: ("案情", "处理", "评析"),
}
"""Which sections (``## …``) the body of a kind must have."""
CATEGORY_SECTIONS = ("特点", "常见类型", "监管建议", "处置原则", "常用法律法规", "典型案例")
"""Which sections a chapter about a hot category must have."""
