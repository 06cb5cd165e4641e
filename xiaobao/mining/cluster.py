"""The same work on Spark (4.0, through Ibis): a cluster of a province, or two threads of this machine.

Rows go to Spark and come back as Arrow. Personal data passes through here too (``people``, for ``linkage``),
so what Spark writes beside its memory, spilled rows and rows on their way, is encrypted, and where everything
runs on one machine nothing listens beyond it. ``docs/decisions/0028`` says when Spark is worth it: not below
some 25 million rows.
"""

from __future__ import annotations

import os
import shutil
import sys
import tempfile
import weakref
from collections.abc import Callable, Iterator, Sequence
from itertools import count
from pathlib import Path
from typing import Any

import ibis
import numpy as np
import pyarrow as pa

from xiaobao.mining.engine import BATCH, Kernel, NoSuchEngine, in_order

HERE = "local[2]"
_MISSING = "MIN-002"
_PACKAGE = Path(__file__).parents[2]
_WHOLE = 64
_BATCH_AT, _ROW_AT = "__batch", "__row"
_LOOPBACK = ("local", "spark://127.0.0.1", "spark://localhost")
_SETTINGS = {
    "spark.ui.enabled": "false",
    "spark.ui.showConsoleProgress": "false",
    # what Spark spills or hands from one process to another never lies readable on a disk
    "spark.io.encryption.enabled": "true",
    "spark.sql.execution.arrow.pyspark.enabled": "true",
    "spark.sql.execution.arrow.maxRecordsPerBatch": str(BATCH),
    "spark.sql.catalogImplementation": "in-memory",
    "spark.sql.session.timeZone": "UTC",
    "spark.driver.maxResultSize": "0",
    "spark.log.level": "ERROR",
}
_ONE_MACHINE = {
    "spark.driver.host": "127.0.0.1",
    "spark.driver.bindAddress": "127.0.0.1",
    "spark.driver.memory": "3g",
    "spark.sql.shuffle.partitions": "8",
}


class Cluster:
    """Spark: ``master`` is local[n], spark://host:port, or empty for two threads of this machine.

    What a bureau's cluster needs beside it (memory, authentication) is set as Spark takes it, in
    ``spark-defaults.conf`` of SPARK_CONF_DIR. Raises NoSuchEngine without pyspark or Java.
    """

    name = "spark"

    def __init__(self, master: str = "") -> None:
        """Start a session, or join the one this process has."""
        self._session = _session(master or HERE)
        self._connection: Any = ibis.pyspark.connect(self._session)
        self._known: dict[int, ibis.Table] = {}
        self._numbers = count(1)
        self._open = True

    def table(self, table: pa.Table) -> ibis.Table:
        """Return the Arrow table as a view, made once; it goes with the last expression over it."""
        if id(table) not in self._known:
            name = f"arrow_{next(self._numbers)}"
            self._frame(table).createOrReplaceTempView(name)
            view = self._known[id(table)] = self._connection.table(name)
            weakref.finalize(table, self._known.pop, id(table), None).atexit = False
            weakref.finalize(view.op(), self._drop, name).atexit = False
        return self._known[id(table)]

    def collect(self, expression: ibis.Table, *, by: Sequence[str]) -> pa.Table:
        """Return the rows with the types DuckDB would give them, sorted."""
        rows = self._session.sql(str(self._connection.compile(expression))).toArrow()
        return in_order(rows.cast(expression.schema().to_pyarrow()), by)

    def each(self, kernel: Kernel, table: pa.Table, schema: pa.Schema) -> pa.Table:
        """Run the kernel on the workers; every batch knows its place, so the order is the table's."""
        if not table.num_rows:
            return schema.empty_table()
        placed = table.append_column(_ROW_AT, pa.array(np.arange(table.num_rows)))
        wanted = portable(schema.append(_field(_BATCH_AT)).append(_field(_ROW_AT)))
        work = _kernel_of(kernel, table.schema, wanted)
        made = self._frame(placed).mapInArrow(work, _spark_schema(wanted)).toArrow()
        ordered = made.sort_by([(_BATCH_AT, "ascending"), (_ROW_AT, "ascending")])
        return ordered.select(schema.names).cast(schema).combine_chunks()

    def close(self) -> None:
        """Stop the session; what it held on the cluster is given back."""
        self._open = False
        self._session.stop()

    def _frame(self, table: pa.Table) -> Any:
        plain = table.cast(portable(table.schema)).combine_chunks()
        return self._session.createDataFrame(plain, schema=_spark_schema(plain.schema))

    def _drop(self, name: str) -> None:
        if self._open:
            self._session.catalog.dropTempView(name)


