"""What the step **hotspots** knows of each matter of its window: one table, and columns of it as numbers."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

import ibis
import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc

from xiaobao.mining.hotspots_settings import Settings
from xiaobao.mining.pipeline import Run
from xiaobao.mining.tables import Tables, empty
from xiaobao.mining.union import clusters as hanging_together

Indices = npt.NDArray[np.int64]
_TAKEN = (
    "matter", "channel", "received", "received_on", "title", "object_path", "problem_path", "amount_fen",
    "enterprise", "place", "is_open", "due_on", "overdue", "orders",
)  # fmt: skip
TWIN = "twin"


def gathered(tables: Tables, run: Run, settings: Settings) -> pa.Table:
    """Return the matters of the window, in the order of time, with what the steps before say of each.

    The window is the last ``settings.days`` natural days up to and with the day of the run. Each matter is
    one row, with text, street, community, person, respondent, group, ring, and whether labelled urgent or
    harmful.
    """
    since, until = run.on - timedelta(days=settings.days - 1), run.on
    of = {name: run.engine.table(tables[name] if name in tables else empty(name)) for name in _READ}
    matters = of["matters"].select(*_TAKEN)
    rows = matters.filter(matters.received_on >= since, matters.received_on <= until)
    for right in _beside(of):
        rows = rows.left_join(right, "matter").drop("matter_right")
    rows = rows.left_join(of["respondents"], "enterprise").drop("enterprise_right")
    return run.engine.collect(rows, by=("received", "matter"))


_READ = ("matters", "texts", "persons", "respondents", "labels", "group_members", "ring_members")


def _beside(of: dict[str, Any]) -> list[ibis.Table]:
    persons, labels = of["persons"], of["labels"].filter(of["labels"].band != "silent")
    return [
        of["texts"].select("matter", "text", "street", "community"),
        persons.group_by("matter").aggregate(person=persons.person.min()),
        of["group_members"].group_by("matter").aggregate(group=of["group_members"].group.min()),
        of["ring_members"].group_by("matter").aggregate(ring=of["ring_members"].ring.min()),
        labels.group_by("matter").aggregate(
            urgent=(labels.scheme == "urgency").any(), harm=(labels.scheme == "harm").any()
        ),
    ]


@dataclass(frozen=True)
class Facts:
    """Columns of the window as numbers, one entry a matter, in the order of time.

    Codes of who and where are -1 where nothing is known; a matter without a person has one of its own.
    ``voices``: how many others agreed, None where the source does not say. ``same``: the first row of what
    counts once, told again by the same person or one of a ring.
    """

    matter: Indices
    day: Indices
    amount_fen: Indices
    codes: dict[str, Indices]
    flags: dict[str, npt.NDArray[np.bool_]]
    same: Indices
    twin: npt.NDArray[np.bool_]
    voices: Indices | None = None


def facts(rows: pa.Table, pairs: pa.Table, settings: Settings, run: Run) -> Facts:
    """Return the columns of the window as numbers; ``rows`` as ``gathered`` gives them."""
    matter = rows["matter"].to_numpy()
    same, twin = _same(matter, rows["ring"], pairs)
    return Facts(
        matter=matter,
        day=rows["received_on"].cast(pa.int32()).to_numpy().astype(np.int64),
        amount_fen=pc.fill_null(rows["amount_fen"], 0).to_numpy(),
        codes={
            "persons": _persons(rows["person"]),
            "respondent": _codes(rows["respondent"]),
            "places": _codes(pc.if_else(_given(rows["community"]), rows["community"], rows["place"])),
            "streets": _codes(pc.if_else(_given(rows["street"]), rows["street"], rows["place"])),
            "channels": _codes(rows["channel"]),
        },
        flags=_flags(rows, settings, run),
        same=same,
        twin=twin,
    )


def _flags(rows: pa.Table, settings: Settings, run: Run) -> dict[str, npt.NDArray[np.bool_]]:
    text = pc.fill_null(rows["text"], "")
    cued: dict[str, Any] = {
        name: pc.match_substring_regex(text, "|".join(words)) for name, words in settings.cues.items()
    }
    soon = pc.less_equal(rows["due_on"], pa.scalar(run.on + timedelta(days=settings.soon)))
    found = {
        "orders": pc.greater(rows["orders"], 0),
        "deadline": pc.or_(
            pc.fill_null(rows["overdue"], False),
            pc.and_(pc.fill_null(soon, False), pc.fill_null(rows["is_open"], False)),
        ),
        "wording": pc.or_(pc.fill_null(rows["urgent"], False), cued.pop("urgent")),
        "labelled": rows["harm"],
        **cued,
    }
    return {name: _numbers(pc.fill_null(one, False)).astype(np.bool_) for name, one in found.items()}


def _numbers(column: Any) -> npt.NDArray[Any]:
    whole = column.combine_chunks() if isinstance(column, pa.ChunkedArray) else column
    numbers: npt.NDArray[Any] = whole.to_numpy(zero_copy_only=False)
    return numbers


def _given(column: pa.ChunkedArray) -> pa.ChunkedArray:
    return pc.fill_null(pc.not_equal(column, ""), False)


def _codes(column: pa.ChunkedArray) -> Indices:
    if pa.types.is_string(column.type):
        column = pc.if_else(_given(column), column, pa.scalar(None, pa.string()))
    indices = column.combine_chunks().dictionary_encode().indices
    return _numbers(pc.fill_null(indices, -1)).astype(np.int64)


def _persons(column: pa.ChunkedArray) -> Indices:
    codes = _codes(column)
    unknown = np.flatnonzero(codes < 0)
    codes[unknown] = codes.max(initial=-1) + 1 + np.arange(len(unknown))
    return codes


def _same(matter: Indices, rings: pa.ChunkedArray, pairs: pa.Table) -> tuple[Indices, npt.NDArray[np.bool_]]:
    """Return the first row of what counts once, and which rows are the later half of a twin."""
    twins = pc.or_(pc.equal(pairs["kind"], TWIN), pc.fill_null(pairs["same_person"], False))
    told = pairs.filter(twins)
    left, right = _rows(matter, told["left"]), _rows(matter, told["right"])
    both = (left >= 0) & (right >= 0)
    ring = _codes(rings)
    in_ring = np.flatnonzero(ring >= 0)
    _kinds, first = np.unique(ring[in_ring], return_index=True)
    ones = in_ring[first][np.searchsorted(_kinds, ring[in_ring])]
    later = np.zeros(len(matter), dtype=np.bool_)
    later[right[both]] = True
    links = np.concatenate([left[both], ones]), np.concatenate([right[both], in_ring])
    return hanging_together(len(matter), *links), later


def _rows(matter: Indices, wanted: pa.ChunkedArray) -> Indices:
    """Return the row of each matter wanted, -1 where it is not among them."""
    values = _numbers(wanted).astype(np.int64)
    if not len(matter):
        return np.full(len(values), -1)
    order = np.argsort(matter, kind="stable")
    at = np.minimum(np.searchsorted(matter[order], values), len(matter) - 1)
    return np.where(matter[order][at] == values, order[at], -1)


def names(rows: pa.Table, settings: Settings) -> list[tuple[int, Sequence[str]]]:
    """Return the named things of each row with how often they count beside its words."""
    columns = {
        "group": rows["group"],
        "respondent": pc.cast(rows["respondent"], pa.string()),
        "problem": rows["problem_path"],
        "object": rows["object_path"],
        "community": rows["community"],
    }
    told = {name: pc.fill_null(columns[name], "").to_pylist() for name in settings.vectors.named}
    return [
        (count, [f"{name}:{one}" if one else "" for one in told[name]])
        for name, count in settings.vectors.named.items()
        if count
    ]
