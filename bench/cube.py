"""The cube of the figures over two invented years, beside pandas and SQLite, with the same rows from each.

    python -m bench.cube --json [--ten-million] [--spark]

Month × office × channel × track × category × outcome: matters, distinct persons, fen asked and recovered, and
the same month a year before. Each engine works in a process of its own on tables already in its memory, the
way it would be asked by hand; the clock holds the question alone, best of the rounds.
"""

from __future__ import annotations

import hashlib
import json
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import click

from bench import child
from bench.ground import Ground
from bench.judging import Judged, Measured, at_most

SIZES, LARGEST = (44_000, 1_000_000), 10_000_000
TARGETS = {44_000: 0.3, 1_000_000: 1.0, 10_000_000: 5.0}
ENGINES = ("duckdb", "pandas", "sqlite")
OFFICES = ("huli", "dianqian", "jiangtou", "heshan", "intake", "section", "desk")
CATEGORIES = ("食品安全", "家居用品", "群体投诉", "职业索赔", "电商网购", "旅游服务", "自营平台")
OUTCOMES = ("", "settled", "failed", "withdrawn", "self_settled")
FIRST_DAY, DAYS = 19_723, 731  # 2024-01-01, two years
LABELLED = 0.85
KEYS = ["month", "office", "channel", "track", "category", "outcome"]
FIGURES = ["matters", "persons", "amount_fen", "recovered_fen", "year_before"]
Rows = list[tuple[Any, ...]]


def measure(ground: Ground) -> Measured:
    """Count the cube over 44 thousand and a million matters on each engine."""
    found = compared(SIZES, ground.rounds, home=ground.blank)
    return Measured(details=found, judged=judged(found))


def judged(found: dict[str, Any]) -> tuple[Judged, ...]:
    """Hold DuckDB's time for each size against its target."""
    return tuple(
        at_most(f"cube.{size}", TARGETS[int(size)], one["duckdb"]["seconds"], "s")
        for size, one in found.items()
    )


def compared(
    sizes: tuple[int, ...], rounds: int, *, home: Path, engines: tuple[str, ...] = ENGINES
) -> dict[str, Any]:
    """Return per size and engine: best seconds, peak memory, rows; raises Failed where rows differ."""
    found: dict[str, Any] = {}
    for size in sizes:
        one = found[str(size)] = {}
        for engine in engines:
            asked = ["-m", "bench.cube", "--engine", engine, "--matters", str(size), "--rounds", str(rounds)]
            ended = child.run(asked, home=home)
            one[engine] = {**ended.answer, "peak_mb": ended.spent.peak_mb}
        if len({told["digest"] for told in one.values()}) != 1:
            raise child.Failed(f"the cubes of {size} matters differ: {one}")
    return found


