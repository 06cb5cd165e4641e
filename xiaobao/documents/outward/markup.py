"""XML of Office files: read without entities, scrubbed of who wrote it and when, written again."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping
from typing import Any

from lxml import etree

from xiaobao.documents.outward.refusal import broken, too_much

_WHAT = "Office 文件"
_LARGEST, _MOST_TAGS = 32 * 1024 * 1024, 2_000_000
"""What one part may hold: a table of some 400,000 filled cells."""
NOBODY = "匿名"
# What names a person, a machine or a sitting, whatever vocabulary it is from.
_ATTRIBUTES = (
    "initials", "userName", "userId", "lastModifiedBy", "refreshedBy", "creator", "paraId", "textId", "uid",
    "documentId", "dateUtc", "refreshedDate", "refreshedDateIso", "durableId", "editId", "anchorId", "alt",
    "rsid", "rsidR", "rsidRPr", "rsidRDefault", "rsidP", "rsidTr", "rsidSect", "rsidDel",
)  # fmt: skip
_DATED = (
    "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}date",
    "{http://purl.oclc.org/ooxml/wordprocessingml/main}date",
    "{urn:schemas-microsoft-com:office:office}title",
)
_STRIPPED = (*(f"{{*}}{name}" for name in _ATTRIBUTES), *_DATED)
_NAMES_A_PICTURE = ("{*}docPr", "{*}cNvPr")
_ELEMENTS = tuple(
    f"{{*}}{name}"
    for name in (
        "rsids", "docId", "docVars", "dataBinding", "absPath", "revisionPtr", "fileSharing",
        "externalReferences", "customWorkbookViews", "customSheetViews", "permStart", "permEnd",
        "presenceInfo", "webPublishItems",
    )
)  # fmt: skip
_KEEPS_ITSELF = {"pageSetup", "hyperlink", "blip", "worksheetSource"}
"""Elements that lose the link and stay: the words, the picture or the table is in them."""
_ELSEWHERE = re.compile(r"\[\d+\]")
_PICTURE = "图"


_LINKED = "//@now:* | //@strict:* | //@office:relid"
_VOCABULARIES = {
    "now": "http://schemas.openxmlformats.org/officeDocument/2006/relationships",
    "strict": "http://purl.oclc.org/ooxml/officeDocument/relationships",
    "office": "urn:schemas-microsoft-com:office:office",
}


def parse(content: bytes, *, forgiving: bool = False) -> Any:
    """Return the root; raises NotCleaned for what is no XML or declares a document type, and TooMuch.

    ``forgiving``: drawings in VML are not always well-formed.
    """
    if len(content) > _LARGEST or content.count(b"<") > _MOST_TAGS:
        raise too_much(_WHAT, "所含表格或者文字过多")
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, remove_comments=True, remove_pis=True, recover=forgiving
    )
    try:
        root = etree.fromstring(content, parser)
    except etree.XMLSyntaxError as error:
        raise broken(_WHAT) from error
    if root is None or root.getroottree().docinfo.doctype:
        raise broken(_WHAT)
    return root


def write(root: Any) -> bytes:
    """Return the root as a part."""
    return bytes(etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True))


def local(element: Any) -> str:
    """Return the name of an element without its vocabulary."""
    return str(etree.QName(element).localname) if isinstance(element.tag, str) else ""


def scrub(root: Any, content: bytes, lost: Collection[str]) -> None:
    """Take out who wrote a part, when and on what.

    ``content`` is the part as it was, ``lost`` the links that are not taken over.
    """
    etree.strip_attributes(root, *_STRIPPED)
    _rename_authors(root, content)
    for element in root.iter(*_NAMES_A_PICTURE):
        _replace_all(element, {"name": _PICTURE, "descr": None, "title": None})
    for element in list(root.iter(*_ELEMENTS)):
        _remove(element)
    for formula in list(root.iter("{*}f", "{*}definedName")):
        if _ELSEWHERE.search(formula.text or ""):
            _remove(formula)
    for attribute in root.xpath(_LINKED, namespaces=_VOCABULARIES) if lost else ():
        if str(attribute) in lost:
            _unlink(attribute)


def _rename_authors(root: Any, content: bytes) -> None:
    # Asking every attribute for its name takes seconds in a large table; most parts know no author.
    if b"author" in content or root.getroottree().docinfo.encoding != "UTF-8":
        for attribute in root.xpath("//@*[local-name()='author']"):
            _replace(attribute, NOBODY)
    for authors in root.iter("{*}authors"):
        for author in authors:
            author.text = NOBODY


def _unlink(attribute: Any) -> None:
    element = attribute.getparent()
    if element is not None and local(element) in _KEEPS_ITSELF:
        _replace(attribute, None)
    elif element is not None:
        _remove(element)


def _replace(attribute: Any, value: str | None) -> None:
    _replace_all(attribute.getparent(), {attribute.attrname: value})


def _replace_all(element: Any, values: Mapping[str, str | None]) -> None:
    for name in values.keys() & element.attrib.keys():
        value = values[name]
        if value is None:
            del element.attrib[name]
        else:
            element.set(name, value)


def _remove(element: Any) -> None:
    """Take an element out and leave the text that follows it."""
    parent = element.getparent()
    if parent is None:
        return
    if element.tail:
        before = element.getprevious()
        if before is None:
            parent.text = (parent.text or "") + element.tail
        else:
            before.tail = (before.tail or "") + element.tail
    parent.remove(element)
