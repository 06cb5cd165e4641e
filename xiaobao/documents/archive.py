"""Issued documents on disk, stored under the digest of their own bytes.

A file is written once, under its SHA-256, and never changed: issuing the same bytes again finds them
there, and reading checks that they are still the bytes that were issued.
"""

from __future__ import annotations

import errno
import hashlib
import os
import re
import tempfile
from collections.abc import Iterator
from pathlib import Path

from xiaobao.documents.errors import Damaged, NotArchived, NotKept, Unreadable

_DIGEST = re.compile(r"[0-9a-f]{64}")
_UNFINISHED = ".writing-"


def put(root: Path, data: bytes) -> str:
    """Store the bytes under ``root`` and return their SHA-256 in hex.

    On return the file and its name are on disk: written to a temporary file, flushed, renamed, and
    the directories flushed, so that a crash leaves either the whole document or none. Raises NotKept.
    """
    digest = hashlib.sha256(data).hexdigest()
    target = _place(root, digest)
    try:
        if not _holds(target, digest):
            _make(root, target.parent)
            _write(target, data)
    except OSError as error:
        raise NotKept(f"文件存档{_why(error)}，文件没有存下，请联系系统管理员。") from error
    return digest


def get(root: Path, digest: str) -> bytes:
    """Return the bytes stored under the digest.

    Raises NotArchived when there are none, Damaged when they no longer match the digest, Unreadable when
    the machine will not say.
    """
    data = _read(root, digest, -1)
    if hashlib.sha256(data).hexdigest() != digest:
        raise Damaged(f"编号为 {digest[:12]}… 的文书存档已经损坏或者被改动，请从备份恢复。")
    return data


def beginning(root: Path, digest: str, size: int) -> bytes:
    """Return the first ``size`` bytes stored under the digest, unchecked; raises as ``get`` does."""
    return _read(root, digest, size)


def stored(root: Path) -> Iterator[str]:
    """Yield the digest of every file under ``root``; raises Unreadable."""
    try:
        for directory in root.glob("[0-9a-f][0-9a-f]"):
            yield from (path.name for path in directory.iterdir() if _DIGEST.fullmatch(path.name))
    except OSError as error:
        raise Unreadable(f"文书存档{_why(error)}，读不出来，请联系系统管理员。") from error


def size(root: Path, digest: str) -> int:
    """Return how many bytes are stored under the digest, 0 when there are none."""
    place = _place(root, digest)
    return place.stat().st_size if place.is_file() else 0


def remove(root: Path, digest: str) -> None:
    """Remove what is stored under a digest that nothing names any more; raises Unreadable."""
    try:
        _place(root, digest).unlink(missing_ok=True)
    except OSError as error:
        raise Unreadable(f"文书存档{_why(error)}，旧文件没有删去，请联系系统管理员。") from error


def sweep(root: Path, before: float) -> int:
    """Remove what killed processes left half written before that moment (seconds since the epoch).

    Returns how many files; stored documents are never touched. ``before`` should leave writers their time.
    """
    left = [path for path in root.glob(f"*/{_UNFINISHED}*") if path.stat().st_mtime < before]
    for path in left:
        path.unlink(missing_ok=True)
    return len(left)


def _read(root: Path, digest: str, size: int) -> bytes:
    if not _DIGEST.fullmatch(digest):
        raise NotArchived(f"“{digest[:80]}”不是文书存档的编号。")
    try:
        with _place(root, digest).open("rb") as file:
            return file.read(size)
    except FileNotFoundError:
        raise NotArchived(f"存档中没有编号为 {digest[:12]}… 的文书。") from None
    except OSError as error:
        raise Unreadable(
            f"编号为 {digest[:12]}… 的文书存档{_why(error)}，读不出来，请联系系统管理员。"
        ) from error


def _why(error: OSError) -> str:
    if error.errno in (errno.ENOSPC, errno.EDQUOT, errno.EFBIG):
        return "所在的磁盘已满"
    name = errno.errorcode.get(error.errno or 0, type(error).__name__)
    return f"所在的目录不能正常读写（{name}）"


def _place(root: Path, digest: str) -> Path:
    return root / digest[:2] / digest


def _holds(target: Path, digest: str) -> bool:
    # A damaged copy is written anew: the bytes at hand are the ones the digest promises.
    return target.is_file() and hashlib.sha256(target.read_bytes()).hexdigest() == digest


def _make(root: Path, directory: Path) -> None:
    root.mkdir(parents=True, exist_ok=True)
    if not directory.is_dir():
        directory.mkdir(exist_ok=True)
        _flush_directory(root)


def _write(target: Path, data: bytes) -> None:
    handle, name = tempfile.mkstemp(dir=target.parent, prefix=_UNFINISHED)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        Path(name).replace(target)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise
    _flush_directory(target.parent)


def _flush_directory(directory: Path) -> None:
    # A rename is durable only once the directory that holds the name has been flushed too.
    handle = os.open(directory, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
