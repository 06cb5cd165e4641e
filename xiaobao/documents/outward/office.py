"""Word and Excel files without what they say of their makers; words, cells and pictures stay.

Comments and tracked changes stay, their authors become 匿名. A formula that reads another file becomes the
value it last had, for the link to that file goes.
"""

from __future__ import annotations

from xiaobao.documents.outward import drawn, film, gif, jpeg, markup, mp3, package, png, sound
from xiaobao.documents.outward.package import WHAT, Link, Package
from xiaobao.documents.outward.refusal import broken

_KEPT = {
    "officeDocument", "styles", "stylesWithEffects", "settings", "webSettings", "fontTable", "theme",
    "themeOverride", "numbering", "header", "footer", "footnotes", "endnotes", "comments", "chart", "chartEx",
    "chartStyle", "chartColorStyle", "chartUserShapes", "diagramData", "diagramLayout", "diagramQuickStyle",
    "diagramColors", "diagramDrawing", "font", "worksheet", "chartsheet", "sharedStrings", "drawing",
    "vmlDrawing", "table", "pivotTable", "pivotCacheDefinition", "pivotCacheRecords", "sheetMetadata",
    "image", "media", "audio", "video",
}  # fmt: skip
_HOLDS_CONTENT = {"aFChunk", "subDocument"}
"""What brings in words from elsewhere: without it the copy would say less."""
_PICTURES = (
    (b"\xff\xd8\xff", jpeg.clean),
    (b"\x89PNG\r\n\x1a\n", png.clean),
    (b"GIF8", gif.clean),
    (b"RIFF", sound.clean_wav),
    (b"ID3", mp3.clean),
    (b"\xff\xfb", mp3.clean),
    (b"\x01\x00\x00\x00", drawn.clean_emf),
    (b"\xd7\xcd\xc6\x9a", drawn.clean_wmf),
)
_ANYWHERE = ("http://", "https://", "mailto:")


def clean(data: bytes) -> bytes:
    """Return the file with its words, cells and pictures; raises NotCleaned or TooMuch."""
    whole = package.unpack(data)
    waiting, first = [""], True
    while waiting:
        part = waiting.pop()
        root, links = whole.links(part)
        kept = [link for link in links if _stays(link, whole, first=first)]
        lost = {link.key for link in links} - {link.key for link in kept}
        for link in links:
            if link not in kept:
                root.remove(link.element)
        if part:
            whole.kept[part] = _cleaned(part, whole.parts[part], lost)
        if kept:
            whole.kept[package.links_of(part)] = markup.write(root)
        inner = {link.target for link in kept if not link.outside}
        waiting += sorted(inner - set(whole.kept) - set(waiting))
        first = False
    return package.pack(whole)


def _stays(link: Link, whole: Package, *, first: bool) -> bool:
    if link.kind in _HOLDS_CONTENT:
        raise broken(WHAT, "引用了其他文件中的内容")
    if link.outside:
        return link.kind == "hyperlink" and link.target.lower().startswith(_ANYWHERE)
    if first and link.kind != "officeDocument":
        return False
    if link.kind == "image" and whole.parts.get(link.target, b"")[:256].lstrip().startswith(b"<"):
        return False  # an SVG stands beside a picture that shows the same
    return link.kind in _KEPT and link.target in whole.parts


def _cleaned(part: str, content: bytes, lost: set[str]) -> bytes:
    name = part.lower()
    if name.endswith((".xml", ".vml")):
        root = markup.parse(content, forgiving=name.endswith(".vml"))
        markup.scrub(root, content, lost)
        return markup.write(root)
    if name.endswith((".odttf", ".ttf", ".fntdata")):
        return content
    for mark, cleaner in _PICTURES:
        if content.startswith(mark):
            return cleaner(content)
    if content[4:8] == b"ftyp":
        return film.clean(content)
    raise broken(WHAT, "含有不能识别的图片或者其他内容")
