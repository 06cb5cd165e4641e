"""Who handles what as a chapter of the handbook (《消费投诉举报处置指导手册》): Word, PDF and data.

What is printed is 不同类型投诉举报的处置人员、时限、流程 as they are in service, a table a class, laid out
like the bureau's other documents.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import asdict
from datetime import date
from typing import Any

from xiaobao.docket.actions.issue import IssuedFile
from xiaobao.docket.handlers_words import CellWords, ClassTable, tables
from xiaobao.docket.rulebook import Rulebook
from xiaobao.documents import pdf, word
from xiaobao.documents.blocks import Block, Cell, Kind
from xiaobao.documents.numbering import format_date
from xiaobao.law.citation import numeral
from xiaobao.refusals import NotFound

TITLE = "处置人员、时限、流程"
FORMS = {
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "pdf": "application/pdf",
}
_WHOLE, _LABEL = 28, 4
"""Widths in dashes of a table's ruler: of the page, and of a cell that holds a label."""
_OFFICE = 9
_ABOUT = (
    "本章列明不同类型投诉举报由哪些岗位处置、本局要求几个工作日内办到哪一步、按什么步骤办理、哪些步骤由谁签批。"
    "类别从前往后逐个比对，第一个符合的起作用。"
)
_NOTE = (
    "注：本局时限从该期限起算之日的次日起计工作日，不计入的时间与法定期限相同；"
    "只约束本局内部，不改变法定期限。"
)


def chapter_file(rulebook: Rulebook, form: str, today: date) -> IssuedFile:
    """Return the chapter as a file to hand over; raises NotFound for a form it has not."""
    if form not in FORMS:
        raise NotFound("没有这种格式。")
    name = f"{TITLE}-{today:%Y%m%d}.{form}"
    return IssuedFile(name, FORMS[form], chapter(rulebook, form, today))


def chapter(rulebook: Rulebook, form: str, today: date) -> bytes:
    """Return the chapter as docx or pdf; raises ValueError for any other form, RenderFailed."""
    if form == "docx":
        return word.write(TITLE, blocks(rulebook, today))
    if form == "pdf":
        return pdf.write(TITLE, blocks(rulebook, today))
    raise ValueError(form)


def told(rulebook: Rulebook) -> dict[str, Any]:
    """Return the chapter as data: every class with its cells in words."""
    matrix = rulebook.handlers
    return {
        "bureau": rulebook.locality.bureau.name,
        "note": matrix.note,
        "version": matrix.version,
        "classes": [asdict(table) for table in tables(matrix, rulebook)],
    }


def blocks(rulebook: Rulebook, today: date) -> tuple[Block, ...]:
    """Return the chapter as the blocks both Word and PDF are made from."""
    return tuple(_blocks(rulebook, today))


def _blocks(rulebook: Rulebook, today: date) -> Iterator[Block]:
    matrix, bureau = rulebook.handlers, rulebook.locality.bureau
    yield Block(Kind.TITLE, TITLE)
    yield Block(Kind.NUMBER, format_date(today), aside=bureau.name)
    yield Block(Kind.PARAGRAPH, _ABOUT)
    if matrix.note:
        yield Block(Kind.PARAGRAPH, f"{matrix.note}。")
    for number, table in enumerate(tables(matrix, rulebook), 1):
        yield Block(Kind.LINE, f"{numeral(number)}、{table.name}")
        yield from _class(table)
    yield Block(Kind.NOTE, _NOTE)


def _class(table: ClassTable) -> Iterator[Block]:
    yield _wide("包括", "；或者\n".join(table.when))
    if table.note:
        yield _wide("注意", table.note)
    for cell in table.cells:
        yield from _cell(cell)


def _cell(cell: CellWords) -> Iterator[Block]:
    rest = _WHOLE - 2 * _LABEL - _OFFICE
    yield _row(
        Cell("单位", _LABEL, label=True), Cell(cell.office, _OFFICE),
        Cell("岗位", _LABEL, label=True), Cell("、".join(cell.posts), rest),
    )  # fmt: skip
    limits = [f"{one.clock}：{one.within}个工作日（法定{one.law}，{one.basis}）" for one in cell.limits]
    yield _wide("时限", "\n".join(limits) or "按法定期限")
    if cell.steps:
        yield _wide("步骤", "\n".join(f"{n}. {step}" for n, step in enumerate(cell.steps, 1)))
    if cell.signs:
        yield _wide("签批", "\n".join(f"{one.act}：{'或者'.join(one.posts)}" for one in cell.signs))


def _wide(label: str, text: str) -> Block:
    return _row(Cell(label, _LABEL, label=True), Cell(text, _WHOLE - _LABEL))


def _row(*cells: Cell) -> Block:
    return Block(Kind.ROW, "\u3000".join(cell.text for cell in cells), cells=cells)
