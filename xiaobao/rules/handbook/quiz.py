"""The quiz of a chapter (章节练习): written questions, cases, and what the law itself says today.

The same book, law, chapter, seed and day give the same quiz for ever: everything is put in the order of a
digest, never of a random number generator. Lengths and grounds are read from the law when the quiz is made,
so that a change of law changes the question, its options and its answer.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TypeVar

from xiaobao.law import ClockProvision, Lawbook, Regulation
from xiaobao.law.clock import measure
from xiaobao.rules.handbook.book import Book
from xiaobao.rules.handbook.entry import CITE, Entry, path_of
from xiaobao.rules.handbook.kinds import Chapter, Kind, Precedent, Question

T = TypeVar("T")
MOST = 8
"""How many questions a quiz has, where book and law hold as many."""
_WRITTEN, _GROUNDS, _OPTIONS = 5, 3, 4
COMPLAINT, REPORT = "complaint", "report"
_CLOCKS = {COMPLAINT: ("complaint.", "jurisdiction."), REPORT: ("report.", "case.", "crime_transfer.")}
"""Which clocks a chapter asks about, by the beginning of their ids; first those that come first here."""
_FAMILY, _PENALTY = "complaints", "penalty"
_CATCH_ALL = re.compile("其他[^，]{0,8}情形$")


@dataclass(frozen=True, slots=True)
class Posed:
    """One question: ``right`` is the place of the answer among ``options``, from 0.

    ``why`` and ``citation`` are shown when it has been answered, ``path`` is the entry to read again.
    ``ref`` says where it came from: question:<slug>, precedent:<slug>, clock:<regulation>/<id>, ground:….
    """

    ref: str
    words: str
    options: tuple[str, ...]
    right: int
    why: str
    citation: str
    path: str


@dataclass(frozen=True)
class _Source:
    """What questions are made of."""

    book: Book
    law: Lawbook
    chapter: Entry
    seed: int
    day: date

    def rank(self, *parts: object) -> str:
        """Return where something stands in the order of this seed."""
        told = "\0".join(map(str, (self.seed, self.chapter.slug, *parts)))
        return hashlib.sha256(told.encode()).hexdigest()

    def ordered(self, items: Iterable[T], *about: object) -> list[T]:
        """Return items in the order of this seed."""
        return sorted(items, key=lambda one: self.rank(*about, one))

    def asked(self, ref: str, words: str, right: str, wrong: Sequence[str], *told: str) -> Posed:
        """Put the options in the order of this seed; ``told`` is why, citation and path."""
        options = tuple(self.ordered((right, *wrong), ref, "options"))
        return Posed(ref, words, options, options.index(right), *told)


def chapters(book: Book) -> tuple[Entry, ...]:
    """Return the chapters one can practise: the two procedures, the hot categories, those with questions."""
    asked = {one.head.chapter for one in book.of(Kind.QUESTION) if isinstance(one.head, Question)}
    return tuple(one for one in book.of(Kind.CHAPTER) if one.slug in {*_CLOCKS, *asked} or _category(one))


def quiz(book: Book, law: Lawbook, chapter: str, seed: int, *, day: date) -> tuple[Posed, ...]:
    """Return eight questions on a chapter, fewer only where book and law hold no more.

    At most five are written ones and one is built on a case; the rest comes from the law of ``day``. Empty
    for a chapter that is not one of ``chapters``.
    """
    entry = next((one for one in chapters(book) if one.slug == chapter), None)
    if entry is None:
        return ()
    source = _Source(book, law, entry, seed, day)
    own = [*_first(source, _written(source), _WRITTEN), *_first(source, _cases(source), 1)]
    generated = [*_first(source, _grounds(source), _GROUNDS), *_first(source, _clocks(source), MOST)]
    generated = generated[: MOST - len(own)]
    return tuple(sorted([*own, *generated], key=lambda one: source.rank("order", one.ref)))


def _first(source: _Source, found: Iterable[Posed], most: int) -> list[Posed]:
    """Return the first in the order of the seed, clocks of the chapter's own procedure before others."""
    begins = _CLOCKS.get(source.chapter.slug, ())

    def place(one: Posed) -> tuple[int, str]:
        named = one.ref.rpartition("/")[2]
        return next((at for at, begin in enumerate(begins) if named.startswith(begin)), 0), source.rank(
            one.ref
        )

    return sorted(found, key=place)[:most]


def _category(entry: Entry) -> str:
    return entry.head.category if isinstance(entry.head, Chapter) else ""


