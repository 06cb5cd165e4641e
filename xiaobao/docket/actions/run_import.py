"""Take in an uploaded file in the background; a crash half-way is made good by running it again."""

from __future__ import annotations

import tempfile
from datetime import datetime
from pathlib import Path

from django.utils import timezone

from xiaobao import intake
from xiaobao.docket import cabinet
from xiaobao.docket.actions.take_in import Told, close_batch, refuse_batch, take_in
from xiaobao.docket.actions.take_in_cases import take_in_cases
from xiaobao.docket.models import ImportBatch
from xiaobao.docket.rulebook import current
from xiaobao.home import workroom
from xiaobao.intake.case_mapping import SYSTEM


def unfinished() -> list[int]:
    """Return the uploads that a stopped worker left waiting or half done, oldest first."""
    left = ImportBatch.objects.filter(state__in=("waiting", "running")).exclude(stored="")
    return list(left.order_by("id").values_list("id", flat=True))


def run(batch_id: int) -> None:
    """Take in a kept file; run again after a crash it comes to the same end."""
    batch = ImportBatch.objects.select_related("by").get(pk=batch_id)
    if batch.state in ("done", "refused"):
        return
    batch.state = "running"
    batch.save()
    with tempfile.TemporaryDirectory(prefix="import-", dir=workroom()) as folder:
        path = Path(folder) / f"upload{Path(batch.file_name).suffix.lower()}"
        path.write_bytes(cabinet.get(batch.stored, about=b"upload"))
        _run(batch, path)


def _run(batch: ImportBatch, path: Path) -> None:
    now = timezone.now()
    try:
        tally = _taken_in(batch, path, now)
    except intake.IntakeError as error:
        refuse_batch(batch, f"{error}", at=timezone.now())
        return
    workbook = intake.write_rejects(path, tally.rejections, tally.headers)
    if workbook:
        batch.rejects_stored = cabinet.keep(workbook.read_bytes(), about=b"rejects")
    close_batch(batch, tally, at=timezone.now())


def _taken_in(batch: ImportBatch, path: Path, now: datetime) -> Told:
    """Take the file in as what it was uploaded as: a file of cases says so, any other is recognised."""
    if batch.system == SYSTEM:
        return take_in_cases(path, batch=batch, rulebook=current(), at=now)
    return take_in(path, batch=batch, rulebook=current(), at=now, progress=lambda done: _tell(batch, done))


def _tell(batch: ImportBatch, done: int) -> None:
    ImportBatch.objects.filter(pk=batch.pk).update(rows=done)
