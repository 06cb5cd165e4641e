"""Where who handles what is shown, and a unit's matters are shared out."""

from __future__ import annotations

from collections.abc import Iterator

from tests import cast
from xiaobao.docket.models import Matter
from xiaobao.staff.models import Leave


def handling() -> Iterator[str]:
    """Yield the addresses; one at least of each kind, for an address answers without any too."""
    people = f"/handlers/people/{cast.CHEN_SIYUAN.username}"
    yield from (
        "/handlers/",
        "/handlers/people/",
        "/handlers/people/?office=huli",
        "/rules/new/?what=handlers",
    )
    yield from ("/handlers/past/", "/handlers/past/?office=huli")
    yield from ("/handlers/chapter.pdf", "/handlers/chapter.docx", f"{people}/skills/", f"{people}/leave/")
    yield from (
        f"/handlers/leave/{key}/end/" for key in [*Leave.objects.values_list("pk", flat=True)[:2], 999]
    )
    yield from (
        f"/matters/{key}/class/" for key in Matter.objects.order_by("pk").values_list("pk", flat=True)[:2]
    )
