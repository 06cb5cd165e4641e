"""Spark gives what DuckDB gives, cell by cell: on two threads of this machine, and on a cluster of 1 + 2.

Slow to start and half a gigabyte to install, so they run in ``make test-spark`` only. With the exports of a
year in the folder XIAOBAO_MINING_EXPORTS they are imported and mined on both.
"""

from __future__ import annotations

import gc
import os
import re
import shutil
import socket
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date
from functools import partial
from pathlib import Path

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq
import pytest

from bench.mining_volume import Volume, invent
from xiaobao.mining import pipeline
from xiaobao.mining.engine import BATCH, Embedded, Engine, NoSuchEngine, connect
from xiaobao.mining.pipeline import Run
from xiaobao.mining.steps import steps
from xiaobao.mining.tables import Tables

pytestmark = [pytest.mark.spark, pytest.mark.filterwarnings("ignore")]
ROOT = Path(__file__).parents[2]
EXPORTS = os.environ.get("XIAOBAO_MINING_EXPORTS", "")
LAST_DAY = date(2025, 12, 31)
MATTERS, SEED = 4_000, 11
MIXED = pa.table(
    {
        "key": pa.array([3, 1, None, 2, 1], pa.int64()),
        "text": pa.array(["丁", None, "", "甲\n乙", "A"]),
        "share": pa.array([0.5, None, 1.25, 0.1, 2.0]),
        "day": pa.array([date(2026, 2, 28), None, date(1999, 12, 31), date(2024, 2, 29), date(2026, 1, 1)]),
        "flag": pa.array([True, None, False, True, True]),
    }
)


