"""The case library on screen: published cases, how often each was used, what officers think of them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.urls import reverse

from xiaobao.desk.handbook_links import entry_address
from xiaobao.desk.handbook_web import web_of
from xiaobao.desk.screen import Asking
from xiaobao.docket.actions import use_case as using
from xiaobao.docket.case_library import used_counts
from xiaobao.handbook.actions.mark_case import MARK
from xiaobao.handbook.models import CaseMark
from xiaobao.handbook.shelf import in_service
from xiaobao.refusals import NotFound
from xiaobao.rules import hot_categories
from xiaobao.rules.acts import Track
from xiaobao.rules.handbook.entry import Entry
from xiaobao.rules.handbook.kinds import Kind, Precedent

NONE = "没有这个典型案例。"
_LONGEST = 60


@dataclass(frozen=True)
class Chosen:
    """What the library is narrowed to; ``marked`` is a mark, empty for all."""

    category: str = ""
    track: str = ""
    outcome: str = ""
    text: str = ""
    marked: str = ""

    @classmethod
    def of(cls, query: Mapping[str, str]) -> Chosen:
        """Read it from the address."""
        names = ("category", "track", "outcome", "text", "marked")
        return cls(**{name: query.get(name, "").strip()[:_LONGEST] for name in names})

    def fits(self, entry: Entry, head: Precedent, outdated: bool) -> bool:
        """Tell whether a case is among them."""
        return (
            self.category in ("", *head.categories)
            and self.track in ("", head.track)
            and self.outcome in ("", head.outcome)
            and (not self.text or self.text.casefold() in entry.text.casefold())
            and (self.marked != CaseMark.Mark.OUTDATED or outdated)
        )


@dataclass(frozen=True)
class CaseLine:
    """One published case: in how many matters it was used, how many find it useful or outdated."""

    slug: str
    head: Precedent
    categories: tuple[str, ...]
    used: int
    useful: int
    outdated: int
    address: str


@dataclass(frozen=True)
class LibraryPage:
    """The library; ``outdated`` counts the cases somebody finds outdated, for the editors."""

    chosen: Chosen
    lines: tuple[CaseLine, ...]
    total: int
    categories: tuple[tuple[str, str], ...]
    outcomes: tuple[str, ...]
    tracks: tuple[Track, ...]
    outdated: int
    may_see_nominations: bool


@dataclass(frozen=True)
class CasePage:
    """One case with what officers think of it; ``mine`` is the officer's own mark, None before."""

    line: CaseLine
    entry: Entry
    html: str
    marks: Sequence[CaseMark]
    mine: CaseMark | None
    may_mark: bool
    read_at: str


def library_page(ask: Asking, chosen: Chosen) -> LibraryPage:
    """Return the published cases that fit; in two queries."""
    book = in_service()
    marks = list(CaseMark.objects.order_by("slug"))
    outdated = {one.slug for one in marks if one.mark == CaseMark.Mark.OUTDATED}
    heads = [(one, one.head) for one in book.of(Kind.PRECEDENT) if isinstance(one.head, Precedent)]
    fitting = [(one, head) for one, head in heads if chosen.fits(one, head, one.slug in outdated)]
    names = {one.id: one.name for one in hot_categories.load(ask.rulebook.content)}
    used = used_counts()
    return LibraryPage(
        chosen=chosen,
        lines=tuple(_line(one, head, names, used, marks) for one, head in fitting),
        total=len(heads),
        categories=tuple(names.items()),
        outcomes=tuple(sorted({head.outcome for _, head in heads})),
        tracks=tuple(Track),
        outdated=len(outdated & {one.slug for one, _ in heads}),
        may_see_nominations=any(map(ask.officer.may, ("case_nominate", "case_confirm", "handbook_write"))),
    )


def case_page(ask: Asking, slug: str) -> CasePage:
    """Return one published case; raises NotFound."""
    entry = in_service().get(Kind.PRECEDENT, slug)
    if entry is None or not isinstance(entry.head, Precedent):
        raise NotFound(NONE)
    marks = list(CaseMark.objects.filter(slug=slug).select_related("by"))
    names = {one.id: one.name for one in hot_categories.load(ask.rulebook.content)}
    return CasePage(
        line=_line(entry, entry.head, names, used_counts(), marks),
        entry=entry,
        html=web_of(ask).html(entry.body),
        marks=marks,
        mine=next((one for one in marks if one.by_id == ask.officer.user.pk), None),
        may_mark=any(map(ask.officer.may, MARK)),
        read_at=entry_address(entry.path),
    )


def use_case(ask: Asking, matter_id: int, slug: str) -> bool:
    """Keep that a published case was used on a matter; False where somebody has said so before.

    Raises NotAllowed, NotFound.
    """
    if in_service().get(Kind.PRECEDENT, slug) is None:
        raise NotFound(NONE)
    return using.use_case(
        matter_id=matter_id, slug=slug, officer=ask.officer, at=ask.now, address=ask.address
    )


def _line(
    entry: Entry, head: Precedent, names: Mapping[str, str], used: Mapping[str, int], marks: list[CaseMark]
) -> CaseLine:
    said = [one.mark for one in marks if one.slug == entry.slug]
    return CaseLine(
        slug=entry.slug,
        head=head,
        categories=tuple(names.get(one, one) for one in head.categories),
        used=used.get(entry.slug, 0),
        useful=said.count(CaseMark.Mark.USEFUL),
        outdated=said.count(CaseMark.Mark.OUTDATED),
        address=reverse("case", kwargs={"slug": entry.slug}),
    )
