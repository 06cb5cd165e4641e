"""Decide on a comment (处理意见): taken, partly, or not, and why."""

from __future__ import annotations

from datetime import datetime

from django.utils import timezone

from xiaobao.handbook.draft_steps import leave_row, refused, said, to_do
from xiaobao.handbook.models import Comment, Draft, Ruling
from xiaobao.refusals import Changed, NotFound, Refused
from xiaobao.rules.handbook.drafting import Deed
from xiaobao.staff.permissions import Authority
from xiaobao.writing import writing

_NO_REASON = "不采纳或者部分采纳的，请写明理由，提意见的人要看。"


def rule_comment(
    *,
    draft_id: int,
    comment_id: int,
    seen: str,
    ruling: str,
    reason: str,
    officer: Authority,
    at: datetime,
    address: str = "",
) -> Comment:
    """Keep the decision; ``seen`` is the ruling the officer has read, empty before the first.

    A decision may be changed while the draft is under review. Whoever wrote the comment does not decide on it
    alone, unless the draft is their own. Raises NotAllowed, NotFound, Changed, Refused (fields ruling,
    reason).
    """
    if ruling not in Ruling.values:
        raise refused("请选择采纳、部分采纳或者不采纳。", "ruling")
    told = said(reason, "reason", "" if ruling == Ruling.TAKEN else _NO_REASON)
    with writing():
        draft = to_do(draft_id, Deed.RULE_COMMENT, officer)
        found = _found(draft, comment_id, seen, officer)
        found.ruling, found.reason = ruling, told
        found.ruled_by, found.ruled_at = officer.user, at
        found.save()
        leave_row("handbook.comment_ruled", draft, officer, at, address, comment=found.pk, ruling=ruling)
    return found


def _found(draft: Draft, comment_id: int, seen: str, officer: Authority) -> Comment:
    found = draft.comments.filter(pk=comment_id).select_related("ruled_by").first()
    if found is None:
        raise NotFound("没有这条意见。")
    if found.ruling != seen and found.ruled_by is not None and found.ruled_at is not None:
        at = timezone.localtime(found.ruled_at)
        raise Changed(
            by=found.ruled_by.name, at=at, what=(f"处理了这条意见（{found.get_ruling_display()}）",)
        )
    if found.by_id == officer.user.pk != draft.owner_id:
        raise Refused("自己提的意见，由起草的人或者另一位编辑处理。")
    return found
