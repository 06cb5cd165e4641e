"""Step 4, duplicates (查重): the same dispute told again, and texts in nearly the same words, as ``pairs``.

A ``twin`` is put to a person, who decides. A ``near_copy`` says only that two matters share a wording and is
what rings are seen by: of each group of near-copies at most one pair less than it has matters, every one of
them verified. Neither ever goes from a complaint to a report (令121 第三十七条).
"""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

import numpy as np
import pyarrow as pa

from xiaobao.mining import near_copies, passages, signatures
from xiaobao.mining.near_copies import Grouped, Links
from xiaobao.mining.pipeline import Run, Step
from xiaobao.mining.settings import Strict, read
from xiaobao.mining.shingles import Rows, Texts
from xiaobao.mining.tables import PAIRS, Tables
from xiaobao.mining.tellings import tellings
from xiaobao.mining.twins import Told, TwinRules, twins

if TYPE_CHECKING:
    from numpy.typing import NDArray

TWIN, NEAR_COPY = "twin", "near_copy"
_KEYS = pa.schema([("keys", pa.binary())])
_SIDES = pa.schema([("left_text", pa.string()), ("right_text", pa.string())])
_PASSAGES = pa.schema([("passages", pa.string())])


class Wording(Strict):
    """When two texts are near-copies, and when a wording is nobody's own."""

    likeness: float
    hubs: int
    widespread: int


class Marked(Strict):
    """Which passages are marked: of at least so many characters."""

    shortest: int


class Duplicates(Strict):
    """The thresholds of content/mining/duplicates.yaml."""

    note: str
    wording: Wording
    twin: TwinRules
    passages: Marked


def make(tables: Tables, run: Run) -> dict[str, pa.Table]:
    """Return ``pairs``, twins first, each by left and right; ``left`` was received before ``right``."""
    settings = read(run.content, "duplicates", Duplicates)
    told = tellings(tables, run.engine)
    texts, numbers = Texts.of(told["text"]), Told.of(told)
    alike = _grouped(texts, _keys(told, run), numbers, settings.wording)
    spread = _widespread(alike.head, numbers, settings.wording.widespread)
    again = twins(told, texts, spread, settings.wording.likeness, settings.twin)
    copies = _but(_in_time(alike.links, numbers), again)
    kinds = [(TWIN, again), (NEAR_COPY, copies)]
    parts = [_rows(kind, links, told, numbers, run, settings.passages.shortest) for kind, links in kinds]
    return {"pairs": pa.concat_tables(parts).combine_chunks()}


STEP = Step("duplicates", make)


def keys_of_batch(batch: pa.RecordBatch) -> pa.RecordBatch:
    """Return the 32 keys of each text as 128 bytes, for an engine to run where the texts are."""
    made = signatures.keys(Texts.of(batch.column("text")))
    return pa.RecordBatch.from_arrays([pa.array([row.tobytes() for row in made], pa.binary())], schema=_KEYS)


def passages_of_batch(shortest: int, batch: pa.RecordBatch) -> pa.RecordBatch:
    """Return the shared passages of each pair of texts as JSON."""
    sides = (batch.column(name).to_pylist() for name in _SIDES.names)
    made = [
        passages.to_json(passages.passages(left, right, shortest=shortest))
        for left, right in zip(*sides, strict=True)
    ]
    return pa.RecordBatch.from_arrays([pa.array(made, pa.string())], schema=_PASSAGES)


def _keys(told: pa.Table, run: Run) -> signatures.Keys:
    made = run.engine.each(keys_of_batch, told.select(["text"]), _KEYS)
    flat = b"".join(made["keys"].to_pylist())
    return np.frombuffer(flat, np.uint32).reshape(-1, signatures.BANDS)


def _grouped(texts: Texts, keys: signatures.Keys, told: Told, wording: Wording) -> Grouped:
    """Group each track by itself."""
    heads, links = np.arange(len(texts), dtype=np.int64), []
    for track in np.unique(told.track):
        among = np.flatnonzero(told.track == track)
        found = near_copies.linked(
            texts, likeness=wording.likeness, hubs=wording.hubs, keys=keys, among=among
        )
        heads[among] = found.head[among]
        links.append(found.links)
    return Grouped(heads, near_copies.together(links))


def _widespread(head: Rows, told: Told, least: int) -> NDArray[np.bool_]:
    """Return of which matters the wording is used in ``least`` more, by somebody else or of somebody else."""
    whose = np.stack([head, told.person, told.respondent], axis=1)
    _, own, matters = np.unique(whose, axis=0, return_inverse=True, return_counts=True)
    in_all = np.bincount(head, minlength=len(head))[head]
    spread: NDArray[np.bool_] = in_all - matters[own.reshape(-1)] >= least
    return spread


def _in_time(links: Links, told: Told) -> Links:
    """Turn each pair so that the earlier one is left; of one moment the smaller row."""
    late = told.received[links.left] > told.received[links.right]
    left = np.where(late, links.right, links.left)
    right = np.where(late, links.left, links.right)
    return near_copies.in_order(Links(left, right, links.likeness, links.contained))


def _but(links: Links, others: Links) -> Links:
    known = set(zip(others.left.tolist(), others.right.tolist(), strict=True))
    pairs = zip(links.left.tolist(), links.right.tolist(), strict=True)
    return near_copies.taken(links, np.array([pair not in known for pair in pairs], np.bool_))


def _rows(kind: str, links: Links, told: pa.Table, numbers: Told, run: Run, shortest: int) -> pa.Table:
    links = near_copies.in_order(links)
    left, right = pa.array(links.left), pa.array(links.right)
    sides = pa.Table.from_arrays([told["text"].take(left), told["text"].take(right)], schema=_SIDES)
    marked = run.engine.each(partial(passages_of_batch, shortest), sides, _PASSAGES)
    matter, person, whom = told["matter"], numbers.person, numbers.respondent
    columns = [
        matter.take(left), matter.take(right), pa.array([kind] * len(links), pa.string()),
        links.likeness, links.contained,
        (person[links.left] == person[links.right]) & (person[links.left] >= 0),
        (whom[links.left] == whom[links.right]) & (whom[links.left] != -1),
        numbers.days(links.left, links.right), marked["passages"],
    ]  # fmt: skip
    return pa.Table.from_arrays([_column(one) for one in columns], schema=PAIRS)


def _column(values: object) -> pa.ChunkedArray:
    return values if isinstance(values, pa.ChunkedArray) else pa.chunked_array([pa.array(values)])
