"""The audit key: beside the database, never in it, and from which row on the trail is marked with it."""

from __future__ import annotations

import os
from functools import lru_cache
from pathlib import Path

from xiaobao.vault import keyfiles

_KEY, _SINCE = "audit-key", "audit-since"


def audit_key() -> bytes:
    """Return the key, making it on first use; raises KeyUnreadable, also where it is lost."""
    return _made(os.environ.get("XIAOBAO_HOME", ""))


def known_key() -> bytes | None:
    """Return the key if there is one: whoever verifies makes none. Raises KeyUnreadable."""
    return keyfiles.secret(_path(_KEY)) if _path(_KEY).exists() else None


def marked_from(entry: int) -> None:
    """Remember, once for the life of the key, that rows carry its mark from ``entry`` on."""
    _marked(os.environ.get("XIAOBAO_HOME", ""), entry)


def marked_since() -> int | None:
    """Return from which row on there must be marks; None while no row has one. Raises KeyUnreadable.

    Without this a whole chain could be written anew in the old way, which has no marks.
    """
    path = _path(_SINCE)
    with keyfiles.told(path):
        return int(keyfiles.text(path)) if path.exists() else None


def _path(name: str) -> Path:
    return keyfiles.folder() / name


@lru_cache(maxsize=2)
def _made(_home: str) -> bytes:
    # Asked for with every row: the name of the home is enough to know whether it is the same.
    # One that is gone though rows carry its mark is lost: another in its place would hide that.
    if not _path(_KEY).exists() and not _path(_SINCE).exists():
        keyfiles.write_new(_path(_KEY), os.urandom(keyfiles.SIZE).hex())
    return keyfiles.secret(_path(_KEY))


_noted: set[str] = set()


def _marked(home: str, entry: int) -> None:
    if home not in _noted:
        if not _path(_SINCE).exists():
            keyfiles.write_new(_path(_SINCE), str(entry))
        _noted.add(home)
