"""The handbook as it is read on the staff screens: its first page, lists, entries, charts and search."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from xiaobao.desk.handbook_links import HIDDEN, address_of, article_address, entry_address
from xiaobao.desk.handbook_web import web_of
from xiaobao.desk.screen import Asking
from xiaobao.handbook import search, shelf
from xiaobao.handbook.drawn import Cards
from xiaobao.handbook.drawn_book import card, when
from xiaobao.handbook.models import Edition, EditionEntry
from xiaobao.handbook.revisits import open_count
from xiaobao.handbook.waiting import waiting_for
from xiaobao.handbook.web import Section, Web
from xiaobao.home import official_texts
from xiaobao.refusals import NotFound
from xiaobao.rules import hot_categories
from xiaobao.rules.acts import State, Track
from xiaobao.rules.handbook.book import Book
from xiaobao.rules.handbook.entry import Entry, path_of
from xiaobao.rules.handbook.kinds import Chapter, Kind, Outside, Precedent, Step

NONE = "手册里没有这一篇。"
FOLDERS = {kind.folder: kind for kind in Kind if kind not in HIDDEN}
"""The kinds of entries that are read, by folder."""
_REVISITS = "handbook-revisits"
_WORK = (
    ("handbook-proposals", gettext_noop("修改建议"), ()),
    ("handbook-drafts", gettext_noop("编写与审稿"), ("handbook_write", "handbook_comment")),
    ("handbook-editions", gettext_noop("版次"), ()),
    ("case-library", gettext_noop("案例库"), ()),
    ("quiz-home", gettext_noop("练习"), ()),
    ("law-book", gettext_noop("法条"), ()),
    (_REVISITS, gettext_noop("法规变动复核"), ("handbook_write", "handbook_decide")),
)
"""The other parts of the handbook: name of the address, what it is called, the acts that open it (any)."""
_FORMS = (("pdf", "PDF"), ("docx", "Word"), ("html", gettext_noop("离线网页")))
_WAITS = {"handbook-drafts": waiting_for, _REVISITS: open_count}
"""How many of a part wait for whoever looks."""


@dataclass(frozen=True)
class Leaf:
    """One line of a list: what it is called, where it is read, what is said beside it."""

    title: str
    address: str
    about: str = ""
    public: bool = False


@dataclass(frozen=True)
class Part:
    """A part of the handbook: its entries, or how many of one kind there are and where they are listed."""

    title: str
    leaves: tuple[Leaf, ...]
    address: str = ""
    count: int = 0


@dataclass(frozen=True)
class HomePage:
    """The first page; ``edition`` None: what came with the software is in service."""

    edition: Edition | None
    parts: tuple[Part, ...]
    lists: tuple[Part, ...]
    work: tuple[Leaf, ...]
    files: tuple[Leaf, ...]


@dataclass(frozen=True)
class ListPage:
    """All entries of one kind, drawn; ``areas`` are what it may be narrowed to, ``chosen`` the one it is."""

    kind: Kind
    html: str
    sections: tuple[Section, ...]
    count: int
    areas: tuple[tuple[str, int], ...] = ()
    chosen: str = ""


@dataclass(frozen=True)
class EntryPage:
    """One entry; ``row`` says since which edition it reads so and who wrote it, None for shipped files."""

    entry: Entry
    html: str
    sections: tuple[Section, ...]
    row: EditionEntry | None
    when: str
    categories: tuple[str, ...]
    before: Leaf | None
    after: Leaf | None
    propose: str


@dataclass(frozen=True)
class FlowPage:
    """The flowchart of a procedure, its periods, and what is said on the telephone in each state."""

    track: Track
    chart: str
    clocks: str
    said: tuple[tuple[State, str], ...]


@dataclass(frozen=True)
class SearchHit:
    """One hit and where it is read."""

    hit: search.Hit
    address: str


@dataclass(frozen=True)
class SearchGroup:
    """The hits of one group; ``more`` is where all of them are shown, empty where these are all."""

    group: search.Group
    total: int
    hits: tuple[SearchHit, ...]
    more: str


@dataclass(frozen=True)
class SearchPage:
    """What was asked for and found; ``total`` over all groups."""

    query: str
    only: str
    groups: tuple[SearchGroup, ...]
    total: int


def home_page(ask: Asking) -> HomePage:
    """Return the first page: chapters by part, lists of the other kinds, and what the officer may do."""
    book = shelf.in_service()
    chapters = [one for one in book.of(Kind.CHAPTER) if isinstance(one.head, Chapter)]
    general = tuple(_leaf(one) for one in chapters if not _of_category(one))
    hot = tuple(_leaf(one) for one in chapters if _of_category(one))
    kinds = (Kind.PHRASE, Kind.STEP, Kind.OUTSIDE, Kind.PRECEDENT)
    lists = tuple(Part(kind.label, (), _list_address(kind), len(book.of(kind))) for kind in kinds)
    parts = (Part(_("程序和流程"), general), Part(_("七类热点"), hot))
    return HomePage(
        edition=shelf.latest(),
        parts=tuple(one for one in parts if one.leaves),
        lists=lists,
        work=tuple(_work(ask)),
        files=tuple(Leaf(label, address_of("handbook-download", form=form)) for form, label in _FORMS),
    )


def list_page(ask: Asking, folder: str, area: str = "") -> ListPage:
    """Return all entries of a kind; raises NotFound for chapters, which stand on the first page."""
    kind = FOLDERS.get(folder, Kind.CHAPTER)
    if kind is Kind.CHAPTER:
        raise NotFound(NONE)
    book = shelf.in_service()
    areas = _areas(book) if kind is Kind.OUTSIDE else ()
    chosen = area if area in dict(areas) else ""
    web = web_of(ask, book=_within(book, chosen) if chosen else book)
    html, sections = web.page("\n\n".join(_listed(kind, web, ask)))
    return ListPage(kind, html, sections, len(web.material.book.of(kind)), areas, chosen)


def entry_page(ask: Asking, folder: str, slug: str) -> EntryPage:
    """Return one entry; raises NotFound."""
    web = web_of(ask, whole=True)
    kind = FOLDERS.get(folder)
    entry = web.material.book.get(kind, slug) if kind else None
    if entry is None:
        raise NotFound(NONE)
    html, sections = web.page(entry.body)
    before, after = _neighbours(entry, web.material.book)
    propose = address_of("proposal-new")
    return EntryPage(
        entry=entry,
        html=html,
        sections=sections,
        row=_row(entry),
        when=when(entry.head) if isinstance(entry.head, Step) else "",
        categories=tuple(_category_names(entry, ask)),
        before=before,
        after=after,
        propose=f"{propose}?{urlencode({'path': entry.path})}" if propose else "",
    )


def flow_page(ask: Asking, track: str) -> FlowPage:
    """Return the page of a procedure; raises NotFound for a track there is not."""
    found = next((one for one in Track if one.value == track), None)
    if found is None:
        raise NotFound(NONE)
    web = web_of(ask)
    by_state = [(state, _said_in(state, found, web.material.book)) for state in State]
    said = tuple(
        (state, "".join(web.piece(Cards("", (card(one),))) for one in entries))
        for state, entries in by_state
        if entries
    )
    return FlowPage(found, web.flow(found), web.html(f"{{{{clocks {found.value}}}}}"), said)


def search_page(ask: Asking, query: str, only: str = "") -> SearchPage:
    """Return what holds a query, in the handbook in service, the law held and the typical cases."""
    texts = search.texts_of(shelf.in_service(), ask.rulebook.law, official_texts())
    found = search.search(texts, query, only)
    groups = tuple(_group(one, query) for one in found)
    return SearchPage(query[: search.LONGEST_QUERY], only, groups, sum(one.total for one in found))


def _of_category(entry: Entry) -> bool:
    return isinstance(entry.head, Chapter) and bool(entry.head.category)


def _leaf(entry: Entry) -> Leaf:
    return Leaf(entry.title, entry_address(entry.path), public=entry.public)


def _list_address(kind: Kind) -> str:
    return reverse("handbook-list", kwargs={"folder": kind.folder})


def _work(ask: Asking) -> Iterator[Leaf]:
    for name, label, acts in _WORK:
        address = address_of(name)
        if address and (not acts or any(ask.officer.may(act) for act in acts)):
            waits = _WAITS[name](ask.officer) if name in _WAITS else 0
            yield Leaf(label, address, about=str(waits or ""))


def _areas(book: Book) -> tuple[tuple[str, int], ...]:
    named = [one.head.area for one in book.of(Kind.OUTSIDE) if isinstance(one.head, Outside)]
    return tuple((area, named.count(area)) for area in dict.fromkeys(named))


def _within(book: Book, area: str) -> Book:
    wanted = (one for one in book.of(Kind.OUTSIDE) if isinstance(one.head, Outside) and one.head.area == area)
    return Book({one.path: one for one in wanted})


def _listed(kind: Kind, web: Web, ask: Asking) -> Iterator[str]:
    """Yield a body that lists the entries of a kind: the same lines a chapter would draw them by."""
    if kind is Kind.OUTSIDE:
        yield "{{outside}}"
    if kind is Kind.PHRASE:
        yield from (f"## {track.label}\n\n{{{{phrases {track.value}}}}}" for track in Track)
    if kind is Kind.PRECEDENT:
        categories = hot_categories.load(ask.rulebook.content)
        yield from (f"## {one.name}\n\n{{{{precedents {one.id}}}}}" for one in categories)
    if kind is Kind.STEP:
        for track in Track:
            mine = [one for one in web.material.book.of(kind) if track in (one.applies.tracks or (track,))]
            yield from [f"## {track.label}", *(f"### {one.title}\n\n{one.body}" for one in mine)]


def _neighbours(entry: Entry, book: Book) -> tuple[Leaf | None, Leaf | None]:
    leaves = [_leaf(one) for one in book.of(entry.kind)]
    at = book.of(entry.kind).index(entry)
    return leaves[at - 1] if at else None, leaves[at + 1] if at + 1 < len(leaves) else None


def _row(entry: Entry) -> EditionEntry | None:
    latest = shelf.latest()
    return latest.entries.filter(path=path_of(entry.kind, entry.slug)).first() if latest else None


def _category_names(entry: Entry, ask: Asking) -> Iterator[str]:
    named = entry.head.categories if isinstance(entry.head, Precedent) else entry.applies.categories
    yield from (one.name for one in hot_categories.load(ask.rulebook.content) if one.id in named)


def _said_in(state: State, track: Track, book: Book) -> list[Entry]:
    return [
        one
        for one in book.of(Kind.PHRASE)
        if state in one.applies.states and track in (one.applies.tracks or (track,))
    ]


def _group(found: search.Found, query: str) -> SearchGroup:
    hits = tuple(SearchHit(one, _read_at(one.text)) for one in found.hits)
    asked = urlencode({"q": query, "in": found.group.value})
    more = f"{reverse('handbook-search')}?{asked}" if len(hits) < found.total else ""
    return SearchGroup(found.group, found.total, hits, more)


def _read_at(text: search.Text) -> str:
    return entry_address(text.path) if text.path else article_address(text.cite) if text.cite else ""
