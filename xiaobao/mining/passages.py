"""Passages: what two texts have in common, to be marked when they lie side by side.

The right text is read from its beginning; at each place the longest run that the left text has too, and that
is not taken yet, is a passage, wherever it stands on the left: a sentence moved is still shared (Wise, Greedy
String Tiling, 1993, in one pass). Places are characters as Python counts them, from-place included, to-place
not.
"""

from __future__ import annotations

import json
from collections import defaultdict
from dataclasses import dataclass


@dataclass(frozen=True)
class Passage:
    """One run of characters both texts have: ``left[left_from:left_to] == right[right_from:right_to]``."""

    left_from: int
    left_to: int
    right_from: int
    right_to: int


@dataclass(frozen=True)
class Run:
    """A piece of one text, and whether the other has it too."""

    text: str
    shared: bool


def passages(left: str, right: str, *, shortest: int) -> list[Passage]:
    """Return the shared passages of at least ``shortest`` characters, in the order of the right text."""
    begins: dict[str, list[int]] = defaultdict(list)
    for place in range(len(left) - shortest + 1):
        begins[left[place : place + shortest]].append(place)
    taken, found, at = bytearray(len(left)), [], 0
    while at + shortest <= len(right):
        begin, length = _longest(left, right, at, begins.get(right[at : at + shortest], ()), taken)
        if length < shortest:
            at += 1
            continue
        found.append(Passage(begin, begin + length, at, at + length))
        taken[begin : begin + length] = b"\1" * length
        at += length
    return found


def to_json(found: list[Passage]) -> str:
    """Write passages as ``PAIRS.passages`` has them: [[left from, left to, right from, right to], …]."""
    spans = [[one.left_from, one.left_to, one.right_from, one.right_to] for one in found]
    return json.dumps(spans, separators=(",", ":"))


def runs(text: str, spans: list[tuple[int, int]]) -> list[Run]:
    """Cut a text along spans (from, to) that do not overlap, in any order: shared runs and those between."""
    cut, at = [], 0
    for begin, end in sorted(spans):
        cut += [Run(text[at:begin], False), Run(text[begin:end], True)]
        at = end
    return [run for run in (*cut, Run(text[at:], False)) if run.text]


def side_by_side(left: str, right: str, *, shortest: int) -> tuple[list[Run], list[Run]]:
    """Return both texts cut into what they share and what only one of them has."""
    found = passages(left, right, shortest=shortest)
    return (
        runs(left, [(one.left_from, one.left_to) for one in found]),
        runs(right, [(one.right_from, one.right_to) for one in found]),
    )


def _longest(
    left: str, right: str, at: int, begins: list[int] | tuple[int, ...], taken: bytearray
) -> tuple[int, int]:
    """Return where on the left the longest free run begins that stands at this place on the right."""
    best, length = 0, 0
    for begin in begins:
        run = 0
        most = min(len(left) - begin, len(right) - at)
        while run < most and left[begin + run] == right[at + run] and not taken[begin + run]:
            run += 1
        if run > length:
            best, length = begin, run
    return best, length
