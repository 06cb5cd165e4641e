"""Leave a note on a matter."""

from __future__ import annotations

from datetime import datetime

from xiaobao.docket.models import Note
from xiaobao.docket.queries import visible
from xiaobao.docket.shield import shield_report
from xiaobao.refusals import NotAllowed, NotFound, Refused
from xiaobao.staff.permissions import Authority
from xiaobao.vault.audit import record
from xiaobao.writing import writing

LONGEST = 2000


def add_note(*, matter_id: int, officer: Authority, at: datetime, text: str, address: str = "") -> Note:
    """Append a note of at most 2,000 characters. Raises NotFound, NotAllowed, Refused."""
    words = text.strip()
    if not words:
        raise Refused("请先写下记事内容。", fields={"text": "请先写下记事内容。"})
    if len(words) > LONGEST:
        sentence = f"记事最多{LONGEST}字，现有{len(words)}字。"
        raise Refused(sentence, fields={"text": sentence})
    with writing():
        matter = visible(officer).filter(pk=matter_id).first()
        if matter is None:
            raise NotFound("没有这件来件，或者它不在您的办理范围内。")
        if not officer.may("note"):
            raise NotAllowed("您的岗位不能在来件上记事。")
        kept = shield_report(matter, words)
        note = Note.objects.create(matter=matter, author=officer.user, written_at=at, text=kept)
        record(
            act="matter.note", subject=f"matter:{matter.pk}", at=at, actor=officer.user, post=officer.post,
            address=address,
        )  # fmt: skip
    return note
