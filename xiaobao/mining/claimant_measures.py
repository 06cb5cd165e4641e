"""The counts behind the factors, for persons and for rings alike: of a subject, nothing judged.

Over arrays here and not on the engine: the rows are with the driver already, and all but a few of them belong
to nobody who is looked at.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

import numpy as np
import numpy.typing as npt

Whole = npt.NDArray[np.int64]
Columns = Mapping[str, Whole]
"""A row a subject, matter and person, by subject, ``day`` and matter; all whole numbers, -1 for unknown.

``subject`` counts from 0; ``once`` is 1 for the first row of a matter, 0 for the others. The marks (demand,
flaw, bulk, copied, withdrawn) are 0 or 1. ``quantity`` and ``gap`` (natural days from purchase) may be -1.
"""
WINDOWS = (30, 90, 365)
"""Natural days."""
MARKS = ("demand", "flaw", "bulk", "copied", "withdrawn")
_DAYS = 1 << 20
"""More than the days since 1970 of any matter: a subject and a day in one number."""


@dataclass(frozen=True)
class Measure:
    """What one subject filed. Days are whole days since 1970; each matter counts once."""

    matters: int
    first: int
    last: int
    lately: tuple[int, ...]
    """Of each of WINDOWS: how many within it up to the day of the run …"""
    peak: tuple[int, ...]
    """… and at most in any such window."""
    respondents: int
    persons: int
    phones: int
    on_one_phone: int
    demand: int
    flaw: int
    bulk: int
    copied: int
    withdrawn: int
    most: int
    """The largest quantity read of one purchase; 0 where none was read."""
    gap_days: int
    gaps: int
    """Sum and number of the days between purchase and matter."""
    same_respondent: int
    same_goods: int
    same_kind: int
    """At most so many of one sort within the days of concentration."""


def measures(rows: Columns, *, on: date, within: int) -> dict[int, Measure]:
    """Return the measure of each subject, by subject; ``within``: the natural days of concentration."""
    if not len(rows["subject"]):
        return {}
    subjects, of = np.unique(rows["subject"], return_inverse=True)
    columns = _columns(rows, of.astype(np.int64), len(subjects), (on - date(1970, 1, 1)).days, within)
    names = list(columns)
    lists = zip(*(columns[name].tolist() for name in names), strict=True)
    return {
        subject: _measure(dict(zip(names, values, strict=True)))
        for subject, values in zip(subjects.tolist(), lists, strict=True)
    }


def _columns(rows: Columns, of: Whole, n: int, on: int, within: int) -> dict[str, Whole]:
    once, day = rows["once"], rows["day"]
    starts = np.flatnonzero(np.diff(of, prepend=-1))
    told = {name: _sum(of, rows[name] * once, n) for name in MARKS}
    told |= {"matters": _sum(of, once, n), "first": day[starts], "last": np.maximum.reduceat(day, starts)}
    told["most"] = np.maximum(np.maximum.reduceat(rows["quantity"], starts), 0)
    known = once * (rows["gap"] >= 0)
    told |= {"gaps": _sum(of, known, n), "gap_days": _sum(of, known * rows["gap"], n)}
    for days in WINDOWS:
        told[f"lately_{days}"] = _sum(of, once * (day > on - days), n)
        told[f"peak_{days}"] = _peak(of, of, day, once, days, n)
    for name in ("respondent", "goods", "kind"):
        told[f"same_{name}"] = _same(of, rows, name, within, n)
    for name in ("respondent", "person", "phone"):
        told[f"{name}s"] = _distinct(of, rows[name], n)
    told["on_one_phone"] = _on_one_phone(of, rows["phone"], rows["person"], n)
    return told


def _sum(of: Whole, values: Whole, n: int) -> Whole:
    return np.bincount(of, values, minlength=n).astype(np.int64)


def _peak(of: Whole, within: Whole, day: Whole, once: Whole, days: int, n: int) -> Whole:
    """Return of each subject the most of one ``within`` in ``days`` days; rows by ``within`` and day."""
    key = within * _DAYS + day
    so_far = np.concatenate([[0], np.cumsum(once)])
    here = np.searchsorted(key, key, side="right")
    before = np.searchsorted(key, key - (days - 1), side="left")
    most = np.zeros(n, np.int64)
    np.maximum.at(most, of, so_far[here] - so_far[before])
    return most


def _same(of: Whole, rows: Columns, name: str, days: int, n: int) -> Whole:
    kept = np.flatnonzero(rows[name] >= 0)
    sorts = np.unique(_both(of[kept], rows[name][kept]), return_inverse=True)[1].astype(np.int64)
    order = np.lexsort([rows["day"][kept], sorts])
    kept, sorts = kept[order], sorts[order]
    return _peak(of[kept], sorts, rows["day"][kept], rows["once"][kept], days, n)


def _distinct(of: Whole, values: Whole, n: int) -> Whole:
    kept = values >= 0
    _, first = np.unique(_both(of[kept], values[kept]), return_index=True)
    return np.bincount(of[kept][first], minlength=n).astype(np.int64)


def _on_one_phone(of: Whole, phone: Whole, person: Whole, n: int) -> Whole:
    kept = np.flatnonzero(phone >= 0)
    phones = np.unique(_both(of[kept], phone[kept]), return_inverse=True)[1].astype(np.int64)
    _, first = np.unique(_both(phones, person[kept]), return_index=True)
    persons = np.bincount(phones[first])
    most = np.zeros(n, np.int64)
    np.maximum.at(most, of[kept], persons[phones])
    return most


def _both(one: Whole, other: Whole) -> Whole:
    """Return one number for each two, in their order."""
    room = int(other.max(initial=0)) + 1
    return one * room + other


def _measure(row: dict[str, int]) -> Measure:
    alike = {name: row[name] for name in Measure.__dataclass_fields__ if name in row}
    return Measure(
        **alike,
        lately=tuple(row[f"lately_{days}"] for days in WINDOWS),
        peak=tuple(row[f"peak_{days}"] for days in WINDOWS),
    )
