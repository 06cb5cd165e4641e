"""Where the tables are worked on: DuckDB in this process by default, Spark for a province. Through Ibis.

This is the only file that knows the engines. A step writes its joins and counts as Ibis expressions over
``engine.table``, and its work on texts as a kernel over Arrow batches for ``engine.each``; both engines give
equal rows. Order is nobody's promise: ``collect`` sorts by the columns it is told.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, Protocol

import ibis
import pyarrow as pa

Kernel = Callable[[pa.RecordBatch], pa.RecordBatch]
"""A pure function over one batch; it must be importable by name where Spark's workers run."""
BATCH = 8192
"""Rows a kernel is handed at once."""


class NoSuchEngine(Exception):
    """An engine nobody here knows, or one whose library is not installed."""


class Engine(Protocol):
    """What a step may ask of an engine."""

    name: str

    def table(self, table: pa.Table) -> ibis.Table:
        """Return the Arrow table as something expressions can be written over."""

    def collect(self, expression: ibis.Table, *, by: Sequence[str]) -> pa.Table:
        """Return the rows of an expression, sorted by these columns."""

    def each(self, kernel: Kernel, table: pa.Table, schema: pa.Schema) -> pa.Table:
        """Return what the kernel makes of every batch of the table, in the order of the table."""

    def close(self) -> None:
        """Let go of what the engine holds."""


@dataclass
class Embedded:
    """DuckDB in this process."""

    name: str = "duckdb"

    def __post_init__(self) -> None:
        """Open a database in memory."""
        self._connection: Any = ibis.duckdb.connect()

    def table(self, table: pa.Table) -> ibis.Table:
        """Return the Arrow table, which is not copied."""
        return ibis.memtable(table)

    def collect(self, expression: ibis.Table, *, by: Sequence[str]) -> pa.Table:
        """Return the rows, sorted."""
        table: pa.Table = self._connection.to_pyarrow(expression.order_by(list(by)))
        return table

    def each(self, kernel: Kernel, table: pa.Table, schema: pa.Schema) -> pa.Table:
        """Run the kernel here, batch by batch."""
        batches = table.combine_chunks().to_batches(max_chunksize=BATCH)
        return pa.Table.from_batches([kernel(batch) for batch in batches], schema=schema)

    def close(self) -> None:
        """Close the database."""
        self._connection.disconnect()


def connect(name: str = "duckdb", *, master: str = "") -> Engine:
    """Return the engine of this name (duckdb or spark); raises NoSuchEngine."""
    if name == "duckdb":
        return Embedded()
    if name == "spark":
        from xiaobao.mining.cluster import Cluster

        cluster: Engine = Cluster(master)
        return cluster
    raise NoSuchEngine(f"没有名为“{name}”的计算引擎，可用 duckdb 或 spark。")
