"""Take in an export: every row registered, amended, left alone, held for a person, or rejected with a reason.

Rows are written a thousand at a time, each thousand in one transaction: officers can work meanwhile, and
an import killed half-way is repeated to the same end state because a row already in is left alone.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from datetime import datetime
from itertools import islice
from pathlib import Path
from typing import Protocol

from django.db import transaction

from xiaobao import intake
from xiaobao.docket import bulk
from xiaobao.docket.actions.amend import Amendment, amend
from xiaobao.docket.actions.hotline_orders import hotline_orders
from xiaobao.docket.actions.register import register_many
from xiaobao.docket.models import ImportBatch, Matter
from xiaobao.docket.rulebook import SHANGHAI, Rulebook, current
from xiaobao.documents.redaction import scrub
from xiaobao.home import home
from xiaobao.intake.errors import RejectsNotWritten
from xiaobao.intake.registration import Registration, Rejection
from xiaobao.law import NotInForce
from xiaobao.staff.models import User
from xiaobao.staff.permissions import authority
from xiaobao.vault.audit import REFUSED, record

CHUNK = 1000


class Told(Protocol):
    """What came of a file, as the record of it needs to know: of registrations, or of cases."""

    system: str
    rejections: list[Rejection]
    headers: list[str]
    unknown_headers: list[str]

    def counts(self) -> dict[str, int]:
        """Return the numbers for a batch row or an audit row."""


@dataclass
class Tally:
    """What came of one file: rows = created + updated + unchanged + held + duplicates + rejected.

    ``orders`` are the supervision orders issued because the hotline had given them.
    """

    system: str = ""
    rows: int = 0
    created: int = 0
    updated: int = 0
    unchanged: int = 0
    held: int = 0
    duplicates: int = 0
    orders: int = 0
    rejections: list[Rejection] = field(default_factory=list)
    headers: list[str] = field(default_factory=list)
    unknown_headers: list[str] = field(default_factory=list)

    @property
    def rejected(self) -> int:
        """How many rows were rejected."""
        return len(self.rejections)

    def counts(self) -> dict[str, int]:
        """Return the numbers for a batch row or an audit row."""
        names = ("rows", "created", "updated", "unchanged", "held", "duplicates", "rejected")
        return {name: getattr(self, name) for name in names}


def take_in(
    path: Path,
    *,
    batch: ImportBatch | None,
    rulebook: Rulebook,
    at: datetime,
    system: str = "auto",
    progress: Callable[[int], object] = lambda _done: None,
) -> Tally:
    """Take in one file; with no ``batch`` nothing is written (a dry run) and the tally says what would be.

    ``progress`` is told the number of rows done so far. Raises intake.IntakeError for a file that cannot
    be read or whose layout is unknown.
    """
    reading = intake.read(path, system=system, content=rulebook.content, today=rulebook.today(at))
    tally = Tally(
        system=reading.system, headers=reading.headers, unknown_headers=list(reading.unknown_headers)
    )
    with bulk.rarely_collected():
        for chunk in _chunks(reading):
            rows = list(_sort_out(chunk, rulebook, tally))
            if batch:
                _unname(batch, rows)
            _take_in_rows(rows, batch, rulebook, at, tally)
            tally.rows += len(chunk)
            progress(tally.rows)
    tally.rows, tally.duplicates = reading.rows, reading.duplicates
    return tally


def open_batch(path: Path, *, by: User | None, at: datetime) -> ImportBatch:
    """Record that a file is being taken in, under its name and hash."""
    with path.open("rb") as file:
        digest = hashlib.file_digest(file, "sha256").hexdigest()
    return ImportBatch.objects.create(file_name=scrub(path.name)[:200], sha256=digest, by=by, started_at=at)


def _unname(batch: ImportBatch, rows: Iterable[Registration]) -> None:
    """Mask in the name of the file whoever the file itself is about; saved when the batch is closed."""
    names = {row.person_name for row in rows if len(row.person_name) > 1}
    told = [name for name in names if name in batch.file_name]
    batch.file_name = scrub(batch.file_name, names=told)[:200] if told else batch.file_name


def close_batch(batch: ImportBatch, tally: Told, *, at: datetime) -> None:
    """Record what came of the file, with its audit row."""
    for name, count in tally.counts().items():
        setattr(batch, name, count)
    batch.system, batch.unknown_headers = tally.system, list(map(scrub, tally.unknown_headers))
    batch.state, batch.finished_at = "done", at
    with transaction.atomic():
        batch.save()
        _made_good(batch)
        record(
            act="import", subject=f"batch:{batch.pk}", at=at, actor=batch.by, post=_post(batch, at),
            detail=_audited(batch, tally),
        )  # fmt: skip


def _made_good(batch: ImportBatch) -> None:
    """Close earlier attempts at the same file that were cut off: this one has done their work."""
    cut_off = ImportBatch.objects.filter(sha256=batch.sha256, state="running").exclude(pk=batch.pk)
    message = "上次导入中断，此后已重新导入同一文件。"
    cut_off.update(state="refused", message=message, finished_at=batch.finished_at)


def _post(batch: ImportBatch, at: datetime) -> str:
    """Return the posts held by whoever had the file taken in; nobody's where a command did."""
    rulebook = current()
    return authority(batch.by, rulebook.locality, rulebook.today(at)).post if batch.by else ""


