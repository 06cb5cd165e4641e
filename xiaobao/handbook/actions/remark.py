"""The leader's remark on a draft (局领导点评): agreed, or back to be rewritten."""

from __future__ import annotations

from datetime import datetime

from xiaobao.handbook.draft_steps import latest_round, leave_row, moved, refused, said, to_do
from xiaobao.handbook.models import Draft, DraftState, Opinion, Role, Verdict
from xiaobao.refusals import Refused
from xiaobao.rules.handbook.drafting import Deed
from xiaobao.staff.permissions import Authority
from xiaobao.writing import writing

_NO_REASON = "退回修改的，请写明要改什么。"


def remark(
    *,
    draft_id: int,
    version: int,
    verdict: str,
    words: str,
    officer: Authority,
    at: datetime,
    address: str = "",
) -> Draft:
    """Keep the remark; raises NotAllowed, NotFound, Changed, Refused (fields verdict, words)."""
    if verdict not in Verdict.values:
        raise refused("请选择同意、修改后同意或者不同意。", "verdict")
    told = said(words, "words", "" if verdict == Verdict.AGREE else _NO_REASON)
    with writing():
        draft = to_do(draft_id, Deed.REMARK, officer, version)
        if draft.owner_id == officer.user.pk:
            raise Refused("自己起草的，由另一位局领导点评。")
        last = latest_round(draft)
        if last is None:
            raise Refused("这份草稿还没有征求过意见。")
        Opinion.objects.create(
            round=last, role=Role.LEADER, verdict=verdict, words=told, by=officer.user, at=at
        )
        moved(draft, at, DraftState.APPROVED if verdict == Verdict.AGREE else DraftState.WRITING)
        leave_row("handbook.remarked", draft, officer, at, address, verdict=verdict)
    return draft
