"""The parts of an Office file: unpacked within limits, found by the links from the first part, packed anew.

A part nothing kept leads to is not taken over; so properties, thumbnails, people, printer settings, embedded
files and links to other files stay in the original.
"""

from __future__ import annotations

import io
import posixpath
import zipfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any

from xiaobao.documents.outward import markup
from xiaobao.documents.outward.refusal import broken, too_much

WHAT = "Office 文件"
_MOST_PARTS, _LARGEST_PART, _MOST = 4_000, 64 * 1024 * 1024, 192 * 1024 * 1024
_TYPES = "[Content_Types].xml"
_NO_TIME = (1980, 1, 1, 0, 0, 0)
_ENCRYPTED = 1


@dataclass(frozen=True, slots=True)
class Link:
    """One relationship of a part: ``kind`` is the last word of its type; ``outside``: it leaves the file."""

    key: str
    kind: str
    target: str
    outside: bool
    element: Any


@dataclass
class Package:
    """An Office file: what its parts hold, by name, and those that have been taken over."""

    parts: dict[str, bytes]
    kept: dict[str, bytes] = field(default_factory=dict)

    def links(self, part: str) -> tuple[Any, list[Link]]:
        """Return the list of links of a part as markup, and its lines; None and nothing where it has none."""
        name = links_of(part)
        if name not in self.parts:
            return None, []
        root = markup.parse(self.parts[name])
        return root, [_link(part, one) for one in root if isinstance(one.tag, str)]


def links_of(part: str) -> str:
    """Return the name of the part that holds the links of a part: word/_rels/document.xml.rels."""
    folder, name = posixpath.split(part)
    return posixpath.join(folder, "_rels", f"{name}.rels")


def unpack(data: bytes) -> Package:
    """Unpack a file; raises NotCleaned when a part is encrypted or damaged, TooMuch past the limits."""
    with zipfile.ZipFile(io.BytesIO(data)) as packed:
        entries = [entry for entry in packed.infolist() if not entry.is_dir()]
        if len(entries) > _MOST_PARTS:
            raise too_much(WHAT, "所含部件过多")
        if len({entry.filename.lower() for entry in entries}) < len(entries):
            raise broken(WHAT)
        return Package(dict(_read(packed, entries)))


def _read(packed: zipfile.ZipFile, entries: list[zipfile.ZipInfo]) -> Iterator[tuple[str, bytes]]:
    left = _MOST
    for entry in entries:
        if entry.flag_bits & _ENCRYPTED:
            raise broken(WHAT, "设有打开密码")
        limit = min(_LARGEST_PART, left)
        with packed.open(entry) as part:
            content = part.read(limit + 1)
        if len(content) > limit:
            raise too_much(WHAT)
        left -= len(content)
        yield entry.filename, content


def pack(package: Package) -> bytes:
    """Pack the parts taken over, without times; what each is, is said as the original said it."""
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as packed:
        for name, content in [(_TYPES, _types(package)), *package.kept.items()]:
            packed.writestr(zipfile.ZipInfo(name, _NO_TIME), content, zipfile.ZIP_DEFLATED)
    return file.getvalue()


def _types(package: Package) -> bytes:
    root = markup.parse(package.parts[_TYPES])
    kept = {f"/{name}".lower() for name in package.kept}
    endings = {name.rpartition(".")[2].lower() for name in package.kept}
    stays: dict[str, Callable[[Any], bool]] = {
        "Override": lambda one: one.get("PartName", "").lower() in kept,
        "Default": lambda one: one.get("Extension", "").lower() in endings,
    }
    for one in list(root):
        if not stays.get(markup.local(one), lambda _: False)(one):
            root.remove(one)
    return markup.write(root)


def _link(part: str, one: Any) -> Link:
    outside = one.get("TargetMode") == "External"
    target = one.get("Target", "")
    if not outside:
        base = posixpath.dirname(part)
        target = posixpath.normpath(posixpath.join("/", base, target)).lstrip("/")
    return Link(one.get("Id", ""), one.get("Type", "").rpartition("/")[2], target, outside, one)
