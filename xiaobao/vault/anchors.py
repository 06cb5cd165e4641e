"""Anchors of the audit trail: lines in files outside the database that say how far it had come, and to what.

``YEAR.txt`` has a line a day, only ever appended to::

    2026-05-20 12345 12345 sha256:9f2c… 51ab…

day, number of the last row, how many rows, the last row's digest, and a mark under the audit key that covers
the line before too, so that no line can be changed or taken out. ``head`` has one such line with an instant
in place of the day, replaced every few minutes: it shows the loss of rows younger than the last day's line.

Rows may be worked out anew by somebody who has the database and the key, but then they no longer fit the
anchors: keep those where that person cannot write, and print them.
"""

from __future__ import annotations

import errno
import os
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from xiaobao.home import flush_folder, home
from xiaobao.vault.chain import GENESIS, mac_of

HEAD = "head"
_YEAR = re.compile(r"\d{4}\.txt")
_LINE = re.compile(r"(\S+) (\d{1,18}) (\d{1,18}) (sha256|sm3):([0-9a-f]{64}) ([0-9a-f]{64})")


@dataclass(frozen=True, slots=True)
class Anchor:
    """How far the trail had come: up to the row ``entry``, ``count`` rows, the last with this ``digest``.

    ``when`` is a day, or in the head an instant; ``hashing`` names the digest of line and row.
    """

    when: str
    entry: int
    count: int
    hashing: str
    digest: str
    mac: str

    @property
    def line(self) -> str:
        """The line as it is written."""
        return f"{self.when} {self.entry} {self.count} {self.hashing}:{self.digest} {self.mac}"


def marked(
    *, when: str, entry: int, count: int, hashing: str, digest: str, before: str, key: bytes
) -> Anchor:
    """Return an anchor with its mark; ``before`` is the mark of the line before, HEAD for the head."""
    text = f"{before} {when} {entry} {count} {hashing}:{digest}"
    return Anchor(when, entry, count, hashing, digest, mac_of(text, hashing, key))


def holds(anchor: Anchor, *, before: str, key: bytes) -> bool:
    """Tell whether the mark of an anchor is ours."""
    again = marked(
        when=anchor.when, entry=anchor.entry, count=anchor.count, hashing=anchor.hashing,
        digest=anchor.digest, before=before, key=key,
    )  # fmt: skip
    return again == anchor


def folder() -> Path:
    """Return where the anchors lie."""
    return Path(os.environ.get("XIAOBAO_ANCHORS") or home() / "anchors").absolute()


def lines() -> list[Anchor]:
    """Return every day's line, oldest first; half a line that a crash has left does not count.

    A line that was spoilt on purpose does not count either, and then the mark of the next one does not hold.
    """
    files = sorted(path for path in folder().glob("*.txt") if _YEAR.fullmatch(path.name))
    return [anchor for file in files for anchor in _read(file)]


def head() -> Anchor | None:
    """Return the head; None where there is none."""
    path = folder() / HEAD
    return next(_read(path), None) if path.exists() else None


def last_mark(known: list[Anchor]) -> str:
    """Return the mark the next line has to cover."""
    return known[-1].mac if known else GENESIS


def append(anchor: Anchor) -> None:
    """Write a day's line at the end of its year, on disk on return; what is there is never touched."""
    path = folder() / f"{anchor.when[:4]}.txt"
    path.parent.mkdir(parents=True, exist_ok=True)
    handle = os.open(path, os.O_RDWR | os.O_CREAT | os.O_APPEND, 0o644)
    try:
        torn = os.fstat(handle).st_size and os.pread(handle, 1, os.fstat(handle).st_size - 1) != b"\n"
        _write(handle, (b"\n" if torn else b"") + anchor.line.encode() + b"\n")
    finally:
        os.close(handle)
    flush_folder(path.parent)


def put_head(anchor: Anchor) -> None:
    """Replace the head: afterwards the old or the new, never half."""
    path = folder() / HEAD
    path.parent.mkdir(parents=True, exist_ok=True)
    draft = path.with_suffix(f".{os.getpid()}")
    handle = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o644)
    try:
        _write(handle, anchor.line.encode() + b"\n")
    finally:
        os.close(handle)
    draft.replace(path)
    flush_folder(path.parent)


def set_aside(name: str) -> Path:
    """Move every file of anchors into a folder beside them called ``name``; nothing is ever thrown away."""
    aside = folder() / name
    aside.mkdir(parents=True)
    for path in [*folder().glob("*.txt"), folder() / HEAD]:
        if path.exists():
            path.replace(aside / path.name)
    flush_folder(aside)
    flush_folder(folder())
    return aside


def _write(handle: int, data: bytes) -> None:
    if os.write(handle, data) != len(data):
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
    os.fsync(handle)


def _read(path: Path) -> Iterator[Anchor]:
    for line in path.read_text(encoding="ascii", errors="replace").splitlines():
        found = _LINE.fullmatch(line)
        if found:
            when, entry, count, *rest = found.groups()
            yield Anchor(when, int(entry), int(count), *rest)
