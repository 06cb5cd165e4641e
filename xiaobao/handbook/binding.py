"""Entries and drawings as blocks of a volume: citations in full and linked, each entry shown once."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

from xiaobao.documents import prose
from xiaobao.documents.prose import Puts
from xiaobao.documents.volume import Block, Box, Grid, Heading, Inline, Line, Paragraph, Picture, Run, plain
from xiaobao.handbook.drawing import draw
from xiaobao.handbook.drawn import Card, Cards, Drawn, Figure, Remark, Row, Table
from xiaobao.handbook.drawn_book import card as card_of
from xiaobao.handbook.drawn_law import NOT_OFFICIAL
from xiaobao.handbook.drawn_law import anchor as anchor_of
from xiaobao.handbook.material import Material
from xiaobao.handbook.numbered import BELOW
from xiaobao.rules.handbook.book import Book
from xiaobao.rules.handbook.changes import changed_paragraphs
from xiaobao.rules.handbook.entry import Citation, Entry

PARAPHRASED = "※"
"""The mark of an article that is only paraphrased here."""
SAID = "电话用语与书面答复"
"""What the words of matters outside the remit come under."""
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
    later: list[tuple[Block, str]] = field(default_factory=list)
    runs: dict[Citation, Run] = field(default_factory=dict)
    shown: dict[str, str] = field(default_factory=dict)
    names: set[str] = field(default_factory=set)
    anchors: set[str] = field(default_factory=set)

    def entry(self, entry: Entry) -> tuple[Block, ...]:
        """Return the body of an entry."""
        return prose.blocks(entry.body, self._puts(), self._changed(entry))

    def drawn(self, name: str, argument: str = "") -> Sequence[Block]:
        """Return what stands for a drawing; its tables are joined to one, and what they say comes after.

        The laws are drawn last of all (``laws``): only then is it known which articles the book cites.
        """
        self.names.add(name)
        if name == "laws":
            self.later.append((Paragraph((Run("引用的条文"),)), argument))
            return [self.later[-1][0]]
        return self._drawn_now(name, argument)

    def laws(self) -> list[tuple[Block, Sequence[Block]]]:
        """Return what stood for the laws until now, each with what stands there."""
        self.material = replace(self.material, also=tuple(self.cited))
        return [(mark, self._drawn_now("laws", argument)) for mark, argument in self.later]

    def _drawn_now(self, name: str, argument: str) -> Sequence[Block]:
        found = draw(name, argument, self.material)
        tables = [one for one in found if isinstance(one, Table)]
        pieces = [block for one in found for block in self._drawn(one)]
        return [*([self._grid(tables)] if tables else []), *pieces, *self._said_of(tables)]

    def card(self, card: Card) -> Block:
        """Return an entry as a box; where it was shown before, a pointer to it."""
        if card.path in self.shown:
            return Paragraph((Run("见“"), Run(card.title, to=self.shown[card.path]), Run("”。")))
        self.shown[card.path] = card.path.removesuffix(".md").replace("/", "-")
        return self._box(card, self.shown[card.path])

    def inline(self, text: str) -> Inline:
        """Return lines of Markdown."""
        return prose.inline(text, self._puts())

    def is_new(self, path: str) -> bool:
        """Whether the edition before had no such entry."""
        return self.before is not None and path not in self.before.entries

    def _drawn(self, one: Drawn) -> Iterator[Block]:
        if isinstance(one, Figure):
            yield Picture(one.svg, one.caption)
        elif isinstance(one, Cards):
            if one.caption:
                yield Heading(BELOW, "", (Run(one.caption),), "")
            yield from (self.card(card) for card in one.cards)
        elif isinstance(one, Remark):
            yield Paragraph((Run(one.text),), quiet=True)

    def _box(self, card: Card, anchor: str) -> Box:
        entry = self.material.book.entries[card.path]
        blocks = tuple(_labelled(block) for block in self.entry(entry))
        spoken = "\n".join(_said(block) for block in blocks) if card.spoken else ""
        points = tuple(self.inline(point) for point in card.points)
        return Box(
            card.title, card.lead, blocks, points, card.note, spoken, anchor, self.is_new(card.path)
        )  # fmt: skip

    def _grid(self, tables: Sequence[Table]) -> Grid:
        """Join the tables of one drawing, which have one head; each comes under a band with its caption."""
        first = tables[0]
        head = tuple((Run(cell),) for cell in first.head)
        if len(tables) == 1:
            rows = tuple(self._line(row) for row in first.rows)
            anchor = self._once(first.anchor)
            return Grid(first.caption, head, first.widths, rows, self.inline(first.note), anchor)
        lines = [line for one in tables for line in (self._band(one), *map(self._line, one.rows))]
        return Grid("", head, first.widths, tuple(lines))

    def _band(self, table: Table) -> Line:
        # What every page says at its foot need not stand in every band.
        told = self.inline(table.note.replace(NOT_OFFICIAL, ""))
        note = (Run("\n"), *told) if told else ()
        return Line(((Run(table.caption, bold=True), *note),), anchor=self._once(table.anchor))

    def _said_of(self, tables: Sequence[Table]) -> Iterator[Block]:
        """Yield the words of the entries whose rows a table shows: too many to stand in it."""
        paths = [row.path for table in tables for row in table.rows if row.path and row.under]
        if paths:
            yield Heading(BELOW, "", (Run(SAID),), "")
        for path in paths:
            entry = self.material.book.entries[path]
            phone = plain(self.inline(entry.section("电话用语"))).replace(PARAPHRASED, "")
            box = self._box(card_of(entry), self._once(f"{self.shown[path]}-said"))
            yield replace(box, copy=phone, small=True)

    def _line(self, row: Row) -> Line:
        cells = tuple(self.inline(cell) for cell in row.cells)
        under = self.inline(row.under) if not row.path else ()
        is_new = False
        if row.path:
            self.shown.setdefault(row.path, row.anchor)
            is_new = bool(self._changed(self.material.book.entries[row.path]))
        return Line(cells, under, self._once(row.anchor), is_new)

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
        if cite not in self.runs:
            mark = PARAPHRASED if self.material.paraphrased(cite) else ""
            self.runs[cite] = Run(self.material.cited(cite).citation + mark, to=anchor_of(cite))
        return self.runs[cite]


def _labelled(block: Block) -> Block:
    return Paragraph(block.text, block.changed, label=True) if isinstance(block, Heading) else block


def _said(block: Block) -> str:
    return plain(block.text).replace(PARAPHRASED, "") if isinstance(block, Paragraph | Heading) else ""
