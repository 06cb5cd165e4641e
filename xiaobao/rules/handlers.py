"""Who handles what (不同类型投诉举报的处置人员、时限、流程) as data: ``content/handlers/<locality>.yaml``.

Classes of matters on one side, offices on the other, and in each cell the posts that handle, the bureau's own
time limits, the steps in words, and which acts want whose signature. All of it is the bureau's own order
(本局要求); a limit may be shorter than the law's period and never longer (``rules.house_limits``).
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Literal

from pydantic import BaseModel, ConfigDict, Field, model_validator

from xiaobao.law import source
from xiaobao.rules.acts import Act
from xiaobao.rules.decision import Reason

ALL_OFFICES = ""
"""In place of the code of an office: every office without a cell of its own."""
MOST = 250
"""More working days than a house limit may have: about a year."""
_CODE = r"^[a-z][a-z0-9_]{0,31}$"


class _Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Condition(_Strict):
    """What must be so: all that is written; what is left out does not matter.

    ``categories`` and ``problems`` fit a step of the path of the goods and of the problem, ``words`` a part
    of the respondent's name, ``sales`` how it was sold, as the platform writes it; ``complainants``: so many
    or more people complain together.
    """

    track: Literal["complaint", "report"] | None = None
    complainants: int | None = Field(default=None, ge=2, le=10_000)
    categories: tuple[str, ...] = ()
    problems: tuple[str, ...] = ()
    sales: tuple[str, ...] = ()
    channels: tuple[str, ...] = ()
    words: tuple[str, ...] = ()


class MatterClass(_Strict):
    """A class of matters: it fits when one of its conditions does.

    ``by_person``: only a person says that a matter is of this class; nothing infers it. ``note`` is what
    whoever handles it should keep in mind.
    """

    id: str = Field(pattern=_CODE)
    name: str = Field(min_length=1, max_length=40)
    when: tuple[Condition, ...] = ()
    by_person: bool = False
    note: str = Field(default="", max_length=400)

    @model_validator(mode="after")
    def _one_way_in(self) -> MatterClass:
        if self.by_person and self.when:
            raise ValueError(f"“{self.name}”只能由人工认定，不能再写条件")
        if any(one == Condition() for one in self.when):
            raise ValueError(f"“{self.name}”有一项条件是空的；适用于所有来件的类别不写条件")
        return self

    @property
    def fits_everything(self) -> bool:
        """Whether nothing is asked."""
        return not self.when and not self.by_person


class HouseLimit(_Strict):
    """The bureau's own limit of one clock: so many working days from its start (本局要求)."""

    clock: str
    within: int = Field(ge=1, le=MOST)


class SignOff(_Strict):
    """An act that only the holder of one of these posts may take (本局要求)."""

    act: Act
    posts: tuple[str, ...] = Field(min_length=1)


class Cell(_Strict):
    """How the matters of one class are handled in one office, or in all without a cell of their own."""

    matter_class: str
    office: str = ALL_OFFICES
    posts: tuple[str, ...] = Field(min_length=1)
    limits: tuple[HouseLimit, ...] = ()
    steps: tuple[str, ...] = ()
    sign_off: tuple[SignOff, ...] = ()

    @model_validator(mode="after")
    def _each_once(self) -> Cell:
        clocks, acts = [one.clock for one in self.limits], [one.act for one in self.sign_off]
        if len(set(clocks)) != len(clocks):
            raise ValueError("同一个期限只能写一个本局时限")
        if len(set(acts)) != len(acts):
            raise ValueError("同一个步骤只能写一次由谁签批")
        return self

    def signers(self, act: str) -> tuple[str, ...]:
        """Return the posts of which one must take ``act``; empty where anybody's post will do."""
        return next((one.posts for one in self.sign_off if one.act == act), ())


