"""Comment on a paragraph of a draft under review (写逐段意见)."""

from __future__ import annotations

from datetime import datetime

from xiaobao.handbook.draft_steps import changed, latest_round, latest_text, leave_row, refused, said, to_do
from xiaobao.handbook.models import Comment, Draft
from xiaobao.handbook.roles import roles_of
from xiaobao.law import MalformedContent
from xiaobao.refusals import NotAllowed
from xiaobao.rules.handbook import entry as entries
from xiaobao.rules.handbook.drafting import Deed
from xiaobao.staff.permissions import Authority
from xiaobao.writing import writing


def comment(
    *,
    draft_id: int,
    text_id: int,
    paragraph: int,
    words: str,
    officer: Authority,
    at: datetime,
    address: str = "",
) -> Comment:
    """Keep a comment with the paragraph as it stands; ``paragraph`` counts from 1, 0 is the whole.

    ``text_id`` is the text the officer has read. Raises NotAllowed, NotFound, Changed, Refused (field words).
    """
    told = said(words, "words", "请写明意见。")
    roles = roles_of(officer)
    if not roles:
        raise NotAllowed("您的岗位不写手册的逐段意见。")
    with writing():
        draft = to_do(draft_id, Deed.COMMENT, officer)
        text = latest_text(draft)
        if text is None or text.pk != text_id:
            raise changed(draft)
        made = Comment.objects.create(
            draft=draft, round=latest_round(draft), role=roles[0], paragraph=paragraph,
            quoted=_quoted(draft, paragraph), words=told, by=officer.user, at=at,
        )  # fmt: skip
        leave_row("handbook.commented", draft, officer, at, address, paragraph=paragraph, comment=made.pk)
    return made


def _quoted(draft: Draft, paragraph: int) -> str:
    if paragraph == 0:
        return ""
    try:
        told = entries.parse(draft.path, draft.text).paragraphs
        return told[paragraph - 1]
    except (MalformedContent, IndexError) as error:
        raise refused(f"这一稿没有第{paragraph}段。", "paragraph") from error
