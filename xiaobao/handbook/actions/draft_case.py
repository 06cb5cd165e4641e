"""Turn a confirmed case into a draft (转为草稿), which goes the way of every other entry."""

from __future__ import annotations

from datetime import datetime

from xiaobao.handbook.actions.start_draft import Wanted, start_draft
from xiaobao.handbook.models import Nomination, NominationState
from xiaobao.handbook.nominations import WRITE, insist, leave_row, path_for, to_change
from xiaobao.refusals import Refused
from xiaobao.staff.permissions import Authority
from xiaobao.writing import writing

_WORDS = "由案例推荐转入"


def draft_case(*, code: str, version: int, officer: Authority, at: datetime, address: str = "") -> Nomination:
    """Start the draft of the case; raises NotAllowed, NotFound, Changed, Refused."""
    insist(officer, WRITE)
    with writing():
        nomination = to_change(code, version)
        if nomination.state != NominationState.CONFIRMED:
            raise Refused("脱敏确认齐全以后才能转为草稿。")
        wanted = Wanted(path_for(nomination), begun=nomination.title, text=nomination.text, words=_WORDS)
        nomination.draft = start_draft(wanted=wanted, officer=officer, at=at, address=address)
        nomination.state = NominationState.DRAFTED
        nomination.version += 1
        nomination.save()
        leave_row("handbook.case_drafted", nomination, officer, at, address, draft=nomination.draft.pk)
    return nomination
