"""Who is assigned to a matter, and so may see who brought it."""

from __future__ import annotations

from collections.abc import Iterator

from xiaobao.docket.models import Case, Matter
from xiaobao.rules.reveal import Standing
from xiaobao.rules.workflow import Act, Track
from xiaobao.staff.permissions import Authority

REVEAL = "reveal"
"""The permission of a post to see identities at all."""


def standing(officer: Authority, matter: Matter) -> Standing:
    """Return how the officer stands to a matter within reach, for ``rules.reveal``."""
    return Standing(
        track=matter.kind,
        regulation=matter.regulation,
        permitted=officer.may(REVEAL),
        assigned=is_assigned(officer, matter),
        guarded=matter.guarded,
    )


def is_assigned(officer: Authority, matter: Matter) -> bool:
    """Tell whether a matter within reach is the officer's to handle.

    A report is its handler's and the officers' of its case, whom a head named (指定承办人, 立案). Nobody
    comes to be assigned by writing down their own name. A complaint is anybody's who may decide on it.
    """
    if matter.kind == Track.COMPLAINT:
        return officer.may(Act.ACCEPT.value) or officer.may(Act.DECLINE.value)
    if matter.handler_id == officer.user.pk:
        return True
    mine = {officer.user.username, officer.user.name}
    return any(mine & set(names) for names in _investigators(matter))


def _investigators(matter: Matter) -> Iterator[list[str]]:
    yield from Case.objects.filter(matter=matter).values_list("officers", flat=True)
