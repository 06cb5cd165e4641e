"""Drop a draft (放弃草稿): it is kept, and another may be started."""

from __future__ import annotations

from datetime import datetime

from xiaobao.handbook.draft_steps import leave_row, moved, to_do
from xiaobao.handbook.models import Draft, DraftState
from xiaobao.rules.handbook.drafting import Deed
from xiaobao.staff.permissions import Authority
from xiaobao.writing import writing


def drop_draft(*, draft_id: int, version: int, officer: Authority, at: datetime, address: str = "") -> Draft:
    """Drop it; raises NotAllowed, NotFound, Changed, Refused."""
    with writing():
        draft = to_do(draft_id, Deed.DROP, officer, version)
        draft.rounds.filter(closed_at=None).update(closed_at=at)
        moved(draft, at, DraftState.DROPPED)
        leave_row("handbook.draft_dropped", draft, officer, at, address)
    return draft
