"""Say that a typical case was gone by in handling a matter (参考了这个案例); once a matter and case."""

from __future__ import annotations

from datetime import datetime

from xiaobao.docket.models import CaseUse
from xiaobao.docket.queries import visible
from xiaobao.refusals import NotAllowed, NotFound
from xiaobao.staff.permissions import Authority
from xiaobao.vault.audit import record
from xiaobao.writing import writing

NOTE = "note"


def use_case(*, matter_id: int, slug: str, officer: Authority, at: datetime, address: str = "") -> bool:
    """Keep it and return True; False where somebody has said so before.

    The caller knows that there is such a case. Raises NotAllowed, NotFound.
    """
    if not officer.may(NOTE):
        raise NotAllowed(f"您的岗位（{'、'.join(officer.posts) or '无'}）不办理来件。")
    with writing():
        matter = visible(officer).filter(pk=matter_id).first()
        if matter is None:
            raise NotFound("没有这件来件，或者它不在您的办理范围内。")
        _use, new = CaseUse.objects.get_or_create(
            matter=matter, slug=slug, defaults={"by": officer.user, "at": at}
        )
        if new:
            record(
                act="case.used", subject=f"matter:{matter.pk}", at=at, actor=officer.user,
                post=officer.post, address=address, detail={"number": matter.number, "case": slug},
            )  # fmt: skip
    return new
