"""docx in the same page and from the same blocks as the PDF.

What every document shares (styles, page, footers) comes from ``wordpage`` and is made once; here the body
is written. The fonts are named, not embedded: an officer's machine has 仿宋 and 方正小标宋简体.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from html import escape

from xiaobao.documents import tables, wordpage
from xiaobao.documents.blocks import Block, Kind
from xiaobao.documents.facts import BOX, TICKED
from xiaobao.documents.shape import cells
from xiaobao.documents.tables import Placed, Table
from xiaobao.documents.wordpage import CELL, PITCH, TITLE_FONT, WIDTH

# All lengths in twentieths of a point, sizes of type in half points: 12 pt = 24.
_TITLE_PITCH, _TABLE_PITCH, _NOTE_PITCH = 580, 360, 300
_TABLE_SIZE, _NOTE_SIZE, _TITLE_SIZE = 24, 21, 44
_MARGIN, _PADDING = 57, 68  # of a cell: 1 mm at the sides, 1.2 mm above and below
_TITLE_RUN = (
    f'<w:rFonts w:ascii="{TITLE_FONT}" w:hAnsi="{TITLE_FONT}" w:eastAsia="{TITLE_FONT}" w:cs="{TITLE_FONT}"/>'
    f'<w:sz w:val="{_TITLE_SIZE}"/>'
)
_SPACING = '<w:spacing w:before="{}" w:after="{}" w:line="{}" w:lineRule="exact"/>'
# 仿宋 has no ticked box; the two boxes of a choice come from one font, to be of one size.
_BOX_FONT = "Segoe UI Symbol"
_BOXES = re.compile(f"([{TICKED}{BOX}])")


@dataclass(frozen=True, slots=True)
class _Layout:
    """How one paragraph is laid: alignment, lengths in twentieths of a point, and what it keeps with."""

    align: str = "both"
    pitch: int = PITCH
    before: int = 0
    after: int = 0
    first: int = 0
    right: int = 0
    tab: int = 0
    keep_next: bool = False
    keep_lines: bool = False
    run: str = ""

    def properties(self) -> str:
        """Write w:pPr in the order the schema wants."""
        parts = (
            "<w:keepNext/>" * self.keep_next,
            "<w:keepLines/>" * self.keep_lines,
            f'<w:tabs><w:tab w:val="right" w:pos="{self.tab}"/></w:tabs>' if self.tab else "",
            _SPACING.format(self.before, self.after, self.pitch),
            f'<w:ind w:right="{self.right}" w:firstLine="{self.first}"/>' if self.right or self.first else "",
            f'<w:jc w:val="{self.align}"/>',
        )
        return f"<w:pPr>{''.join(parts)}</w:pPr>"


def write(title: str, blocks: tuple[Block, ...]) -> bytes:
    """Lay the document out as docx, without author or times. The same blocks give the same bytes."""
    parts = list(tables.gather(blocks))
    body = "".join(_part(part, parts, at) for at, part in enumerate(parts))
    if isinstance(parts[-1], Table):  # Word wants a paragraph after a table at the end of the page
        body += _paragraph("", _Layout(pitch=20))
    return wordpage.package(title, body)


def _part(part: Block | Table, parts: list[Block | Table], at: int) -> str:
    if isinstance(part, Table):
        return _table(part)
    text = f"{part.aside}\t{part.text}" if part.aside else part.text
    return _paragraph(text, _layout(part, parts, at))


def _paragraph(text: str, layout: _Layout) -> str:
    return f"<w:p>{layout.properties()}{''.join(_runs(text, layout.run))}</w:p>"


def _runs(text: str, properties: str) -> Iterator[str]:
    for piece in filter(None, _BOXES.split(text)):
        font = f'<w:rFonts w:ascii="{_BOX_FONT}" w:hAnsi="{_BOX_FONT}" w:eastAsia="{_BOX_FONT}"/>'
        own = (font if piece in TICKED + BOX else "") + properties
        words = escape(piece).replace("\t", '</w:t><w:tab/><w:t xml:space="preserve">')
        yield f'<w:r><w:rPr>{own}</w:rPr><w:t xml:space="preserve">{words}</w:t></w:r>'


def _layout(block: Block, parts: list[Block | Table], at: int) -> _Layout:
    if block.kind is Kind.TITLE:
        is_form = any(isinstance(part, Table) for part in parts)
        return _Layout("center", _TITLE_PITCH, before=0 if is_form else PITCH, run=_TITLE_RUN)
    if block.kind is Kind.NUMBER and block.aside:
        return _Layout("left", _TABLE_PITCH, before=PITCH // 2, after=113, tab=WIDTH, run=_small(_TABLE_SIZE))
    if block.kind is Kind.NUMBER:
        return _Layout("center", after=PITCH)
    if block.kind is Kind.NOTE:
        return _Layout(pitch=_NOTE_PITCH, before=113, run=_small(_NOTE_SIZE))
    if block.kind is Kind.SIGNATURE:
        return _signature(block, parts)
    # The signature never stands alone on a page: it takes the last paragraph and the lines to sign along.
    along = at >= _last_before(parts)
    if block.kind is Kind.PARAGRAPH:
        return _Layout(first=CELL * 2, keep_next=along, keep_lines=along)
    return _Layout("left", keep_next=along, keep_lines=along)


def _signature(block: Block, parts: list[Block | Table]) -> _Layout:
    """Centre the lines of the signature on each other, with room for the seal above the first."""
    lines = [part.text for part in parts if isinstance(part, Block) and part.kind is Kind.SIGNATURE]
    inset = CELL * (2 + (max(map(cells, lines)) - cells(block.text)) / 2)
    first, last = block.text is lines[0], block.text is lines[-1]
    before = PITCH * 2 if first else 0
    return _Layout("right", before=before, right=round(inset), keep_next=not last, keep_lines=True)


def _last_before(parts: list[Block | Table]) -> int:
    """Return where what the signature takes along begins; past the end when there is no signature."""
    kinds = [part.kind if isinstance(part, Block) else None for part in parts]
    if Kind.SIGNATURE not in kinds:
        return len(parts)
    at = kinds.index(Kind.SIGNATURE) - 1
    while kinds[at] is Kind.LINE and at > 0:
        at -= 1
    return at


def _small(size: int) -> str:
    return f'<w:spacing w:val="0"/><w:sz w:val="{size}"/>'


def _table(table: Table) -> str:
    grid = [round(WIDTH * width / sum(table.widths)) for width in table.widths]
    edges = "".join(
        f'<w:{side} w:val="single" w:sz="4" w:space="0" w:color="auto"/>'
        for side in ("top", "left", "bottom", "right", "insideH", "insideV")
    )
    margins = (
        f'<w:top w:w="{_PADDING}" w:type="dxa"/><w:left w:w="{_MARGIN}" w:type="dxa"/>'
        f'<w:bottom w:w="{_PADDING}" w:type="dxa"/><w:right w:w="{_MARGIN}" w:type="dxa"/>'
    )
    columns = "".join(f'<w:gridCol w:w="{width}"/>' for width in grid)
    laid = zip(table.rows, table.lines, table.breaks, strict=True)
    rows = "".join(_row(row, lines, breaks, grid) for row, lines, breaks in laid)
    return (
        f'<w:tbl><w:tblPr><w:tblW w:w="{sum(grid)}" w:type="dxa"/><w:jc w:val="center"/>'
        f"<w:tblBorders>{edges}</w:tblBorders>"
        f'<w:tblLayout w:type="fixed"/><w:tblCellMar>{margins}</w:tblCellMar></w:tblPr>'
        f"<w:tblGrid>{columns}</w:tblGrid>{rows}</w:tbl>"
    )


def _row(row: tuple[Placed, ...], lines: int, breaks: bool, grid: list[int]) -> str:
    whole = "" if breaks else "<w:cantSplit/>"
    height = f'<w:trHeight w:val="{lines * _TABLE_PITCH + 2 * _PADDING}" w:hRule="atLeast"/>' if lines else ""
    return f"<w:tr><w:trPr>{whole}{height}</w:trPr>{''.join(_cell(cell, lines, grid) for cell in row)}</w:tr>"


def _cell(cell: Placed, lines: int, grid: list[int]) -> str:
    width = sum(grid[cell.at : cell.at + cell.columns])
    merge = "<w:vMerge/>" if cell.above else '<w:vMerge w:val="restart"/>' if cell.rows > 1 else ""
    upright = "top" if lines and not cell.label else "center"
    indent = _TABLE_SIZE * 20 if lines and cell.indented else 0
    layout = _Layout("center" if cell.label else "left", _TABLE_PITCH, first=indent, run=_small(_TABLE_SIZE))
    paragraphs = "".join(_paragraph(line, layout) for line in cell.text.split("\n"))
    return (
        f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/><w:gridSpan w:val="{cell.columns}"/>{merge}'
        f'<w:vAlign w:val="{upright}"/></w:tcPr>{paragraphs}</w:tc>'
    )
