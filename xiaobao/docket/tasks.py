"""Work the worker does outside a request."""

from __future__ import annotations

from django_tasks import task

from xiaobao.docket.actions import run_import as actions


@task()
def run_import(batch_id: int) -> None:
    """Take in one uploaded file."""
    actions.run(batch_id)
