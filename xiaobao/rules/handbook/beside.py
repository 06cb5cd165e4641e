"""Which entries of the handbook fit a matter as it stands: what is opened beside it without being asked for.

An entry fits when every list of its ``applies`` that is not empty holds what the matter is; ``acts`` never
narrows. What merely may be of use (a matter outside the remit, a typical case) comes with the reason why it
is shown, and decides nothing.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from itertools import islice

from xiaobao.rules.acts import Act, State, Track
from xiaobao.rules.handbook.book import Book
from xiaobao.rules.handbook.entry import DRAWING, Entry
from xiaobao.rules.handbook.kinds import Applies, Chapter, Kind, Outside, Precedent

WITHOUT_AUTHORITY = 1
"""The ground for declining that no bureau of ours has authority (令121 第十六条第一项, 令20 第十五条)."""
MOST_HINTS, MOST_IN_DOUBT, MOST_PRECEDENTS = 3, 6, 4


@dataclass(frozen=True)
class Situation:
    """What a matter is now: all that decides which page is opened beside it.

    ``respondent`` is a ``jurisdiction.RespondentKind``, empty while nobody has said so; ``grounds`` are those
    for declining that are considered; ``text`` is what was written, masked; ``within_duties`` is None while
    open. ``act`` is the act whose form is open: what is said once it is done is then to be read as well.
    """

    track: Track
    state: State
    categories: tuple[str, ...] = ()
    respondent: str = ""
    grounds: tuple[int, ...] = ()
    text: str = ""
    within_duties: bool | None = None
    act: Act | None = None

    @property
    def doubted(self) -> bool:
        """Whether it is in doubt that the matter belongs to a market regulator at all."""
        return self.within_duties is False or WITHOUT_AUTHORITY in self.grounds


@dataclass(frozen=True)
class Hint:
    """An entry that may be of use, and by which words of the text, track and categories one thinks of it."""

    entry: Entry
    cues: tuple[str, ...] = ()
    categories: tuple[str, ...] = ()
    same_track: bool = False

    @property
    def score(self) -> int:
        """How much speaks for it: a category weighs three, a word two, the track one."""
        return 3 * len(self.categories) + 2 * len(self.cues) + self.same_track


@dataclass(frozen=True)
class Beside:
    """What is opened beside a matter; ``doubted``: whether it is in doubt that it is ours.

    ``phrases`` are those of the state: on a ground considered first, then what the call begins with, then
    what a category or respondent adds. ``anytime`` are the phrases that fit in whatever state.
    """

    steps: tuple[Entry, ...]
    phrases: tuple[Entry, ...]
    anytime: tuple[Entry, ...]
    chapters: tuple[Entry, ...]
    outside: tuple[Hint, ...]
    precedents: tuple[Hint, ...]
    doubted: bool


def fitting(book: Book, situation: Situation) -> Beside:
    """Return what fits a matter, what speaks of it most closely first."""
    phrases = _entries(book, Kind.PHRASE, situation)
    return Beside(
        steps=_entries(book, Kind.STEP, situation),
        phrases=_as_said([one for one in phrases if narrowness(one.applies) > 1]),
        anytime=tuple(one for one in phrases if narrowness(one.applies) < 2),
        chapters=_chapters(book, situation),
        outside=_outside(book, situation),
        precedents=_precedents(book, situation),
        doubted=situation.doubted,
    )


def on_ground(book: Book, ground: int, track: Track = Track.COMPLAINT) -> tuple[Entry, ...]:
    """Return the steps and phrases that speak of one ground for declining, whatever else they ask."""
    found = (*book.of(Kind.STEP), *book.of(Kind.PHRASE))
    return tuple(
        one
        for one in found
        if ground in one.applies.grounds and (not one.applies.tracks or track in one.applies.tracks)
    )


def fits(applies: Applies, situation: Situation) -> bool:
    """Whether every list that is not empty holds what the matter is; an entry that asks nothing fits none."""
    asked: tuple[tuple[Collection[object], Collection[object]], ...] = (
        (applies.tracks, (situation.track,)),
        (applies.states, (situation.state,)),
        (applies.categories, situation.categories),
        (applies.respondents, (situation.respondent,)),
        (applies.grounds, situation.grounds),
    )
    narrowing = [(wanted, is_) for wanted, is_ in asked if wanted]
    return bool(narrowing) and all(any(one in wanted for one in is_) for wanted, is_ in narrowing)


def narrowness(applies: Applies) -> int:
    """Count the lists that narrow an entry; what few matters have (category, respondent, ground) twice."""
    few = (applies.categories, applies.respondents, applies.grounds)
    return sum(map(bool, (applies.tracks, applies.states))) + 2 * sum(map(bool, few))


def _entries(book: Book, kind: Kind, situation: Situation) -> tuple[Entry, ...]:
    found = [one for one in book.of(kind) if _is_about(one.applies, situation)]
    named = [one for one in found if situation.act in one.applies.acts]
    # On the form of an act what speaks of that act is wanted; where nothing does, what fits the state.
    return tuple(sorted(named or found, key=lambda one: -narrowness(one.applies)))


def _as_said(phrases: Sequence[Entry]) -> tuple[Entry, ...]:
    """Put what a call begins with, the first of its state in the book, before what a category adds to it."""
    on_a_ground = [one for one in phrases if one.applies.grounds]
    plain = (one for one in phrases if not _is_added(one.applies))
    return tuple(dict.fromkeys([*on_a_ground, *islice(plain, 1), *phrases]))


def _is_added(applies: Applies) -> bool:
    return bool(applies.categories or applies.respondents or applies.grounds)


def _is_about(applies: Applies, situation: Situation) -> bool:
    if fits(applies, situation):
        return True
    if situation.act is None or situation.act not in applies.acts:
        return False
    # What is said once the act is done stands under the state that follows.
    whatever_state = Applies(applies.tracks, (), (), applies.categories, applies.respondents, applies.grounds)
    return fits(whatever_state, situation)


def _chapters(book: Book, situation: Situation) -> tuple[Entry, ...]:
    own = [one for one in book.of(Kind.CHAPTER) if _category_of(one) in situation.categories]
    drawings = [("flowchart", situation.track.value)] + ([("outside", "")] if situation.doubted else [])
    drawn = [one for wanted in drawings for one in book.of(Kind.CHAPTER) if wanted in _drawings(one)]
    return tuple(dict.fromkeys([*own, *drawn]))


def _category_of(entry: Entry) -> str | None:
    return (entry.head.category or None) if isinstance(entry.head, Chapter) else None


def _drawings(entry: Entry) -> set[tuple[str, str]]:
    found = (DRAWING.match(line) for line in entry.body.splitlines())
    return {(match[1], match[2] or "") for match in found if match}


def _outside(book: Book, situation: Situation) -> tuple[Hint, ...]:
    """Return matters outside the remit that words of the text make one think of, most words first."""
    hints = [Hint(one, cues) for one in book.of(Kind.OUTSIDE) if (cues := _cues(one, situation.text))]
    ranked = sorted(hints, key=lambda one: (-one.score, -max(map(len, one.cues))))
    return tuple(ranked[: MOST_IN_DOUBT if situation.doubted else MOST_HINTS])


def _precedents(book: Book, situation: Situation) -> tuple[Hint, ...]:
    """Return typical cases of the same category or with the same words, those with most in common first."""
    hints = [_alike(one, situation) for one in book.of(Kind.PRECEDENT)]
    alike = [one for one in hints if one.categories or one.cues]
    return tuple(sorted(alike, key=lambda one: -one.score)[:MOST_PRECEDENTS])


def _alike(entry: Entry, situation: Situation) -> Hint:
    head = entry.head
    if not isinstance(head, Precedent):
        return Hint(entry)
    shared = tuple(one for one in head.categories if one in situation.categories)
    return Hint(entry, _cues(entry, situation.text), shared, head.track is situation.track)


def _cues(entry: Entry, text: str) -> tuple[str, ...]:
    head = entry.head
    cues = head.cues if isinstance(head, Outside | Precedent) else ()
    return tuple(one for one in cues if one in text)
