"""What every docx shares: page, styles and footers of GB/T 9704, built once through python-docx.

Parsing python-docx's default template anew takes longer than everything else about a letter; so the
package is made once, and of each document only the body and its title are written.
"""

from __future__ import annotations

import io
import math
import re
import zipfile
from datetime import datetime
from functools import lru_cache
from html import escape
from typing import Any

import docx
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_LINE_SPACING
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt

# GB/T 9704-2012: 3号 = 16 pt, 4号 = 14 pt; 22 lines and 28 characters on 225 × 156 mm.
_BODY, _FOLIO = Pt(16), Pt(14)
# In twentieths of a point, as Word counts: rounded down, or the twenty-second line would not fit.
PITCH = math.floor(225 / 25.4 * 72 / 22 * 20)
CELL = math.floor(156 / 25.4 * 72 / 28 * 20)
WIDTH = CELL * 28
BODY_FONT, TITLE_FONT = "仿宋", "方正小标宋简体"
_BODY_PART, _TITLE_PART = "word/document.xml", "docProps/core.xml"
_MARK = "\ue002"
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


def package(title: str, body: str) -> bytes:
    """Return a docx of this title with ``body`` (WordprocessingML) as its text; no author, no times."""
    shared, document, core = _parts()
    file = io.BytesIO(shared)
    file.seek(0, io.SEEK_END)
    with zipfile.ZipFile(file, "a") as target:
        _put(target, _BODY_PART, document.replace(_MARK, body))
        _put(target, _TITLE_PART, core.replace(_MARK, escape(title)))
    return file.getvalue()


def _put(target: zipfile.ZipFile, name: str, data: str | bytes) -> None:
    # A fixed time, or the bytes would tell the hour of the machine.
    target.writestr(zipfile.ZipInfo(name), data, zipfile.ZIP_DEFLATED)


@lru_cache(maxsize=1)
def _parts() -> tuple[bytes, str, str]:
    """Return the zip of all that never changes, and the two parts that do, with a mark where."""
    document = docx.Document()
    _style(document)
    _page(document)
    _properties(document)
    file = io.BytesIO()
    document.save(file)
    with zipfile.ZipFile(file) as source:
        shared = io.BytesIO()
        with zipfile.ZipFile(shared, "w") as target:
            for name in (part.filename for part in source.infolist()):
                if name not in {_BODY_PART, _TITLE_PART}:
                    _put(target, name, source.read(name))
        body, core = source.read(_BODY_PART).decode(), source.read(_TITLE_PART).decode()
    return shared.getvalue(), re.sub(r"(<w:body>)", rf"\1{_MARK}", body, count=1), core


def _style(document: Any) -> None:
    style = document.styles["Normal"]
    _font(style, BODY_FONT, _BODY)
    # Spacing of the characters and not a page grid: writers disagree on what a grid means, not on this.
    spacing = OxmlElement("w:spacing")
    spacing.set(qn("w:val"), str(math.floor(CELL - _BODY.pt * 20)))
    style.element.rPr.insert_element_before(
        spacing, "w:w", "w:kern", "w:position", "w:sz", "w:szCs", "w:lang"
    )
    layout = style.paragraph_format
    layout.space_before = layout.space_after = Pt(0)
    layout.line_spacing_rule, layout.line_spacing = WD_LINE_SPACING.EXACTLY, Pt(PITCH / 20)
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
    _folio(section.footer, WD_ALIGN_PARAGRAPH.RIGHT)
    _folio(section.even_page_footer, WD_ALIGN_PARAGRAPH.LEFT)


def _folio(footer: Any, side: Any) -> None:
    paragraph = footer.paragraphs[0]
    paragraph.alignment = side
    layout = paragraph.paragraph_format
    layout.line_spacing = _FOLIO
    layout.left_indent = layout.right_indent = Pt(CELL / 20)
    paragraph.add_run("— ").font.size = _FOLIO
    field = OxmlElement("w:fldSimple")
    field.set(qn("w:instr"), "PAGE")
    run = paragraph.add_run("2")
    run.font.size = _FOLIO
    field.append(run._r)  # noqa: SLF001
    paragraph._p.append(field)  # noqa: SLF001
    paragraph.add_run(" —").font.size = _FOLIO


def _properties(document: Any) -> None:
    properties = document.core_properties
    properties.title = _MARK
    properties.author = properties.last_modified_by = properties.comments = properties.keywords = ""
    properties.created = properties.modified = _NO_TIME
    properties.revision = 1
    # The template brings a picture of somebody else's empty page along.
    links = document.part.package.rels
    for key in [key for key, link in links.items() if link.reltype.endswith("/thumbnail")]:
        links.pop(key)
