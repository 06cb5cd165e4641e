"""Publish what came with the software as the first edition (第一版), once."""

from __future__ import annotations

from datetime import date, datetime

from xiaobao.handbook.models import Edition, EditionEntry
from xiaobao.handbook.shelf import shipped
from xiaobao.vault.audit import record
from xiaobao.writing import writing

FIRST = 1
NOTE = "随软件附带的第一版。"


def seed_edition(*, today: date, at: datetime) -> Edition | None:
    """Make the first edition of the content files; None where there is an edition already.

    Raises MalformedContent when a file is no entry.
    """
    book = shipped()
    with writing():
        if Edition.objects.exists():
            return None
        edition = Edition.objects.create(
            number=FIRST, dated=today, note=NOTE, version=book.version, published_at=at
        )
        rows = [EditionEntry(edition=edition, path=one.path, text=one.text, since=FIRST) for one in book]
        EditionEntry.objects.bulk_create(rows)
        record(
            act="handbook.seeded", subject=f"edition:{FIRST}", at=at, actor=None,
            detail={"version": book.version, "entries": len(rows)},
        )  # fmt: skip
    return edition
