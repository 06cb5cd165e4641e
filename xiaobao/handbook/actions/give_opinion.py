"""Give the opinion of a role on the text as a whole (写审稿意见); the last one asked for closes the round."""

from __future__ import annotations

from datetime import datetime

from xiaobao.handbook.draft_steps import changed, leave_row, open_round_of, refused, said, to_do
from xiaobao.handbook.models import Draft, Opinion, Role, Round, Verdict
from xiaobao.handbook.roles import speaks_for
from xiaobao.refusals import NotAllowed, Refused
from xiaobao.rules.handbook.drafting import Deed
from xiaobao.staff.permissions import Authority
from xiaobao.writing import writing

_NO_REASON = "不是完全同意的，请写明意见。"


def give_opinion(
    *,
    draft_id: int,
    text_id: int,
    role: str,
    verdict: str,
    words: str,
    officer: Authority,
    at: datetime,
    address: str = "",
) -> Opinion:
    """Keep it; raises NotAllowed, NotFound, Changed, Refused (fields verdict, words).

    ``text_id`` is the text the officer has read; who wrote the draft gives no opinion on it.
    """
    if verdict not in Verdict.values:
        raise refused("请选择同意、修改后同意或者不同意。", "verdict")
    told = said(words, "words", "" if verdict == Verdict.AGREE else _NO_REASON)
    if role not in speaks_for(officer):
        raise NotAllowed("您的岗位不代表这一方面写审稿意见。")
    with writing():
        draft = to_do(draft_id, Deed.GIVE_OPINION, officer)
        running = _running(draft, role, officer)
        if running.text_id != text_id:
            raise changed(draft)
        opinion = Opinion.objects.create(
            round=running, role=role, verdict=verdict, words=told, by=officer.user, at=at
        )
        _close_when_all_are_in(running, at)
        leave_row("handbook.opinion_given", draft, officer, at, address, role=role, verdict=verdict)
    return opinion


def _running(draft: Draft, role: str, officer: Authority) -> Round:
    if draft.owner_id == officer.user.pk:
        raise Refused("起草人不给自己的草稿写审稿意见。")
    running = open_round_of(draft)
    if running is None:
        raise Refused("这一轮意见已经到齐；还有意见的，写在相应的段落上。")
    if role not in running.asked:
        raise Refused(f"这一轮没有征求{Role(role).label}的意见；有意见的，写在相应的段落上。")
    given = running.opinions.filter(role=role).select_related("by").first()
    if given is not None:
        raise Refused(f"{Role(role).label}的意见已由{given.by.name}写过，一轮一份。")
    return running


def _close_when_all_are_in(running: Round, at: datetime) -> None:
    given = set(running.opinions.values_list("role", flat=True))
    if set(running.asked) <= given:
        running.closed_at = at
        running.save()
