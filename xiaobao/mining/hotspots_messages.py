"""Hot issues among bare messages, as of a petition board: texts, moments, users and how many agreed.

The same vectors, topics, parts and weights as the step's, over the whole time the messages span: of a
docket's columns only those that a message has.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime

import numpy as np
import numpy.typing as npt
import pyarrow as pa
from scipy import sparse

from xiaobao.mining import hotspots_parts, topics, vectors
from xiaobao.mining.hotspots import ranked
from xiaobao.mining.hotspots_facts import Facts, facts, gathered
from xiaobao.mining.hotspots_settings import Settings
from xiaobao.mining.pipeline import Run
from xiaobao.mining.tables import SCHEMAS, Tables, empty

LEAST = 2
"""Matters that make a cluster an issue to be ranked here: every one that somebody may be looking for."""


@dataclass(frozen=True)
class Message:
    """One message: ``user`` is the key of an account, ``likes`` how many others agreed."""

    title: str
    text: str
    user: str
    at: datetime
    likes: int = 0


@dataclass(frozen=True)
class Ranking:
    """The cluster of each message (the first message of it), and the rank of each cluster ranked."""

    of: npt.NDArray[np.int64]
    ranks: dict[int, int]


def ranking(messages: Sequence[Message], settings: Settings, run: Run) -> Ranking:
    """Return the clusters of the messages and their ranks, 1 for the first.

    ``messages`` may come in any order; equal moments are told apart by their place in the list.
    """
    order = np.array(sorted(range(len(messages)), key=lambda at: (messages[at].at, at)), dtype=np.int64)
    if not len(order):
        return Ranking(order, {})
    among = [messages[at] for at in order]
    known = _facts(among, settings, run)
    cluster = topics.clusters(weights(among, settings), known.day, settings.topics)
    issues = hotspots_parts.counted(known, cluster, settings, least=LEAST)
    firsts = {int(issues.of[at]): int(cluster[row]) for at, row in enumerate(issues.rows)}
    of = np.empty_like(order)
    of[order] = order[cluster]
    return Ranking(
        of, {int(order[firsts[number]]): place for number, _score, place in ranked(issues, settings)[1]}
    )


def weights(messages: Sequence[Message], settings: Settings) -> sparse.csr_matrix:
    """Return the messages as weighed words."""
    batch = pa.record_batch(
        {
            "matter": pa.array(range(len(messages)), pa.int64()),
            "title": [one.title for one in messages],
            "text": [_whole(one) for one in messages],
        }
    )
    told = settings.vectors
    made = vectors.kernel(batch, title=told.title, title_runs=told.title_runs)
    return vectors.weighed(vectors.counted(pa.Table.from_batches([made])), told)


def _whole(message: Message) -> str:
    return f"{message.title}。{message.text}"


def _facts(messages: Sequence[Message], settings: Settings, run: Run) -> Facts:
    days = [one.at.date() for one in messages]
    span = (max(days) - min(days)).days + 1
    wide = settings.model_copy(update={"days": span})
    last = replace(run, on=max(days))
    known = facts(gathered(_tables(messages, days), last, wide), empty("pairs"), wide, last)
    return replace(known, voices=np.array([one.likes for one in messages], dtype=np.int64))


def _tables(messages: Sequence[Message], days: Sequence[date]) -> Tables:
    tables, rows = Tables(), range(len(messages))
    told = {"matter": rows, "received": rows, "received_on": days, "orders": [0] * len(messages)}
    tables.put("matters", _filled("matters", told, len(messages)))
    tables.put(
        "texts", _filled("texts", {"matter": rows, "text": list(map(_whole, messages))}, len(messages))
    )
    tables.put(
        "persons",
        _filled("persons", {"matter": rows, "person": [one.user for one in messages]}, len(messages)),
    )
    return tables


def _filled(name: str, told: dict[str, Sequence[object]], rows: int) -> pa.Table:
    schema = SCHEMAS[name]
    columns = [
        pa.array(told[field.name], field.type) if field.name in told else _blank(field.type, rows)
        for field in schema
    ]
    return pa.table(columns, schema=schema)


def _blank(kind: pa.DataType, rows: int) -> pa.Array:
    return pa.array([""] * rows, kind) if pa.types.is_string(kind) else pa.nulls(rows, kind)
