"""Where the law is read, and what has to be looked at again."""

from __future__ import annotations

from collections.abc import Iterator

from xiaobao.handbook.models import Revisit


def lawful() -> Iterator[str]:
    """Yield the addresses; one at least of each kind, for an address answers without any too."""
    yield from (
        "/handbook/law/",
        "/handbook/law/?q=食品",
        "/handbook/law/samr-order-121/",
        "/handbook/law/x/",
    )
    yield from ("/handbook/revisits/", "/handbook/revisits/?done=1&law=samr-order-121")
    first = Revisit.objects.order_by("pk").values_list("pk", flat=True)[:1]
    yield from (f"/handbook/revisits/{key}/" for key in [*first, 999])
