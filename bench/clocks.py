"""Due dates a second in one process, each with its derivation: starts, clocks and pauses all vary.

python -m bench.clocks COUNT
"""

from __future__ import annotations

import json
import random
import sys
import time
from collections.abc import Callable, Iterable, Sequence
from datetime import date, timedelta
from typing import Any

from bench import child
from bench.drawing import SEED
from bench.ground import Ground
from bench.judging import Measured, at_least

PER_SECOND = 20_000
COUNT = 40_000
AGAIN = 4_000
FIRST, DAYS = date(2020, 1, 2), 2_300
"""Starts on every day from here to the spring of 2026: both complaint rules, and years before the overlay."""
Asked = tuple[str, Any]


def measure(ground: Ground) -> Measured:
    """Cold: no ledger is asked for twice. Warm: the same few again and again. Both are held to the target."""
    with ground.copy(ground.blank) as home:
        ended = child.run(["-m", "bench.clocks", str(COUNT)], home=home)
    found = ended.answer
    return Measured(
        details={**found, "process": ended.spent.to_json()},
        judged=(
            at_least("clocks.cold", PER_SECOND, found["cold_per_second"], "a second"),
            at_least("clocks.warm", PER_SECOND, found["warm_per_second"], "a second"),
        ),
    )


def plain(start: date) -> Any:
    """Return a ledger that holds a start and nothing else."""
    from xiaobao.rules.ledger import started

    return started(start)


def paused(start: date, dice: random.Random | None = None) -> Any:
    """Return a ledger with a pause of one day, or one drawn by ``dice`` of up to twenty days."""
    from xiaobao.rules.ledger import pause_entries, started

    first = start + timedelta(days=dice.randint(1, 5) if dice else 1)
    return started(start) + pause_entries(first, first + timedelta(days=dice.randint(0, 19) if dice else 0))


def allowing(lawbook: Any, calendar: Any, starts: Sequence[date], ledger: Callable[[date], Any]) -> list[str]:
    """Return the clocks that take such a ledger on the first start and on the last."""
    from xiaobao.law import LawError
    from xiaobao.rules.clocks import due
    from xiaobao.rules.errors import ClockError

    found = []
    for clock in lawbook.clock_ids():
        try:
            for start in (starts[0], starts[-1]):
                due(lawbook, clock, ledger(start), calendar)
        except (LawError, ClockError):
            continue
        found.append(clock)
    return found


def drawn(pairs: Iterable[Asked], count: int) -> list[Asked]:
    """Return ``count`` of the pairs, none twice, in a drawn order."""
    return random.Random(SEED).sample(list(dict.fromkeys(pairs)), count)


def main(count: int) -> None:
    """Print the figures; the first due date is timed with all it has to load."""
    began = time.perf_counter()
    from xiaobao import law
    from xiaobao.rules.clocks import due
    from xiaobao.rules.workdays import Calendar

    lawbook, calendar = law.load(), Calendar.load(law.content_dir())
    due(lawbook, "complaint.acceptance", plain(date(2026, 4, 15)), calendar)
    first = time.perf_counter() - began

    def ask(pairs: Sequence[Asked]) -> tuple[float, int]:
        began = time.perf_counter()
        lines = sum(len(due(lawbook, clock, ledger, calendar).derivation) for clock, ledger in pairs)
        return time.perf_counter() - began, lines

    starts = [FIRST + timedelta(days=day) for day in range(DAYS)]
    simple, pausing = (allowing(lawbook, calendar, starts, ledger) for ledger in (plain, paused))
    dice = random.Random(SEED)
    ways = {
        "plain": drawn(((clock, plain(day)) for clock in simple for day in starts), count // 2),
        "with_pause": drawn(
            ((clock, paused(day, dice)) for clock in pausing for day in starts for _ in range(4)), count // 2
        ),
    }
    asked = {name: ask(pairs) for name, pairs in ways.items()}
    again = [pair for pairs in ways.values() for pair in pairs[: AGAIN // 2]]
    ask(again)
    figures = {
        "clocks": len(simple),
        "clocks_with_pause": len(pausing),
        "first_ms": round(1000 * first, 1),
        "cold_per_second": round(count / sum(took for took, _ in asked.values())),
        **{f"cold_{name}_per_second": round(count / 2 / took) for name, (took, _) in asked.items()},
        "warm_per_second": round(5 * len(again) / ask(again * 5)[0]),
        "derivation_lines_each": round(sum(lines for _, lines in asked.values()) / count, 1),
    }
    print(json.dumps({"ledgers": count, **figures}))


if __name__ == "__main__":
    main(int(sys.argv[1]))