def _audited(batch: ImportBatch, tally: Told) -> dict[str, object]:
    orders = getattr(tally, "orders", 0)
    ordered = {"orders": orders} if orders else {}
    return {"sha256": batch.sha256, "system": tally.system, **tally.counts(), **ordered}


def _chunks(reading: Iterable[Registration | Rejection]) -> Iterator[list[Registration | Rejection]]:
    rows = iter(reading)
    while chunk := list(islice(rows, CHUNK)):
        yield chunk


def _sort_out(
    chunk: list[Registration | Rejection], rulebook: Rulebook, tally: Tally
) -> Iterator[Registration]:
    for row in chunk:
        if isinstance(row, Rejection):
            tally.rejections.append(row)
            continue
        try:
            rulebook.governing(row.received_at.astimezone(SHANGHAI).date())
        except NotInForce as error:
            tally.rejections.append(Rejection(row.row, error.code, error.message, _told(row)))
        else:
            yield row


def _told(row: Registration) -> dict[str, str]:
    return {"编号": row.external_id, "收到时间": f"{row.received_at:%Y-%m-%d %H:%M:%S}", "内容": row.content}


def _take_in_rows(
    rows: list[Registration], batch: ImportBatch | None, rulebook: Rulebook, at: datetime, tally: Tally
) -> None:
    with transaction.atomic():
        present = known(rows)
        new = [row for row in rows if row.external_id not in present]
        if batch and new:
            register_many(new, batch=batch, rulebook=rulebook, at=at)
        tally.created += len(new)
        for row in rows:
            if row.external_id in present:
                _again(row, *present[row.external_id], batch, rulebook, at, tally)
        # Last, when every matter is locked: a number of a document is never held while waiting for a matter.
        tally.orders += hotline_orders(rows, batch=batch, rulebook=rulebook, at=at)


def known(rows: list[Registration]) -> dict[str, tuple[int, bytes]]:
    """Return {external id: (matter id, digest)} of the rows that are in the docket already."""
    if not rows:
        return {}
    found = Matter.objects.filter(source=rows[0].system, external_id__in=[row.external_id for row in rows])
    values = found.values_list("external_id", "id", "submission__digest")
    return {external: (key, bytes(digest)) for external, key, digest in values}


def _again(
    row: Registration,
    matter_id: int,
    digest: bytes,
    batch: ImportBatch | None,
    rulebook: Rulebook,
    at: datetime,
    tally: Tally,
) -> None:
    if digest == row.digest:
        tally.unchanged += 1
        return
    result = amend(matter_id=matter_id, row=row, batch=batch, rulebook=rulebook, at=at)
    if result is Amendment.HELD:
        tally.held += 1
    elif result is Amendment.UPDATED:
        tally.updated += 1
    else:
        tally.unchanged += 1


def import_path(
    path: Path,
    *,
    at: datetime,
    by: User | None,
    system: str = "auto",
    dry_run: bool = False,
    progress: Callable[[int], object] = lambda _done: None,
) -> tuple[Tally, Path | None]:
    """Take in a file from disk; returns the tally and the workbook of rejected rows, None without any.

    Raises intake.IntakeError; the file itself is never touched.
    """
    rulebook = current()
    if dry_run:
        return take_in(path, batch=None, rulebook=rulebook, at=at, system=system, progress=progress), None
    batch = open_batch(path, by=by, at=at)
    try:
        tally = take_in(path, batch=batch, rulebook=rulebook, at=at, system=system, progress=progress)
    except intake.IntakeError as error:
        refuse_batch(batch, f"{error}", at=at)
        raise
    close_batch(batch, tally, at=at)
    return tally, written_rejects(path, tally)


def refuse_batch(batch: ImportBatch, message: str, *, at: datetime) -> None:
    """Record that a file could not be taken in, and why."""
    batch.state, batch.message, batch.finished_at = "refused", scrub(message), at
    with transaction.atomic():
        batch.save()
        record(
            act="import.refused",
            subject=f"batch:{batch.pk}",
            at=at,
            actor=batch.by,
            post=_post(batch, at),
            result=REFUSED,
            detail={"sha256": batch.sha256},
        )


def written_rejects(path: Path, tally: Told) -> Path | None:
    """Write the rejected rows beside the input, or in the home where the input's folder cannot be written."""
    if not tally.rejections:
        return None
    try:
        return intake.write_rejects(path, tally.rejections, tally.headers)
    except RejectsNotWritten:
        folder = home() / "rejects"
        folder.mkdir(parents=True, exist_ok=True)
        return intake.write_rejects(folder / path.name, tally.rejections, tally.headers)
