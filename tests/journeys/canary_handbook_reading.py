"""Where the handbook is read: its pages, search, charts, and what citizens see of it."""

from __future__ import annotations

from collections.abc import Iterator


def reading() -> Iterator[str]:
    """Yield the addresses; one at least of each kind."""
    yield from ("/handbook/", "/handbook/search/?q=投诉", "/handbook/search/?q=的&in=law")
    yield from (
        "/handbook/flow/complaint/",
        "/handbook/flow/report/",
        "/handbook/outside/",
        "/handbook/phrases/",
    )
    yield from ("/handbook/chapters/complaint/", "/handbook/steps/no-such-entry/")
    yield from ("/handbook/download/html/", "/handbook/download/html/?part=public", "/handbook/download/odt/")
    yield from ("/public/handbook/", "/public/handbook/chapters/complaint/", "/public/handbook/steps/x/")
