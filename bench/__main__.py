"""``python -m bench``: measure, print one JSON document on stdout, keep it in the home under ``bench``."""

from __future__ import annotations

import json
import sys
import tempfile
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import click

from bench import (
    boards,
    classifying,
    clocks,
    cube,
    documents,
    http,
    importing,
    lives,
    mining,
    near_copies,
    pages,
    searching,
    ticking,
    topics,
)
from bench import year as years
from bench.child import Failed
from bench.ground import Ground
from bench.judging import Measured
from bench.machine import load, machine
from bench.year import HOTLINE_ROWS, PLATFORM_ROWS, Year
from xiaobao.home import home

MEASUREMENTS: dict[str, Callable[[Ground], Measured]] = {
    "import": importing.measure,
    "pages": pages.measure,
    "http": http.measure,
    "boards": boards.measure,
    "clocks": clocks.measure,
    "documents": documents.measure,
    "lives": lives.measure,
    "search": searching.measure,
    "tick": ticking.measure,
    "mining": mining.measure,
    "near_copies": near_copies.measure,
    "classifying": classifying.measure,
    "topics": topics.measure,
    "cube": cube.measure,
}


@click.command()
@click.option(
    "--exports",
    type=click.Path(exists=True, file_okay=False, path_type=Path),
    envvar="XIAOBAO_BENCH_EXPORTS",
    show_envvar=True,
    help="Folder with the two workbooks of a year; without it a year is invented.",
)
@click.option("--rows", type=click.IntRange(2), help="Rows of the invented year.  [default: 34437]")
@click.option("--rounds", default=3, show_default=True, type=click.IntRange(1), help="Imports and peers.")
@click.option("--requests", default=200, show_default=True, type=click.IntRange(1), help="Of each page.")
@click.option(
    "--clocks",
    default=1_000_000,
    show_default=True,
    type=click.IntRange(800),
    help="Open clocks in the largest docket the clockwork runs on.",
)
@click.option("--only", multiple=True, type=click.Choice(list(MEASUREMENTS)), help="Measure only this.")
def main(
    exports: Path | None, rows: int | None, rounds: int, requests: int, clocks: int, only: tuple[str, ...]
) -> None:
    """Measure the software; exit 1 when something could not be measured (a missed target is an answer)."""
    if exports and rows:
        raise click.UsageError("--rows scales the invented year; exports are taken as they are.")
    with tempfile.TemporaryDirectory(prefix="xiaobao-bench-") as folder:
        try:
            year = _year(exports, rows or PLATFORM_ROWS + HOTLINE_ROWS, Path(folder))
            ground = Ground(Path(folder), year, rounds=rounds, requests=requests, clocks=clocks)
            document = _measured(ground, only or tuple(MEASUREMENTS))
        except (Failed, years.NoSuchYear) as error:
            _say(str(error))
            sys.exit(1)
    text = json.dumps(document, ensure_ascii=False, indent=2)
    _say(f"kept as {_keep(text, document['began'])}")
    click.echo(text)
    sys.exit(1 if document["failed"] else 0)


def _year(exports: Path | None, rows: int, folder: Path) -> Year:
    if exports:
        return years.given(exports)
    _say(f"inventing a year of {rows} rows")
    return years.invented(folder / "year", rows)


def _measured(ground: Ground, names: tuple[str, ...]) -> dict[str, Any]:
    began, before = _now(), load()
    found: dict[str, Measured] = {}
    failed: list[str] = []
    for name, measure in MEASUREMENTS.items():
        if name in names:
            _say(f"measuring {name}")
            try:
                found[name] = measure(ground)
            except Failed as error:
                _say(str(error))
                failed.append(name)
    judged = [one for measured in found.values() for one in measured.judged]
    return {
        "began": began,
        "ended": _now(),
        "machine": machine(),
        "load_average": {"before": before, "after": load()},
        "year": ground.year.to_json(),
        "rounds": ground.rounds,
        "requests": ground.requests,
        "clocks": ground.clocks,
        "met": not failed and all(one.met for one in judged),
        "failed": failed,
        "targets": [one.to_json() for one in judged],
        "measurements": {name: measured.details for name, measured in found.items()},
    }


def _keep(text: str, began: str) -> Path:
    folder = home() / "bench"
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / f"{began.replace(':', '')}.json"
    path.write_text(text + "\n", encoding="utf-8")
    return path


def _now() -> str:
    return datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def _say(sentence: str) -> None:
    click.echo(sentence, err=True)


if __name__ == "__main__":
    main()
