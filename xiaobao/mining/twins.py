"""Twins: the same dispute told again, through another channel or once more.

Same person, same respondent, same track (never across: whoever handles a complaint must not learn that its
author reports, 令121 第三十七条), near in time, and in words of which most come back. Where both texts say of
a purchase what no two purchases share and it differs, they tell of two. And where the words are nobody's own,
many use them or one person against many, they say nothing of which purchase is told: it must be the same one.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import pyarrow as pa

from xiaobao.mining.near_copies import Links
from xiaobao.mining.settings import Strict
from xiaobao.mining.shingles import Rows, Texts, overlaps
from xiaobao.mining.tellings import Agreement, Purchase, agreement, purchases

if TYPE_CHECKING:
    from numpy.typing import NDArray

_DAY = 86_400


class TwinRules(Strict):
    """What makes a twin: shares between 0 and 1, natural days, and how many later matters are looked at."""

    contained: float
    days: int
    again_days: int
    neighbours: int
    counters: str


@dataclass(frozen=True)
class Told:
    """The tellings as columns of numbers: row by row who (-1: nobody known), of whom, when (seconds)."""

    person: Rows
    respondent: Rows
    track: Rows
    received: Rows

    @classmethod
    def of(cls, told: pa.Table) -> Told:
        """Number persons and respondents; where none is on file the name in the text counts."""
        person = _numbered(told["person"])
        given = told["respondent"].fill_null(-1).to_numpy()
        named = _numbered(told["named"])
        respondent = np.where(given >= 0, given, np.where(named >= 0, -2 - named, -1))
        return cls(person, respondent, _numbered(told["track"]), told["received"].to_numpy())

    def days(self, left: Rows, right: Rows) -> Rows:
        """Return the whole natural days between, by the seconds that have passed."""
        days: Rows = np.abs(self.received[right] - self.received[left]) // _DAY
        return days


def twins(
    told: pa.Table, texts: Texts, widespread: NDArray[np.bool_], likeness: float, rules: TwinRules
) -> Links:
    """Return the pairs of rows that tell one dispute, the earlier one left.

    ``widespread`` says of each row whether its wording is used elsewhere too.
    """
    numbers = Told.of(told)
    left, right = _candidates(numbers, rules)
    shared = overlaps(texts, left, right)
    alike, contained, days = shared.likeness(), shared.contained(), numbers.days(left, right)
    known = numbers.respondent[left] == numbers.respondent[right]
    near = (alike >= likeness) | (known & (contained >= rules.contained) & (days <= rules.days))
    left, right = left[near], right[near]
    said = purchases(told, rules.counters)
    same = np.fromiter(
        (
            _one_purchase(said[one], said[other], bool(widespread[one] or widespread[other]))
            for one, other in zip(left.tolist(), right.tolist(), strict=True)
        ),
        np.bool_,
        len(left),
    )
    return Links(left[same], right[same], alike[near][same], contained[near][same])


def _one_purchase(one: Purchase, other: Purchase, widespread: bool) -> bool:
    held: Agreement = agreement(one, other)
    if widespread:
        return held.firm > 0 and held.firm_against == 0 and held.loose_against == 0
    return held.firm_against <= held.firm and (held.firm > 0 or held.loose_against == 0)


def _candidates(told: Told, rules: TwinRules) -> tuple[Rows, Rows]:
    """Return pairs of one person on one track, no two respondents known, within reach; the earlier left."""
    order = np.lexsort((np.arange(len(told.received)), told.received, told.track, told.person))
    order = order[told.person[order] >= 0]
    left, right = [np.empty(0, np.int64)], [np.empty(0, np.int64)]
    for step in range(1, min(rules.neighbours, len(order) - 1) + 1):
        one, other = order[:-step], order[step:]
        same = (told.person[one] == told.person[other]) & (told.track[one] == told.track[other])
        same &= told.days(one, other) <= rules.again_days
        whom, whom_else = told.respondent[one], told.respondent[other]
        same &= (whom == whom_else) | (whom == -1) | (whom_else == -1)
        left.append(one[same])
        right.append(other[same])
    return np.concatenate(left), np.concatenate(right)


def _numbered(column: pa.ChunkedArray) -> Rows:
    """Number the values of a column of texts in their order; -1 for an empty one."""
    values, at = np.unique(column.to_numpy(zero_copy_only=False).astype(str), return_inverse=True)
    numbers: Rows = np.where(values == "", -1, np.arange(len(values)))[at]
    return numbers
