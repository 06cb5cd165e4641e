"""Say that a nominated case is not taken (不采用)."""

from __future__ import annotations

from datetime import datetime

from xiaobao.handbook.models import Nomination, NominationState
from xiaobao.handbook.nominations import CONFIRM, WRITE, insist, insist_open, leave_row, to_change
from xiaobao.staff.permissions import Authority
from xiaobao.writing import writing


def drop_nomination(
    *, code: str, version: int, officer: Authority, at: datetime, address: str = ""
) -> Nomination:
    """Take it from the list of what waits; its words stay. Raises NotAllowed, NotFound, Changed, Refused."""
    insist(officer, CONFIRM, WRITE)
    with writing():
        nomination = to_change(code, version)
        insist_open(nomination)
        nomination.state = NominationState.DROPPED
        nomination.version += 1
        nomination.save()
        leave_row("handbook.nomination_dropped", nomination, officer, at, address)
    return nomination
