"""A volume as Word: real headings, a filled table of contents, tables under repeated heads, drawings."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from html import escape

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
    Run,
    Volume,
    plain,
)
from xiaobao.documents.volume_package import ACCENT, HEAD_FONT, QUIET, SMALL_FONT, WIDTH_MM, Package

_TWIPS = 1440 / 25.4  # a millimetre
_EDGES = "".join(
    f'<w:{side} w:val="single" w:sz="4" w:space="0" w:color="BEBEBE"/>'
    for side in ("top", "left", "bottom", "right", "insideH", "insideV")
)
_NEW = '<w:pBdr><w:left w:val="single" w:sz="12" w:space="8" w:color="B45309"/></w:pBdr>'
_BOX = (
    f'<w:pBdr><w:left w:val="single" w:sz="18" w:space="8" w:color="{ACCENT}"/></w:pBdr>'
    '<w:shd w:val="clear" w:color="auto" w:fill="F6F8FB"/>'
)
_SVG_SPACE = "http://schemas.microsoft.com/office/drawing/2016/SVG/main"
_SVG_EXTENSION = "{96DAC541-7B7A-43D3-8B79-37D633B846F1}"


def write(volume: Volume) -> bytes:
    """Return the docx; the same volume gives the same bytes. Raises RenderFailed."""
    package = Package(volume)
    writing = _Writing(package, volume.anchors)
    return package.finish("".join(_parts(volume, writing)))


def _parts(volume: Volume, writing: _Writing) -> Iterator[str]:
    yield _paragraph(_run(volume.title, size=60, font=HEAD_FONT, colour=ACCENT), _centred(before=3000))
    yield _paragraph(_run(f"{volume.edition}　{volume.part}", size=28), _centred(before=600))
    yield _paragraph(_run(volume.bureau, size=32), _centred(before=5000))
    yield _paragraph(_run(volume.day, size=28), _centred(before=200))
    for remark in volume.remarks:
        yield _paragraph(_run(remark, size=18, colour=QUIET), _centred(before=200))
    yield from _contents(volume, writing)
    for chapter in volume.chapters:
        yield from writing.chapter(chapter)
    yield _paragraph(_run("版本说明"), '<w:pStyle w:val="Heading1"/>')
    for line in volume.imprint:
        yield _paragraph(_run(line, size=21))


def _contents(volume: Volume, writing: _Writing) -> Iterator[str]:
    """Write the contents as a field Word can bring up to date, filled with what it will say."""
    yield _paragraph(_run("目录", size=40, font=HEAD_FONT, colour=ACCENT), "<w:pageBreakBefore/>")
    entries = list(_entries(volume))
    begin = (
        '<w:r><w:fldChar w:fldCharType="begin" w:dirty="true"/></w:r>'
        '<w:r><w:instrText xml:space="preserve"> TOC \\o "1-2" \\h \\z \\u </w:instrText></w:r>'
        '<w:r><w:fldChar w:fldCharType="separate"/></w:r>'
    )
    end = '<w:r><w:fldChar w:fldCharType="end"/></w:r>'
    for at, (level, anchor, title) in enumerate(entries):
        name = writing.bookmark(anchor)
        page = (
            f'<w:r><w:tab/></w:r><w:fldSimple w:instr=" PAGEREF {name} \\h " w:dirty="true">'
            "<w:r><w:t></w:t></w:r></w:fldSimple>"
        )
        link = f'<w:hyperlink w:anchor="{name}" w:history="1">{_run(title)}{page}</w:hyperlink>'
        whole = (begin if at == 0 else "") + link + (end if at == len(entries) - 1 else "")
        yield _paragraph(whole, f'<w:pStyle w:val="TOC{level}"/>')


def _entries(volume: Volume) -> Iterator[tuple[int, str, str]]:
    for chapter in volume.chapters:
        yield 1, chapter.anchor, f"{chapter.number}　{chapter.title}"
        for block in chapter.blocks:
            if isinstance(block, Heading) and block.level == 2:
                yield 2, block.anchor, block.number + plain(block.text)


class _Writing:
    """Writes blocks, and remembers which name a bookmark got: Word wants short ones."""

    def __init__(self, package: Package, anchors: frozenset[str]) -> None:
        self._package = package
        self._names = {anchor: f"_b{at}" for at, anchor in enumerate(sorted(anchors))}
        self._drawings = 0

    def bookmark(self, anchor: str) -> str:
        """Return the name of an anchor in Word."""
        return self._names[anchor]

    def chapter(self, chapter: Chapter) -> Iterator[str]:
        """Write a chapter."""
        title = _run(f"{chapter.number}　{chapter.title}")
        yield _paragraph(self._marked(chapter.anchor) + title, '<w:pStyle w:val="Heading1"/>')
        for block in chapter.blocks:
            yield self._block(block)
        for note in chapter.notes:
            yield _paragraph(_run(note, size=17, font=SMALL_FONT, colour=QUIET), _spaced(before=200))

    def _block(self, block: Block, inside: str = "", indent: int = 0) -> str:
        if isinstance(block, Heading):
            style = f'<w:pStyle w:val="Heading{block.level}"/>' + (_NEW if block.changed else "")
            return _paragraph(
                self._marked(block.anchor) + _run(block.number) + self._inline(block.text), style
            )
        if isinstance(block, Paragraph):
            return self._paragraph(block, inside, indent)
        if isinstance(block, Items):
            return "".join(self._items(block, inside, indent))
        if isinstance(block, Grid):
            return "".join(self._grid(block))
        if isinstance(block, Picture):
            return self._picture(block)
        return "".join(self._box(block))

    def _paragraph(self, block: Paragraph, inside: str, indent: int) -> str:
        if block.label:
            label = _run(plain(block.text), bold=True, colour=ACCENT)
            return _paragraph(label, "<w:keepNext/>" + inside + _spaced(before=100, left=indent))
        small = block.quiet
        first = 0 if inside or indent or small else 480
        ends = inside or (_NEW if block.changed else "")
        words = self._inline(block.text, size=19 if small else 0, colour=QUIET if small else "")
        return _paragraph(words, ends + _spaced(left=indent + (240 if small else 0), first=first))

    def _items(self, block: Items, inside: str, indent: int) -> Iterator[str]:
        for number, item in enumerate(block.items, block.start):
            sign = f"{number}. " if block.start else "• "
            for at, part in enumerate(item):
                if isinstance(part, Paragraph) and at == 0:
                    ends = inside or (_NEW if block.changed else "")
                    hanging = f'<w:ind w:left="{indent + 400}" w:hanging="400"/>'
                    yield _paragraph(_run(sign) + self._inline(part.text), ends + hanging)
                else:
                    yield self._block(part, inside, indent + 400)

    def _box(self, box: Box) -> Iterator[str]:
        title = self._marked(box.anchor) + _run(box.title, bold=True)
        lead = _run(f"　{box.lead}", size=18, colour=QUIET) if box.lead else ""
        yield _paragraph(title + lead, "<w:keepNext/>" + _BOX + _spaced(before=160, left=160))
        for block in box.blocks:
            yield self._block(block, _BOX, 160)
        if box.points:
            yield _paragraph(
                _run("要点", bold=True, colour=ACCENT), "<w:keepNext/>" + _BOX + _spaced(left=160)
            )
        for point in box.points:
            yield _paragraph(_run("• ") + self._inline(point), _BOX + _spaced(left=160))
        if box.note:
            yield _paragraph(_run(box.note, size=17, colour=QUIET), _BOX + _spaced(left=160))

    def _grid(self, grid: Grid) -> Iterator[str]:
        if grid.caption:
            caption = self._marked(grid.anchor) + _run(grid.caption, bold=True, size=21)
            yield _paragraph(caption, "<w:keepNext/>" + _centred(before=160))
        widths = [round(WIDTH_MM * _TWIPS * one / sum(grid.widths)) for one in grid.widths]
        columns = "".join(f'<w:gridCol w:w="{width}"/>' for width in widths)
        head = "".join(
            self._cell(_run(plain(cell), bold=True, size=18, font=SMALL_FONT), width, fill="EEF3F8")
            for cell, width in zip(grid.head, widths, strict=True)
        )
        rows = "".join(self._row(row, widths) for row in grid.rows)
        yield (
            f'<w:tbl><w:tblPr><w:tblW w:w="{sum(widths)}" w:type="dxa"/><w:tblBorders>{_EDGES}</w:tblBorders>'
            '<w:tblLayout w:type="fixed"/><w:tblCellMar><w:left w:w="80" w:type="dxa"/>'
            f'<w:right w:w="80" w:type="dxa"/></w:tblCellMar></w:tblPr><w:tblGrid>{columns}</w:tblGrid>'
            f"<w:tr><w:trPr><w:cantSplit/><w:tblHeader/></w:trPr>{head}</w:tr>{rows}</w:tbl>"
        )
        yield _paragraph(self._inline(grid.note, size=17, colour=QUIET), _spaced(before=60))

    def _row(self, row: Line, widths: Sequence[int]) -> str:
        if row.is_band(len(widths)):
            words = self._marked(row.anchor) + self._inline(row.cells[0], size=18, font=SMALL_FONT)
            band = self._cell(words, sum(widths), span=len(widths), fill="F4F4F4", keep="<w:keepNext/>")
            return f"<w:tr><w:trPr><w:cantSplit/></w:trPr>{band}</w:tr>"
        cells = [
            self._cell(self._inline(cell, size=18, font=SMALL_FONT), width)
            for cell, width in zip(row.cells, widths, strict=True)
        ]
        cells[0] = cells[0].replace("</w:pPr>", "</w:pPr>" + self._marked(row.anchor), 1)
        split = "" if sum(len(plain(cell)) for cell in row.cells) > 500 else "<w:cantSplit/>"
        whole = f"<w:tr><w:trPr>{split}</w:trPr>{''.join(cells)}</w:tr>"
        if not row.under:
            return whole
        words = self._inline(row.under, size=17, font=SMALL_FONT, colour=QUIET)
        under = self._cell(words, sum(widths), span=len(widths), fill="F8F8F8")
        return f"{whole}<w:tr>{under}</w:tr>"

    def _cell(self, words: str, width: int, *, span: int = 1, fill: str = "", keep: str = "") -> str:
        shade = f'<w:shd w:val="clear" w:color="auto" w:fill="{fill}"/>' if fill else ""
        spread = f'<w:gridSpan w:val="{span}"/>' if span > 1 else ""
        spacing = '<w:spacing w:before="30" w:after="30" w:line="240" w:lineRule="auto"/>'
        paragraph = _paragraph(words, keep + spacing)
        return f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/>{spread}{shade}</w:tcPr>{paragraph}</w:tc>'

    def _picture(self, picture: Picture) -> str:
        self._drawings += 1
        placed, number = self._package.place(picture.svg), self._drawings
        name = escape(picture.caption)
        size = f'cx="{placed.width}" cy="{placed.height}"'
        vectors = (
            f'<a:extLst><a:ext uri="{_SVG_EXTENSION}"><asvg:svgBlip xmlns:asvg="{_SVG_SPACE}" '
            f'r:embed="{placed.svg}"/></a:ext></a:extLst>'
        )
        drawing = (
            f'<w:r><w:drawing><wp:inline distT="0" distB="0" distL="0" distR="0"><wp:extent {size}/>'
            f'<wp:docPr id="{number}" name="{name}" descr="{name}"/><a:graphic>'
            '<a:graphicData uri="http://schemas.openxmlformats.org/drawingml/2006/picture"><pic:pic>'
            f'<pic:nvPicPr><pic:cNvPr id="{number}" name="{name}"/><pic:cNvPicPr/></pic:nvPicPr>'
            f'<pic:blipFill><a:blip r:embed="{placed.png}">{vectors}</a:blip><a:stretch><a:fillRect/>'
            f'</a:stretch></pic:blipFill><pic:spPr><a:xfrm><a:off x="0" y="0"/><a:ext {size}/></a:xfrm>'
            '<a:prstGeom prst="rect"><a:avLst/></a:prstGeom></pic:spPr></pic:pic></a:graphicData>'
            "</a:graphic></wp:inline></w:drawing></w:r>"
        )
        caption = _paragraph(_run(picture.caption, size=18, font=SMALL_FONT), _centred())
        return _paragraph(drawing, "<w:keepNext/>" + _centred()) + caption

    def _marked(self, anchor: str) -> str:
        if not anchor:
            return ""
        name = self._names[anchor]
        number = name.removeprefix("_b")
        return f'<w:bookmarkStart w:id="{number}" w:name="{name}"/><w:bookmarkEnd w:id="{number}"/>'

    def _inline(self, text: Inline, *, size: int = 0, font: str = "", colour: str = "") -> str:
        return "".join(self._piece(run, size, font, colour) for run in text)

    def _piece(self, run: Run, size: int, font: str, colour: str) -> str:
        leads = run.to in self._names
        words = _run(run.text, bold=run.bold, size=size, font=font, colour=ACCENT if leads else colour)
        if not leads:
            return words
        return f'<w:hyperlink w:anchor="{self._names[run.to]}" w:history="1">{words}</w:hyperlink>'


def _paragraph(content: str, properties: str = "") -> str:
    return f"<w:p><w:pPr>{properties}</w:pPr>{content}</w:p>"


def _run(text: str, *, bold: bool = False, size: int = 0, font: str = "", colour: str = "") -> str:
    """Write characters; ``size`` in half points."""
    set_font = f'<w:rFonts w:ascii="{font}" w:hAnsi="{font}" w:eastAsia="{font}"/>' if font else ""
    look = (
        set_font
        + ("<w:b/>" if bold else "")
        + (f'<w:color w:val="{colour}"/>' if colour else "")
        + (f'<w:sz w:val="{size}"/>' if size else "")
    )
    words = escape(text, quote=False).replace("\n", '</w:t><w:br/><w:t xml:space="preserve">')
    return f'<w:r><w:rPr>{look}</w:rPr><w:t xml:space="preserve">{words}</w:t></w:r>'


def _centred(before: int = 0) -> str:
    return f'<w:spacing w:before="{before}" w:after="60"/><w:jc w:val="center"/>'


def _spaced(*, before: int = 0, left: int = 0, first: int = 0) -> str:
    return f'<w:spacing w:before="{before}" w:after="80"/><w:ind w:left="{left}" w:firstLine="{first}"/>'