def facts(matters: int) -> dict[str, Any]:
    """Return matters, persons and labels with the columns the cube reads, the same each time."""
    import numpy as np
    import pyarrow as pa

    from bench.mining_wording import glued, word, written

    dice, keys = np.random.default_rng(matters), np.arange(matters)
    days = pa.array((FIRST_DAY + dice.integers(0, DAYS, matters)).astype("int32")).cast(pa.date32())
    money = dice.integers(100, 500_000, matters)
    asked = pa.array(keys[dice.random(matters) < LABELLED])
    return {
        "matters": pa.table(
            {
                "matter": keys, "received_on": days, "office": word(OFFICES, dice.integers(0, 7, matters)),
                "channel": word(("12315", "12345"), dice.integers(0, 5, matters) == 0),
                "track": word(("complaint", "report"), dice.integers(0, 3, matters) == 0),
                "outcome": word(OUTCOMES, dice.integers(0, 5, matters)), "amount_fen": money,
                "recovered_fen": pa.array(money // 2, mask=dice.random(matters) < 0.5),
            }
        ),
        "persons": pa.table(
            {"matter": keys, "person": glued("p", written(dice.integers(0, matters * 2 // 5, matters)))}
        ),
        "labels": pa.table(
            {
                "matter": asked, "scheme": pa.repeat("hot", len(asked)),
                "label": word(CATEGORIES, dice.integers(0, 7, len(asked))),
                "score": dice.random(len(asked)).round(3), "band": pa.repeat("propose", len(asked)),
            }
        ),
    }  # fmt: skip


def _with_ibis(engine: str, tables: dict[str, Any]) -> Callable[[], Rows]:
    from xiaobao.mining.cube import DIMENSIONS, year_cube
    from xiaobao.mining.engine import connect

    worker = connect(engine)
    expressions = [worker.table(tables[name]) for name in ("matters", "persons", "labels")]

    def ask() -> Rows:
        made = worker.collect(year_cube(*expressions), by=["month", *DIMENSIONS])
        return list(zip(*(made[name].to_pylist() for name in [*KEYS, *FIGURES]), strict=True))

    return ask


def _with_pandas(tables: dict[str, Any]) -> Callable[[], Rows]:
    import pandas as pd

    matters, persons, labels = (tables[name].to_pandas() for name in ("matters", "persons", "labels"))
    matters["received_on"] = pd.to_datetime(matters.received_on)

    def ask() -> Rows:
        joined = matters.merge(labels[["matter", "label"]], on="matter", how="left")
        joined["category"] = joined.label.fillna("其他")
        joined["month"] = joined.received_on.dt.year * 12 + joined.received_on.dt.month - 1
        joined = joined.merge(persons, on="matter", how="left")
        cells = joined.groupby(KEYS, as_index=False).agg(
            matters=("matter", "size"), persons=("person", "nunique"), amount_fen=("amount_fen", "sum"),
            recovered_fen=("recovered_fen", "sum"),
        )  # fmt: skip
        before = cells[[*KEYS, "matters"]].assign(month=cells.month + 12)
        before = before[before.month.isin(cells.month)].rename(columns={"matters": "year_before"})
        full = cells.merge(before, on=KEYS, how="outer").fillna(dict.fromkeys(FIGURES, 0))
        full[FIGURES] = full[FIGURES].astype("int64")
        full["month"] = [f"{month // 12}-{month % 12 + 1:02}" for month in full.month]
        return list(full[[*KEYS, *FIGURES]].itertuples(index=False, name=None))

    return ask


_SQLITE = """
WITH based AS (
  SELECT CAST(strftime('%Y', received_on) AS INTEGER) * 12 + strftime('%m', received_on) - 1 AS month,
         office, channel, track, coalesce(l.label, '其他') AS category, outcome, amount_fen,
         coalesce(recovered_fen, 0) AS recovered_fen, p.person
  FROM matters m LEFT JOIN labels l ON l.matter = m.matter LEFT JOIN persons p ON p.matter = m.matter
), cells AS (
  SELECT month, office, channel, track, category, outcome, count(*) AS matters,
         count(DISTINCT person) AS persons, sum(amount_fen) AS amount_fen, sum(recovered_fen) AS recovered_fen
  FROM based GROUP BY 1, 2, 3, 4, 5, 6
), both AS (
  SELECT *, 0 AS year_before FROM cells
  UNION ALL SELECT month + 12, office, channel, track, category, outcome, 0, 0, 0, 0, matters FROM cells
  WHERE month + 12 IN (SELECT month FROM cells)
)
SELECT printf('%d-%02d', month / 12, month % 12 + 1), office, channel, track, category, outcome, sum(matters),
       sum(persons), sum(amount_fen), sum(recovered_fen), sum(year_before)
FROM both GROUP BY 1, 2, 3, 4, 5, 6
"""


def _with_sqlite(tables: dict[str, Any]) -> Callable[[], Rows]:
    import sqlite3

    base = sqlite3.connect(":memory:")
    for name, table in tables.items():
        columns = ", ".join(table.column_names[1:])
        base.execute(f"CREATE TABLE {name} (matter INTEGER PRIMARY KEY, {columns})")
        texts = [str if column == "received_on" else (lambda value: value) for column in table.column_names]
        values = [map(text, column.to_pylist()) for text, column in zip(texts, table.columns, strict=True)]
        holes = ", ".join("?" * len(values))
        base.executemany(f"INSERT INTO {name} VALUES ({holes})", zip(*values, strict=True))
    return lambda: base.execute(_SQLITE).fetchall()


def asked(engine: str, matters: int, rounds: int) -> dict[str, Any]:
    """Return the best seconds of one engine, how many rows it gave, and a digest of them in order."""
    tables = facts(matters)
    asks = {"pandas": _with_pandas, "sqlite": _with_sqlite}
    ask = asks[engine](tables) if engine in asks else _with_ibis(engine, tables)
    seconds, rows = [], []
    for _ in range(rounds):
        began = time.perf_counter()
        rows = ask()
        seconds.append(time.perf_counter() - began)
    text = "\n".join(",".join(map(str, row)) for row in sorted(rows))
    digest = hashlib.sha256(text.encode()).hexdigest()
    return {"seconds": round(min(seconds), 3), "rounds": len(seconds), "rows": len(rows), "digest": digest}


@click.command()
@click.option("--engine", type=click.Choice([*ENGINES, "spark"]), help="Ask this one alone.")
@click.option("--matters", default=SIZES[0], show_default=True, type=click.IntRange(1))
@click.option("--rounds", default=3, show_default=True, type=click.IntRange(1))
@click.option("--ten-million", is_flag=True, help="Ten million as well.")
@click.option("--spark", is_flag=True, help="On Spark as well, on two threads of this machine.")
@click.option("--json", "as_json", is_flag=True, help="Print the whole document.")
def main(
    engine: str | None, matters: int, rounds: int, ten_million: bool, spark: bool, as_json: bool
) -> None:
    """Count the cube on each engine; exit 1 where a target is missed."""
    if engine:
        click.echo(json.dumps(asked(engine, matters, rounds)))
        return
    sizes = (*SIZES, LARGEST) if ten_million else SIZES
    with tempfile.TemporaryDirectory() as home:
        engines = (*ENGINES, "spark") if spark else ENGINES
        found = compared(sizes, rounds, home=Path(home, "home"), engines=engines)
    if as_json:
        click.echo(json.dumps({**found, "targets": [one.to_json() for one in judged(found)]}, indent=2))
    else:
        for size, told in found.items():
            click.echo(f"{size:>9} " + ", ".join(f"{name} {one['seconds']} s" for name, one in told.items()))
    sys.exit(0 if all(one.met for one in judged(found)) else 1)


if __name__ == "__main__":
    main()
