"""Take a draft back to be rewritten (退回起草); a round still running ends with it."""

from __future__ import annotations

from datetime import datetime

from xiaobao.handbook.draft_steps import leave_row, moved, to_do
from xiaobao.handbook.models import Draft, DraftState
from xiaobao.rules.handbook.drafting import Deed
from xiaobao.staff.permissions import Authority
from xiaobao.writing import writing


def send_back(*, draft_id: int, version: int, officer: Authority, at: datetime, address: str = "") -> Draft:
    """Take it back; raises NotAllowed, NotFound, Changed, Refused."""
    with writing():
        draft = to_do(draft_id, Deed.SEND_BACK, officer, version)
        draft.rounds.filter(closed_at=None).update(closed_at=at)
        moved(draft, at, DraftState.WRITING)
        leave_row("handbook.draft_sent_back", draft, officer, at, address)
    return draft
