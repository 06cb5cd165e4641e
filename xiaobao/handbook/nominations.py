"""What the acts on a nomination (案例推荐) share: which one, whether it has changed, what is kept."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime

from django.db.models import QuerySet
from django.utils import timezone

from xiaobao.handbook.models import Nomination, NominationState
from xiaobao.refusals import Changed, NotAllowed, NotFound, Refused
from xiaobao.rules.handbook.entry import path_of
from xiaobao.rules.handbook.kinds import Kind
from xiaobao.staff.permissions import Authority
from xiaobao.vault.audit import record
from xiaobao.vault.models import AuditEntry

NOMINATE, CONFIRM, WRITE = "case_nominate", "case_confirm", "handbook_write"
OPEN = (NominationState.PROPOSED, NominationState.CONFIRMED)
_DID = {
    "handbook.nominated": "推荐",
    "handbook.nomination_saved": "修改文字",
    "handbook.redaction_confirmed": "确认脱敏",
    "handbook.case_drafted": "转为草稿",
    "handbook.nomination_dropped": "不采用",
}


def seen_by(officer: Authority, within_reach: Collection[str]) -> QuerySet[Nomination]:
    """Return the nominations an officer may see; ``within_reach`` are those whose matter may be seen.

    Who writes the handbook and sees no matter sees a case from the day its redaction is confirmed.
    """
    found = Nomination.objects.select_related("by", "draft").prefetch_related("confirmations__by")
    mine = found.filter(code__in=within_reach) if _works_on(officer) else found.none()
    if not officer.may(WRITE):
        return mine
    ready = found.filter(state__in=(NominationState.CONFIRMED, NominationState.DRAFTED))
    return mine | ready


def one_of(officer: Authority, code: str, within_reach: Collection[str]) -> Nomination:
    """Return one nomination an officer may see; raises NotFound."""
    nomination = seen_by(officer, within_reach).filter(code=code).first()
    if nomination is None:
        raise NotFound("没有这个案例推荐，或者它不在您的办理范围内。")
    return nomination


def to_change(code: str, version: int) -> Nomination:
    """Return a nomination, locked, as the officer has read it; raises NotFound, Changed."""
    nomination = Nomination.objects.select_for_update().filter(code=code).first()
    if nomination is None:
        raise NotFound("没有这个案例推荐。")
    if nomination.version != version:
        raise _changed(nomination)
    return nomination


def insist_open(nomination: Nomination) -> None:
    """Raise Refused for a nomination that is a draft already, or was not taken."""
    if nomination.state not in OPEN:
        raise Refused(f"这个案例推荐{nomination.get_state_display()}，不能再修改。")


def insist(officer: Authority, *acts: str) -> None:
    """Raise NotAllowed unless the posts held allow one of the acts."""
    if not any(officer.may(act) for act in acts):
        raise NotAllowed(f"您的岗位（{'、'.join(officer.posts) or '无'}）不办理这项工作。")


def path_for(nomination: Nomination) -> str:
    """Return the file the case will be."""
    return path_of(Kind.PRECEDENT, nomination.code)


def leave_row(
    act: str, nomination: Nomination, officer: Authority, at: datetime, address: str, **detail: object
) -> None:
    """Leave the row of the trail: which nomination, which version, never its words nor its matter."""
    record(
        act=act, subject=f"nomination:{nomination.pk}", at=at, actor=officer.user, post=officer.post,
        address=address, detail={"code": nomination.code, "version": nomination.version, **detail},
    )  # fmt: skip


def _works_on(officer: Authority) -> bool:
    return officer.may(NOMINATE) or officer.may(CONFIRM)


def _changed(nomination: Nomination) -> Changed:
    rows = AuditEntry.objects.filter(subject=f"nomination:{nomination.pk}", result="done", act__in=_DID)
    last = rows.order_by("-id").first()
    if last is None:
        return Changed(by="其他人", at=timezone.localtime(nomination.at), what=())
    return Changed(by=last.actor_name, at=timezone.localtime(last.at), what=(_DID[last.act],))
