"""The embedded engine: order, ties, nulls, kernels; and what is said of an engine that is not there."""

from __future__ import annotations

import os
import sys
from datetime import date

import pyarrow as pa
import pyarrow.compute as pc
import pytest

from xiaobao.mining.engine import BATCH, Embedded, NoSuchEngine, connect, in_order
from xiaobao.mining.engine_workers import WORTH

SHOPS = pa.table(
    {
        "shop": pa.array(["丁", "甲", None, "乙", "甲"]),
        "fen": pa.array([4, 1, 5, None, 0], pa.int64()),
        "day": pa.array([date(2026, 1, day) for day in (4, 1, 5, 2, 1)], pa.date32()),
    }
)


def lengths(batch: pa.RecordBatch) -> pa.RecordBatch:
    """Keep the number of each text and how long it is; a text without a character is left out."""
    kept = batch.filter(pc.greater(pc.utf8_length(batch["text"]), 0))
    long = pc.cast(pc.utf8_length(kept["text"]), pa.int64())
    return pa.RecordBatch.from_arrays([kept["number"], long], names=["number", "long"])


def whereabouts(batch: pa.RecordBatch) -> pa.RecordBatch:
    """Say of each row in which process it was."""
    here = pa.array([os.getpid()] * batch.num_rows, pa.int64())
    return pa.RecordBatch.from_arrays([batch["number"], here], names=["number", "where"])


def test_rows_come_sorted_with_nulls_last_and_ties_by_the_columns_left() -> None:
    engine = Embedded()
    found = engine.collect(engine.table(SHOPS), by=["shop"])
    assert found["shop"].to_pylist() == ["丁", "乙", "甲", "甲", None]
    assert found["fen"].to_pylist() == [4, None, 0, 1, 5]
    engine.close()


def test_the_order_does_not_hang_on_the_order_the_rows_came_in() -> None:
    shuffled = SHOPS.take([3, 0, 4, 2, 1])
    assert in_order(shuffled, ["day"]).equals(in_order(SHOPS, ["day"]))


def test_rows_with_lists_are_sorted_by_what_can_be_sorted() -> None:
    table = pa.table({"key": [2, 1], "words": [["b"], ["a"]]})
    assert in_order(table, ["key"])["words"].to_pylist() == [["a"], ["b"]]


def test_counts_and_sums_are_whole_numbers() -> None:
    engine = connect()
    shops = engine.table(SHOPS)
    found = engine.collect(shops.group_by("shop").agg(n=shops.count(), fen=shops.fen.sum()), by=["shop"])
    assert found.schema.types == [pa.string(), pa.int64(), pa.int64()]
    assert found.slice(2, 1).to_pylist() == [{"shop": "甲", "n": 2, "fen": 1}]
    engine.close()


def test_a_kernel_meets_every_row_once_in_the_order_of_the_table() -> None:
    count = 2 * BATCH + 3
    texts = pa.table({"number": list(range(count)), "text": ["字" * (number % 4) for number in range(count)]})
    schema = pa.schema([("number", pa.int64()), ("long", pa.int64())])
    found = Embedded().each(lengths, pa.concat_tables([texts.slice(0, 10), texts.slice(10)]), schema)
    assert found["number"].to_pylist() == [number for number in range(count) if number % 4]
    assert found["long"].to_pylist() == [number % 4 for number in range(count) if number % 4]


def test_a_large_table_is_worked_on_by_other_processes_with_the_same_result() -> None:
    count = WORTH * BATCH
    texts = pa.table({"number": range(count), "text": ["字" * (number % 4) for number in range(count)]})
    schema = pa.schema([("number", pa.int64()), ("where", pa.int64())])
    engine = Embedded()
    found = engine.each(whereabouts, texts, schema)
    engine.close()
    assert found["number"].to_pylist() == list(range(count))
    assert (os.getpid() in set(found["where"].to_pylist())) is (len(os.sched_getaffinity(0)) < 2)


def test_what_a_kernel_raises_in_another_process_is_raised_here_and_the_next_one_works() -> None:
    count = WORTH * BATCH
    texts = pa.table({"number": range(count), "text": ["字"] * count})
    schema = pa.schema([("number", pa.int64()), ("long", pa.int64())])
    engine = Embedded()
    with pytest.raises(KeyError, match="text"):
        engine.each(lengths, texts.drop_columns(["text"]), schema)
    assert engine.each(lengths, texts, schema)["long"].to_pylist() == [1] * count
    engine.close()


def test_a_kernel_makes_an_empty_table_of_an_empty_one() -> None:
    schema = pa.schema([("number", pa.int64()), ("long", pa.int64())])
    empty = pa.schema([("number", pa.int64()), ("text", pa.string())]).empty_table()
    assert Embedded().each(lengths, empty, schema).equals(schema.empty_table())


def test_an_unknown_engine_is_refused_with_those_there_are() -> None:
    with pytest.raises(NoSuchEngine, match=r"MIN-001 .*duckdb 或 spark") as refused:
        connect("hadoop")
    assert refused.value.code == "MIN-001"


def test_spark_without_its_library_is_refused_and_says_what_to_install(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    # what an import finds where the library is not installed
    monkeypatch.setitem(sys.modules, "pyspark", None)
    monkeypatch.setitem(sys.modules, "pyspark.sql", None)
    with pytest.raises(NoSuchEngine, match=r"MIN-002 .*没有安装 Spark"):
        connect("spark")
