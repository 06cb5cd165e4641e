"""The law as the handbook shows it: the regulations we hold, and one of them by article.

An article stands in its official words where they are loaded, else in our paraphrase; beside it what rests on
it (clocks, grounds) and what cites it (entries of the handbook, templates of notices).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from xiaobao.documents.notices import Notice
from xiaobao.handbook.material import Material
from xiaobao.law import Lawbook, citation, official, wording
from xiaobao.law.official import OfficialText
from xiaobao.law.register import FAMILY
from xiaobao.law.regulation import Regulation
from xiaobao.law.resting import Rest, resting
from xiaobao.refusals import NotFound
from xiaobao.rules.acts import Labelled
from xiaobao.rules.handbook.entry import Entry
from xiaobao.rules.handbook.kinds import Kind

LONGEST_QUERY = 60
HOUSE = "house"
"""The family of what the bureau has laid down for itself (本局要求)."""


class Shelf(Labelled):
    """Where a regulation stands on the list."""

    IN_FORCE = "in_force", "现行"
    COMING = "coming", "尚未施行"
    FORMER = "former", "已经废止或者被替代"
    OTHER = "other", "其他部门主管的事项"


@dataclass(frozen=True)
class Line:
    """One regulation on the list; ``cited`` counts the entries of the handbook that cite it."""

    regulation: Regulation
    official: bool
    cited: int

    @property
    def house(self) -> bool:
        """Whether the bureau made it itself."""
        return self.regulation.family == HOUSE


@dataclass(frozen=True)
class Group:
    """The regulations of one shelf."""

    shelf: Shelf
    lines: tuple[Line, ...]


@dataclass(frozen=True)
class ArticlePart:
    """One article: ``words`` by paragraph, ``official`` or paraphrased, and what stands on it."""

    number: str
    words: tuple[str, ...]
    official: bool
    rests: tuple[Rest, ...] = ()
    entries: tuple[Entry, ...] = ()
    notices: tuple[Notice, ...] = ()

    @property
    def anchor(self) -> str:
        """What a link to it ends with."""
        return f"a{self.number}"

    @property
    def name(self) -> str:
        """第十五条."""
        return f"第{citation.numeral(int(self.number))}条"


@dataclass(frozen=True)
class LawPage:
    """One regulation; ``versions`` are the official texts loaded, the one shown first."""

    regulation: Regulation
    shelf: Shelf
    articles: tuple[ArticlePart, ...]
    versions: tuple[OfficialText, ...]
    whole: tuple[Entry, ...]

    @property
    def house(self) -> bool:
        """Whether the bureau made it itself: its words are no paraphrase of anything."""
        return self.regulation.family == HOUSE

    @property
    def official(self) -> bool:
        """Whether the words are the official ones."""
        return bool(self.versions)


def law_list(material: Material, query: str = "") -> tuple[Group, ...]:
    """Return the regulations we hold, those whose title, number or issuer holds every word of the query."""
    terms = query[:LONGEST_QUERY].casefold().split()
    loaded = set(official.loaded(material.official))
    cited = Counter(
        name for entry in material.entries for name in {one.regulation for one in entry.citations}
    )
    shelves: dict[Shelf, list[Line]] = {shelf: [] for shelf in Shelf}
    for one in material.law.regulations.values():
        if all(term in f"{one.title} {one.order_no} {one.issuer} {one.id}".casefold() for term in terms):
            shelves[_shelf(one, material.day)].append(Line(one, one.id in loaded, cited[one.id]))
    return tuple(Group(shelf, _sorted(lines)) for shelf, lines in shelves.items() if lines)


def law_page(regulation_id: str, material: Material) -> LawPage:
    """Return one regulation by article; raises NotFound, and UnfitText where a loaded text is damaged."""
    regulation = material.law.regulations.get(regulation_id)
    if regulation is None:
        raise NotFound("法规库里没有这部法规。")
    versions = official.versions(material.official, regulation.id)
    citing = _citing(regulation.id, material)
    return LawPage(
        regulation,
        _shelf(regulation, material.day),
        tuple(_articles(regulation, versions, citing, material)),
        versions,
        tuple(citing.get("", ())),
    )


def _shelf(regulation: Regulation, day: date) -> Shelf:
    if regulation.family.startswith(FAMILY):
        return Shelf.OTHER
    if day in regulation.in_force:
        return Shelf.IN_FORCE
    begins = regulation.in_force.from_
    return Shelf.COMING if begins and day < begins else Shelf.FORMER


def _sorted(lines: list[Line]) -> tuple[Line, ...]:
    """Put first what the handbook cites most."""
    return tuple(sorted(lines, key=lambda line: (-line.cited, line.regulation.id)))


def _articles(
    held: Regulation,
    versions: Sequence[OfficialText],
    citing: Mapping[str, Sequence[Entry]],
    material: Material,
) -> Iterator[ArticlePart]:
    published = versions[0].articles if versions else {}
    rests, notices = _rests(material.law, held.id), _notices(held.id, material.notices)
    for number in sorted({*held.articles, *published}, key=int):
        words = wording.paragraphs(published[number]) if number in published else held.articles[number]
        yield ArticlePart(
            number,
            words,
            number in published,
            rests.get(number, ()),
            tuple(citing.get(number, ())),
            tuple(notices.get(number, ())),
        )


def _rests(lawbook: Lawbook, regulation: str) -> dict[str, tuple[Rest, ...]]:
    found: dict[str, tuple[Rest, ...]] = {}
    for one in resting(lawbook, regulation):
        number = str(citation.parse(one.article).article)
        found[number] = (*found.get(number, ()), one)
    return found


def _citing(regulation: str, material: Material) -> dict[str, list[Entry]]:
    """Return the entries that cite each article, by its number; under "" those that cite the whole."""
    found: dict[str, list[Entry]] = {}
    for entry in material.entries:
        cites = {_number(one.article) for one in entry.citations if one.regulation == regulation}
        for number in cites if entry.kind is not Kind.QUESTION else ():
            found.setdefault(number, []).append(entry)
    return found


def _notices(regulation: str, notices: Mapping[str, Notice]) -> dict[str, list[Notice]]:
    found: dict[str, list[Notice]] = {}
    for notice in notices.values():
        for number in {_number(article) for held, article in notice.cites if held == regulation}:
            found.setdefault(number, []).append(notice)
    return found


def _number(article: str) -> str:
    return str(citation.parse(article).article) if article else ""
