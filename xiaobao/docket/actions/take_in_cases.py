"""Take in a file of the enforcement system (案件进展): each row applied to its case, or rejected.

A row is whole or not at all; the same file a second time changes nothing. A dry run does everything and takes
it back, so that it says exactly what would change.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

from django.db import transaction

from xiaobao import intake
from xiaobao.docket import cabinet
from xiaobao.docket.actions.take_in import close_batch, open_batch, refuse_batch, written_rejects
from xiaobao.docket.case_import import apply_row
from xiaobao.docket.case_known import Contradiction, KnownNumbers
from xiaobao.docket.models import ImportBatch
from xiaobao.docket.rulebook import Rulebook, current
from xiaobao.intake import case_reading
from xiaobao.intake.case_mapping import SYSTEM
from xiaobao.intake.case_reading import CaseRow
from xiaobao.intake.registration import Rejection
from xiaobao.refusals import Refused
from xiaobao.staff.models import User


@dataclass(frozen=True)
class Change:
    """What one row changes on which matter, in words."""

    row: int
    matter: str
    told: tuple[str, ...]


@dataclass
class CaseTally:
    """What came of one file: rows = changed + unchanged + duplicates + rejected."""

    rows: int = 0
    unchanged: int = 0
    duplicates: int = 0
    changes: list[Change] = field(default_factory=list)
    rejections: list[Rejection] = field(default_factory=list)
    headers: list[str] = field(default_factory=list)
    unknown_headers: list[str] = field(default_factory=list)
    system: str = SYSTEM

    @property
    def changed(self) -> int:
        """How many rows changed something."""
        return len(self.changes)

    @property
    def rejected(self) -> int:
        """How many rows were rejected."""
        return len(self.rejections)

    def counts(self) -> dict[str, int]:
        """Return the numbers under the names a batch has."""
        return {
            "rows": self.rows,
            "created": 0,
            "updated": self.changed,
            "unchanged": self.unchanged,
            "held": 0,
            "duplicates": self.duplicates,
            "rejected": self.rejected,
        }


class _Dry(Exception):
    """Everything a dry run did is taken back with it."""


def take_in_cases(
    path: Path, *, batch: ImportBatch | None, rulebook: Rulebook, at: datetime, dry_run: bool = False
) -> CaseTally:
    """Take in one file. Raises intake.IntakeError for a file that cannot be read or is of another kind."""
    reading = case_reading.read(path, content=rulebook.content, today=rulebook.today(at))
    tally = CaseTally(headers=reading.headers, unknown_headers=list(reading.unknown_headers))
    told = list(reading)
    tally.rows, tally.duplicates = reading.rows, reading.duplicates
    try:
        if dry_run:
            with transaction.atomic():
                _apply_all(told, batch, rulebook, at, tally)
                raise _Dry
        _apply_all(told, batch, rulebook, at, tally)
    except _Dry:
        pass
    tally.rejections.sort(key=lambda one: one.row)
    tally.changes.sort(key=lambda one: one.row)
    return tally


def import_cases(
    path: Path, *, at: datetime, by: User | None, dry_run: bool = False
) -> tuple[CaseTally, Path | None]:
    """Take in a file from disk; returns the tally and the workbook of rejected rows, None without any.

    The file itself is never touched; a copy is kept sealed. Raises intake.IntakeError.
    """
    rulebook = current()
    if dry_run:
        return take_in_cases(path, batch=None, rulebook=rulebook, at=at, dry_run=True), None
    batch = open_batch(path, by=by, at=at)
    batch.system, batch.stored = SYSTEM, cabinet.keep(path.read_bytes(), about=b"upload")
    try:
        tally = take_in_cases(path, batch=batch, rulebook=rulebook, at=at)
    except intake.IntakeError as error:
        refuse_batch(batch, f"{error}", at=at)
        raise
    close_batch(batch, tally, at=at)
    return tally, written_rejects(path, tally)


def _apply_all(
    told: list[CaseRow | Rejection],
    batch: ImportBatch | None,
    rulebook: Rulebook,
    at: datetime,
    tally: CaseTally,
) -> None:
    rows = [row for row in told if isinstance(row, CaseRow)]
    tally.rejections += [row for row in told if isinstance(row, Rejection)]
    known = KnownNumbers(rows)
    for row in _in_order(rows):
        try:
            with transaction.atomic():
                number, changed = apply_row(row, known.matter_of(row), batch=batch, rulebook=rulebook, at=at)
        except Contradiction as fault:
            tally.rejections.append(Rejection(row.row, fault.code, fault.reason, dict(row.values)))
        except Refused as fault:
            tally.rejections.append(Rejection(row.row, fault.code, fault.sentence, dict(row.values)))
        else:
            _count(tally, row, number, changed)


def _count(tally: CaseTally, row: CaseRow, number: str, changed: tuple[str, ...]) -> None:
    if changed:
        tally.changes.append(Change(row.row, number, changed))
    else:
        tally.unchanged += 1


def _in_order(rows: list[CaseRow]) -> Iterator[CaseRow]:
    """Yield the rows by the first day each speaks of: a file need not be in the order things happened."""
    yield from sorted(rows, key=lambda row: (row.first_day, row.row))
