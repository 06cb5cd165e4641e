"""How long boards and wall take on the last evening of the year at hand, after a run of the clockwork.

python -m bench.boards REQUESTS
"""

from __future__ import annotations

import json
import sys
from datetime import datetime, time
from types import SimpleNamespace
from typing import Any

from bench import child
from bench.addresses import BUREAU, OWN_OFFICE, Screen
from bench.ground import Ground
from bench.judging import Judged, Measured, at_most
from bench.pages import ask_inside

MEDIAN_MS, P95_MS = 500, 1_000
"""A board counts every period that ended in a year; nobody asks for one as often as for the inbox."""


def measure(ground: Ground) -> Measured:
    """Time every board and the wall in the server's own process."""
    with ground.copy(ground.full) as home:
        ended = child.run(["-m", "bench.boards", str(ground.requests)], home=home)
    told = ended.answer
    judged = [one for name, page in told["pages"].items() for one in _judged(name, page)]
    return Measured({**told, "process": ended.spent.to_json()}, tuple(judged))


def _judged(name: str, page: dict[str, Any]) -> tuple[Judged, ...]:
    return (
        at_most(f"boards.{name}.median", MEDIAN_MS, page["median_ms"], "ms"),
        at_most(f"boards.{name}.p95", P95_MS, page["p95_ms"], "ms"),
    )


def _screens(requests: int) -> list[Screen]:
    asked = {
        "bureau": (BUREAU, "/board/?board=bureau&period=year"),
        "bureau_of_thirty_days": (BUREAU, "/board/?board=bureau"),
        "office": ("unit_head", "/board/?period=year"),
        "own": (OWN_OFFICE, "/board/"),
        "wall": (BUREAU, "/wall/"),
    }
    return [Screen(name, post, (address,) * requests) for name, (post, address) in asked.items()]


def _stand_at(moment: datetime) -> None:
    """Let the desk's clock stand, and let everybody have been in post by then."""
    from xiaobao.desk import screen
    from xiaobao.staff.models import Post

    vars(screen)["timezone"] = SimpleNamespace(now=lambda: moment)
    Post.objects.filter(since__gt=moment.date()).update(since=moment.date())


def _last_evening() -> datetime:
    from xiaobao.docket.models import Matter
    from xiaobao.rules.ledger import SHANGHAI

    day = Matter.objects.order_by("-received_on").values_list("received_on", flat=True)[0]
    return datetime.combine(day, time(18), SHANGHAI)


def main(requests: int) -> None:
    """Run the clockwork once and print the figures of every board."""
    import django

    django.setup()
    from xiaobao.docket.actions.tick import tick

    moment = _last_evening()
    _stand_at(moment)
    raised = tick(at=moment, clock=lambda: moment)
    pages = {one.name: ask_inside(one) for one in _screens(requests)}
    print(json.dumps({"raised": raised["raised"], "orders": raised["orders"], "pages": pages}))


if __name__ == "__main__":
    main(int(sys.argv[1]))