def _written(source: _Source) -> Iterator[Posed]:
    """Yield the questions somebody wrote for the chapter."""
    for entry in source.book.of(Kind.QUESTION):
        head = entry.head
        if isinstance(head, Question) and head.chapter == source.chapter.slug:
            right = head.options[head.answer - 1]
            wrong = [one for one in head.options if one != right]
            case = path_of(Kind.PRECEDENT, head.precedent) if head.precedent else source.chapter.path
            told = (_plain(entry.body, source.law), _cited(entry, source.law), case)
            yield source.asked(f"question:{entry.slug}", head.title, right, wrong, *told)


def _cases(source: _Source) -> Iterator[Posed]:
    """Yield which point of law a typical case of the chapter teaches, among those of other cases."""
    for entry, head in _precedents(source.book):
        if _category(source.chapter) not in head.categories and source.chapter.slug != head.track:
            continue
        others = {two.points[0] for one, two in _precedents(source.book) if one is not entry}
        wrong = source.ordered(others - set(head.points), entry.slug)[: _OPTIONS - 1]
        if wrong:
            words = f"典型案例“{head.title}”说明了下列哪一点？"
            told = (f"处理结果：{head.outcome}。", _cited(entry, source.law), entry.path)
            yield source.asked(f"precedent:{entry.slug}", words, head.points[0], wrong, *told)


def _precedents(book: Book) -> Iterator[tuple[Entry, Precedent]]:
    for entry in book.of(Kind.PRECEDENT):
        if isinstance(entry.head, Precedent):
            yield entry, entry.head


def _clocks(source: _Source) -> Iterator[Posed]:
    """Yield how long the bureau has for each step of the procedure; other lengths of the law beside it."""
    lengths = {row.measure for row in source.law.clocks()}
    begins = _CLOCKS.get(source.chapter.slug, _CLOCKS[COMPLAINT])
    for row in source.law.clocks():
        known = row.confidence == "verified" and source.law.governs(row, source.day)
        if row.id.startswith(begins) and known and row.binds == "bureau":
            ref = f"clock:{row.regulation}/{row.id}"
            wrong = source.ordered(lengths - {row.measure}, ref)[: _OPTIONS - 1]
            words = f"自{row.start.label}起，“{row.name}”的法定期限是多久？"
            cite = source.law.cite(row.regulation, row.article)
            yield source.asked(ref, words, row.measure, wrong, _length(row), cite, _path(source))


def _length(row: ClockProvision) -> str:
    longer = row.extension
    told = f"自{row.start.label}起{row.measure}。"
    if longer is None:
        return told
    by = f"经{longer.approved_by}批准" if longer.approved_by else "依法"
    amount = measure(longer.amount, longer.unit) if longer.amount else "，延长多久条文没有写明"
    return f"{told}{by}可以延长{amount}。"


def _grounds(source: _Source) -> Iterator[Posed]:
    """Yield which of several is a ground: for declining a complaint, or for not filing a case."""
    report = source.chapter.slug == REPORT
    regulation = source.law.in_force(source.day, _PENALTY if report else _FAMILY)
    grounds, others = _of_a_case(regulation) if report else _of_a_complaint(regulation)
    others = [one for one in others if not _CATCH_ALL.search(one)]
    words = "下列哪一项是可以不予立案的情形？" if report else "下列哪一项是不予受理投诉的情形？"
    for text, article in grounds:
        if not _CATCH_ALL.search(text):
            ref = f"ground:{regulation.id}/{article}"
            wrong = source.ordered(others, ref)[: _OPTIONS - 1]
            told = (f"{text}。", regulation.cite(article), _path(source))
            yield source.asked(ref, words, text, wrong, *told)


_Grounds = tuple[list[tuple[str, str]], list[str]]
"""Grounds as (text, article), and what is easily taken for one and is none."""


def _of_a_complaint(regulation: Regulation) -> _Grounds:
    others = [one.text for one in regulation.termination_grounds if one.about != "bar"]
    return [(one.text, one.article) for one in regulation.decline_grounds], others


def _of_a_case(regulation: Regulation) -> _Grounds:
    listed = regulation.closed_list("not_filing_grounds")
    others = [one.text for one in regulation.closed_list("halting_grounds").items]
    return [(one.text, listed.cites(one.number)) for one in listed.items], others


def _path(source: _Source) -> str:
    """Return the chapter to read again: the own one where it is a procedure, else that of complaints."""
    procedure = source.chapter.slug in _CLOCKS or source.book.get(Kind.CHAPTER, COMPLAINT) is None
    return source.chapter.path if procedure else path_of(Kind.CHAPTER, COMPLAINT)


def _plain(text: str, law: Lawbook) -> str:
    """Return the words of an entry with every citation written out."""
    return CITE.sub(lambda found: law.cite(found[1], found[2] or None), text.strip())


def _cited(entry: Entry, law: Lawbook) -> str:
    first = next(iter(entry.citations), None)
    return law.cite(first.regulation, first.article or None) if first else ""
