"""The law of the handbook on the staff screens: what its pages draw, with addresses."""

from __future__ import annotations

from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from xiaobao.desk.handbook_links import entry_address
from xiaobao.desk.screen import Asking
from xiaobao.handbook import shelf
from xiaobao.handbook.law_page import ArticlePart, Group, LawPage, law_list, law_page
from xiaobao.handbook.material import Material
from xiaobao.handbook.revisits import may_revisit, waiting
from xiaobao.home import official_texts
from xiaobao.law import LawError
from xiaobao.refusals import Unavailable
from xiaobao.rules.handbook.entry import Entry

DOUBTS = {
    "single_source": _("核对过一个来源"),
    "inferred": _("推定"),
    "unverified": _("未核实"),
}
"""What stands beside what is not verified twice; the codes are those of ``law.Confidence``."""


@dataclass(frozen=True)
class Link:
    """An entry of the handbook by its title; ``address`` is empty where it has no page."""

    title: str
    kind: str
    address: str


@dataclass(frozen=True)
class Shown:
    """One article with where what cites it is read."""

    part: ArticlePart
    links: tuple[Link, ...]


@dataclass(frozen=True)
class TextScreen:
    """One regulation; ``waiting`` counts what waits for another look because of it."""

    page: LawPage
    articles: tuple[Shown, ...]
    whole: tuple[Link, ...]
    waiting: int


@dataclass(frozen=True)
class ListScreen:
    """The regulations we hold, as the query narrows them."""

    groups: tuple[Group, ...]
    query: str
    total: int


def list_screen(ask: Asking, query: str) -> ListScreen:
    """Return the list."""
    groups = law_list(_material(ask), query)
    return ListScreen(groups, query, sum(len(group.lines) for group in groups))


def text_screen(ask: Asking, regulation: str) -> TextScreen:
    """Return one regulation; raises NotFound, Unavailable where its official text is damaged."""
    try:
        page = law_page(regulation, _material(ask))
    except LawError as error:
        raise Unavailable(error.message, code=error.code) from error
    shown = tuple(Shown(part, tuple(map(_link, part.entries))) for part in page.articles)
    open_here = waiting().filter(regulation=regulation).count() if may_revisit(ask.officer) else 0
    return TextScreen(page, shown, tuple(map(_link, page.whole)), open_here)


def law_address(regulation: str) -> str:
    """Return where a regulation is read."""
    return reverse("law-text", kwargs={"regulation": regulation})


def _material(ask: Asking) -> Material:
    rules = ask.rulebook
    return Material(rules.law, shelf.in_service(), rules.notices, ask.today, official_texts())


def _link(entry: Entry) -> Link:
    return Link(entry.title, entry.kind.label, entry_address(entry.path))
