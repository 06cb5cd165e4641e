"""What the drawings of the handbook are made from."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from pathlib import Path
from typing import Protocol

from xiaobao.documents.notices import Notice
from xiaobao.handbook.cited import Cited, words_of
from xiaobao.law import Lawbook, LawError, citation
from xiaobao.rules.handbook.book import Book
from xiaobao.rules.handbook.entry import Citation, Entry
from xiaobao.rules.handbook.kinds import Kind

HOUSE = "house"
"""The family of the bureau's own rules."""
GONE = "法规库中没有这一条"
"""What stands for an article the lawbook does not hold, or holds no more."""


class Limit(Protocol):
    """A time limit of the bureau beside the law's period."""

    @property
    def clock(self) -> str:
        """The name of the period."""

    @property
    def within(self) -> int:
        """Working days."""

    @property
    def law(self) -> str:
        """The law's period in words."""

    @property
    def basis(self) -> str:
        """Where the law says so."""


class Sign(Protocol):
    """An act that wants a signature."""

    @property
    def act(self) -> str:
        """The act in words."""

    @property
    def posts(self) -> tuple[str, ...]:
        """The posts of which one signs."""


class Handling(Protocol):
    """How a class of matters is handled in one office, or in all."""

    @property
    def office(self) -> str:
        """The office in words."""

    @property
    def posts(self) -> tuple[str, ...]:
        """Who handles."""

    @property
    def limits(self) -> Sequence[Limit]:
        """The bureau's own limits."""

    @property
    def steps(self) -> tuple[str, ...]:
        """The steps in words."""

    @property
    def signs(self) -> Sequence[Sign]:
        """Who signs what."""


class Handled(Protocol):
    """A class of matters with how it is handled: what the docket tells of the matrix in words."""

    @property
    def name(self) -> str:
        """The class."""

    @property
    def note(self) -> str:
        """What to keep in mind."""

    @property
    def when(self) -> tuple[str, ...]:
        """What belongs to it; one of these is enough."""

    @property
    def cells(self) -> Sequence[Handling]:
        """How it is handled, office by office."""


@dataclass(frozen=True)
class Material:
    """What drawings are made from.

    ``handlers`` are the classes of the matrix in words: only the docket can tell them. ``official`` is the
    folder of official texts. ``public``: only entries citizens may read are shown. ``also`` are citations
    beside those of the entries: what other drawings cite.
    """

    law: Lawbook
    book: Book
    notices: Mapping[str, Notice]
    day: date
    official: Path
    handlers: Sequence[Handled] = ()
    public: bool = False
    also: tuple[Citation, ...] = ()

    def shows(self, entry: Entry) -> bool:
        """Whether the entry may be shown here."""
        return entry.public or not self.public

    def cited(self, cite: Citation) -> Cited:
        """Return what a citation says; one that points at nothing any more says so (法规已经改动)."""
        try:
            return words_of(self.law, cite, self.official)
        except LawError:
            held = self.law.regulations.get(cite.regulation)
            title = f"《{held.title}》" if held else cite.regulation
            return Cited(f"{title}{_read(cite.article)}（{GONE}）", GONE, official=False)

    def paraphrased(self, cite: Citation) -> bool:
        """Whether an article is only paraphrased here; the bureau's own rules are in their own words."""
        held = self.law.regulations.get(cite.regulation)
        own = held is not None and held.family == HOUSE
        return bool(cite.article) and not own and not self.cited(cite).official

    @cached_property
    def entries(self) -> tuple[Entry, ...]:
        """The entries that may be shown here, in the order of the book."""
        return tuple(filter(self.shows, self.book))

    def of(self, kind: Kind) -> tuple[Entry, ...]:
        """Return those of one kind."""
        return tuple(entry for entry in self.entries if entry.kind is kind)


def _read(article: str) -> str:
    return str(citation.parse(article)) if article else ""
