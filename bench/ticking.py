"""One run of the clockwork on a morning when a fixed number of clocks falls due, however many are open.

python -m bench.ticking fill CLOCKS DUE | run DUE
"""

from __future__ import annotations

import json
import statistics
import sys
import time
from typing import Any

from bench import child, open_clocks
from bench.dockets import Docket, Place, places
from bench.ground import Ground
from bench.judging import Judged, Measured, at_most

DUE = 5_000
SECONDS = {"embedded": 10, "postgresql": 5}
"""What one run may take with a million open clocks and 5,000 due."""


def measure(ground: Ground) -> Measured:
    """Let the clockwork run on dockets of three sizes, on either database; the largest is held to the target.

    The middle size has a tenth, the smallest a hundredth of its open clocks, and all the same due.
    """
    sizes = [ground.clocks // 100, ground.clocks // 10, ground.clocks]
    due = min(DUE, sizes[0] // 2)
    with places(ground) as found:
        told = {
            name: {str(size): sized(place, size, due, ground.rounds) for size in sizes}
            for name, place in found.items()
        }
    return Measured({"due": due, **told}, tuple(_judged(name, told[name][str(sizes[-1])]) for name in told))


def _judged(name: str, largest: dict[str, Any]) -> Judged:
    return at_most(f"tick.{name}", SECONDS[name], largest["wall_s"]["median"], "s")


def sized(place: Place, size: int, due: int, rounds: int) -> dict[str, Any]:
    """Fill a docket and let the clockwork run on copies of it: with all that is due, and with a tenth."""
    full = place.blank()
    filling = full.run("-m", "bench.ticking", "fill", str(size), str(due))
    ran = [_ran(place, full, due) for _ in range(rounds)]
    fewer = _ran(place, full, due // 10)
    place.remove(full)
    return {
        **{name: _spread([one[name] for one in ran]) for name in ("wall_s", "cpu_s", "server_cpu_s")},
        "process_wall_s": _spread([one["process"]["wall_s"] for one in ran]),
        "nothing_due_s": _spread([one["nothing_due_s"] for one in ran]),
        "a_tenth_due_s": fewer["wall_s"],
        "filling": filling.spent.to_json(),
        "raised": filling.answer,
        "rounds": ran,
    }


def _ran(place: Place, full: Docket, due: int) -> dict[str, Any]:
    """Run once on a copy; raises Failed unless exactly what is due was raised."""
    docket, before = place.copy(full), place.cpu_s()
    ended = docket.run("-m", "bench.ticking", "run", str(due))
    took = place.cpu_s() - before
    place.remove(docket)
    told = ended.answer
    if (told["raised"], told["failed"], told["raised_again"]) != (due, 0, 0):
        raise child.Failed(f"{due} due: {told}")
    return {**told, "server_cpu_s": round(took, 2), "process": ended.spent.to_json()}


def _spread(figures: list[float]) -> dict[str, float]:
    middle = round(statistics.median(figures), 3)
    return {"min": min(figures), "median": middle, "max": max(figures)}


def fill(clocks: int, due: int) -> None:
    """Fill the docket and print how many clocks are due by working days left."""
    _ready()
    print(json.dumps(open_clocks.build(clocks, due)))


def run(due: int) -> None:
    """Let the clockwork run twice on the morning, law and ladder being loaded; print what it did and took."""
    _ready()
    open_clocks.leave(due)
    did, wall, cpu = _tick()
    again, idle, _ = _tick()
    counts = {name: did[name] for name in ("raised", "orders", "digests", "failed")}
    took = {"wall_s": wall, "cpu_s": cpu, "nothing_due_s": idle}
    print(json.dumps({**counts, "raised_again": again["raised"], **took}))


def _tick() -> tuple[dict[str, int], float, float]:
    from xiaobao.docket.actions.tick import tick

    at = open_clocks.opening(open_clocks.MORNING)
    began, worked = time.perf_counter(), time.process_time()
    did = tick(at=at, clock=lambda: at)
    return did, round(time.perf_counter() - began, 3), round(time.process_time() - worked, 3)


def _ready() -> None:
    import django

    django.setup()
    from xiaobao.docket.rulebook import current

    current()


if __name__ == "__main__":
    {"fill": fill, "run": run}[sys.argv[1]](*map(int, sys.argv[2:]))
