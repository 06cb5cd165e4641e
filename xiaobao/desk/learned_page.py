"""What is learned beside what is done (学用): the handbook's use and the docket's defects, topic by topic."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from xiaobao.desk.handbook_links import entry_address
from xiaobao.desk.screen import Asking
from xiaobao.docket.defects_board import DefectsBoard, defects_board
from xiaobao.docket.load_board_year import Span
from xiaobao.handbook.shelf import in_service
from xiaobao.handbook.use_board import LEAST, Practised, UseBoard, use_board
from xiaobao.rules import hot_categories
from xiaobao.rules.acts import Track
from xiaobao.rules.handbook import quiz as quizzes
from xiaobao.rules.handbook.entry import Entry
from xiaobao.rules.handbook.kinds import Chapter
from xiaobao.rules.scorecard import Share

FEWEST = 20
"""Of fewer matters received a chapter is never called the one found wanting most."""


@dataclass(frozen=True)
class Topic:
    """One chapter that can be practised, with what is done under it; None where nothing can be told.

    ``least_known``: its quizzes came to least; ``most_wanting``: its matters were found wanting most often.
    """

    title: str
    address: str
    opened: int
    practised: Practised | None
    wanting: Share | None
    corrected: Share | None
    least_known: bool = False
    most_wanting: bool = False


@dataclass(frozen=True)
class LearnedPage:
    """Both boards and the topics; ``others``: openings of the other pages of the handbook by folder.

    ``least`` people must have practised, ``fewest`` matters have come, before a chapter is called the worst.
    """

    topics: tuple[Topic, ...]
    use: UseBoard
    defects: DefectsBoard
    others: tuple[tuple[str, int], ...]
    least: int = LEAST
    fewest: int = FEWEST


def learned_page(ask: Asking, span: Span) -> LearnedPage:
    """Return the page over these days; raises NotAllowed."""
    defects = defects_board(ask.officer, span.since, span.until)
    use = use_board(ask.officer, span.since, span.until)
    names = {one.id: one.name for one in hot_categories.load(ask.rulebook.content)}
    found = [_Found(one, names, use, defects) for one in quizzes.chapters(in_service())]
    known = _least(one.practised.rate for one in found if one.practised)
    bad = _most(one.done for one in found)
    topics = tuple(one.topic(known, bad) for one in found)
    return LearnedPage(topics, use, defects, tuple(_others(use, found)))


class _Found:
    """What both boards say of one chapter."""

    def __init__(self, entry: Entry, names: dict[str, str], use: UseBoard, defects: DefectsBoard) -> None:
        self.entry = entry
        self.pages = (entry.path, f"flow/{entry.slug}")
        self.opened = use.opened(self.pages)
        self.practised = use.chapters.get(entry.slug)
        category = names.get(entry.head.category, "") if isinstance(entry.head, Chapter) else ""
        procedure = entry.slug in {one.value for one in Track}
        self.wanting = defects.tracks[entry.slug] if procedure else defects.categories.get(category)
        self.corrected = defects.hot.get(category)

    @property
    def done(self) -> float | None:
        """The share found wanting, where it says anything."""
        told = self.wanting is not None and self.wanting.part and self.wanting.whole >= FEWEST
        return self.wanting.rate if self.wanting and told else None

    def topic(self, known: float | None, bad: float | None) -> Topic:
        rate = self.practised.rate if self.practised else None
        return Topic(
            self.entry.title, entry_address(self.entry.path), self.opened, self.practised, self.wanting,
            self.corrected, least_known=rate is not None and rate == known,
            most_wanting=self.done is not None and self.done == bad,
        )  # fmt: skip


def _least(rates: Iterable[float | None]) -> float | None:
    return min((one for one in rates if one is not None), default=None)


def _most(rates: Iterable[float | None]) -> float | None:
    return max((one for one in rates if one is not None), default=None)


def _others(use: UseBoard, found: Iterable[_Found]) -> Iterator[tuple[str, int]]:
    """Yield what else of the handbook was opened, by its folder."""
    told = {page for one in found for page in one.pages}
    counts: dict[str, int] = {}
    for page, count in use.pages.items():
        if page not in told:
            folder = page.split("/")[0]
            counts[folder] = counts.get(folder, 0) + count
    yield from sorted(counts.items(), key=lambda one: (-one[1], one[0]))
