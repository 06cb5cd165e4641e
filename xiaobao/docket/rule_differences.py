"""How a proposed file differs from the one it takes the place of, in words where it is changed as a form."""

from __future__ import annotations

import difflib
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from xiaobao.docket import handlers_words, ladder_words, routing_words
from xiaobao.docket.models import RuleChange, RuleKind
from xiaobao.docket.rule_files import RuleFile, digest_of, shipped, shipped_or_placed, with_file
from xiaobao.docket.rule_steps import file_of
from xiaobao.docket.rulebook import Rulebook
from xiaobao.refusals import Refused

_CONTEXT = 1


@dataclass(frozen=True, slots=True)
class DiffLine:
    """A line taken out (-), put in (+), or beside one that is (blank); "…" stands for lines left out."""

    sign: str
    text: str


def difference(change: RuleChange, base: str, rulebook: Rulebook) -> list[DiffLine]:
    """Return how a file differs from the one it takes, or took, the place of: the one with this digest.

    What is changed as a form is compared in words. Where that file is not to be had any more there is
    nothing to compare.
    """
    file = file_of(change)
    now = shipped_or_placed(file.kind, file.name, rulebook)
    former = next((text for text in (now, *_formerly(change, rulebook)) if digest_of(text) == base), None)
    if former is None and change.state == RuleChange.State.PROPOSED:
        former = now
    if former is None:
        return []
    before, after = (_as_lines(file.kind, file.name, text, rulebook) for text in (former, file.text))
    return list(_diff(before, after))


def _formerly(change: RuleChange, rulebook: Rulebook) -> Iterator[str]:
    """Yield what may have been in service before: the change before, the shipped file, nothing at all."""
    before = RuleChange.objects.filter(
        kind=change.kind, name=change.name, state=RuleChange.State.APPLIED, pk__lt=change.pk
    )
    yield from before.order_by("-pk").values_list("text", flat=True)[:1]
    yield shipped(RuleKind(change.kind), change.name, rulebook)
    yield ""


def _as_lines(kind: RuleKind, name: str, text: str, rulebook: Rulebook) -> list[str]:
    if kind not in _IN_WORDS:
        return text.splitlines()
    try:
        found = with_file(rulebook, RuleFile(kind, name, text))
    except Refused:
        return text.splitlines()
    return _IN_WORDS[kind](found)


def _diff(before: list[str], after: list[str]) -> Iterator[DiffLine]:
    for number, line in enumerate(difflib.unified_diff(before, after, lineterm="", n=_CONTEXT)):
        if line.startswith("@@"):
            if number > 2:
                yield DiffLine("…", "")
        elif number >= 2:
            yield DiffLine(line[0].strip(), line[1:])


_IN_WORDS: dict[RuleKind, Callable[[Rulebook], list[str]]] = {
    RuleKind.LADDER: lambda book: ladder_words.lines(book.ladder, book),
    RuleKind.ROUTING: lambda book: routing_words.lines(book.routing, book),
    RuleKind.HANDLERS: lambda book: handlers_words.lines(book.handlers, book),
}
