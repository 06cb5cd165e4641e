"""The whole mining over an invented year: seconds, processor time and memory of every step.

    python -m bench.mining --matters 44000 --json [--engine spark --master spark://127.0.0.1:7077]

The tables are those of bench.mining_volume, made outside the measured process. Each step runs in the order of
``xiaobao mine``: a first run meets everything as new; a second one, after one matter in a hundred was added,
is what a night costs.
"""

from __future__ import annotations

import json
import resource
import sys
import tempfile
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import click

from bench import child
from bench.ground import Ground
from bench.judging import Judged, Measured, at_most

YEAR, MILLION = 44_000, 1_000_000
TARGETS = {YEAR: 60.0, MILLION: 1200.0}
"""Seconds for a district's year and for a million matters."""
LAST_DAY = date(2025, 12, 31)
NEW_ROWS = 100
"""One matter in so many comes between the first run and the second."""
TABLES = ("matters", "people", "enterprises")
EVERY = 0.02


def measure(ground: Ground) -> Measured:
    """Mine an invented district year of 44,000 matters; a million is measured by the module's own command."""
    found = measured(YEAR, seed=1, home=ground.blank)
    return Measured(details=found, judged=judged(found))


def judged(found: dict[str, Any]) -> tuple[Judged, ...]:
    """Hold the whole run against the target of its size, where there is one."""
    target = TARGETS.get(int(found["matters"]))
    return (at_most("mining.whole", target, float(found["seconds"]), "s"),) if target else ()


def measured(
    matters: int, *, seed: int, home: Path, engine: str = "duckdb", master: str = ""
) -> dict[str, Any]:
    """Invent the tables and mine them, each in a process of its own; raises child.Failed."""
    with tempfile.TemporaryDirectory(prefix="xiaobao-mining-") as folder:
        making = [
            "-m",
            "bench.mining_volume",
            folder,
            "--matters",
            str(matters + matters // NEW_ROWS),
            "--seed",
            str(seed),
        ]
        made = child.run(making, home=home)
        command = ["-m", "bench.mining", "--folder", folder, "--engine", engine, "--master", master]
        ended = child.run([*command, "--matters", str(matters)], home=home)
    return {**ended.answer, "invented": made.spent.to_json(), "process": ended.spent.to_json()}


def mined(folder: Path, matters: int, engine: str, master: str) -> dict[str, Any]:
    """Run every step over the first so many matters of a folder, then again over all of them as at night."""
    from xiaobao import law
    from xiaobao.mining.afresh import incremental
    from xiaobao.mining.engine import connect
    from xiaobao.mining.pipeline import Run
    from xiaobao.mining.steps import steps

    began = time.perf_counter()
    worker, chain = connect(engine, master=master), steps()
    started = time.perf_counter() - began
    every = _read(folder)
    told = Run(LAST_DAY, law.content_dir(), worker, b"of an invented year")
    first, before = _run(chain, {name: _early(table, matters) for name, table in every.items()}, told)
    night, _ = _run([incremental(step) for step in chain], every, replace(told, before=before))
    worker.close()
    return {
        "matters": before["matters"].num_rows, "engine": engine, "master": master,
        "start_s": round(started, 2), "seconds": _whole(first), "steps": first,
        "night_matters": every["matters"].num_rows, "night_seconds": _whole(night), "night": night,
    }  # fmt: skip


def _early(table: Any, matters: int) -> Any:
    # matters and people come row by row in the order received; enterprises are all there
    return table.slice(0, matters) if "matter" in table.column_names else table


def _whole(steps: list[dict[str, Any]]) -> float:
    return round(sum(float(step["seconds"]) for step in steps), 2)


def _read(folder: Path) -> dict[str, Any]:
    import pyarrow.parquet as pq

    from xiaobao.mining.tables import SCHEMAS

    return {name: pq.read_table(folder / f"{name}.parquet").cast(SCHEMAS[name]) for name in TABLES}


def _run(chain: Any, given: dict[str, Any], told: Any) -> tuple[list[dict[str, Any]], Any]:
    from xiaobao.mining import pipeline
    from xiaobao.mining.tables import Tables

    tables, steps = Tables(), []
    for name, table in given.items():
        tables.put(name, table)
    for step in chain:
        processor = _processor()
        with _largest() as largest:
            (took,) = pipeline.run([step], tables, told)
        spent = {"seconds": round(took.seconds, 2), "cpu_s": round(_processor() - processor, 2)}
        steps.append({"step": took.step, **spent, "peak_mb": round(largest[0]), "rows": took.rows})
    return steps, tables


def _processor() -> float:
    """Processor seconds of this process and of those it waited for."""
    spent = [resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    return sum(one.ru_utime + one.ru_stime for one in spent)


@contextmanager
def _largest() -> Iterator[list[float]]:
    """Watch the resident size (MB) while something runs: the kernel's own peak cannot be set back."""
    largest, ended = [_resident()], threading.Event()

    def watch() -> None:
        while not ended.wait(EVERY):
            largest[0] = max(largest[0], _resident())

    watching = threading.Thread(target=watch, daemon=True)
    watching.start()
    try:
        yield largest
    finally:
        ended.set()
        watching.join()


def _resident() -> float:
    pages = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[1])
    return pages * resource.getpagesize() / 1024**2


@click.command()
@click.option("--matters", default=YEAR, show_default=True, type=click.IntRange(200))
@click.option("--seed", default=1, show_default=True)
@click.option("--engine", default="duckdb", show_default=True, type=click.Choice(["duckdb", "spark"]))
@click.option("--master", default="", help="Spark's address; empty: two threads of this machine.")
@click.option("--folder", type=click.Path(exists=True, path_type=Path), help="Tables made before.")
@click.option("--json", "as_json", is_flag=True, help="Print the whole document.")
def main(matters: int, seed: int, engine: str, master: str, folder: Path | None, as_json: bool) -> None:
    """Mine an invented year and say what every step took; exit 1 where the target of its size is missed."""
    if folder:
        click.echo(json.dumps(mined(folder, matters, engine, master)))
        return
    with tempfile.TemporaryDirectory() as home:
        found = measured(matters, seed=seed, home=Path(home, "home"), engine=engine, master=master)
    held = judged(found)
    if as_json:
        click.echo(
            json.dumps({**found, "targets": [one.to_json() for one in held]}, ensure_ascii=False, indent=2)
        )
    else:
        for step in found["steps"]:
            click.echo(f"{step['step']:12} {step['seconds']:8.2f} s {step['peak_mb']:6} MB {step['rows']}")
        click.echo(f"whole {found['seconds']} s, a night {found['night_seconds']} s")
    sys.exit(0 if all(one.met for one in held) else 1)


if __name__ == "__main__":
    main()
