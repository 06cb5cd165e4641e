"""Where the tables are worked on: DuckDB in this process by default, Spark for a province. Through Ibis.

This file and ``cluster`` alone know the engines. A step writes its joins and counts as Ibis expressions over
``engine.table``, and its work on texts as a kernel over Arrow batches for ``engine.each``; both engines give
equal rows. What makes them differ, and is therefore not done in a step:

- sums and means of floats, whose last digits hang on the order: sum whole fen, round what is divided;
- ``hash``, ``first``, ``any_value``, ``argmax`` over ties, window functions over ties;
- dividing by what may be zero (NULL or infinity here, an error there): ``nullif(0)`` first;
- functions of an engine's own (``ibis.udf``): a kernel does that work.

Order is nobody's promise: ``collect`` sorts by the columns it is told, ties by the columns left.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, Protocol

import ibis
import pyarrow as pa
import pyarrow.compute as pc

from xiaobao.mining.engine_workers import Workers

Kernel = Callable[[pa.RecordBatch], pa.RecordBatch]
"""A pure function over one batch: what it makes of a row hangs on no other row. It is called in other
processes too, on Spark's workers and on the cores of this machine, so it must be importable by name there: a
module's function, or a ``functools.partial`` of one with plain data."""
BATCH = 8192
"""Rows a kernel is handed at once, at most."""


class NoSuchEngine(Exception):
    """An engine nobody here knows (MIN-001), or one whose library or Java is not installed (MIN-002)."""

    def __init__(self, message: str, *, code: str = "MIN-001") -> None:
        """Keep the sentence, in Chinese, and the code of what is missing."""
        super().__init__(f"{code} {message}")
        self.code, self.message = code, message


class Engine(Protocol):
    """What a step may ask of an engine."""

    name: str

    def table(self, table: pa.Table) -> ibis.Table:
        """Return the Arrow table as something expressions can be written over."""

    def collect(self, expression: ibis.Table, *, by: Sequence[str]) -> pa.Table:
        """Return the rows of an expression, sorted by these columns, nulls last."""

    def each(self, kernel: Kernel, table: pa.Table, schema: pa.Schema) -> pa.Table:
        """Return what the kernel makes of every batch of the table, in the order of the table."""

    def close(self) -> None:
        """Let go of what the engine holds."""


@dataclass
class Embedded:
    """DuckDB in this process; kernels over large tables run on every core."""

    name: str = "duckdb"

    def __post_init__(self) -> None:
        """Open a database in memory."""
        self._connection: Any = ibis.duckdb.connect()
        self._workers = Workers()

    def table(self, table: pa.Table) -> ibis.Table:
        """Return the Arrow table, which is not copied."""
        return ibis.memtable(table)

    def collect(self, expression: ibis.Table, *, by: Sequence[str]) -> pa.Table:
        """Return the rows, sorted."""
        return in_order(self._connection.to_pyarrow(expression), by)

    def each(self, kernel: Kernel, table: pa.Table, schema: pa.Schema) -> pa.Table:
        """Run the kernel batch by batch."""
        batches = table.combine_chunks().to_batches(max_chunksize=BATCH)
        return pa.Table.from_batches(self._workers.run(kernel, batches), schema=schema)

    def close(self) -> None:
        """Close the database, end the processes."""
        self._workers.close()
        self._connection.disconnect()


def in_order(table: pa.Table, by: Sequence[str]) -> pa.Table:
    """Return the rows sorted by these columns, then by every other that has an order, nulls last.

    Sorted here and not by the engine, so that text, nulls and ties lie alike on both.
    """
    others = [field.name for field in table.schema if not pa.types.is_nested(field.type)]
    keys = [*by, *(name for name in others if name not in by)]
    if table.num_rows < 2 or not keys:
        return table
    order = pc.sort_indices(table, sort_keys=[(name, "ascending") for name in keys])
    return table.take(order).combine_chunks()


def connect(name: str = "duckdb", *, master: str = "") -> Engine:
    """Return the engine of this name; ``master`` is Spark's address, empty for this machine alone.

    Raises NoSuchEngine.
    """
    if name == "duckdb":
        return Embedded()
    if name == "spark":
        from xiaobao.mining.cluster import Cluster

        cluster: Engine = Cluster(master)
        return cluster
    raise NoSuchEngine(f"没有名为“{name}”的计算引擎，可用 duckdb 或 spark。")
