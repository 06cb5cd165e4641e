"""A letter laid out for the screen: the rows of a form become a table, everything else a paragraph."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import groupby

from xiaobao.documents.blocks import Block, Cell, Kind


@dataclass(frozen=True)
class SheetCell:
    """One cell; ``wide`` of the twenty-eight columns of the sheet, ``high`` in rows."""

    text: str
    wide: int
    high: int = 1
    label: bool = False


@dataclass(frozen=True)
class Sheet:
    """Rows that follow one another in a form."""

    rows: tuple[tuple[SheetCell, ...], ...]


def laid_out(blocks: Sequence[Block]) -> Iterator[Block | Sheet]:
    """Yield the parts of a letter in order."""
    for is_row, run in groupby(blocks, key=lambda block: block.kind is Kind.ROW):
        if is_row:
            yield _sheet([block.cells for block in run])
        else:
            yield from run


def _sheet(rows: Sequence[Sequence[Cell]]) -> Sheet:
    """Let a cell reach down over those below that only go on from it."""
    laid: list[dict[int, SheetCell]] = []
    reaching: dict[int, int] = {}
    for number, cells in enumerate(rows):
        laid.append({})
        for left, cell in _placed(cells):
            owner = reaching.get(left)
            if cell.above and owner is not None:
                laid[owner][left] = replace(laid[owner][left], high=number - owner + 1)
            else:
                laid[number][left] = SheetCell(cell.text, cell.width, label=cell.label)
                reaching[left] = number
    return Sheet(tuple(tuple(row.values()) for row in laid))


def _placed(cells: Sequence[Cell]) -> Iterator[tuple[int, Cell]]:
    left = 0
    for cell in cells:
        yield left, cell
        left += cell.width
