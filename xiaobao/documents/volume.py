"""A book laid out neither as PDF nor as Word nor as a page: chapters of blocks, all three are made from.

Texts are runs of plain characters; nothing in them is read as markup by any of the three.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, fields, is_dataclass
from datetime import date
from typing import Any


@dataclass(frozen=True, slots=True)
class Run:
    """Some characters set alike; ``to`` is the anchor they lead to, "\\n" in them begins a new line."""

    text: str
    bold: bool = False
    to: str = ""


Inline = tuple[Run, ...]


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading of ``level`` 2 to 4 (1 is the chapter); ``number`` is printed before it."""

    level: int
    number: str
    text: Inline
    anchor: str
    changed: bool = False


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph; ``quiet`` is a remark beside the text, ``label`` a heading inside a box."""

    text: Inline
    changed: bool = False
    quiet: bool = False
    label: bool = False


@dataclass(frozen=True, slots=True)
class Items:
    """A list; ``start`` is its first number, 0 for a list without numbers."""

    items: tuple[tuple[Block, ...], ...]
    start: int = 0
    changed: bool = False


@dataclass(frozen=True, slots=True)
class Line:
    """A row of a grid; ``under`` stands below its cells, across the grid. One cell alone is a band."""

    cells: tuple[Inline, ...]
    under: Inline = ()
    anchor: str = ""
    changed: bool = False

    def is_band(self, columns: int) -> bool:
        """Whether it is a heading over the rows that follow, in a grid of so many columns."""
        return len(self.cells) == 1 < columns


@dataclass(frozen=True, slots=True)
class Grid:
    """A table whose head is repeated on every page; ``widths`` are shares of the page."""

    caption: str
    head: tuple[Inline, ...]
    widths: tuple[int, ...]
    rows: tuple[Line, ...]
    note: Inline = ()
    anchor: str = ""
    changed: bool = False


@dataclass(frozen=True, slots=True)
class Picture:
    """A drawing in vectors."""

    svg: str
    caption: str


@dataclass(frozen=True, slots=True)
class Box:
    """An entry set apart: what is said on the telephone (``copy`` is its plain text), a case, a question.

    ``small``: it is looked up rather than read, and set small.
    """

    title: str
    lead: str
    blocks: tuple[Block, ...]
    points: tuple[Inline, ...] = ()
    note: str = ""
    copy: str = ""
    anchor: str = ""
    changed: bool = False
    small: bool = False


Block = Heading | Paragraph | Items | Grid | Picture | Box


@dataclass(frozen=True, slots=True)
class Chapter:
    """A chapter; ``number`` is printed before its title (第一章, 附录一), ``notes`` end it."""

    number: str
    title: str
    anchor: str
    blocks: tuple[Block, ...]
    notes: tuple[str, ...] = ()
    changed: bool = False


@dataclass(frozen=True, slots=True)
class Volume:
    """The book: its title page, its chapters, and what is said of it at the end (``imprint``)."""

    title: str
    bureau: str
    edition: str
    dated: date
    part: str
    chapters: tuple[Chapter, ...]
    remarks: tuple[str, ...] = ()
    imprint: tuple[str, ...] = ()
    footing: str = ""

    @property
    def day(self) -> str:
        """The day of the edition in Chinese."""
        return f"{self.dated.year}年{self.dated.month}月{self.dated.day}日"

    @property
    def anchors(self) -> frozenset[str]:
        """Every name in it that can be led to."""
        found = {chapter.anchor for chapter in self.chapters}
        for block in (one for chapter in self.chapters for one in walk(chapter.blocks)):
            found.add(getattr(block, "anchor", ""))
            found.update(row.anchor for row in getattr(block, "rows", ()))
        return frozenset(found - {""})


def walk(blocks: tuple[Block, ...]) -> Iterator[Block]:
    """Run through blocks and those inside them."""
    for block in blocks:
        yield block
        if isinstance(block, Box):
            yield from walk(block.blocks)
        elif isinstance(block, Items):
            for item in block.items:
                yield from walk(item)


def plain(text: Inline) -> str:
    """Return the characters alone."""
    return "".join(run.text for run in text)


def as_data(volume: Volume) -> Any:
    """Return the volume as JSON has it: every block says what it is in ``is``, no run leads nowhere."""
    return _data(volume, volume.anchors) | {"day": volume.day}


def _data(value: Any, anchors: frozenset[str]) -> Any:
    if isinstance(value, tuple):
        return [_data(one, anchors) for one in value]
    if isinstance(value, Run):
        return {"text": value.text, "bold": value.bold, "to": value.to if value.to in anchors else ""}
    if is_dataclass(value):
        told = {field.name: _data(getattr(value, field.name), anchors) for field in fields(value)}
        return told | {"is": type(value).__name__.lower()}
    return value.isoformat() if isinstance(value, date) else value
