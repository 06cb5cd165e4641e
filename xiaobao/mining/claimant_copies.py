"""Which matters of one person or ring are worded nearly as another of theirs, against somebody else."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt
import pyarrow as pa

from xiaobao.mining.claimant_people import People
from xiaobao.mining.claimant_settings import Copies
from xiaobao.mining.shingles import Texts, overlaps

Whole = npt.NDArray[np.int64]


def mark(people: People, whose: Whole, told: Copies) -> People:
    """Return the people with the rows marked that are worded as others of the same ``whose`` (-1: nobody)."""
    places, mine, text, respondent = people.in_order(whose)
    return people.with_copies(places, copied(mine, text, respondent, people.texts, told))


def copied(
    whose: Whole, row: Whole, respondent: Whole, texts: pa.ChunkedArray, told: Copies
) -> npt.NDArray[np.bool_]:
    """Return which of the matters have a near-copy among the ``behind`` before or after them of the same.

    ``whose``: of whom each matter is, equal ones standing together in order of time; ``row``: its row in
    ``texts``; ``respondent``: against whom. The same words against the same respondent are a repeat, not a
    template, and are left out (令121 第三十五条第二款 has its own rule for them).
    """
    left, right = _neighbours(whose, respondent, told.behind)
    alike = overlaps(Texts.of(texts), row[left], row[right], least=told.likeness).likeness()
    near = alike >= told.likeness
    found = np.zeros(len(whose), np.bool_)
    found[left[near]] = found[right[near]] = True
    return found


def _neighbours(whose: Whole, respondent: Whole, behind: int) -> tuple[Whole, Whole]:
    left, right = [np.empty(0, np.int64)], [np.empty(0, np.int64)]
    for back in range(1, behind + 1):
        later = np.arange(back, len(whose), dtype=np.int64)
        earlier = later - back
        wanted = (whose[later] == whose[earlier]) & (respondent[later] != respondent[earlier])
        left.append(earlier[wanted])
        right.append(later[wanted])
    return np.concatenate(left), np.concatenate(right)
