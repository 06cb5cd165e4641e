"""Who complained of whom, of what, with which signs: one row a matter and person, as the factors need it."""

from __future__ import annotations

from datetime import date

import ibis
import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc

from xiaobao.mining.engine import Engine
from xiaobao.mining.tables import Tables

COMPLAINT = "complaint"
_MATTER = (
    "matter", "track", "received_on", "enterprise", "object_path", "problem_path", "outcome", "recovered_fen",
)  # fmt: skip


def rows(tables: Tables, signs: pa.Table, engine: Engine, *, on: date) -> pa.Table:
    """Return one row a matter and person, of what came by that day, sorted by matter and person.

    ``day`` and ``bought`` are whole days since 1970; ``kind`` is class of goods and of problem together;
    ``counted`` is 0 for the same dispute told again on the same track, which is counted once; ``withdrawn``
    is 1 where it was withdrawn, or settled without the bureau, and money was recovered.
    """
    known = _matters(tables["matters"], on)
    matters = engine.table(known)
    persons = engine.table(tables["persons"].select(["matter", "person", "phone_key", "masked"]))
    signed = engine.table(signs)
    bought = engine.table(_days(tables["texts"].select(["matter", "bought_on"]), "bought_on", "bought"))
    respondents = engine.table(tables["respondents"])
    joined = (
        matters.inner_join(_once(persons), "matter")
        .left_join(signed, "matter").drop("matter_right")
        .left_join(bought, "matter").drop("matter_right")
        .left_join(respondents, "enterprise").drop("enterprise_right")
    )  # fmt: skip
    again = engine.table(_again(tables["pairs"], known))
    told = joined.left_join(again, "matter").drop("matter_right")
    zero, one = ibis.literal(0, "int64"), ibis.literal(1, "int64")
    whole = told.mutate(
        respondent=ibis.coalesce(told.respondent, told.enterprise, ibis.literal(-1, "int64")),
        demand=told.demand.fill_null(zero), flaw=told.flaw.fill_null(zero),
        counted=told.again.isnull().ifelse(one, zero),
        kind=told.object_path + ibis.literal("｜") + told.problem_path,
    )  # fmt: skip
    return engine.collect(whole.drop("again", "enterprise", "problem_path"), by=["matter", "person"])


def _matters(matters: pa.Table, on: date) -> pa.Table:
    known = _days(matters.select(list(_MATTER)), "received_on", "day")
    known = known.filter(pc.less_equal(known["day"], (on - date(1970, 1, 1)).days))
    paid = pc.and_(
        pc.is_in(known["outcome"], pa.array(["withdrawn", "self_settled"])),
        pc.greater(pc.fill_null(known["recovered_fen"], 0), 0),
    )
    return known.drop_columns(["outcome", "recovered_fen"]).append_column("withdrawn", paid.cast(pa.int64()))


def _days(table: pa.Table, name: str, called: str) -> pa.Table:
    days = table[name].cast(pa.int32()).cast(pa.int64())
    return table.drop_columns([name]).append_column(called, days)


def _once(persons: ibis.Table) -> ibis.Table:
    """One row a matter and person; of several phones the greatest key, so that it is the same every time."""
    grouped: ibis.Table = persons.group_by(["matter", "person"]).agg(
        phone=persons.phone_key.max(), hidden=persons.masked.cast("int64").min()
    )
    return grouped


def _again(pairs: pa.Table, matters: pa.Table) -> pa.Table:
    """Return the matters that tell again what came before them on the same track.

    Looked up here: an engine may begin with all pairs of one track, which are half of all pairs there are.
    """
    twins = pairs.filter(pc.equal(pairs["kind"], "twin"))
    tracks = [matters["track"].take(pc.index_in(twins[end], matters["matter"])) for end in ("left", "right")]
    same = pc.fill_null(pc.equal(*tracks), False)
    again = pc.unique(twins["right"].filter(same))
    return pa.table({"matter": again, "again": pa.array(np.ones(len(again), np.int64))})


def codes(column: pa.ChunkedArray | pa.Array) -> tuple[npt.NDArray[np.int64], list[str]]:
    """Return a number for each text, in alphabetical order of the texts, and the texts."""
    texts = pc.unique(column)
    texts = texts.take(pc.sort_indices(texts))
    return pc.index_in(column, texts).to_numpy().astype(np.int64), texts.to_pylist()
