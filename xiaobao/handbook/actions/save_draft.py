"""Save a draft (修改草稿): always allowed while it is written, every text is kept."""

from __future__ import annotations

from datetime import datetime

from xiaobao.handbook.draft_steps import leave_row, moved, open_round_of, refused, to_do
from xiaobao.handbook.models import Draft, DraftText
from xiaobao.refusals import Refused
from xiaobao.rules.handbook.drafting import Deed
from xiaobao.rules.handbook.heads import fields_of
from xiaobao.staff.permissions import Authority
from xiaobao.writing import writing

LONGEST = 100_000
"""Characters of an entry."""
_TITLE, _WORDS = 128, 256


def save_draft(
    *,
    draft_id: int,
    version: int,
    text: str,
    officer: Authority,
    at: datetime,
    words: str = "",
    address: str = "",
) -> Draft:
    """Keep a new text of a draft, whatever is wrong with it (``soundness`` says what is).

    ``words`` say what was changed. Raises NotAllowed, NotFound, Changed, Refused (field body).
    """
    if len(text) > LONGEST:
        raise refused(f"一篇最多{LONGEST}字，现有{len(text)}字。", "body")
    with writing():
        draft = to_do(draft_id, Deed.SAVE, officer, version)
        _insist_writable(draft, text)
        draft.text = text
        draft.title = str(fields_of(text).get("title") or draft.title)[:_TITLE]
        DraftText.objects.create(draft=draft, text=text, by=officer.user, at=at, words=words.strip()[:_WORDS])
        moved(draft, at)
        leave_row("handbook.draft_saved", draft, officer, at, address)
    return draft


def _insist_writable(draft: Draft, text: str) -> None:
    if draft.removes:
        raise Refused("这份草稿是建议删去这一篇，没有正文可以修改；不删的请放弃草稿。")
    if open_round_of(draft) is not None:
        raise Refused("正在征求意见，各方看的必须是同一稿：等意见到齐再改，或者先退回起草。")
    if draft.text == text:
        raise Refused("文字没有改动，没有保存。")