def portable(schema: pa.Schema) -> pa.Schema:
    """Return the schema with types Spark knows: bytes of a fixed length as bytes, small numbers as int64."""
    return pa.schema([field.with_type(_portable(field.type)) for field in schema])


def _portable(kind: pa.DataType) -> pa.DataType:
    if pa.types.is_fixed_size_binary(kind):
        return pa.binary()
    return pa.int64() if pa.types.is_unsigned_integer(kind) and kind.bit_width < _WHOLE else kind


def _kernel_of(
    kernel: Kernel, given: pa.Schema, wanted: pa.Schema
) -> Callable[[Iterator[pa.RecordBatch]], Iterator[pa.RecordBatch]]:
    def work(batches: Iterator[pa.RecordBatch]) -> Iterator[pa.RecordBatch]:
        for batch in batches:
            first = batch.column(_ROW_AT)[0].as_py()
            made = kernel(batch.drop_columns([_ROW_AT]).cast(given))
            places = [pa.array(np.full(made.num_rows, first)), pa.array(np.arange(made.num_rows))]
            table = pa.table([*made.columns, *places], names=wanted.names).cast(wanted)
            yield from table.to_batches()

    return work


def _field(name: str) -> pa.Field:
    return pa.field(name, pa.int64())


def _spark_schema(schema: pa.Schema) -> Any:
    from pyspark.sql.pandas.types import from_arrow_schema

    return from_arrow_schema(schema)


def _session(master: str) -> Any:
    try:
        from pyspark.sql import SparkSession
    except ImportError:
        raise NoSuchEngine(
            "没有安装 Spark：请用 pip install 'xiaobao[spark]'，或改用 duckdb。", code=_MISSING
        ) from None
    if not _java():
        raise NoSuchEngine("没有找到 Java 17，Spark 不能启动：请安装后再试，或改用 duckdb。", code=_MISSING)
    _workers_run_this_python()
    builder = SparkSession.builder.master(master).appName("xiaobao-mining")
    for name, value in _settings(master).items():
        builder = builder.config(name, value)
    return builder.getOrCreate()


def _settings(master: str) -> dict[str, str]:
    found = {
        **_SETTINGS,
        "spark.executorEnv.PYTHONPATH": os.environ["PYTHONPATH"],
        "spark.sql.warehouse.dir": str(Path(tempfile.gettempdir(), "xiaobao-no-warehouse")),
    }
    if master.startswith(_LOOPBACK):
        os.environ["SPARK_LOCAL_IP"] = "127.0.0.1"
        found.update(_ONE_MACHINE)
    return found


def _java() -> str | None:
    home = os.environ.get("JAVA_HOME")
    return shutil.which("java", path=str(Path(home, "bin"))) if home else shutil.which("java")


def _workers_run_this_python() -> None:
    # else a worker takes the system's python3, which knows neither Arrow nor this package
    os.environ["PYSPARK_PYTHON"] = os.environ["PYSPARK_DRIVER_PYTHON"] = sys.executable
    paths = os.environ.get("PYTHONPATH", "").split(os.pathsep)
    if str(_PACKAGE) not in paths:
        os.environ["PYTHONPATH"] = os.pathsep.join([str(_PACKAGE), *filter(None, paths)])
