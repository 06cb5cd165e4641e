"""Full-text queries over the year: how many matters hold the words, and the first fifty by time left.

python -m bench.searching REQUESTS
"""

from __future__ import annotations

import json
import statistics
import sys
import time
from collections.abc import Iterable
from typing import Any

from bench import child
from bench.drawing import fragments
from bench.ground import Ground
from bench.judging import Measured, spread

LENGTHS = (1, 2, 3, 4, 8)


def measure(ground: Ground) -> Measured:
    """Search for runs of 1, 2, 3, 4 and 8 characters and for two words at once; no target of their own."""
    with ground.copy(ground.full) as home:
        ended = child.run(["-m", "bench.searching", str(ground.requests)], home=home)
    return Measured(details={**ended.answer, "process": ended.spent.to_json()})


def search(queries: Iterable[str]) -> dict[str, Any]:
    """Time each query: total, and one page of ids in the order of the inbox."""
    from xiaobao.docket import search as index
    from xiaobao.docket.models import Matter

    seconds, totals = [], []
    for query in queries:
        began = time.perf_counter()
        condition = index.condition(query)
        assert condition is not None
        found = Matter.objects.extra(where=[condition[0]], params=condition[1])
        totals.append(found.count())
        list(found.order_by("next_due", "id").values_list("id", flat=True)[:50])
        seconds.append(time.perf_counter() - began)
    return {**spread(seconds), "found_median": statistics.median(totals), "found_most": max(totals)}


def main(requests: int) -> None:
    """Print the figures by the length of what is searched for."""
    import django

    django.setup()
    drawn = {str(length): fragments(requests, length) for length in LENGTHS}
    drawn["2+2"] = [f"{one} {other}" for one, other in zip(drawn["2"], reversed(drawn["2"]), strict=True)]
    print(json.dumps({"characters": {name: search(queries) for name, queries in drawn.items()}}))


if __name__ == "__main__":
    main(int(sys.argv[1]))
