"""The counts behind the factors, for persons and for rings alike: of a subject on a track, nothing judged."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

import ibis
import pyarrow as pa

from xiaobao.mining.engine import Engine

WINDOWS = (30, 90, 365)
"""Natural days."""


@dataclass(frozen=True)
class Measure:
    """What one subject filed on one track. Days are whole days since 1970; each matter counts once."""

    matters: int
    first: int
    last: int
    lately: tuple[int, ...]
    """Of each of WINDOWS: how many within it before the day of the run …"""
    peak: tuple[int, ...]
    """… and at most in any such window."""
    respondents: int
    persons: int
    phones: int
    on_one_phone: int
    demand: int
    flaw: int
    bulk: int
    most: int
    """The largest quantity read of one purchase; 0 where none was read."""
    copied: int
    withdrawn: int
    gap_days: int
    gaps: int
    """Sum and number of the days between purchase and matter."""
    same_respondent: int
    same_goods: int
    same_kind: int
    """At most so many of one sort within the days of concentration."""


def measures(rows: pa.Table, engine: Engine, *, on: date, within: int) -> Iterator[tuple[int, str, Measure]]:
    """Yield subject, track and measure, by subject and track.

    ``rows`` has one row a subject, track, matter and person; ``once`` is 1 for the first row of a matter and
    0 for the others, whose counts are 0 as well. ``within``: the natural days of concentration.
    """
    table = engine.table(rows)
    key = ["subject", "track"]
    whole = _counts(table, (on - date(1970, 1, 1)).days)
    phones = table.filter(table.phone.notnull()).group_by([*key, "phone"]).agg(n=table.person.nunique())
    parts = [
        phones.group_by(key).agg(on_one_phone=phones.n.max()),
        *(_peak(table, key, days).rename({f"peak_{days}": "n"}) for days in WINDOWS),
        *(
            _peak(table, [*key, name], within).rename({f"same_{name}": "n"})
            for name in ("respondent", "goods", "kind")
        ),
    ]
    for part in parts:
        whole = whole.left_join(part, key).drop("subject_right", "track_right")
    for row in engine.collect(whole, by=key).to_pylist():
        yield row["subject"], row["track"], _measure(row)


def _counts(table: ibis.Table, on: int) -> ibis.Table:
    counted: ibis.Table = table.group_by(["subject", "track"]).agg(
        matters=table.once.sum(), first=table.day.min(), last=table.day.max(),
        respondents=table.respondent.nunique(), persons=table.person.nunique(), phones=table.phone.nunique(),
        most=table.quantity.max(), gaps=table.gap.count(), gap_days=table.gap.sum(),
        **{name: table[name].sum() for name in ("demand", "flaw", "bulk", "copied", "withdrawn")},
        **{f"lately_{days}": (table.once * (table.day > on - days).cast("int64")).sum() for days in WINDOWS},
    )  # fmt: skip
    return counted


def _peak(table: ibis.Table, by: list[str], days: int) -> ibis.Table:
    """Return the most that came within ``days`` of one another, of each subject and track."""
    known = table.filter(table[by[-1]].notnull())
    frame = ibis.range_window(preceding=days - 1, following=0, group_by=by, order_by="day")
    running = known.mutate(n=known.once.sum().over(frame))
    most: ibis.Table = running.group_by(["subject", "track"]).agg(n=running.n.max())
    return most


def _measure(row: dict[str, Any]) -> Measure:
    def whole(name: str) -> int:
        return int(row[name] or 0)

    return Measure(
        matters=whole("matters"), first=whole("first"), last=whole("last"),
        lately=tuple(whole(f"lately_{days}") for days in WINDOWS),
        peak=tuple(whole(f"peak_{days}") for days in WINDOWS),
        respondents=whole("respondents"), persons=whole("persons"), phones=whole("phones"),
        on_one_phone=whole("on_one_phone"), demand=whole("demand"), flaw=whole("flaw"), bulk=whole("bulk"),
        most=whole("most"), copied=whole("copied"), withdrawn=whole("withdrawn"), gap_days=whole("gap_days"),
        gaps=whole("gaps"), same_respondent=whole("same_respondent"), same_goods=whole("same_goods"),
        same_kind=whole("same_kind"),
    )  # fmt: skip
