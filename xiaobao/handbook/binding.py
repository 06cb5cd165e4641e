"""Entries and drawings as blocks of a volume: citations in full and linked, each entry shown once."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from xiaobao.documents import prose
from xiaobao.documents.prose import Puts
from xiaobao.documents.volume import Block, Box, Grid, Heading, Inline, Line, Paragraph, Picture, Run, plain
from xiaobao.handbook.drawing import draw
from xiaobao.handbook.drawn import Card, Cards, Drawn, Figure, Row, Table
from xiaobao.handbook.drawn_law import anchor as anchor_of
from xiaobao.handbook.material import Material
from xiaobao.handbook.numbered import BELOW
from xiaobao.rules.handbook.book import Book
from xiaobao.rules.handbook.changes import changed_paragraphs
from xiaobao.rules.handbook.entry import Citation, Entry

PARAPHRASED = "※"
"""The mark of an article that is only paraphrased here."""
_LATER = {"number": "〔登记编号〕", "officer": "〔姓名〕", "due": "〔届满日〕"}
"""What stands in a book for what only a matter has."""


@dataclass
class Binder:
    """Makes blocks of one book, and remembers what it has shown and cited.

    ``facts`` are the bureau's name and telephone; ``before`` is the book of the edition before, for the marks
    of change.
    """

    material: Material
    facts: dict[str, str]
    before: Book | None = None
    cited: dict[Citation, None] = field(default_factory=dict)
    shown: dict[str, str] = field(default_factory=dict)
    names: set[str] = field(default_factory=set)
    anchors: set[str] = field(default_factory=set)

    def entry(self, entry: Entry) -> tuple[Block, ...]:
        """Return the body of an entry."""
        return prose.blocks(entry.body, self._puts(), self._changed(entry))

    def drawn(self, name: str, argument: str = "") -> Sequence[Block]:
        """Return what stands for a drawing; several tables of one drawing come under headings."""
        self.names.add(name)
        found = draw(name, argument, self.material)
        titled = len([one for one in found if isinstance(one, Table)]) > 1
        return [block for one in found for block in self._drawn(one, titled=titled)]

    def card(self, card: Card) -> Block:
        """Return an entry as a box; where it was shown before, a pointer to it."""
        if card.path in self.shown:
            return Paragraph((Run("见“"), Run(card.title, to=self.shown[card.path]), Run("”。")))
        self.shown[card.path] = card.path.removesuffix(".md").replace("/", "-")
        entry = self.material.book.entries[card.path]
        blocks = tuple(_labelled(block) for block in self.entry(entry))
        spoken = "\n".join(_said(block) for block in blocks) if card.spoken else ""
        points = tuple(self.inline(point) for point in card.points)
        return Box(
            card.title, card.lead, blocks, points, card.note, spoken, self.shown[card.path],
            self.is_new(card.path),
        )  # fmt: skip

    def inline(self, text: str) -> Inline:
        """Return lines of Markdown."""
        return prose.inline(text, self._puts())

    def is_new(self, path: str) -> bool:
        """Whether the edition before had no such entry."""
        return self.before is not None and path not in self.before.entries

    def _drawn(self, one: Drawn, *, titled: bool) -> Iterator[Block]:
        if isinstance(one, Figure):
            yield Picture(one.svg, one.caption)
        elif isinstance(one, Table):
            if titled:
                yield Heading(BELOW, "", (Run(one.caption),), self._once(one.anchor))
            yield self._grid(one, titled=titled)
        elif isinstance(one, Cards):
            if one.caption:
                yield Heading(BELOW, "", (Run(one.caption),), "")
            yield from (self.card(card) for card in one.cards)
        else:
            yield Paragraph((Run(one.text),), quiet=True)

    def _grid(self, table: Table, *, titled: bool) -> Grid:
        head = tuple((Run(cell),) for cell in table.head)
        rows = tuple(self._line(row) for row in table.rows)
        caption, anchor = ("", "") if titled else (table.caption, self._once(table.anchor))
        return Grid(caption, head, table.widths, rows, self.inline(table.note), anchor)

    def _line(self, row: Row) -> Line:
        cells = tuple(self.inline(cell) for cell in row.cells)
        is_new = False
        if row.path:
            self.shown.setdefault(row.path, row.anchor)
            is_new = bool(self._changed(self.material.book.entries[row.path]))
        return Line(cells, self.inline(row.under), self._once(row.anchor), is_new)

    def _once(self, anchor: str) -> str:
        """Return an anchor the first time, nothing when it is in the book already."""
        first = anchor not in self.anchors
        self.anchors.add(anchor)
        return anchor if first else ""

    def _changed(self, entry: Entry) -> frozenset[int]:
        if self.before is None:
            return frozenset()
        return changed_paragraphs(self.before.entries.get(entry.path), entry)

    def _puts(self) -> Puts:
        facts = _LATER | self.facts
        return Puts(self._cite, lambda name: facts.get(name, f"〔{name}〕"), self.drawn)

    def _cite(self, cite: Citation) -> Run:
        self.cited[cite] = None
        told = self.material.cited(cite)
        mark = PARAPHRASED if cite.article and not told.official else ""
        return Run(told.citation + mark, to=anchor_of(cite))


def _labelled(block: Block) -> Block:
    return Paragraph(block.text, block.changed, label=True) if isinstance(block, Heading) else block


def _said(block: Block) -> str:
    return plain(block.text).replace(PARAPHRASED, "") if isinstance(block, Paragraph | Heading) else ""
