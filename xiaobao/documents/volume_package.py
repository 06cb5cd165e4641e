"""The docx a volume goes into: page, styles, running heads and pictures, made through python-docx."""

from __future__ import annotations

import io
import re
import zipfile
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from typing import Any, cast

import docx
import typst
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.opc.packuri import PackURI
from docx.opc.part import Part
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.shared import Emu, Mm, Pt, RGBColor

from xiaobao.documents.errors import RenderFailed
from xiaobao.documents.volume import Volume
from xiaobao.documents.volume_pdf import fonts

ACCENT, QUIET = "1F4E79", "5A5A5A"
BODY_FONT, HEAD_FONT, SMALL_FONT = "仿宋", "黑体", "宋体"
WIDTH_MM, HEIGHT_MM = 162, 225
_HEADINGS = {1: 20, 2: 14, 3: 12.5, 4: 12}
_PIXELS_PER_INCH = 200
_VIEW = re.compile(r'viewBox="[-0-9.]+ [-0-9.]+ ([0-9.]+) ([0-9.]+)"')
_NO_TIME = datetime(2000, 1, 1)  # noqa: DTZ001  the format has no zone


@dataclass(frozen=True, slots=True)
class Placed:
    """A picture in the package: the ids of its two forms and its size on the page, in EMU."""

    png: str
    svg: str
    width: int
    height: int


class Package:
    """One docx in the making: ``place`` takes pictures in, ``finish`` puts the text in."""

    def __init__(self, volume: Volume) -> None:
        """Set up page, styles and running heads."""
        self._document = docx.Document()
        self._pictures = 0
        _styles(self._document)
        _page(self._document, volume)
        _properties(self._document, volume)

    def place(self, svg: str) -> Placed:
        """Take a drawing in, as vectors and as a picture for programs without; raises RenderFailed."""
        self._pictures += 1
        part = self._document.part
        vectors = Part(
            PackURI(f"/word/media/drawing{self._pictures}.svg"), "image/svg+xml", svg.encode(), part.package
        )
        svg_id = part.relate_to(vectors, RELATIONSHIP_TYPE.IMAGE)
        png_id, _image = part.get_or_add_image(io.BytesIO(_png(svg)))
        width, height = _size(svg)
        return Placed(png_id, svg_id, width, height)

    def finish(self, body: str) -> bytes:
        """Return the docx with ``body`` (WordprocessingML) as its text; equal texts give equal bytes."""
        spaces = nsdecls("w", "r", "wp", "a", "pic")
        written = parse_xml(f"<w:body {spaces}>{body}</w:body>")
        holder = self._document.element.body
        for paragraph in list(holder)[:-1]:
            holder.remove(paragraph)
        for at, element in enumerate(list(written)):
            holder.insert(at, element)
        file = io.BytesIO()
        self._document.save(file)
        return _timeless(file)


def _timeless(file: io.BytesIO) -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(file) as source, zipfile.ZipFile(made, "w") as target:
        for part in source.infolist():
            target.writestr(zipfile.ZipInfo(part.filename), source.read(part), zipfile.ZIP_DEFLATED)
    return made.getvalue()


@lru_cache(maxsize=8)
def _png(svg: str) -> bytes:
    source = (
        "#set page(width: auto, height: auto, margin: 0pt)\n"
        '#set text(font: "Noto Sans CJK SC", fallback: false)\n'
        '#image(bytes(sys.inputs.svg), format: "svg", width: 162mm)\n'
    )
    try:
        compiler = typst.Compiler(source.encode(), font_paths=fonts())
        made = compiler.compile(format="png", ppi=_PIXELS_PER_INCH, sys_inputs={"svg": svg})
    except typst.TypstError as error:
        raise RenderFailed(f"流程图不能转成图片：{error}") from error
    return cast("bytes", made)


