"""Hand over what was prepared for the enterprise as PDF or Word (打开材料); the reading is audited."""

from __future__ import annotations

from datetime import datetime

from xiaobao.docket import cabinet
from xiaobao.docket.actions.issue import CONTENT_TYPES, IssuedFile
from xiaobao.docket.engagement_paper import composed, title_of
from xiaobao.docket.key_enterprises import insist
from xiaobao.docket.models import Engagement
from xiaobao.docket.rulebook import current
from xiaobao.documents import pdf, word
from xiaobao.refusals import NotFound
from xiaobao.staff.permissions import Authority
from xiaobao.vault.audit import record
from xiaobao.writing import writing


def open_engagement(
    *, engagement_id: int, form: str, officer: Authority, at: datetime, address: str = ""
) -> IssuedFile:
    """Lay it out as ``form`` ("docx" or "pdf"). Raises NotAllowed, NotFound, Refused, Unavailable."""
    insist(officer)
    engagement = Engagement.objects.select_related("enterprise").filter(pk=engagement_id).first()
    if engagement is None or form not in CONTENT_TYPES or not engagement.prepared:
        raise NotFound("没有这份材料。")
    rulebook = current()
    blocks = composed(engagement, rulebook)
    write = word.write if form == "docx" else pdf.write
    with cabinet.told():
        data = write(title_of(engagement, rulebook), blocks)
    with writing():
        record(
            act="engagement.read", subject=f"engagement:{engagement.pk}", at=at, actor=officer.user,
            post=officer.post, detail={"number": engagement.prepared["number"], "form": form},
            address=address,
        )  # fmt: skip
    return IssuedFile(f"{engagement.prepared['number']}.{form}", CONTENT_TYPES[form], data)
