"""Receive export files uploaded on screen: kept sealed as they came, taken in by the worker."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from datetime import datetime
from pathlib import Path

from xiaobao.docket import cabinet
from xiaobao.docket.actions.issue import IssuedFile
from xiaobao.docket.models import ImportBatch
from xiaobao.docket.tasks import run_import
from xiaobao.documents.redaction import scrub
from xiaobao.refusals import BadFile, NotAllowed, NotFound
from xiaobao.staff.permissions import Authority
from xiaobao.vault.audit import record
from xiaobao.writing import writing

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
SUFFIXES = (".xlsx", ".csv")


def receive(
    *,
    officer: Authority,
    at: datetime,
    uploads: Sequence[tuple[str, bytes]],
    system: str = "",
    address: str = "",
) -> list[ImportBatch]:
    """Keep the uploaded files and queue them; each becomes a batch to watch.

    ``system`` is that of the cases where the files tell of cases; registrations are recognised. Raises
    NotAllowed, and BadFile before anything is kept when a file is neither xlsx nor csv.
    """
    if not officer.may("import"):
        raise NotAllowed("您的岗位不能导入文件。")
    for name, data in uploads:
        if Path(name).suffix.lower() not in SUFFIXES or not data:
            raise BadFile(f"“{Path(name).name}”不是可以导入的文件：请选择 xlsx 或 csv 文件。")
    return [_keep(officer, at, Path(name).name, data, system, address) for name, data in uploads]


def _keep(officer: Authority, at: datetime, name: str, data: bytes, system: str, address: str) -> ImportBatch:
    stored = cabinet.keep(data, about=b"upload")
    with writing():
        batch = ImportBatch.objects.create(
            file_name=scrub(name)[:200],
            sha256=hashlib.sha256(data).hexdigest(),
            stored=stored,
            system=system,
            state="waiting",
            by=officer.user,
            started_at=at,
        )
        record(
            act="import.received", subject=f"batch:{batch.pk}", at=at, actor=officer.user, post=officer.post,
            address=address,
        )  # fmt: skip
        run_import.enqueue(batch.pk)
    return batch


def rejects(*, batch_id: int, officer: Authority, at: datetime, address: str = "") -> IssuedFile:
    """Hand over the workbook of rejected rows; the reading is audited. Raises NotAllowed, NotFound."""
    if not officer.may("import"):
        raise NotAllowed("您的岗位不能查看导入退回的行。")
    batch = ImportBatch.objects.filter(pk=batch_id).exclude(rejects_stored="").first()
    if batch is None:
        raise NotFound("这次导入没有退回的行。")
    data = cabinet.get(batch.rejects_stored, about=b"rejects")
    with writing():
        record(
            act="import.rejects_read", subject=f"batch:{batch.pk}", at=at, actor=officer.user,
            post=officer.post, address=address,
        )  # fmt: skip
    return IssuedFile(f"{Path(batch.file_name).stem}.退回.xlsx", XLSX, data)