def _size(svg: str) -> tuple[int, int]:
    """Return width and height in EMU: as wide as the page, and no higher."""
    found = _VIEW.search(svg)
    width, height = (float(found[1]), float(found[2])) if found else (WIDTH_MM, HEIGHT_MM)
    scale = min(WIDTH_MM / width, HEIGHT_MM / height)
    return int(Mm(1) * width * scale), int(Mm(1) * height * scale)


def _styles(document: Any) -> None:
    normal = document.styles["Normal"]
    _font(normal, BODY_FONT, 12)
    normal.paragraph_format.space_after = Pt(4)
    normal.paragraph_format.line_spacing = 1.35
    for level, size in _HEADINGS.items():
        style = document.styles[f"Heading {level}"]
        _font(style, HEAD_FONT, size)
        style.font.bold = False
        style.font.color.rgb = RGBColor.from_string(ACCENT if level == 1 else "000000")
        style.paragraph_format.space_before, style.paragraph_format.space_after = Pt(12), Pt(6)
        style.paragraph_format.keep_with_next = True
        style.paragraph_format.page_break_before = level == 1
    for level in (1, 2):
        _contents_style(document, level)


def _contents_style(document: Any, level: int) -> None:
    style = document.styles.add_style(f"toc {level}", 1, builtin=True)
    style.element.set(qn("w:styleId"), f"TOC{level}")
    style.base_style = document.styles["Normal"]
    style.paragraph_format.left_indent = Pt(18 * (level - 1))
    style.paragraph_format.space_before = Pt(6 if level == 1 else 0)
    style.paragraph_format.space_after = Pt(0)
    style.paragraph_format.tab_stops.add_tab_stop(Mm(WIDTH_MM), 2, 1)  # to the right, dots before
    style.font.bold = level == 1


def _font(style: Any, name: str, size: float) -> None:
    style.font.size, style.font.name = Pt(size), name
    fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
    for key in [key for key in fonts.attrib if key.endswith("Theme")]:
        del fonts.attrib[key]
    for script in ("w:ascii", "w:hAnsi", "w:eastAsia", "w:cs"):
        fonts.set(qn(script), name)


def _page(document: Any, volume: Volume) -> None:
    section = document.sections[0]
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.top_margin, section.bottom_margin = Mm(26), Mm(24)
    section.left_margin = section.right_margin = Mm(24)
    section.different_first_page_header_footer = True
    head = section.header.paragraphs[0]
    _field(head, "STYLEREF 1")  # the heading by its level: its name is another in every language
    _small(head.add_run(f"\t\t{volume.title}　{volume.edition}"))
    foot = section.footer.paragraphs[0]
    foot.alignment = WD_ALIGN_PARAGRAPH.CENTER
    _small(foot.add_run(f"{volume.footing}　　"))
    _field(foot, "PAGE")
    _small(foot.add_run(f"　　{volume.part}"))
    for paragraph in (head, foot):
        stops = paragraph.paragraph_format.tab_stops
        stops.add_tab_stop(Mm(WIDTH_MM / 2), 1)
        stops.add_tab_stop(Mm(WIDTH_MM), 2)


def _field(paragraph: Any, instruction: str) -> None:
    field = OxmlElement("w:fldSimple")
    field.set(qn("w:instr"), instruction)
    run = paragraph.add_run("")
    _small(run)
    field.append(run._r)  # noqa: SLF001
    paragraph._p.append(field)  # noqa: SLF001


def _small(run: Any) -> None:
    run.font.size = Emu(Pt(8.5))
    run.font.color.rgb = RGBColor.from_string(QUIET)


def _properties(document: Any, volume: Volume) -> None:
    properties = document.core_properties
    properties.title = f"{volume.title}（{volume.edition}，{volume.part}）"
    properties.author = properties.last_modified_by = properties.comments = properties.keywords = ""
    properties.created = properties.modified = _NO_TIME
    properties.revision = 1
    links = document.part.package.rels
    for key in [key for key, link in links.items() if link.reltype.endswith("/thumbnail")]:
        links.pop(key)
