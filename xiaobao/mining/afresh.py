"""A nightly run works over what is new: texts of matters that are as they were are taken from the run before.

Only steps that look at each matter by itself may be taken so. Every other step works over the whole again,
because a matter that came yesterday can change what is said of one that came last year. The result is the
same as of a full run, row by row.
"""

from __future__ import annotations

import pyarrow as pa
import pyarrow.compute as pc

from xiaobao.mining.pipeline import Run, Step
from xiaobao.mining.tables import Tables

BY_MATTER = {"clean": "texts", "signs": "signs"}
"""Steps whose rows hang on one row of ``matters`` each, and the table they make."""


def incremental(step: Step) -> Step:
    """Return the step as a nightly run takes it; any other step as it is."""
    table = BY_MATTER.get(step.name)
    if table is None:
        return step
    made = table

    def make(tables: Tables, run: Run) -> dict[str, pa.Table]:
        if run.before is None or made not in run.before or "matters" not in run.before:
            return step.make(tables, run)
        return {made: _with_what_is_new(step, made, tables, run, run.before)}

    return Step(step.name, make)


def _with_what_is_new(step: Step, made: str, tables: Tables, run: Run, before: Tables) -> pa.Table:
    matters = tables["matters"]
    same = unchanged(matters, before["matters"])
    part = Tables()
    for name in tables:
        part.put(name, matters.filter(pc.invert(same)) if name == "matters" else tables[name])
    kept = before[made]
    kept = kept.filter(pc.is_in(kept["matter"], value_set=matters["matter"].filter(same)))
    new = step.make(part, run)[made]
    return pa.concat_tables([kept, new]).sort_by("matter").combine_chunks()


def unchanged(now: pa.Table, before: pa.Table) -> pa.ChunkedArray:
    """Return for each row of ``matters`` whether the run before had the very same row."""
    places = pc.index_in(now["matter"], value_set=before["matter"])
    there = pc.is_valid(places)
    aligned = before.take(pc.fill_null(places, 0)) if before.num_rows else None
    if aligned is None:
        return there
    for name in now.column_names:
        there = pc.and_(there, _equal(now[name], aligned[name]))
    return there


def _equal(one: pa.ChunkedArray, other: pa.ChunkedArray) -> pa.ChunkedArray:
    both_empty = pc.and_(pc.is_null(one), pc.is_null(other))
    return pc.or_(pc.fill_null(pc.equal(one, other), False), both_empty)
