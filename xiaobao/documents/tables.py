"""Rows of a document laid on one grid, as both the docx and the PDF need them.

Rows under different rulers stand directly below each other (a form's two signature cells below its five
columns), so the grid of a table has a line wherever any of its rows has one.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import accumulate, groupby, pairwise

from xiaobao.documents.blocks import Block, Cell, Kind

WIDEST = 56  # dashes of a ruler
LONG = 120  # characters from which a cell may break across pages
WIDE = 16  # dashes of the ruler from which a cell holds paragraphs rather than a word


@dataclass(frozen=True, slots=True)
class Placed:
    """A cell on the grid: from column ``at``, over ``columns`` columns and ``rows`` rows.

    ``above`` cells are covered by the one above them and print nothing; ``width`` is in dashes of the ruler.
    """

    text: str
    width: int
    at: int
    columns: int
    rows: int = 1
    label: bool = False
    above: bool = False

    @property
    def indented(self) -> bool:
        """Whether its paragraphs begin two characters in: the long text of a cell that is wide enough."""
        return not self.label and self.width >= WIDE


@dataclass(frozen=True, slots=True)
class Table:
    """The widths of the grid's columns in dashes, the rows, and each row's least height in lines."""

    widths: tuple[int, ...]
    rows: tuple[tuple[Placed, ...], ...]
    lines: tuple[int, ...]

    @property
    def breaks(self) -> tuple[bool, ...]:
        """Which rows may go on on the next page: a short one stays whole, a long one must not be cut off."""
        rows = zip(self.rows, self.lines, strict=True)
        return tuple(lines > 0 or any(len(cell.text) > LONG for cell in row) for row, lines in rows)


def gather(blocks: Iterable[Block]) -> Iterator[Block | Table]:
    """Yield the blocks in order, consecutive rows together as one table."""
    for is_row, group in groupby(blocks, key=lambda block: block.kind is Kind.ROW):
        run = list(group)
        yield from [_table(run)] if is_row else run


def crooked(blocks: Sequence[Block]) -> str:
    """Say in Chinese which row does not fit its ruler or the row above, or return the empty string."""
    for is_row, group in groupby(blocks, key=lambda block: block.kind is Kind.ROW):
        rows = list(group)
        if not is_row:
            continue
        totals = {sum(cell.width for cell in row.cells) for row in rows}
        fault = next((row for row in rows if any(not cell.width for cell in row.cells)), None)
        if fault or len(totals) > 1 or max(totals) > WIDEST:
            at = (fault or rows[0]).text or "^"
            return f"表格“{at[:20]}”一行与尺规（|---|）的格数不符，或者各尺规的总宽不一、超过 {WIDEST}。"
        if any(_hangs(upper, lower) for upper, lower in pairwise([Block(Kind.ROW, ""), *rows])):
            return "表格中写“^”的格，上一行没有对齐的格。"
    return ""


def _hangs(upper: Block, lower: Block) -> bool:
    here = {span for span, _ in _spans(upper.cells)}
    return any(cell.above and span not in here for span, cell in _spans(lower.cells))


def _spans(cells: tuple[Cell, ...]) -> Iterator[tuple[tuple[int, int], Cell]]:
    ends = list(accumulate(cell.width for cell in cells))
    return zip(pairwise([0, *ends]), cells, strict=True)


def _table(rows: list[Block]) -> Table:
    edges = sorted({edge for row in rows for span, _ in _spans(row.cells) for edge in span})
    placed = [tuple(_place(span, cell, edges) for span, cell in _spans(row.cells)) for row in rows]
    return Table(
        widths=tuple(right - left for left, right in pairwise(edges)),
        rows=tuple(_reach(placed, number) for number in range(len(placed))),
        lines=tuple(row.lines for row in rows),
    )


def _place(span: tuple[int, int], cell: Cell, edges: list[int]) -> Placed:
    at, end = edges.index(span[0]), edges.index(span[1])
    return Placed(cell.text, cell.width, at, end - at, label=cell.label, above=cell.above)


def _reach(rows: list[tuple[Placed, ...]], number: int) -> tuple[Placed, ...]:
    return tuple(replace(cell, rows=1 + _covered(rows[number + 1 :], cell.at)) for cell in rows[number])


def _covered(below: list[tuple[Placed, ...]], at: int) -> int:
    """Count the rows directly below in which the cell at this column continues the one above."""
    count = 0
    for row in below:
        if not any(cell.above for cell in row if cell.at == at):
            break
        count += 1
    return count
