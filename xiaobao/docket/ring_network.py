"""The network of a ring: telephones, persons, respondents, and by how many complaints they are tied."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from xiaobao.law.citation import numeral

PERSONS, PHONES, RESPONDENTS = 18, 12, 22
"""So many of each are drawn; the rest stand in one box (其余几个)."""
STEMS = "甲乙丙丁戊己庚辛壬癸"
_REST = "rest"


@dataclass(frozen=True, slots=True)
class Known:
    """What one complaint says: keys of person, telephone and respondent, each with what it is shown as."""

    person: str
    name: str
    phone: str
    shown_phone: str
    respondent: str
    respondent_name: str


@dataclass(frozen=True, slots=True)
class Node:
    """A box: ``matters`` complaints go through it; ``more``: it stands for so many others."""

    id: str
    label: str
    note: str
    matters: int
    more: int = 0


@dataclass(frozen=True, slots=True)
class Tie:
    """A line between two boxes, and by how many complaints."""

    one: str
    other: str
    matters: int


@dataclass(frozen=True)
class Network:
    """The boxes, the busiest first, and the lines between neighbours: telephone, person, respondent.

    ``called`` says what each person is called, by the key of linkage; those not drawn have no name here.
    """

    phones: tuple[Node, ...]
    persons: tuple[Node, ...]
    respondents: tuple[Node, ...]
    ties: tuple[Tie, ...]
    called: Mapping[str, str]

    @property
    def size(self) -> int:
        """How many boxes there are."""
        return len(self.phones) + len(self.persons) + len(self.respondents)


@dataclass(frozen=True)
class _Column:
    """The keys drawn, the busiest first, and how many complaints the others have."""

    side: str
    counts: Mapping[str, int]
    drawn: Sequence[str]

    def box(self, key: str) -> str:
        """Return the box a key stands in; empty for none."""
        if not key:
            return ""
        place = self.drawn.index(key) if key in self.drawn else _REST
        return f"{self.side}-{place}"

    def nodes(self, say: Callable[[int, str], tuple[str, str]]) -> Iterator[Node]:
        """Yield the boxes; ``say`` gives label and note of one, by place and key."""
        for place, key in enumerate(self.drawn):
            yield Node(self.box(key), *say(place, key), self.counts[key])
        others = [many for key, many in self.counts.items() if key not in self.drawn]
        if others:
            yield Node(f"{self.side}-{_REST}", "", "", sum(others), more=len(others))


def network_of(rows: Sequence[Known]) -> Network:
    """Return the boxes and lines; equal rows give equal boxes in equal order."""
    persons = _column("p", (row.person for row in rows), PERSONS)
    phones = _column("t", (row.phone for row in rows), PHONES)
    shops = _column("r", (row.respondent for row in rows), RESPONDENTS)
    names = _shown((row.person, row.name) for row in rows)
    numbers = _shown((row.phone, row.shown_phone) for row in rows)
    called = _shown((row.respondent, row.respondent_name) for row in rows)
    ties: Counter[tuple[str, str]] = Counter()
    for row in rows:
        who = persons.box(row.person)
        for one, other in ((phones.box(row.phone), who), (who, shops.box(row.respondent))):
            if one and other:
                ties[one, other] += 1
    return Network(
        phones=tuple(phones.nodes(lambda at, key: (f"电话{numeral(at + 1)}", numbers[key]))),
        persons=tuple(persons.nodes(lambda at, key: (stem(at), names[key]))),
        respondents=tuple(shops.nodes(lambda _at, key: (called[key], ""))),
        ties=tuple(Tie(*pair, many) for pair, many in sorted(ties.items())),
        called={key: stem(at) for at, key in enumerate(persons.drawn)},
    )


def stem(place: int) -> str:
    """Return what a person is called in a ring, by place from 0: 甲, 乙 … 癸, then 第11人."""
    return STEMS[place] if place < len(STEMS) else f"第{place + 1}人"


def _column(side: str, keys: Iterable[str], most: int) -> _Column:
    counts = Counter(key for key in keys if key)
    ranked = sorted(counts, key=lambda key: (-counts[key], key))
    # One that would stand alone in the box of the others is drawn itself.
    return _Column(side, counts, ranked[: most if len(ranked) > most + 1 else most + 1])


def _shown(pairs: Iterable[tuple[str, str]]) -> Mapping[str, str]:
    """Return what each key is most often shown as."""
    seen: dict[str, Counter[str]] = {}
    for key, shown in pairs:
        seen.setdefault(key, Counter())[shown] += 1
    return {key: min(said, key=lambda one: (not one, -said[one], one)) for key, said in seen.items()}
