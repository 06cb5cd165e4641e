"""Play the ten years of one seed, or of several: ``python -m tests.simulation --seed 7``.

A line for each seed; when an invariant breaks, what came before it and how to play it again. Exit code 1 then.
"""

from __future__ import annotations

import argparse
import os
import sys
import time
from pathlib import Path


def main() -> int:
    """Play what was asked for."""
    parser = argparse.ArgumentParser(prog="python -m tests.simulation")
    parser.add_argument("--seed", type=int, default=1, help="the first seed")
    parser.add_argument("--seeds", type=int, default=1, help="how many seeds, one after another")
    parser.add_argument("--matters", type=int, default=20, help="how many matters come in the ten years")
    parser.add_argument("--journal", action="store_true", help="print what happened, line by line")
    asked = parser.parse_args()
    home = _prepare()
    seeds = range(asked.seed, asked.seed + asked.seeds)
    return max(_one(seed, home, matters=asked.matters, journal=asked.journal) for seed in seeds)


def _prepare() -> Path:
    from tests import home

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "xiaobao.settings")
    import django

    django.setup()
    from django.test.utils import setup_databases

    setup_databases(verbosity=0, interactive=False)
    return home.HOME


def _one(seed: int, home: Path, *, matters: int, journal: bool) -> int:
    from tests.simulation.ground import fresh
    from tests.simulation.journal import Broken
    from tests.simulation.playing import play

    started = time.perf_counter()
    try:
        with fresh(home):
            played = play(seed, home, matters=matters)
    except Broken as broken:
        print(broken, file=sys.stderr)
        return 1
    if journal:
        print("\n".join(played.lines))
    print(f"seed {seed}: {played.lines[-1]}, {played.digest}, {time.perf_counter() - started:.1f} s")
    return 0


if __name__ == "__main__":
    sys.exit(main())
