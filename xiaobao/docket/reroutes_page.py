"""The list of what would have gone elsewhere, as far as a page shows it, and as the rows of a download."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice

from xiaobao.docket.queries import visible
from xiaobao.docket.reroutes import Rerouted, Reroutes, Span
from xiaobao.docket.routing_words import names_of, way_words
from xiaobao.docket.rulebook import Rulebook
from xiaobao.staff.permissions import Authority

ROWS = 20
"""Numbers a page shows of each way; the download has them all."""
COLUMNS = ("来件编号", "现行去处", "变更以后")


@dataclass(frozen=True, slots=True)
class RerouteLine:
    """Matters of one way to another: the first ``numbers``, each with its id; none where out of reach."""

    before: str
    after: str
    count: int
    numbers: tuple[tuple[str, int], ...]
    out_of_reach: int


@dataclass(frozen=True, slots=True)
class ReroutePart:
    """The list for a page."""

    span: Span
    matters: int
    looked: int
    lines: tuple[RerouteLine, ...]


def reroute_part(listed: Reroutes, officer: Authority, rulebook: Rulebook) -> ReroutePart:
    """Return the list with the numbers the officer may see; one query."""
    firsts = [number for group in listed.groups for number in islice(group.numbers, ROWS)]
    seen: dict[str, int] = dict(visible(officer).filter(number__in=firsts).values_list("number", "pk"))
    names, counts = names_of(rulebook), listed.counts()
    found = tuple(_line(group, seen, names) for group in listed.ordered)
    return ReroutePart(listed.span, counts["matters"], counts["looked"], found)


def reroute_rows(listed: Reroutes, rulebook: Rulebook) -> Iterator[tuple[str, ...]]:
    """Yield the rows of a download, with every number."""
    names = names_of(rulebook)
    for group, number in listed.rows():
        yield number, way_words(group.before, names), way_words(group.after, names)


def _line(group: Rerouted, seen: dict[str, int], names: dict[str, str]) -> RerouteLine:
    shown = tuple(islice(group.numbers, ROWS))
    mine = tuple((number, seen[number]) for number in shown if number in seen)
    return RerouteLine(
        way_words(group.before, names), way_words(group.after, names), len(group.numbers), mine,
        len(shown) - len(mine),
    )  # fmt: skip
