"""A document as blocks: the one shape both the docx and the PDF are made from.

A notice's body is written one block to a paragraph, blank lines between them::

    # 投诉受理决定书                      the title
    = {{ number }}                        the document number, centred below it
    = {{ unit }} || {{ number }}          the same with something at the left edge, for forms
    @ {{ addressee }}：                   the addressee, at the left edge
    我局于……                              a paragraph, its first line indented by two characters
    - 联系电话：{{ phone }}               a line at the left edge, not indented
    |-----|---------|                     the ruler of a table: one dash is one twenty-eighth of the page
    | 姓名 | {{ name }} |                 a row; its last cell reaches to the right edge
    | ^ | {{ more }} |                    its first cell goes on from the row above
    | 事实依据 | {{ grounds }} | 12行     a row at least twelve lines high
    > {{ bureau }}（印章）                a line of the signature, at the right
    * 注：……                              a note, in small type

``<br>`` breaks the line within a cell.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from enum import StrEnum

from xiaobao.documents import templates


class Kind(StrEnum):
    """What a block is; the layout follows from it."""

    TITLE = "title"
    NUMBER = "number"
    ADDRESSEE = "addressee"
    PARAGRAPH = "paragraph"
    LINE = "line"
    ROW = "row"
    SIGNATURE = "signature"
    NOTE = "note"


_SIGNS = {
    "# ": Kind.TITLE,
    "= ": Kind.NUMBER,
    "@ ": Kind.ADDRESSEE,
    "- ": Kind.LINE,
    "> ": Kind.SIGNATURE,
    "* ": Kind.NOTE,
}
_RULER = re.compile(r"\|(?:-+\|)+")
_ROW = re.compile(r"\|(.*)\|[ ]*(?:([1-9]\d?)行)?")
INDENT = "\u3000\u3000"
GAP = "\u3000"


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell of a row; ``width`` in dashes of the ruler, ``above`` when it continues the cell above.

    ``label`` cells hold a fixed word (姓名) and stand centred.
    """

    text: str
    width: int
    label: bool = False
    above: bool = False


@dataclass(frozen=True, slots=True)
class Block:
    """One paragraph or row of a document: its kind and its plain text.

    ``aside`` stands at the left edge beside a number; ``cells`` and ``lines`` (least height) make a row.
    """

    kind: Kind
    text: str
    aside: str = ""
    cells: tuple[Cell, ...] = ()
    lines: int = 0


def parse(text: str) -> tuple[Block, ...]:
    """Take a notice's text apart. Lines of one paragraph are joined without a space."""
    return tuple(_blocks(text))


def _blocks(text: str) -> Iterator[Block]:
    paragraph: list[str] = []
    widths: tuple[int, ...] = ()
    for line in [*text.splitlines(), ""]:
        kind = _SIGNS.get(line[:2]) or (Kind.ROW if line.startswith("|") else None)
        if paragraph and (kind or not line.strip()):
            yield Block(Kind.PARAGRAPH, "".join(paragraph))
            paragraph = []
        if _RULER.fullmatch(line.strip()):
            widths = tuple(len(part) for part in line.strip().strip("|").split("|"))
        elif kind is Kind.ROW:
            yield _row(line.strip(), widths)
        elif kind:
            yield _line(kind, line[2:].strip())
        elif line.strip():
            paragraph.append(line.strip())


def _line(kind: Kind, text: str) -> Block:
    aside, bar, rest = text.partition("||")
    if kind is Kind.NUMBER and bar:
        return Block(kind, rest.strip(), aside=aside.strip())
    return Block(kind, text)


def _row(line: str, widths: tuple[int, ...]) -> Block:
    """Read a row; where the ruler does not fit, a width of 0 lets ``shape`` say so."""
    match = _ROW.fullmatch(line)
    texts = [text.strip(" ") for text in match[1].split("|")] if match else [line]
    fitting = match is not None and len(texts) <= len(widths)
    reach = [*widths[: len(texts) - 1], sum(widths[len(texts) - 1 :])] if fitting else [0] * len(texts)
    cells = tuple(_cell(text, width) for text, width in zip(texts, reach, strict=True))
    return _joined(Block(Kind.ROW, "", cells=cells, lines=int((match and match[2]) or 0)))


def _cell(text: str, width: int) -> Cell:
    if text == "^":
        return Cell("", width, above=True)
    fixed = not templates.holds_fact(text) and "：" not in text
    return Cell(text.replace("<br>", "\n"), width, label=fixed)


def _joined(row: Block) -> Block:
    return replace(row, text=GAP.join(cell.text for cell in row.cells if cell.text))


def fill(blocks: tuple[Block, ...], put: Callable[[str], str]) -> tuple[Block, ...]:
    """Put values into the blocks; a value of several lines makes several blocks, or stays in its cell."""
    return tuple(filled for block in blocks for filled in _filled(block, put))


def _filled(block: Block, put: Callable[[str], str]) -> Iterator[Block]:
    if block.kind is Kind.ROW:
        yield _joined(replace(block, cells=tuple(replace(cell, text=put(cell.text)) for cell in block.cells)))
        return
    aside = put(block.aside)
    for line in put(block.text).split("\n"):
        if line.strip():
            yield replace(block, text=line, aside=aside)


def plain(blocks: tuple[Block, ...]) -> str:
    """Return the document as text, for a message, a letter or a search."""
    return "\n".join(_plain(block) for block in blocks)


def _plain(block: Block) -> str:
    if block.aside:
        return block.aside + GAP + block.text
    return INDENT + block.text if block.kind is Kind.PARAGRAPH else block.text
