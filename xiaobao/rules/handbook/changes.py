"""What differs between two texts of an entry, and between two editions of the handbook (变更标记).

A paragraph is what stands between blank lines; inside one the difference is told by characters, since Chinese
writes no spaces. Everything is told in the order of the newer text, and always in the same one.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from enum import StrEnum

from xiaobao.rules.handbook.book import Book
from xiaobao.rules.handbook.entry import Entry

ALIKE = 0.5
"""From this likeness on (0 to 1) a paragraph was reworded; below it, one went and another came."""
_TOKEN = re.compile(r"\[\[[^\]]*\]\]|\{\{[^}]*\}\}|[A-Za-z0-9]+|.", re.DOTALL)


class Mark(StrEnum):
    """What became of a run of characters, or of a paragraph."""

    KEPT = "kept"
    ADDED = "added"
    REMOVED = "removed"
    REWORDED = "reworded"


@dataclass(frozen=True, slots=True)
class Run:
    """Some characters that were kept, added or removed together."""

    mark: Mark
    text: str


@dataclass(frozen=True, slots=True)
class Paragraph:
    """One paragraph: ``number`` counts in the newer text from 1, and is 0 for one that is gone."""

    mark: Mark
    number: int
    runs: tuple[Run, ...]


@dataclass(frozen=True, slots=True)
class Comparison:
    """What came, what went, and what was changed as (older, newer), in the order of the book."""

    added: tuple[Entry, ...]
    removed: tuple[Entry, ...]
    changed: tuple[tuple[Entry, Entry], ...]

    def __bool__(self) -> bool:
        """Whether anything differs."""
        return bool(self.added or self.removed or self.changed)


def changed_paragraphs(old: Entry | None, new: Entry) -> frozenset[int]:
    """Return the numbers (from 1) of the paragraphs of ``new`` that ``old`` has not in these words."""
    before = old.paragraphs if old else ()
    if before == new.paragraphs:
        return frozenset()
    opcodes = SequenceMatcher(None, before, new.paragraphs, autojunk=False).get_opcodes()
    return frozenset(
        at + 1 for tag, _, _, start, end in opcodes if tag != "equal" for at in range(start, end)
    )


def paragraphs(old: Sequence[str], new: Sequence[str]) -> tuple[Paragraph, ...]:
    """Return every paragraph of both texts, told apart; a paragraph that is gone stands where it stood."""
    return tuple(_paragraphs(old, new))


def runs(old: str, new: str) -> tuple[Run, ...]:
    """Tell two texts apart by characters; a word in Latin letters, a number or a citation counts as one."""
    before, after = _TOKEN.findall(old), _TOKEN.findall(new)
    return tuple(_runs(before, after))


def compare(old: Book, new: Book) -> Comparison:
    """Tell two books apart by their entries."""
    return Comparison(
        added=tuple(one for one in new if one.path not in old.entries),
        removed=tuple(one for one in old if one.path not in new.entries),
        changed=tuple(
            (old.entries[one.path], one)
            for one in new
            if one.path in old.entries and old.entries[one.path].text != one.text
        ),
    )


def _paragraphs(old: Sequence[str], new: Sequence[str]) -> Iterator[Paragraph]:
    matcher = SequenceMatcher(None, old, new, autojunk=False)
    for tag, old_from, old_to, new_from, new_to in matcher.get_opcodes():
        if tag == "equal":
            yield from (_whole(Mark.KEPT, at + 1, new[at]) for at in range(new_from, new_to))
        else:
            yield from _replaced(old[old_from:old_to], new[new_from:new_to], new_from)


def _replaced(old: Sequence[str], new: Sequence[str], before: int) -> Iterator[Paragraph]:
    reached = 0
    for number, text in enumerate(new, start=before + 1):
        twin = next((at for at in range(reached, len(old)) if _alike(old[at], text)), None)
        if twin is None:
            yield _whole(Mark.ADDED, number, text)
            continue
        yield from (_whole(Mark.REMOVED, 0, gone) for gone in old[reached:twin])
        yield Paragraph(Mark.REWORDED, number, runs(old[twin], text))
        reached = twin + 1
    yield from (_whole(Mark.REMOVED, 0, gone) for gone in old[reached:])


def _whole(mark: Mark, number: int, text: str) -> Paragraph:
    return Paragraph(mark, number, (Run(mark, text),))


def _alike(old: str, new: str) -> bool:
    matcher = SequenceMatcher(None, old, new, autojunk=False)
    return matcher.real_quick_ratio() >= ALIKE and matcher.quick_ratio() >= ALIKE and matcher.ratio() >= ALIKE


def _runs(before: list[str], after: list[str]) -> Iterator[Run]:
    matcher = SequenceMatcher(None, before, after, autojunk=False)
    for tag, old_from, old_to, new_from, new_to in matcher.get_opcodes():
        if tag == "equal":
            yield Run(Mark.KEPT, "".join(after[new_from:new_to]))
            continue
        if old_to > old_from:
            yield Run(Mark.REMOVED, "".join(before[old_from:old_to]))
        if new_to > new_from:
            yield Run(Mark.ADDED, "".join(after[new_from:new_to]))
