"""Send a draft out for review (送出征求意见): one round, on one text, to the roles asked."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime

from xiaobao.handbook.draft_steps import latest_text, leave_row, moved, open_round_of, refused, said, to_do
from xiaobao.handbook.models import Draft, DraftState, DraftText, Role, Round
from xiaobao.handbook.soundness import insist_sound, known_now
from xiaobao.law import Lawbook
from xiaobao.refusals import Refused
from xiaobao.rules.handbook.drafting import Deed
from xiaobao.staff.permissions import Authority
from xiaobao.writing import writing

ASKED = tuple(role for role in Role if role is not Role.LEADER)
"""Who may be asked: the leader remarks afterwards."""


def open_round(
    *,
    draft_id: int,
    version: int,
    asked: Sequence[str],
    due_on: date | None,
    lawbook: Lawbook,
    officer: Authority,
    at: datetime,
    today: date,
    note: str = "",
    address: str = "",
) -> Round:
    """Open it; raises NotAllowed, NotFound, Changed, Refused (fields asked, due_on, note)."""
    roles = [role.value for role in ASKED if role.value in asked]
    if not roles:
        raise refused("请选择征求哪些方面的意见。", "asked")
    if due_on is not None and due_on < today:
        raise refused("期限不能早于今天。", "due_on")
    words = said(note, "note")
    with writing():
        draft = to_do(draft_id, Deed.OPEN_ROUND, officer, version)
        text = _ready(draft)
        insist_sound(draft, known_now(lawbook))
        opened = Round.objects.create(
            draft=draft, number=draft.rounds.count() + 1, text=text, asked=roles, due_on=due_on,
            note=words, opened_by=officer.user, opened_at=at,
        )  # fmt: skip
        moved(draft, at, DraftState.REVIEW)
        leave_row("handbook.round_opened", draft, officer, at, address, round=opened.number, asked=roles)
    return opened


def _ready(draft: Draft) -> DraftText:
    if open_round_of(draft) is not None:
        raise Refused("上一轮意见还没有到齐。")
    text = latest_text(draft)
    if text is None or (draft.text == draft.base_text and not draft.removes):
        raise Refused("这份草稿与现行版没有差别，没有什么需要征求意见。")
    left = draft.comments.filter(ruling="").count()
    if left:
        raise Refused(f"还有 {left} 条逐段意见没有处理，处理以后再送下一轮。")
    return text
