"""docx through python-docx, in the same page and from the same blocks as the PDF.

The fonts are named, not embedded: an officer's machine has 仿宋 and 方正小标宋简体.
"""

from __future__ import annotations

import io
import math
import unicodedata
import zipfile
from datetime import datetime
from typing import Any

import docx
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_LINE_SPACING
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt

from xiaobao.documents.blocks import Block, Kind

# GB/T 9704-2012: 3号 = 16 pt, 2号 = 22 pt, 4号 = 14 pt; 22 lines and 28 characters on 225 × 156 mm.
BODY, TITLE, FOLIO = Pt(16), Pt(22), Pt(14)
# Word counts in twentieths of a point: rounded down, or the twenty-second line would not fit.
PITCH = Pt(math.floor(225 / 25.4 * 72 / 22 * 20) / 20)
CELL = Pt(156 / 25.4 * 72 / 28)
_BODY_FONT, _TITLE_FONT = "仿宋", "方正小标宋简体"
_CENTRE, _LEFT, _RIGHT = WD_ALIGN_PARAGRAPH.CENTER, WD_ALIGN_PARAGRAPH.LEFT, WD_ALIGN_PARAGRAPH.RIGHT
# Where the schema of WordprocessingML wants the switches for Chinese and digits: before all of these.
_AFTER_AUTOSPACE = (
    "w:bidi",
    "w:adjustRightInd",
    "w:snapToGrid",
    "w:spacing",
    "w:ind",
    "w:jc",
    "w:outlineLvl",
)
# Word wants a creation time and writes none of ours: the day of issue stands in the text.
_NO_TIME = datetime(2000, 1, 1)  # noqa: DTZ001  the format has no zone


def write(title: str, blocks: tuple[Block, ...]) -> bytes:
    """Lay the document out as docx, without author or times. The same blocks give the same bytes."""
    document = docx.Document()
    _style(document)
    _page(document)
    signature = [block.text for block in blocks if block.kind is Kind.SIGNATURE]
    last = max(at for at, block in enumerate(blocks) if block.kind is not Kind.SIGNATURE)
    for at, block in enumerate(blocks):
        paragraph = document.add_paragraph()
        _lay(paragraph, block, signature)
        # The signature never stands alone on a page: it takes the last paragraph along.
        paragraph.paragraph_format.keep_with_next = last <= at < len(blocks) - 1
        paragraph.paragraph_format.keep_together = at >= last
        if block.kind is Kind.SIGNATURE and at == last + 1:
            paragraph.paragraph_format.space_before = PITCH * 2
    _properties(document, title)
    file = io.BytesIO()
    document.save(file)
    return _timeless(file.getvalue())


def _style(document: Any) -> None:
    style = document.styles["Normal"]
    _font(style, _BODY_FONT, BODY)
    # Spacing of the characters and not a page grid: writers disagree on what a grid means, not on this.
    spacing = OxmlElement("w:spacing")
    spacing.set(qn("w:val"), str(math.floor((CELL.pt - BODY.pt) * 20)))
    style.element.rPr.insert_element_before(
        spacing, "w:w", "w:kern", "w:position", "w:sz", "w:szCs", "w:lang"
    )
    layout = style.paragraph_format
    layout.space_before = layout.space_after = Pt(0)
    layout.line_spacing_rule, layout.line_spacing = WD_LINE_SPACING.EXACTLY, PITCH
    layout.widow_control = True
    for between in ("w:autoSpaceDE", "w:autoSpaceDN"):  # no air between Chinese and digits: 2026年4月5日
        switch = OxmlElement(between)
        switch.set(qn("w:val"), "0")
        style.element.pPr.insert_element_before(switch, *_AFTER_AUTOSPACE)


def _font(holder: Any, name: str, size: Any) -> None:
    holder.font.size = size
    holder.font.name = name
    fonts = holder.element.get_or_add_rPr().get_or_add_rFonts()
    for script in ("w:ascii", "w:hAnsi", "w:eastAsia", "w:cs"):
        fonts.set(qn(script), name)


def _page(document: Any) -> None:
    section = document.sections[0]
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.top_margin, section.bottom_margin = Mm(37), Mm(35)
    section.left_margin, section.right_margin = Mm(28), Mm(26)
    section.footer_distance = Mm(22)
    # The first page of a letter carries no number; later ones do, at the outer edge.
    section.different_first_page_header_footer = True
    document.settings.odd_and_even_pages_header_footer = True
    _folio(section.footer, _RIGHT)
    _folio(section.even_page_footer, _LEFT)


def _folio(footer: Any, side: Any) -> None:
    paragraph = footer.paragraphs[0]
    paragraph.alignment = side
    paragraph.paragraph_format.line_spacing = FOLIO
    paragraph.paragraph_format.left_indent = paragraph.paragraph_format.right_indent = CELL
    paragraph.add_run("— ").font.size = FOLIO
    field = OxmlElement("w:fldSimple")
    field.set(qn("w:instr"), "PAGE")
    run = paragraph.add_run("2")
    run.font.size = FOLIO
    field.append(run._r)  # noqa: SLF001
    paragraph._p.append(field)  # noqa: SLF001
    paragraph.add_run(" —").font.size = FOLIO


def _lay(paragraph: Any, block: Block, signature: list[str]) -> None:
    layout = paragraph.paragraph_format
    run = paragraph.add_run(block.text)
    if block.kind is Kind.TITLE:
        _font(run, _TITLE_FONT, TITLE)
        layout.space_before, layout.line_spacing = PITCH, Pt(29)
    if block.kind is Kind.NUMBER:
        layout.space_after = PITCH
    if block.kind is Kind.PARAGRAPH:
        layout.first_line_indent = CELL * 2
    if block.kind is Kind.SIGNATURE:
        layout.right_indent = _inset(block.text, signature)
    paragraph.alignment = {
        Kind.TITLE: _CENTRE,
        Kind.NUMBER: _CENTRE,
        Kind.ADDRESSEE: _LEFT,
        Kind.SIGNATURE: _RIGHT,
    }.get(block.kind, WD_ALIGN_PARAGRAPH.JUSTIFY)


def _inset(text: str, signature: list[str]) -> Any:
    """Return the distance from the right edge that centres the lines of the signature on each other."""
    return Pt(CELL.pt * (2 + (max(map(_cells, signature)) - _cells(text)) / 2))


def _cells(text: str) -> float:
    return sum(1 if unicodedata.east_asian_width(char) in "WFA" else 0.5 for char in text)


def _properties(document: Any, title: str) -> None:
    properties = document.core_properties
    properties.title = title
    properties.author = properties.last_modified_by = properties.comments = properties.keywords = ""
    properties.created = properties.modified = _NO_TIME
    properties.revision = 1


def _timeless(data: bytes) -> bytes:
    """Rewrite the zip with fixed times: python-docx puts the hour of the machine beside every part."""
    file = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as source, zipfile.ZipFile(file, "w") as target:
        for part in source.infolist():
            target.writestr(zipfile.ZipInfo(part.filename), source.read(part), zipfile.ZIP_DEFLATED)
    return file.getvalue()
