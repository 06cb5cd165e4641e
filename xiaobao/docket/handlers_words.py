"""Who handles what, in words an officer reads: a table a class, and lines to compare two matrices by."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from xiaobao.docket.reckoning import FOLLOWED, binding_others, name_of
from xiaobao.docket.rulebook import Rulebook
from xiaobao.rules.handlers import ALL_OFFICES, Cell, Condition, Matrix, MatterClass
from xiaobao.rules.workflow import Track

EVERY_OFFICE = "各单位"
OTHERS = "其他单位"
BY_PERSON = "只由人工认定"
THE_REST = "以上都不符合的"
_ASKED = ("人数", "商品或者服务类别", "问题类别", "销售方式", "渠道", "名称含有")
PHRASES = (EVERY_OFFICE, OTHERS, BY_PERSON, THE_REST, *_ASKED)


@dataclass(frozen=True, slots=True)
class LimitWords:
    """One house limit beside the law's period of the same clock."""

    clock: str
    within: int
    law: str
    basis: str


@dataclass(frozen=True, slots=True)
class SignWords:
    """An act and the posts of which one must take it."""

    act: str
    posts: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class CellWords:
    """How the class is handled in one office, or in all (others)."""

    office: str
    own: bool
    posts: tuple[str, ...]
    limits: tuple[LimitWords, ...]
    steps: tuple[str, ...]
    signs: tuple[SignWords, ...]


@dataclass(frozen=True, slots=True)
class ClassTable:
    """One class: what belongs to it in words, and its cells, that for all offices first."""

    code: str
    name: str
    note: str
    when: tuple[str, ...]
    cells: tuple[CellWords, ...]


def tables(matrix: Matrix, rulebook: Rulebook) -> list[ClassTable]:
    """Return the matrix class by class."""
    return [_table(one, matrix, rulebook) for one in matrix.classes]


def lines(matrix: Matrix, rulebook: Rulebook) -> list[str]:
    """Return a matrix line by line, so that two can be compared by whoever does not read YAML."""
    return [f"说明：{matrix.note}", *(line for one in tables(matrix, rulebook) for line in _lines(one))]


def clocks(rulebook: Rulebook) -> list[tuple[str, str]]:
    """Return the clocks a house limit can stand beside: those the docket follows that bind the bureau."""
    others, known = binding_others(rulebook), set(rulebook.law.clock_ids())
    named = {limit.clock for cell in rulebook.handlers.cells for limit in cell.limits}
    found = dict.fromkeys((*(one for one in FOLLOWED if one not in others and one in known), *sorted(named)))
    return [(clock, name_of(clock, rulebook)) for clock in found]


def _table(one: MatterClass, matrix: Matrix, rulebook: Rulebook) -> ClassTable:
    cells = sorted(
        (cell for cell in matrix.cells if cell.matter_class == one.id), key=lambda c: bool(c.office)
    )
    alone = len(cells) == 1
    words = tuple(_cell(cell, rulebook, alone=alone) for cell in cells)
    return ClassTable(one.id, one.name, one.note, tuple(_when(one)), words)


def _when(one: MatterClass) -> Iterator[str]:
    if one.by_person:
        yield BY_PERSON
    elif one.fits_everything:
        yield THE_REST
    for condition in one.when:
        yield "；".join(_asked(condition))


def _asked(when: Condition) -> Iterator[str]:
    if when.track:
        yield Track(when.track).label
    people = (f"{when.complainants}人以上",) if when.complainants else ()
    told = (people, when.categories, when.problems, when.sales, when.channels, when.words)
    yield from (f"{label}：{'、'.join(words)}" for label, words in zip(_ASKED, told, strict=True) if words)


def _cell(cell: Cell, rulebook: Rulebook, *, alone: bool) -> CellWords:
    posts = {post.code: post.name for post in rulebook.locality.posts}
    offices = {office.code: office.name for office in rulebook.locality.offices}
    own = cell.office != ALL_OFFICES
    return CellWords(
        office=offices.get(cell.office, cell.office) if own else EVERY_OFFICE if alone else OTHERS,
        own=own,
        posts=tuple(posts.get(code, code) for code in cell.posts),
        limits=tuple(_limit(limit.clock, limit.within, rulebook) for limit in cell.limits),
        steps=cell.steps,
        signs=tuple(
            SignWords(one.act.label, tuple(posts.get(code, code) for code in one.posts))
            for one in cell.sign_off
        ),
    )


def _limit(clock: str, within: int, rulebook: Rulebook) -> LimitWords:
    # The newest regulation of the clock is the one that new matters go by.
    row = [row for row in rulebook.law.clocks() if row.id == clock][-1]
    return LimitWords(
        name_of(clock, rulebook), within, row.measure, rulebook.law.cite(row.regulation, row.article)
    )


def _lines(one: ClassTable) -> Iterator[str]:
    yield f"【{one.name}】{'；或者 '.join(one.when)}"
    if one.note:
        yield f"{one.name}　说明：{one.note}"
    for cell in one.cells:
        where = f"{one.name}　{cell.office}　"
        yield f"{where}处置岗位：{'、'.join(cell.posts)}"
        for limit in cell.limits:
            yield f"{where}{limit.clock}：{limit.within}个工作日"
        for number, step in enumerate(cell.steps, 1):
            yield f"{where}第{number}步：{step}"
        for sign in cell.signs:
            yield f"{where}{sign.act}由{'或者'.join(sign.posts)}办理"
