"""The list of what would be handled otherwise, as a page shows it and as the rows of a download."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice

from xiaobao.docket.queries import visible
from xiaobao.docket.rehandled import LIMITS, POSTS, SIGNS, Rehandled, Rehandling
from xiaobao.staff.permissions import Authority

ROWS = 20
"""Numbers a page shows of each group; the download has them all."""
COLUMNS = ("来件编号", "现在的类别", "变更以后的类别", "改变的安排")
_WORDS = {POSTS: "处置岗位", LIMITS: "本局时限", SIGNS: "签批"}
ONLY_STEPS = "步骤或者说明"
PHRASES = (*_WORDS.values(), ONLY_STEPS)


@dataclass(frozen=True, slots=True)
class RehandledLine:
    """Matters of one group: the first ``numbers``, each with its id; none where out of reach."""

    before: str
    after: str
    what: tuple[str, ...]
    count: int
    numbers: tuple[tuple[str, int], ...]
    out_of_reach: int


@dataclass(frozen=True, slots=True)
class RehandlingPart:
    """The list for a page."""

    matters: int
    looked: int
    lines: tuple[RehandledLine, ...]


def rehandling_part(listed: Rehandling, officer: Authority) -> RehandlingPart:
    """Return the list with the numbers the officer may see; one query."""
    firsts = [number for group in listed.groups for number in islice(group.numbers, ROWS)]
    seen: dict[str, int] = dict(visible(officer).filter(number__in=firsts).values_list("number", "pk"))
    counts = listed.counts()
    found = tuple(_line(group, seen) for group in listed.ordered)
    return RehandlingPart(counts["matters"], counts["looked"], found)


def rehandling_rows(listed: Rehandling) -> Iterator[tuple[str, ...]]:
    """Yield the rows of a download, with every number."""
    for group, number in listed.rows():
        yield number, group.before, group.after, "、".join(_words(group))


def _line(group: Rehandled, seen: dict[str, int]) -> RehandledLine:
    shown = tuple(islice(group.numbers, ROWS))
    mine = tuple((number, seen[number]) for number in shown if number in seen)
    return RehandledLine(
        group.before, group.after, _words(group), len(group.numbers), mine, len(shown) - len(mine)
    )


def _words(group: Rehandled) -> tuple[str, ...]:
    return tuple(_WORDS[one] for one in group.what) or (ONLY_STEPS,)