class Matrix(_Strict):
    """All classes and cells of one bureau."""

    id: str
    note: str
    classes: tuple[MatterClass, ...] = Field(min_length=1)
    cells: tuple[Cell, ...]

    @model_validator(mode="after")
    def _can_be_followed(self) -> Matrix:
        for sentence in _wrong(self):
            raise ValueError(sentence)
        return self

    @cached_property
    def version(self) -> str:
        """A digest of what the matrix says, whatever its layout."""
        return hashlib.sha256(self.model_dump_json().encode()).hexdigest()

    def __hash__(self) -> int:
        """Hash by version."""
        return hash(self.version)

    @cached_property
    def signed_acts(self) -> frozenset[str]:
        """Every act that wants somebody's signature in some cell."""
        return frozenset(one.act.value for cell in self.cells for one in cell.sign_off)

    def called(self, code: str) -> MatterClass | None:
        """Return the class with this code, None when the matrix has none."""
        return next((one for one in self.classes if one.id == code), None)


def _wrong(matrix: Matrix) -> Iterator[str]:
    ids = [one.id for one in matrix.classes]
    if len(set(ids)) != len(ids):
        yield "类别的代码重复"
    for one in matrix.classes[:-1]:
        if one.fits_everything:
            yield f"类别“{one.name}”没有条件，它后面的类别永远用不上；没有条件的类别只能放在最后"
    if not matrix.classes[-1].fits_everything:
        yield "最后一个类别不能带条件，否则有的来件没有类别"
    yield from _wrong_cells(matrix)


def _wrong_cells(matrix: Matrix) -> Iterator[str]:
    places = [(cell.matter_class, cell.office) for cell in matrix.cells]
    if len(set(places)) != len(places):
        yield "同一类别、同一单位只能有一条安排"
    for code in sorted({code for code, _ in places} - {one.id for one in matrix.classes}):
        yield f"安排所写的类别“{code}”不存在"
    for one in matrix.classes:
        if (one.id, ALL_OFFICES) not in places:
            yield f"类别“{one.name}”缺少适用于各单位的安排"


@dataclass(frozen=True, slots=True)
class ClassFacts:
    """What is known of a matter for its class. ``named`` is the class a person has said it is of."""

    track: str
    categories: tuple[str, ...] = ()
    problems: tuple[str, ...] = ()
    sales: str = ""
    channel: str = ""
    respondent: str = ""
    complainants: int = 1
    named: str = ""


@dataclass(frozen=True, slots=True)
class Classed:
    """The class of a matter and the sentence that says why."""

    matter_class: MatterClass
    reason: Reason


def class_of(facts: ClassFacts, matrix: Matrix) -> Classed:
    """Return the class of a matter: what a person has said, else the first class that fits."""
    named = matrix.called(facts.named)
    if named is not None:
        return Classed(named, Reason(f"由人工认定为“{named.name}”。"))
    found = next(one for one in matrix.classes if _fits(one, facts))
    return Classed(found, Reason(f"按本局的分类为“{found.name}”（本局要求）。"))


def cell_of(matter_class: str, office: str, matrix: Matrix) -> Cell:
    """Return the cell of a class for an office, else the one for all; the class must be of this matrix."""
    cells = {cell.office: cell for cell in matrix.cells if cell.matter_class == matter_class}
    return cells.get(office) or cells[ALL_OFFICES]


def _fits(matter_class: MatterClass, facts: ClassFacts) -> bool:
    return matter_class.fits_everything or any(_holds(one, facts) for one in matter_class.when)


def _holds(when: Condition, facts: ClassFacts) -> bool:
    asked = (
        when.track in (None, facts.track),
        when.complainants is None or facts.complainants >= when.complainants,
        not when.categories or bool(set(when.categories) & set(facts.categories)),
        not when.problems or bool(set(when.problems) & set(facts.problems)),
        not when.sales or facts.sales in when.sales,
        not when.channels or facts.channel in when.channels,
        not when.words or any(word in facts.respondent for word in when.words),
    )
    return all(asked)


def read(path: Path) -> Matrix:
    """Read one file; raises law.MalformedContent or ``pydantic.ValidationError`` naming what is wrong."""
    return Matrix.model_validate(source.read(path).data)
