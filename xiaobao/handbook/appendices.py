"""What ends the book: the entries no chapter shows, the questions to practise with, the articles cited."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from xiaobao.documents.volume import Block, Box, Heading, Items, Paragraph, Run
from xiaobao.handbook.binding import Binder
from xiaobao.handbook.drawn_book import card, when
from xiaobao.handbook.numbered import BELOW
from xiaobao.rules.handbook.entry import Entry
from xiaobao.rules.handbook.kinds import Kind, Question, Step

_LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"


@dataclass(frozen=True, slots=True)
class Appendix:
    """An appendix: it is left out where it has no blocks."""

    slug: str
    title: str
    blocks: Callable[[Binder], Iterator[Block]]


def _steps(binder: Binder) -> Iterator[Block]:
    by_place: dict[str, list[Entry]] = {}
    for entry in binder.material.of(Kind.STEP):
        if isinstance(entry.head, Step):
            by_place.setdefault(when(entry.head) or "各阶段", []).append(entry)
    for place, entries in by_place.items():
        yield Heading(BELOW, "", (Run(place),), "")
        yield from (binder.card(card(entry)) for entry in entries)


def _unshown(kind: Kind) -> Callable[[Binder], Iterator[Block]]:
    def blocks(binder: Binder) -> Iterator[Block]:
        left = [entry for entry in binder.material.of(kind) if entry.path not in binder.shown]
        yield from (binder.card(card(entry)) for entry in left)

    return blocks


def _outside(binder: Binder) -> Iterator[Block]:
    if any(entry.path not in binder.shown for entry in binder.material.of(Kind.OUTSIDE)):
        yield from binder.drawn("outside")


def _laws(binder: Binder) -> Iterator[Block]:
    if "laws" not in binder.names:
        yield from binder.drawn("laws")


def _questions(binder: Binder) -> Iterator[Block]:
    by_chapter: dict[str, list[Entry]] = {}
    for entry in binder.material.of(Kind.QUESTION):
        if isinstance(entry.head, Question):
            by_chapter.setdefault(entry.head.chapter, []).append(entry)
    for slug, entries in by_chapter.items():
        chapter = binder.material.book.get(Kind.CHAPTER, slug)
        yield Heading(BELOW, "", (Run(chapter.title if chapter else slug),), "")
        yield from (_question(number, entry, binder) for number, entry in enumerate(entries, 1))
        yield Paragraph((Run("参考答案"),), label=True)
        yield from (_answer(number, entry, binder) for number, entry in enumerate(entries, 1))


def _question(number: int, entry: Entry, binder: Binder) -> Block:
    options = entry.head.options if isinstance(entry.head, Question) else ()
    told = (binder.inline(f"{_LETTERS[at]}. {option}") for at, option in enumerate(options))
    blocks = tuple(Paragraph(text) for text in told)
    return Box(f"{number}. {entry.title}", "", blocks, anchor=f"questions-{entry.slug}")


def _answer(number: int, entry: Entry, binder: Binder) -> Block:
    letter = _LETTERS[entry.head.answer - 1] if isinstance(entry.head, Question) else ""
    why = binder.entry(entry)
    first = Paragraph((Run(f"{letter}　", bold=True), *getattr(why[0], "text", ())))
    return Items(((first, *why[1:]),), start=number)


APPENDICES = (
    Appendix("steps", "办理要点", _steps),
    Appendix("more-phrases", "其他电话规范用语", _unshown(Kind.PHRASE)),
    Appendix("all-outside", "不属于市场监管部门职责的事项", _outside),
    Appendix("more-precedents", "其他典型案例", _unshown(Kind.PRECEDENT)),
    Appendix("questions", "练习题", _questions),
    Appendix("cited-laws", "引用的条文", _laws),
)
