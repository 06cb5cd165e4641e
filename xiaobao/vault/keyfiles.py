"""Files of keys: read whole, written whole, and what the disk has against it told in a sentence."""

from __future__ import annotations

import errno
import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

from xiaobao.home import flush_folder, home, write_once
from xiaobao.home import write_over as write_file_over
from xiaobao.vault.errors import KeyUnreadable

SIZE = 32
"""Bytes of a key."""


def folder() -> Path:
    """Return where keys lie."""
    return home() / "keys"


def names(place: Path, beginning: str) -> list[Path]:
    """Return the keys of a folder by how their names begin, without unfinished ones; raises KeyUnreadable."""
    with told(place):
        try:
            found = list(place.iterdir())
        except FileNotFoundError:
            return []
    return [path for path in found if path.name.startswith(beginning) and not path.suffix]


def text(path: Path) -> str:
    """Return what a file of keys says; raises KeyUnreadable."""
    with told(path):
        return path.read_text(encoding="ascii").strip()


def secret(path: Path) -> bytes:
    """Return a key; raises KeyUnreadable when the file is not there, not readable or not whole."""
    with told(path):
        key = bytes.fromhex(text(path))
        if len(key) != SIZE:
            raise ValueError(len(key))
    return key


def write_new(path: Path, words: str) -> None:
    """Write a file that is never changed again, mode 0600; one that is there stays. Raises KeyUnreadable."""
    with told(path):
        _make(path.parent)
        write_once(path, words)


def write_over(path: Path, words: str) -> None:
    """Write a file over what was there, mode 0600: the old or the new, never half. Raises KeyUnreadable."""
    with told(path):
        write_file_over(path, words)


def move(path: Path, to: Path) -> None:
    """Move a key to another folder; a crash leaves it in one of the two. Raises KeyUnreadable."""
    with told(path):
        _make(to.parent)
        path.replace(to)
        flush_folder(to.parent)
        flush_folder(path.parent)


def clear_unfinished(place: Path, beginning: str) -> None:
    """Remove what killed processes left half written under names that begin so; raises KeyUnreadable."""
    with told(place):
        for path in place.glob(f"{beginning}*.*"):
            path.unlink(missing_ok=True)


@contextmanager
def alone() -> Iterator[None]:
    """Hold the folder of keys against other processes that rotate; raises KeyUnreadable.

    Clearing up what a killed process left would otherwise take the half-written file of one at work.
    """
    place = folder()
    with told(place):
        _make(place)
        handle = os.open(place, os.O_RDONLY)
    try:
        with told(place):
            fcntl.flock(handle, fcntl.LOCK_EX)
        yield
    finally:
        os.close(handle)


def written_at(path: Path) -> datetime:
    """Return when a key was written, in UTC; raises KeyUnreadable."""
    with told(path):
        return datetime.fromtimestamp(path.stat().st_mtime, UTC)


def open_to_others(path: Path) -> bool:
    """Tell whether anybody but the owner may read or write a key; raises KeyUnreadable."""
    with told(path):
        return bool(path.stat().st_mode & 0o077)


@contextmanager
def told(path: Path) -> Iterator[None]:
    """Turn what the machine has against a file of keys into KeyUnreadable, which never quotes the key."""
    try:
        yield
    except OSError as error:
        raise KeyUnreadable(_sentence(path, errno.errorcode.get(error.errno or 0, "?"))) from error
    except ValueError:
        # Without its cause: the message of one of these quotes what the file holds.
        raise KeyUnreadable(f"密钥文件 {path.name} 不完整或者被改动；请从备份恢复 keys 目录。") from None


def _make(place: Path) -> None:
    place.mkdir(parents=True, exist_ok=True, mode=0o700)


def _sentence(path: Path, why: str) -> str:
    if why == "ENOENT":
        return f"密钥文件 {path.name} 不见了；请从备份恢复 keys 目录。"
    return f"密钥文件 {path.name} 不能正常读写（{why}）；请联系系统管理员检查 keys 目录的权限和磁盘。"
