"""The handbook as files: which edition, in which form, and where a file made once is kept."""

from __future__ import annotations

import hashlib
import os
import tempfile
from collections.abc import Callable, Mapping
from contextlib import suppress
from datetime import date
from pathlib import Path
from threading import Lock
from types import MappingProxyType

from xiaobao.documents import volume_html, volume_pdf, volume_word
from xiaobao.documents.volume import Volume
from xiaobao.handbook import shelf
from xiaobao.handbook.assemble import Issue
from xiaobao.handbook.models import Edition
from xiaobao.refusals import NotFound
from xiaobao.rules.handbook.book import Book

FORMS: Mapping[str, str] = MappingProxyType(
    {
        "pdf": "application/pdf",
        "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
        "html": "text/html; charset=utf-8",
    }
)
"""The forms a handbook can have, and their content types."""
_APART: Mapping[str, Callable[[Volume], bytes]] = MappingProxyType(
    {"pdf": volume_pdf.write_apart, "docx": volume_word.write, "html": volume_html.write}
)
"""How a program that goes on running writes them."""
_WRITERS: Mapping[str, Callable[[Volume], bytes]] = MappingProxyType(
    {"pdf": volume_pdf.write, "docx": volume_word.write, "html": volume_html.write}
)

_MAKING = Lock()  # who asks for the same file at once waits for it


def issued(number: int | None, today: date) -> tuple[Issue, Book]:
    """Return an edition and its book: the latest without a number, what came with the software before any.

    Raises NotFound for a number no edition has.
    """
    editions = Edition.objects.order_by("-number")
    edition = editions.filter(number=number).first() if number else editions.first()
    if edition is None and number:
        raise NotFound(f"手册没有第 {number} 版。")
    if edition is None:
        return Issue(0, today), shelf.shipped()
    before = editions.filter(number__lt=edition.number).first()
    older = shelf.book_of(before) if before else None
    return Issue(edition.number, edition.dated, edition.note, older), shelf.book_of(edition)


def write(volume: Volume, form: str) -> bytes:
    """Return the volume in a form; raises NotFound for a form there is not, RenderFailed."""
    if form not in _WRITERS:
        raise NotFound("没有这种格式。")
    return _WRITERS[form](volume)


def file_name(volume: Volume, form: str) -> str:
    """Return what the file is called: 消费投诉举报处置指导手册-第一版-内部使用.pdf."""
    return f"{volume.title}-{volume.edition}-{volume.part}.{form}"


def kept(volume: Volume, form: str, folder: Path) -> bytes:
    """Return the volume in a form as it was made before, or make it and keep it in ``folder``.

    What is kept is known by everything that is printed: an edition, a law or an official text that changes
    makes another file, and the older one of the same name goes. Where nothing can be kept (the disk is full)
    it is made all the same. Raises NotFound, RenderFailed.
    """
    if form not in FORMS:
        raise NotFound("没有这种格式。")
    stem = file_name(volume, "").rstrip(".")
    file = folder / f"{stem}.{_digest(volume)}.{form}"
    with _MAKING:
        if file.exists():
            return file.read_bytes()
        data = _APART[form](volume)
        with suppress(OSError):
            put(file, data)
            for older in set(folder.glob(f"{stem}.*.{form}")) - {file}:
                older.unlink(missing_ok=True)
    return data


def put(file: Path, data: bytes) -> None:
    """Write a file whole or not at all; raises OSError."""
    file.parent.mkdir(parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(dir=file.parent, prefix=".writing-")
    try:
        with os.fdopen(handle, "wb") as written:
            written.write(data)
            written.flush()
            os.fsync(written.fileno())
        Path(name).chmod(0o644)
        Path(name).replace(file)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise


def _digest(volume: Volume) -> str:
    return hashlib.sha256(repr(volume).encode()).hexdigest()[:16]
