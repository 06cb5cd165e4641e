"""Near-copies: verified pairs beside datasketch and rensa, groups of a million texts, one text looked up.

python -m bench.near_copies --json [--sizes 100000,1000000] [--seed 7] [--texts FILE.csv --text COL]

The peers are measured where they can be imported (``pip install datasketch rensa xxhash``, or a folder that
holds them in BENCH_PEERS). Everything runs in a process of its own, one after the other.
"""

from __future__ import annotations

import json
import math
import os
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import click

from bench import child, near_copy_parts, near_copy_texts
from bench.ground import Ground
from bench.judging import Judged, Measured, at_least, at_most
from bench.machine import load, machine

SIZES = (100_000, 1_000_000)
SAMPLE = 10_000
PEERS = ("datasketch", "rensa")


def measure(ground: Ground) -> Measured:
    """Measure on invented texts of the two sizes the targets speak of."""
    home = ground.folder / "near-copies"
    home.mkdir()
    return measured(home, SIZES, seed=7, peers=True)


def measured(
    home: Path, sizes: tuple[int, ...], *, seed: int, peers: bool, texts: tuple[str, str] | None = None
) -> Measured:
    """Make texts in ``home``, run every part in a process of its own, hold figures against targets."""
    small, large = min(sizes), max(sizes)
    file = home / "texts.arrow"
    _run(home, "texts", str(file), str(large), str(seed), *(texts or ()))
    details: dict[str, Any] = {
        "quality": _run(home, "quality", str(file), str(min(SAMPLE, small))),
        "pairs": _run(home, "pairs", str(file), str(small)),
        "peers": {peer: _run(home, peer, str(file), str(small)) for peer in PEERS if peers},
        "pairs_again": _run(home, "pairs", str(file), str(small)),
        "groups": {str(size): _quieter(home, "groups", str(file), str(size)) for size in sizes},
        "lookup": _run(home, "lookup", str(file), str(large), str(home / "index")),
    }
    return Measured(details, tuple(_judged(details, small, large)))


def _run(home: Path, *arguments: str) -> dict[str, Any]:
    _say(" ".join(arguments[:1] + arguments[2:3]))
    before = load()[0]
    ended = child.run(["-m", "bench.near_copies", "part", *arguments], home=home)
    return {**ended.answer, "process": ended.spent.to_json(), "load": [before, load()[0]]}


def _quieter(home: Path, *arguments: str) -> dict[str, Any]:
    """Return the quicker of two runs: what others do on the machine only adds."""
    runs = [_run(home, *arguments) for _ in range(2)]
    return min(runs, key=lambda ran: float(ran["cpu_s"]))


def _judged(details: dict[str, Any], small: int, large: int) -> list[Judged]:
    quality, lookup = details["quality"], details["lookup"]
    # before and after the peers, so that a busy minute weighs on neither side alone
    seconds = min(details[name]["seconds"] for name in ("pairs", "pairs_again"))
    groups, most = details["groups"], details["groups"][str(large)]
    found = [
        at_least("near_copies.recall", 0.95, quality["recall"], "share"),
        at_least("near_copies.precision", 0.98, quality["precision"], "share"),
        at_most(f"near_copies.groups_{large}.seconds", 20, most["seconds"], "s"),
        at_most(f"near_copies.groups_{large}.peak", 2000, most["process"]["peak_mb"], "MB"),
        at_most(f"near_copies.lookup_{large}.p95", 50, lookup["p95_ms"], "ms"),
    ]
    for peer, times in (("datasketch", 10), ("rensa", 2.5)):
        beside = details["peers"].get(peer, {})
        if "seconds" in beside:
            ratio = round(beside["seconds"] / seconds, 1)
            found.append(at_least(f"near_copies.pairs_{small}.times_{peer}", times, ratio, "×"))
    if large > small:
        grown = math.log(most["cpu_s"] / groups[str(small)]["cpu_s"]) / math.log(large / small)
        found.append(at_most("near_copies.exponent", 1.15, round(grown, 3), "power of n"))
    return found


PARTS: dict[str, Callable[..., dict[str, Any]]] = {
    "quality": near_copy_parts.quality,
    "pairs": near_copy_parts.pairs,
    "groups": near_copy_parts.groups,
    "lookup": near_copy_parts.lookup,
    "datasketch": near_copy_parts.datasketch,
    "rensa": near_copy_parts.rensa,
}


def _part(name: str, file: str, count: str, *more: str) -> dict[str, Any]:
    if name != "texts":
        return PARTS[name](Path(file), int(count), *more)
    seed, *of = more
    sentences = near_copy_texts.sentences_of(Path(of[0]), of[1]) if of else ()
    near_copy_texts.write(Path(file), int(count), seed=int(seed), sentences=sentences)
    return {"texts": int(count)}


@click.command()
@click.option("--sizes", default="100000,1000000", show_default=True, help="How many texts, two sizes.")
@click.option("--seed", default=7, show_default=True)
@click.option("--texts", type=click.Path(exists=True, dir_okay=False), help="CSV file to take sentences of.")
@click.option("--text", default="text", show_default=True, help="Its column.")
@click.option("--peers/--no-peers", default=True, show_default=True)
@click.option("--json", "as_json", is_flag=True, help="Print one JSON document.")
def main(sizes: str, seed: int, texts: str | None, text: str, peers: bool, as_json: bool) -> None:
    """Measure near-copies; a missed target is an answer, not a failure."""
    counts = tuple(sorted(int(size) for size in sizes.split(",")))
    with tempfile.TemporaryDirectory(prefix="xiaobao-bench-") as folder:
        home, began = Path(folder) / "home", time.perf_counter()
        home.mkdir()
        of = (str(Path(texts).resolve()), text) if texts else None
        result = measured(home, counts, seed=seed, peers=peers, texts=of)
    if as_json:
        document = {
            "machine": machine(), "seed": seed, "sizes": counts, "took_s": round(time.perf_counter() - began),
            "targets": [one.to_json() for one in result.judged], "details": result.details,
        }  # fmt: skip
        click.echo(json.dumps(document, ensure_ascii=False, indent=2))
        return
    for one in result.judged:
        met = "met   " if one.met else "missed"
        click.echo(f"{met} {one.name}: {one.measured} {one.unit} ({one.bound} {one.target})")


def _say(sentence: str) -> None:
    click.echo(sentence, err=True)


if __name__ == "__main__":
    if sys.argv[1:2] == ["part"]:
        if os.environ.get("BENCH_PEERS"):
            sys.path.append(os.environ["BENCH_PEERS"])
        print(json.dumps(_part(*sys.argv[2:])))
    else:
        main()
