"""Seal anew (重新封存) whatever was sealed with another key, cipher or version than one would be now.

Rows go in short transactions, files one by one into the archive and then into their rows, so that officers
work on, and a run that is killed is repeated to the same end. Files sealed before stay in the archive until
their key is retired: a reader or a backup may hold their names.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from xiaobao.docket import bulk, cabinet
from xiaobao.docket.sealed_columns import COLUMNS, FILES, Sealed
from xiaobao.docket.sealed_state import stale_files
from xiaobao.documents.errors import Damaged, NotArchived
from xiaobao.refusals import Unavailable
from xiaobao.vault.audit import record
from xiaobao.vault.errors import WrongKey
from xiaobao.vault.sealing import current_header, header_of, seal, unseal
from xiaobao.writing import writing

ROWS_AT_ONCE, FILES_AT_ONCE = 500, 20
# One of these is the fault of a single value; whatever else is raised would be so for all.
_OF_ONE = (WrongKey.code, NotArchived.code, Damaged.code)


@dataclass(frozen=True, slots=True)
class Failure:
    """One value that could not be opened: the column, the row's id, a code and a sentence."""

    where: str
    row: int
    code: str
    sentence: str


@dataclass
class Resealed:
    """What one run has done: how many values of each column, and which could not be opened."""

    done: Counter[str] = field(default_factory=Counter)
    failed: list[Failure] = field(default_factory=list)


def reseal(*, at: datetime, progress: Callable[[int], None] = lambda _done: None) -> Resealed:
    """Seal everything anew that needs it, and write one audit row with the counts.

    A value that does not open is told of and left as it is. Raises Unavailable when the machine or a key
    stands in the way of all; what has been done until then stays done, and its audit row says ``failed``.
    """
    run = Resealed()
    try:
        for column in COLUMNS:
            for _ in _rows(column, run):
                progress(run.done.total() + len(run.failed))
        for file in FILES:
            for _ in _files(file, run):
                progress(run.done.total() + len(run.failed))
    except Unavailable:
        _remember(run, at, "failed")
        raise
    _remember(run, at, "failed" if run.failed else "done")
    return run


def _rows(column: Sealed, run: Resealed) -> Iterator[None]:
    after = -1
    while ids := _next(column, after):
        # Looked for before the docket is locked: in a table mostly done the next ones may be far.
        with writing():
            _rows_anew(column, ids, run)
        after = ids[-1]
        yield


def _next(column: Sealed, after: int) -> list[int]:
    with writing():
        now = current_header()
    stale = column.rows().exclude(header=now).filter(pk__gt=after)
    return list(stale.order_by("pk").values_list("pk", flat=True)[:ROWS_AT_ONCE])


def _rows_anew(column: Sealed, ids: Sequence[int], run: Resealed) -> None:
    rows = column.model._default_manager.filter(pk__in=ids).order_by("pk")
    found: list[tuple[Any, ...]] = []
    for row in rows.values("pk", column.column, *column.told_by):
        try:
            anew = _anew(column, row)
        except WrongKey as error:
            run.failed.append(Failure(column.name, row["pk"], error.code, error.sentence))
        else:
            found.append((*anew.values(), row["pk"]))
    if found:
        bulk.update(column.model, tuple(anew), found)
    run.done[column.name] += len(found)


def _anew(column: Sealed, row: Mapping[str, Any]) -> dict[str, bytes]:
    about = column.about_row(row)
    plain = unseal(bytes(row[column.column]), about=about)
    return {column.column: seal(plain, about=about), **(column.beside(plain) if column.beside else {})}


def _files(file: Sealed, run: Resealed) -> Iterator[None]:
    stale = stale_files(file)
    for first in range(0, len(stale), FILES_AT_ONCE):
        digests = stale[first : first + FILES_AT_ONCE]
        moved = {old: new for old in digests if (new := _file_anew(file, old, run))}
        with writing():
            for old, new in moved.items():
                # Each row that names the file: the halves of a letter share one.
                file.model._default_manager.filter(**{file.column: old}).update(**{file.column: new})
        run.done[file.name] += len(moved)
        yield


def _file_anew(file: Sealed, digest: str, run: Resealed) -> str:
    """Return the digest of the file sealed anew, empty when it does not open."""
    about = file.about.encode()
    try:
        return cabinet.keep(cabinet.get(digest, about=about), about=about)
    except Unavailable as error:
        if error.code not in _OF_ONE:
            raise
        row = file.rows().filter(**{file.column: digest}).values_list("pk", flat=True).first()
        run.failed.append(Failure(file.name, row or 0, error.code, error.sentence))
        return ""


def _remember(run: Resealed, at: datetime, result: str) -> None:
    now = header_of(current_header())
    told = {"key": now.key, "cipher": now.cipher} if now else {}
    detail = {**told, "resealed": dict(run.done), "failed": len(run.failed)}
    with writing():
        record(act="vault.reseal", subject="vault", at=at, actor=None, result=result, detail=detail)
