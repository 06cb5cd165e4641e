"""The public part of the handbook: what citizens may read, and nothing that hints at the rest."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from django.urls import reverse

from xiaobao.handbook import shelf
from xiaobao.handbook.material import Material
from xiaobao.handbook.web import Section, Web
from xiaobao.home import official_texts
from xiaobao.portal.screen import Asking
from xiaobao.refusals import NotFound
from xiaobao.rules.handbook import entry as entries
from xiaobao.rules.handbook.book import Book
from xiaobao.rules.handbook.entry import Entry
from xiaobao.rules.handbook.kinds import Kind, Outside

NONE = "没有这一页。"
_READ = {kind.folder: kind for kind in (Kind.CHAPTER, Kind.PRECEDENT, Kind.OUTSIDE)}
"""What citizens read, by folder; the words officers say and the points they check are the bureau's own."""


@dataclass(frozen=True)
class PublicLeaf:
    """One line of a list."""

    title: str
    address: str


@dataclass(frozen=True)
class Area:
    """Matters other authorities are competent for, of one area."""

    name: str
    leaves: tuple[PublicLeaf, ...]


@dataclass(frozen=True)
class PublicHandbook:
    """The first page: chapters, typical cases, and what is for other authorities, by area."""

    chapters: tuple[PublicLeaf, ...]
    precedents: tuple[PublicLeaf, ...]
    areas: tuple[Area, ...]


@dataclass(frozen=True)
class PublicEntry:
    """One entry; its sections are listed where there are several."""

    entry: Entry
    html: str
    sections: tuple[Section, ...]


def public_handbook(ask: Asking) -> PublicHandbook:
    """Return the first page."""
    book = _book(ask).material.book
    outside = [(one.head.area, one) for one in book.of(Kind.OUTSIDE) if isinstance(one.head, Outside)]
    areas = dict.fromkeys(area for area, _one in outside)
    return PublicHandbook(
        chapters=tuple(_leaves(book, Kind.CHAPTER)),
        precedents=tuple(_leaves(book, Kind.PRECEDENT)),
        areas=tuple(Area(area, tuple(_leaf(one) for at, one in outside if at == area)) for area in areas),
    )


def public_entry(ask: Asking, folder: str, slug: str) -> PublicEntry:
    """Return one entry; raises NotFound for what is not public as for what there is not."""
    web, kind = _book(ask), _READ.get(folder)
    entry = web.material.book.get(kind, slug) if kind else None
    if entry is None:
        raise NotFound(NONE)
    html, sections = web.page(entry.section("书面答复") if kind is Kind.OUTSIDE else entry.body)
    return PublicEntry(entry, html, sections)


def _book(ask: Asking) -> Web:
    """Return how the handbook is put on a public page, over a book that holds nothing internal."""
    rules = ask.rulebook
    whole = shelf.in_service()
    shown = Book({path: one for path, one in whole.entries.items() if one.public})
    material = Material(rules.law, shown, rules.notices, ask.today, official_texts(), public=True)
    bureau = rules.locality.bureau
    return Web(material, {"bureau": bureau.name, "phone": bureau.phone}, entry=_address)


def _address(path: str) -> str:
    kind = entries.kind_of(path)
    slug = path.rpartition("/")[2].removesuffix(".md")
    return reverse("portal:handbook-entry", args=[kind.folder, slug]) if kind.folder in _READ else ""


def _leaf(entry: Entry) -> PublicLeaf:
    return PublicLeaf(entry.title, _address(entry.path))


def _leaves(book: Book, kind: Kind) -> Iterator[PublicLeaf]:
    return (_leaf(one) for one in book.of(kind))
