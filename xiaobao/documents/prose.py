"""The Markdown of the handbook as blocks of a volume, with citations, facts and drawings put in."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace

from markdown_it.token import Token
from markdown_it.tree import SyntaxTreeNode

from xiaobao.documents.markup import reader
from xiaobao.documents.volume import Block, Grid, Heading, Inline, Items, Line, Paragraph, Run
from xiaobao.rules.handbook.entry import CITE, DRAWING, FACT, Citation

_MARK = re.compile("\ue000([0-9]+)\ue001")
_Written = Heading | Paragraph | Items | Grid
_BREAKS = {"softbreak": "", "hardbreak": "\n"}


@dataclass(frozen=True)
class Puts:
    """What is put in: a run for a citation, characters for a fact, blocks for a drawing."""

    cite: Callable[[Citation], Run]
    fact: Callable[[str], str]
    drawn: Callable[[str, str], Sequence[Block]]


def blocks(body: str, puts: Puts, changed: frozenset[int] = frozenset()) -> tuple[Block, ...]:
    """Return the body of an entry; ``changed`` are the numbers (from 1) of its paragraphs that are new."""
    return tuple(_Reading(puts, changed, _numbered(body)).pieces(body))


def inline(text: str, puts: Puts) -> Inline:
    """Return lines of Markdown as runs, without paragraphs between them."""
    reading = _Reading(puts, frozenset(), ())
    runs = [run for line in text.splitlines() for run in (Run("\n"), *reading.words(line))]
    return tuple(runs[1:])


def _numbered(body: str) -> tuple[int, ...]:
    """Return for every line the number of its paragraph, as ``Entry.paragraphs`` counts them."""
    numbers, number, empty = [], 0, True
    for line in body.splitlines():
        number += empty and bool(line)
        empty = not line
        numbers.append(number)
    return tuple(numbers)


@dataclass(frozen=True)
class _Reading:
    puts: Puts
    changed: frozenset[int]
    numbers: tuple[int, ...]

    def pieces(self, body: str) -> Iterator[Block]:
        """Yield what stands between the drawings, and the drawings."""
        start, lines = 0, body.splitlines()
        for at, line in enumerate([*lines, "{{end}}"]):
            drawing = DRAWING.match(line)
            if drawing is None:
                continue
            yield from self._text("\n".join(lines[start:at]), start)
            start = at + 1
            if at < len(lines):
                yield from self.puts.drawn(drawing[1], drawing[2] or "")

    def words(self, text: str) -> Inline:
        """Return a line of Markdown as runs."""
        kept: list[Run] = []
        tokens = reader().parseInline(self._kept(text, kept))
        return tuple(self._runs(tokens[0].children or [], kept))

    def _kept(self, text: str, kept: list[Run]) -> str:
        def keep(run: Run) -> str:
            kept.append(run)
            return f"\ue000{len(kept) - 1}\ue001"

        text = _MARK.sub("", text)
        text = CITE.sub(lambda found: keep(self.puts.cite(Citation(found[1], found[2] or ""))), text)
        return FACT.sub(lambda found: keep(Run(self.puts.fact(found[1]))), text)

    def _text(self, text: str, offset: int) -> Iterator[Block]:
        kept: list[Run] = []
        tree = SyntaxTreeNode(reader().parse(self._kept(text, kept)))
        for node in tree.children:
            is_new = self._is_new(node, offset)
            yield from (replace(block, changed=is_new) for block in self._block(node, kept))

    def _block(self, node: SyntaxTreeNode, kept: list[Run]) -> Iterator[_Written]:
        if node.type == "heading":
            yield Heading(max(2, int(node.tag[1])), "", self._inside(node, kept), "")
        elif node.type == "paragraph":
            yield Paragraph(self._inside(node, kept))
        elif node.type in ("bullet_list", "ordered_list"):
            items = tuple(
                tuple(found for one in item.children for found in self._block(one, kept))
                for item in node.children
            )
            start = int(node.attrs.get("start", 1)) if node.type == "ordered_list" else 0
            yield Items(items, start)
        elif node.type == "blockquote":
            inner = (found for one in node.children for found in self._block(one, kept))
            yield from (replace(one, quiet=True) if isinstance(one, Paragraph) else one for one in inner)
        elif node.type == "table":
            yield self._grid(node, kept)
        elif node.content:
            yield Paragraph((Run(node.content),))

    def _grid(self, node: SyntaxTreeNode, kept: list[Run]) -> Grid:
        rows = [
            tuple(self._inside(cell, kept) for cell in row.children)
            for part in node.children
            for row in part.children
        ]
        columns = zip(*rows, strict=True)
        widths = tuple(min(max(max(map(_length, column)), 4), 24) for column in columns)
        return Grid("", rows[0], widths, tuple(Line(cells) for cells in rows[1:]))

    def _inside(self, node: SyntaxTreeNode, kept: list[Run]) -> Inline:
        tokens = [token for one in node.children if one.type == "inline" for token in _children(one)]
        return tuple(self._runs(tokens, kept))

    def _runs(self, tokens: Sequence[Token], kept: list[Run]) -> Iterator[Run]:
        depth = 0
        for token in tokens:
            depth += token.nesting if token.type.startswith(("strong", "em")) else 0
            text = _BREAKS.get(token.type, token.content)
            # Every second piece is the number of what was kept.
            for at, piece in enumerate(_MARK.split(text)):
                run = kept[int(piece)] if at % 2 else Run(piece)
                if run.text:
                    yield replace(run, bold=depth > 0)

    def _is_new(self, node: SyntaxTreeNode, offset: int) -> bool:
        if not self.changed or node.map is None:
            return False
        lines = range(node.map[0] + offset, node.map[1] + offset)
        return any(self.numbers[line] in self.changed for line in lines if line < len(self.numbers))


def _children(node: SyntaxTreeNode) -> list[Token]:
    return (node.token.children if node.token else None) or []


def _length(text: Inline) -> int:
    return sum(len(run.text) for run in text)
