"""What stands for ``{{name argument}}`` lines (rules.handbook.entry.DRAWN), as data to show, print or export.

Nothing here is HTML or a page: a cell and a card's body are Markdown of the handbook, with ``[[citations]]``
and ``{{facts}}`` in them.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Figure:
    """A drawing: ``svg`` is a whole document with a viewBox."""

    svg: str
    caption: str


@dataclass(frozen=True, slots=True)
class Row:
    """One row: its cells, what stands under them across the table, and where it can be pointed at.

    ``path`` is the entry it shows (``outside/telecom-fees.md``), ``anchor`` a name to link to, both empty
    where there is none.
    """

    cells: tuple[str, ...]
    under: str = ""
    path: str = ""
    anchor: str = ""


@dataclass(frozen=True, slots=True)
class Table:
    """A table; ``widths`` are the shares of the columns, ``note`` stands below, ``anchor`` points at it."""

    caption: str
    head: tuple[str, ...]
    widths: tuple[int, ...]
    rows: tuple[Row, ...]
    note: str = ""
    anchor: str = ""


@dataclass(frozen=True, slots=True)
class Card:
    """An entry shown whole: ``lead`` is when it is for, ``points`` what to take from it, ``note`` a caution.

    ``spoken``: its words are to be said on the telephone, and worth copying.
    """

    path: str
    title: str
    lead: str
    body: str
    points: tuple[str, ...] = ()
    note: str = ""
    spoken: bool = False


@dataclass(frozen=True, slots=True)
class Cards:
    """Entries under one caption."""

    caption: str
    cards: tuple[Card, ...]


@dataclass(frozen=True, slots=True)
class Remark:
    """A sentence in place of what cannot be drawn, or of what is empty."""

    text: str


Drawn = Figure | Table | Cards | Remark
