"""A volume as one HTML file a telephone can carry: all of it is inside, nothing is fetched."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from html import escape
from pathlib import Path

from xiaobao.documents.volume import (
    Block,
    Box,
    Chapter,
    Grid,
    Heading,
    Inline,
    Items,
    Line,
    Paragraph,
    Picture,
    Volume,
    plain,
)

_HERE = Path(__file__).parent
_ALONE = "default-src 'none'; style-src 'unsafe-inline'; script-src 'unsafe-inline'"
"""What the file allows itself: its own style and script, and nothing from anywhere."""


def write(volume: Volume) -> bytes:
    """Return the page; the same volume gives the same bytes."""
    return "".join(_page(volume, _Writing(volume.anchors))).encode()


def _page(volume: Volume, writing: _Writing) -> Iterator[str]:
    name = escape(f"{volume.title}　{volume.edition}　{volume.part}")
    style, script = ((_HERE / f"volume.{kind}").read_text("utf-8") for kind in ("css", "js"))
    yield (
        '<!doctype html>\n<html lang="zh-CN"><head><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        f'<meta http-equiv="Content-Security-Policy" content="{_ALONE}">'
        f"<title>{name}</title><style>{style}</style></head><body>"
        '<header class="bar"><button type="button" data-does="contents" aria-expanded="false" '
        'aria-controls="contents">目录</button>'
        f'<label class="find"><span class="aside">在手册中查找</span><input type="search" '
        'placeholder="查找，一个字也可以" autocomplete="off"></label>'
        '<button type="button" data-does="dark" aria-label="深色或者浅色">◐</button></header>'
        f'<nav id="contents" aria-label="目录">{_contents(volume.chapters)}</nav>'
        '<p class="found" role="status" aria-live="polite"></p><main>'
    )
    yield f'<section class="cover"><h1>{escape(volume.title)}</h1><p class="issue">{escape(volume.edition)}'
    yield f"　{volume.day}　{escape(volume.part)}</p><p>{escape(volume.bureau)}</p>"
    yield "".join(f'<p class="quiet">{escape(one)}</p>' for one in (*volume.remarks, volume.footing))
    yield '<p><button type="button" data-does="all">全部展开</button></p></section>'
    for chapter in volume.chapters:
        yield writing.chapter(chapter)
    imprint = "".join(f"<p>{escape(line)}</p>" for line in volume.imprint)
    yield f'<section class="imprint"><h2>版本说明</h2>{imprint}</section></main>'
    yield f"<script>{script}</script></body></html>\n"


def _contents(chapters: Iterable[Chapter]) -> str:
    return f"<ol>{''.join(_listed(chapter) for chapter in chapters)}</ol>"


def _listed(chapter: Chapter) -> str:
    sections = "".join(
        f'<li><a href="#{block.anchor}">{escape(block.number + plain(block.text))}</a></li>'
        for block in chapter.blocks
        if isinstance(block, Heading) and block.level == 2
    )
    title = escape(f"{chapter.number}　{chapter.title}")
    return f'<li><a href="#{chapter.anchor}">{title}</a>{f"<ol>{sections}</ol>" if sections else ""}</li>'


class _Writing:
    """Writes blocks; a link leads only to what is in the book."""

    def __init__(self, anchors: frozenset[str]) -> None:
        self._anchors = anchors

    def chapter(self, chapter: Chapter) -> str:
        """Write a chapter, folded up."""
        notes = "".join(f'<p class="quiet note">{escape(note)}</p>' for note in chapter.notes)
        return (
            f'<details class="chapter" id="{chapter.anchor}"><summary><h2>{escape(chapter.number)}　'
            f"{escape(chapter.title)}</h2></summary>{self._blocks(chapter.blocks)}{notes}</details>\n"
        )

    def _blocks(self, blocks: Sequence[Block]) -> str:
        return "".join(self._block(block) for block in blocks)

    def _block(self, block: Block) -> str:  # one branch a kind of block
        new = " new" if getattr(block, "changed", False) else ""
        if isinstance(block, Heading):
            text, level = escape(block.number) + self._inline(block.text), block.level + 1
            return f'<h{level} id="{block.anchor}" class="h{new}">{text}</h{level}>'
        if isinstance(block, Paragraph):
            return self._paragraph(block, new)
        if isinstance(block, Items):
            return self._items(block, new)
        if isinstance(block, Grid):
            return self._grid(block, new)
        if isinstance(block, Picture):
            caption = f"<figcaption>{escape(block.caption)}</figcaption>"
            return f'<figure class="u"><div class="drawing" tabindex="0">{block.svg}</div>{caption}</figure>'
        return self._box(block, new)

    def _paragraph(self, block: Paragraph, new: str) -> str:
        if block.label:
            return f'<p class="label">{self._inline(block.text)}</p>'
        quiet = " quiet" if block.quiet else ""
        return f'<p class="u{quiet}{new}">{self._inline(block.text)}</p>'

    def _items(self, block: Items, new: str) -> str:
        items = "".join(f'<li class="u">{self._blocks(item)}</li>' for item in block.items)
        name, start = ("ol", f' start="{block.start}"') if block.start else ("ul", "")
        return f'<{name} class="items{new}"{start}>{items}</{name}>'

    def _grid(self, grid: Grid, new: str) -> str:
        caption = f"<caption>{escape(grid.caption)}</caption>" if grid.caption else ""
        columns = "".join(f'<col style="width:{100 * one / sum(grid.widths):.1f}%">' for one in grid.widths)
        head = "".join(f'<th scope="col">{self._inline(cell)}</th>' for cell in grid.head)
        labels = [escape(plain(cell)) for cell in grid.head]
        rows = "".join(self._row(row, labels) for row in grid.rows)
        note = f'<p class="quiet note">{self._inline(grid.note)}</p>' if grid.note else ""
        name = f' id="{grid.anchor}"' if grid.anchor else ""
        return (
            f'<table class="grid{new}"{name}>{caption}<colgroup>{columns}</colgroup>'
            f"<thead><tr>{head}</tr></thead>{rows}</table>{note}"
        )

    def _row(self, row: Line, labels: Sequence[str]) -> str:
        if row.is_band(len(labels)):
            name = f' id="{row.anchor}"' if row.anchor else ""
            words = self._inline(row.cells[0])
            return f'<tbody class="band"{name}><tr><th colspan="{len(labels)}">{words}</th></tr></tbody>'
        cells = "".join(
            f'<td data-label="{label}">{self._inline(cell)}</td>'
            for label, cell in zip(labels, row.cells, strict=True)
        )
        under = (
            f'<tr class="under"><td colspan="{len(row.cells)}">{self._inline(row.under)}</td></tr>'
            if row.under
            else ""
        )
        name = f' id="{row.anchor}"' if row.anchor else ""
        return f'<tbody class="u{" new" if row.changed else ""}"{name}><tr>{cells}</tr>{under}</tbody>'

    def _box(self, box: Box, new: str) -> str:
        button = (
            f'<button type="button" data-does="copy" data-words="{escape(box.copy)}">复制</button>'
            if box.copy
            else ""
        )
        lead = f'<p class="quiet lead">{escape(box.lead)}</p>' if box.lead else ""
        points = "".join(f"<li>{self._inline(point)}</li>" for point in box.points)
        end = f'<p class="label">要点</p><ul>{points}</ul>' if points else ""
        note = f'<p class="quiet">{escape(box.note)}</p>' if box.note else ""
        inside = self._blocks(box.blocks).replace('class="u', 'class="')
        return (
            f'<article class="box u{new}" id="{box.anchor}"><header><strong>{escape(box.title)}</strong>'
            f"{button}</header>{lead}{inside}{end}{note}</article>"
        )

    def _inline(self, text: Inline) -> str:
        return "".join(self._run(run.text, run.to, bold=run.bold) for run in text)

    def _run(self, text: str, to: str, *, bold: bool) -> str:
        words = escape(text).replace("\n", "<br>")
        words = f"<b>{words}</b>" if bold else words
        return f'<a href="#{to}">{words}</a>' if to in self._anchors else words
