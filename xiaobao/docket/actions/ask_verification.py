"""Ask for a verification of the audit trail (核对): the worker walks it, however long it is."""

from __future__ import annotations

from datetime import datetime

from django_tasks import TaskResultStatus
from django_tasks_db.models import DBTaskResult

from xiaobao.docket.tasks import verify_trail
from xiaobao.refusals import NotAllowed
from xiaobao.staff.permissions import Authority
from xiaobao.vault.anchoring import CHAIN
from xiaobao.vault.audit import record
from xiaobao.writing import writing

_TASK = "xiaobao.docket.tasks.verify_trail"
_UNFINISHED = (TaskResultStatus.READY, TaskResultStatus.RUNNING)


def ask_verification(*, officer: Authority, at: datetime, address: str = "") -> bool:
    """Have the worker verify the trail; returns False when it is doing so already. Raises NotAllowed."""
    if not officer.may("audit"):
        raise NotAllowed("只有审计岗可以核对审计记录。")
    with writing():
        if under_way():
            return False
        record(
            act="audit.verify_asked",
            subject=CHAIN,
            at=at,
            actor=officer.user,
            post=officer.post,
            address=address,
        )
        verify_trail.enqueue(officer.user.pk)
    return True


def under_way() -> bool:
    """Whether a verification waits or runs."""
    return DBTaskResult.objects.filter(task_path=_TASK, status__in=_UNFINISHED).exists()
