"""Work the worker does outside a request."""

from __future__ import annotations

from django.utils import timezone
from django_tasks import task

from xiaobao.docket.actions import apply_rules as applying
from xiaobao.docket.actions import run_import as actions
from xiaobao.docket.actions import verify_trail as verifying


@task()
def run_import(batch_id: int) -> None:
    """Take in one uploaded file."""
    actions.run(batch_id)


@task()
def verify_trail(asked_by: int) -> None:
    """Verify the audit trail for an officer."""
    verifying.verify_trail(at=timezone.now(), asked_by=asked_by)


@task()
def finish_rules() -> None:
    """Put signed changes of rules in service."""
    applying.finish_rules(at=timezone.now())
