"""How long a page takes, signed in, on a docket that holds a year, in the server's own process.

python -m bench.pages REQUESTS
"""

from __future__ import annotations

import json
import sys
import time
from typing import Any

from bench import child
from bench.addresses import Screen, screens
from bench.ground import Ground
from bench.judging import Judged, Measured, at_most, spread

MEDIAN_MS, P95_MS = 100, 200
HOST = "127.0.0.1"


def measure(ground: Ground) -> Measured:
    """Time every kind of page in the server's own process: its own time, no network."""
    return timed(ground, "bench.pages", "pages")


def timed(ground: Ground, module: str, way: str) -> Measured:
    """Run ``module`` on a copy of the full home and hold every page it asked for against the targets."""
    with ground.copy(ground.full) as home:
        ended = child.run(["-m", module, str(ground.requests)], home=home)
    judged = [one for name, page in ended.answer.items() for one in _judged(f"{way}.{name}", page)]
    return Measured({"pages": ended.answer, "process": ended.spent.to_json()}, tuple(judged))


def _judged(name: str, page: dict[str, Any]) -> tuple[Judged, ...]:
    return (
        at_most(f"{name}.median", MEDIAN_MS, page["median_ms"], "ms"),
        at_most(f"{name}.p95", P95_MS, page["p95_ms"], "ms"),
    )


def ask_inside(screen: Screen) -> dict[str, Any]:
    """Ask for a screen's pages through the whole stack of middleware; the first request is told apart."""
    from django.test import Client

    client = Client(headers={"host": HOST})
    client.force_login(_officer(screen.post), backend="django.contrib.auth.backends.ModelBackend")
    return ask(screen, lambda address: _page(client.get(address)))


def ask(screen: Screen, get: Any) -> dict[str, Any]:
    """Time ``get`` for each address; it returns (status, body)."""
    seconds: list[float] = []
    first = _timed(get, screen.addresses[0])
    shown, size = 0, 0
    for address in screen.addresses:
        took, body = _timed(get, address)
        seconds.append(took)
        shown, size = shown + body.count(b'href="/matters/'), max(size, len(body))
    kilobytes = round(size / 1000, 1)
    return {**spread(seconds), "first_ms": round(1000 * first[0], 2), "largest_kb": kilobytes, "links": shown}


def _timed(get: Any, address: str) -> tuple[float, bytes]:
    began = time.perf_counter()
    status, body = get(address)
    took = time.perf_counter() - began
    if status != 200:
        raise child.Failed(f"{address.partition('?')[0]} answered {status}")
    return took, body


def _page(response: Any) -> tuple[int, bytes]:
    return response.status_code, response.content


def _officer(post: str) -> Any:
    from xiaobao.staff.models import User

    return User.objects.filter(posts__code=post).order_by("id").first()


def main(requests: int) -> None:
    """Print the figures of every screen."""
    import django

    django.setup()
    print(json.dumps({screen.name: ask_inside(screen) for screen in screens(requests)}))


if __name__ == "__main__":
    main(int(sys.argv[1]))
