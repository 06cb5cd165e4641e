"""Search in the handbook, the law and the typical cases: every place that holds what is asked, at once.

A text is found when it holds every term as a substring, one and two characters included; blanks separate
terms. Capital and full-width forms meet their plain ones. The whole is a few hundred pages: it is read once
for an edition, a lawbook and the official texts loaded, and then searched in memory. No query is kept.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from xiaobao.law import Lawbook, LawError, citation, official
from xiaobao.law.regulation import Regulation
from xiaobao.rules.acts import Labelled
from xiaobao.rules.handbook.book import Book
from xiaobao.rules.handbook.entry import CITE, DRAWING, FACT, Citation, Entry
from xiaobao.rules.handbook.kinds import Kind, Outside, Phrase, Precedent

LONGEST_QUERY, MOST_TERMS = 60, 8
FEW, MANY = 8, 100
"""How many hits of a group are shown: beside the other groups, and when it is asked for alone."""
_BEFORE, _AFTER = 28, 92
_SIGNS = re.compile(r"\*\*|^#+ |^> |^[-*] ", re.MULTILINE)
_BLANKS = re.compile(r"(?<![0-9A-Za-z]) | (?![0-9A-Za-z])")


class Group(Labelled):
    """Where something was found."""

    HANDBOOK = "handbook", "手册"
    PHRASES = "phrases", "电话用语"
    OUTSIDE = "outside", "职责外事项"
    CASES = "cases", "典型案例"
    LAW = "law", "法条"


_GROUPS: Mapping[Kind, Group] = {
    Kind.CHAPTER: Group.HANDBOOK,
    Kind.STEP: Group.HANDBOOK,
    Kind.PHRASE: Group.PHRASES,
    Kind.OUTSIDE: Group.OUTSIDE,
    Kind.PRECEDENT: Group.CASES,
}


@dataclass(frozen=True, slots=True)
class Text:
    """One text that can be found: an entry of the handbook (``path``) or an article of the law (``cite``).

    ``official``: the words are those of the published text. ``folded`` and ``folded_title`` are what is
    compared, character for character beside ``words`` and ``title``.
    """

    group: Group
    title: str
    words: str
    path: str = ""
    cite: Citation | None = None
    official: bool = False
    folded: str = ""
    folded_title: str = ""


@dataclass(frozen=True, slots=True)
class Hit:
    """One text found: title and excerpt in pieces, each with whether it is what was asked for."""

    text: Text
    title: tuple[tuple[str, bool], ...]
    excerpt: tuple[tuple[str, bool], ...]


@dataclass(frozen=True, slots=True)
class Found:
    """What was found in one group: how many in all, and those to show, hits in the title first."""

    group: Group
    total: int
    hits: tuple[Hit, ...]


def folded(text: str) -> str:
    """Return a text as it is compared, of the same length: plain forms for full-width and capital ones."""
    return text.translate(_FOLDING)


class _Folding(dict[int, str]):
    """Maps a character to the one it is compared by, worked out once; what would become two stays."""

    def __missing__(self, point: int) -> str:
        char = chr(point)
        plain = unicodedata.normalize("NFKC", char).casefold()
        self[point] = plain if len(plain) == 1 else char
        return self[point]


_FOLDING = _Folding()


def terms_of(query: str) -> tuple[str, ...]:
    """Return the terms of a query, each once; none when it holds nothing to look for."""
    return tuple(dict.fromkeys(folded(query[:LONGEST_QUERY]).split()))[:MOST_TERMS]


def search(texts: Sequence[Text], query: str, only: str = "") -> tuple[Found, ...]:
    """Return what holds every term, group by group; ``only`` is the code of the one group to show."""
    terms = terms_of(query)
    if not terms:
        return ()
    held = [one for one in texts if all(term in one.folded or term in one.folded_title for term in terms)]
    groups = {one.group for one in held}
    return tuple(_found(group, held, terms, only) for group in Group if group in groups)


def texts_of(book: Book, lawbook: Lawbook, folder: Path) -> tuple[Text, ...]:
    """Return every text that can be found; read again when the edition, the law or a loaded text changes."""
    stamp = tuple((file.name, file.stat().st_mtime_ns) for file in sorted(folder.glob("*.json")))
    return _texts(book, lawbook, folder, stamp)


@lru_cache(maxsize=2)
def _texts(book: Book, lawbook: Lawbook, folder: Path, stamp: object) -> tuple[Text, ...]:  # noqa: ARG001
    entries = (_of_entry(one, lawbook) for one in book if one.kind in _GROUPS)
    articles = (one for held in lawbook.regulations.values() for one in _of_law(held, folder))
    return tuple(_indexed(one) for source in (entries, articles) for one in source)


def _indexed(text: Text) -> Text:
    title, words = _tidy(text.title), _tidy(text.words)
    return Text(text.group, title, words, text.path, text.cite, text.official, folded(words), folded(title))


def _tidy(text: str) -> str:
    """Return a text with a blank between paragraphs, and within them only between Latin words."""
    paragraphs = (_BLANKS.sub("", " ".join(part.split())) for part in re.split(r"\n\s*\n", text))
    return " ".join(part for part in paragraphs if part)


def _of_entry(entry: Entry, lawbook: Lawbook) -> Text:
    head, told = entry.head, [plain(entry.body, lawbook)]
    if isinstance(head, Phrase):
        told.insert(0, head.situation)
    if isinstance(head, Outside):
        told = [head.area, head.authority, head.hotline, head.basis, head.keeps, *head.cues, *told]
    if isinstance(head, Precedent):
        told = [head.outcome, *head.points, *told]
    return Text(_GROUPS[entry.kind], entry.title, "\n\n".join(told), path=entry.path)


def plain(body: str, lawbook: Lawbook) -> str:
    """Return the words of a body alone: citations in full, without facts, drawings and signs of Markdown."""
    lines = "\n".join(line for line in body.replace("|", "\n\n").splitlines() if not DRAWING.match(line))
    cited = CITE.sub(lambda match: _cited(match[1], match[2], lawbook), FACT.sub("", lines))
    return _SIGNS.sub("", cited)


def _cited(regulation: str, article: str | None, lawbook: Lawbook) -> str:
    try:
        return lawbook.cite(regulation, article)
    except LawError:
        return ""


def _of_law(held: Regulation, folder: Path) -> Iterator[Text]:
    about = f"{held.order_no}\n\n{held.issuer}"
    yield Text(Group.LAW, f"《{held.title}》", about, cite=Citation(held.id))
    kept = _published(folder, held.id)
    for number in sorted({*held.articles, *kept}, key=int):
        words = kept.get(number) or "\n".join(held.articles[number])
        title = f"《{held.title}》第{citation.numeral(int(number))}条"
        yield Text(Group.LAW, title, words, cite=Citation(held.id, number), official=number in kept)


def _published(folder: Path, regulation: str) -> Mapping[str, str]:
    try:
        kept = official.current(folder, regulation)
    except LawError:
        return {}
    return kept.articles if kept else {}


def _found(group: Group, held: Sequence[Text], terms: Sequence[str], only: str) -> Found:
    here = [one for one in held if one.group is group]
    most = MANY if only == group else 0 if only else FEW
    ranked = sorted(here, key=lambda one: _speaks_of(one, terms), reverse=True)
    return Found(group, len(here), tuple(_hit(one, terms) for one in ranked[:most]))


def _speaks_of(text: Text, terms: Sequence[str]) -> tuple[bool, int]:
    """Rank a text: hits in its own title first. An article has no title of its own, its words count."""
    own = text.folded if text.cite and text.cite.article else text.folded_title
    whole = text.cite is None or not text.cite.article
    held = sum(term in own for term in terms)
    return whole and held > 0, held


def _hit(text: Text, terms: Sequence[str]) -> Hit:
    first = min((at for term in terms if (at := text.folded.find(term)) >= 0), default=0)
    start = max(first - _BEFORE, 0)
    end = min(first + _AFTER, len(text.words))
    pieces = _pieces(text.words[start:end], text.folded[start:end], terms)
    before, after = ((("…", False),) if cut else () for cut in (start > 0, end < len(text.words)))
    return Hit(text, _pieces(text.title, text.folded_title, terms), (*before, *pieces, *after))


def _pieces(words: str, compared: str, terms: Sequence[str]) -> tuple[tuple[str, bool], ...]:
    """Cut words where a term begins and ends; the longest term counts where several begin."""
    pattern = "|".join(re.escape(term) for term in sorted(terms, key=len, reverse=True))
    pieces, after = [], 0
    for match in re.finditer(pattern, compared):
        pieces += [(words[after : match.start()], False), (words[match.start() : match.end()], True)]
        after = match.end()
    return tuple(piece for piece in (*pieces, (words[after:], False)) if piece[0])