@contextmanager
def stand_alone() -> Iterator[str]:
    """Run one master and two workers as ``make spark-cluster`` does; yields the address."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    environment = {**os.environ, "PYTHON": sys.executable, "SPARK_PORT": str(port)}
    command = ["sh", str(ROOT / "tests/mining/spark-cluster.sh")]
    running = subprocess.Popen(command, env=environment, stdout=subprocess.PIPE, text=True, cwd=ROOT)
    try:
        assert running.stdout is not None
        assert running.stdout.readline().strip() == f"spark://127.0.0.1:{port}"
        yield f"spark://127.0.0.1:{port}"
    finally:
        running.terminate()
        running.wait(timeout=60)


@pytest.fixture(scope="module", params=["here", "stand_alone"])
def spark(request: pytest.FixtureRequest) -> Iterator[tuple[Engine, str]]:
    """Spark in this process and its address: two threads here, then a cluster on the loopback."""
    if request.param == "here":
        engine = connect("spark")
        yield engine, ""
        engine.close()
        return
    with stand_alone() as master:
        engine = connect("spark", master=master)
        yield engine, master
        engine.close()


@pytest.fixture(scope="module")
def volume() -> Volume:
    """Some thousand invented matters of a year, with rings, groups and twins among them."""
    return invent(MATTERS, SEED)


def marked(batch: pa.RecordBatch, sign: str) -> pa.RecordBatch:
    """Give every second row back with a sign; some rows give none, as kernels may."""
    kept = batch.filter(pc.equal(pc.bit_wise_and(batch["key"], 1), 0))
    texts = pc.binary_join_element_wise(kept["text"], sign, "", null_handling="replace", null_replacement="")
    return pa.RecordBatch.from_arrays([kept["key"], texts], names=["key", "text"])


MARKED = pa.schema([("key", pa.int64()), ("text", pa.string())])


def test_rows_come_back_as_they_went_types_and_nulls_included(spark: tuple[Engine, str]) -> None:
    engine, embedded = spark[0], Embedded()
    found = engine.collect(engine.table(MIXED), by=["key"])
    assert found.equals(embedded.collect(embedded.table(MIXED), by=["key"]))
    assert found.schema.equals(MIXED.schema)


def test_an_empty_table_is_a_table(spark: tuple[Engine, str]) -> None:
    engine, none = spark[0], MIXED.slice(0, 0)
    assert engine.collect(engine.table(none), by=["key"]).equals(none)
    assert engine.each(partial(marked, sign="。"), none.select(["key", "text"]), MARKED).num_rows == 0


def test_kernels_run_on_the_workers_and_the_order_is_kept(spark: tuple[Engine, str]) -> None:
    count = 3 * BATCH + 5
    texts = pa.table(
        {"key": range(count), "text": [None if key % 6 == 0 else f"第{key}" for key in range(count)]}
    )
    kernel = partial(marked, sign="。")
    found = spark[0].each(kernel, texts, MARKED)
    assert found.equals(Embedded().each(kernel, texts, MARKED).combine_chunks())


def spelled(batch: pa.RecordBatch) -> pa.RecordBatch:
    """Give each number as four bytes, as a list of its digits, and as a small number."""
    made = [
        pa.array([number.to_bytes(4, "big") for number in batch["key"].to_pylist()], pa.binary(4)),
        pa.array([[int(digit) for digit in str(number)] for number in batch["key"].to_pylist()], DIGITS),
        pa.array([number % 100 for number in batch["key"].to_pylist()], pa.uint16()),
    ]
    return pa.RecordBatch.from_arrays(made, schema=SPELLED)


DIGITS = pa.list_(pa.int32())
SPELLED = pa.schema([("bytes", pa.binary(4)), ("digits", DIGITS), ("small", pa.uint16())])


def test_types_spark_does_not_know_go_there_and_come_back(spark: tuple[Engine, str]) -> None:
    numbers = pa.table({"key": [7, 1200, 65_000]})
    found = spark[0].each(spelled, numbers, SPELLED)
    assert found.equals(Embedded().each(spelled, numbers, SPELLED))
    assert found.schema.equals(SPELLED)
    viewed = spark[0].table(found.drop_columns(["digits"]))
    assert spark[0].collect(viewed, by=["small"])["small"].to_pylist() == [0, 0, 7]


def test_a_table_no_expression_stands_on_is_given_back(spark: tuple[Engine, str]) -> None:
    engine = spark[0]
    gc.collect()
    views = _views(engine)
    lone = engine.table(pa.table({"key": [1, 2]}))
    expression = lone.group_by("key").agg(n=lone.count())
    del lone
    gc.collect()
    assert engine.collect(expression, by=["key"])["n"].to_pylist() == [1, 1]
    del expression
    gc.collect()
    assert _views(engine) == views


def _views(engine: Engine) -> set[str]:
    session = engine._session  # type: ignore[attr-defined]
    return {view.name for view in session.catalog.listTables()}


def test_nothing_of_it_listens_beyond_this_machine(spark: tuple[Engine, str]) -> None:
    java = spark[0]._session.sparkContext._gateway.proc.pid  # type: ignore[attr-defined]
    inodes = {
        match.group(1)
        for file in Path(f"/proc/{java}/fd").iterdir()
        if (match := re.match(r"socket:\[(\d+)\]", str(file.readlink())))
    }
    lines = [line.split() for name in ("tcp", "tcp6") for line in _sockets(java, name)]
    theirs = [line[1].split(":")[0] for line in lines if line[3] == "0A" and line[9] in inodes]
    # 127.0.0.1 as the kernel writes it, alone or as an address of the newer kind
    assert theirs
    assert {address[-8:] for address in theirs} == {"0100007F"}


def _sockets(process: int, name: str) -> list[str]:
    return Path(f"/proc/{process}/net/{name}").read_text(encoding="ascii").splitlines()[1:]


def test_what_spark_writes_beside_its_memory_is_encrypted(spark: tuple[Engine, str]) -> None:
    session = spark[0]._session  # type: ignore[attr-defined]
    assert session.sparkContext._encryption_enabled
    assert not list(Path(session.sparkContext._temp_dir).iterdir())


def test_the_whole_mining_is_equal_cell_by_cell(
    spark: tuple[Engine, str], volume: Volume, content: Path
) -> None:
    embedded, clustered = mined(volume, Embedded(), content), mined(volume, spark[0], content)
    assert list(embedded) == list(clustered)
    assert embedded["figures"].num_rows > 100
    for name in embedded:
        assert not differing(embedded[name], clustered[name]), name


def mined(volume: Volume, engine: Engine, content: Path) -> Tables:
    """Take the invented tables through every step."""
    tables = Tables()
    for name in ("matters", "people", "enterprises"):
        tables.put(name, getattr(volume, name))
    pipeline.run(steps(), tables, Run(LAST_DAY, content, engine, b"invented key"))
    return tables


def differing(one: pa.Table, other: pa.Table) -> list[str]:
    """Return what differs between two tables: the columns, or the first cells of each column."""
    if one.schema != other.schema or one.num_rows != other.num_rows:
        return [f"{one.num_rows} rows of {one.schema.names}", f"{other.num_rows} of {other.schema.names}"]
    return [
        f"{name} row {row}: {one[name][row]} ≠ {other[name][row]}"
        for name in one.column_names
        if not one[name].equals(other[name])
        for row in _first(one[name].to_pylist(), other[name].to_pylist())
    ]


def _first(one: list[object], other: list[object]) -> list[int]:
    return [row for row, (left, right) in enumerate(zip(one, other, strict=True)) if left != right][:3]


def test_two_tables_that_differ_in_one_cell_are_told_apart() -> None:
    changed = MIXED.set_column(1, "text", pa.array(["丁", None, "", "甲乙", "A"]))
    assert differing(MIXED, changed) == ["text row 3: 甲\n乙 ≠ 甲乙"]
    assert not differing(MIXED, MIXED)


@pytest.mark.skipif(not EXPORTS, reason="XIAOBAO_MINING_EXPORTS names no folder with the exports of a year")
def test_the_exports_of_a_year_are_mined_alike(spark: tuple[Engine, str], tmp_path: Path) -> None:
    home, other = tmp_path / "embedded", tmp_path / "spark"
    commanded(home, "init")
    commanded(home, "import", *map(str, sorted(Path(EXPORTS).glob("*.xlsx"))), may_exit=(0, 1))
    shutil.copytree(home, other)
    commanded(home, "mine", "--json")
    commanded(other, "mine", "--json", "--engine", "spark", "--master", spark[1] or "local[2]")
    names = {file.name for file in (home / "mining/1").glob("*.parquet")}
    assert {"findings.parquet", "figures.parquet"} <= names
    for name in names:
        made = [pq.read_table(folder / "mining/1" / name) for folder in (home, other)]
        assert not differing(*made), name


def commanded(home: Path, *words: str, may_exit: tuple[int, ...] = (0,)) -> None:
    """Run a command of the software on a home of its own."""
    environment = {**os.environ, "XIAOBAO_HOME": str(home), "XIAOBAO_LOCALITY": "huli"}
    command: list[str] = [sys.executable, "-m", "xiaobao", *words]
    ended = subprocess.run(command, env=environment, cwd=ROOT, capture_output=True, text=True, check=False)
    assert ended.returncode in may_exit, ended.stderr[-2000:]


def test_spark_without_java_is_refused_before_anything_is_started(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("JAVA_HOME", str(tmp_path))
    refused: Callable[[], Engine] = partial(connect, "spark")
    with pytest.raises(NoSuchEngine, match=r"MIN-002 .*Java 17"):
        refused()
