"""Rotation: a new master key into service, and one that nothing needs any more out of the way.

Each step leaves a whole ring, so that a process killed in between, or one that reads meanwhile, finds the
former key in service or the new one, and every envelope its key.
"""

from __future__ import annotations

import secrets
from pathlib import Path

from xiaobao.vault import indexing, keyfiles, keyring
from xiaobao.vault.keyring import CURRENT, FIRST, RETIRED, Master


def make() -> str:
    """Write a new master key, not yet in service, and return its id; raises KeyUnreadable."""
    before, folder = keyring.read(), keyfiles.folder()
    indexing.ensure_keys()
    with keyfiles.alone():
        # While no file names the current key the first one is meant: say so before there are two.
        if before.stamp is None and not (folder / CURRENT).exists():
            keyfiles.write_over(folder / CURRENT, before.current.name)
        return _new_key(before)


def put_in_service(name: str) -> None:
    """Let the key of this id seal from now on; the former ones go on opening.

    Raises KeyUnreadable; then the former key is still in service.
    """
    with keyfiles.alone():
        keyfiles.write_over(keyfiles.folder() / CURRENT, name)
        _clear_unfinished()
    keyring.read()


def put_aside(master: Master) -> Path:
    """Move a key to ``keys/retired``, where nothing opens with it; the caller knows that nothing needs it.

    Returns where it lies now; raises KeyUnreadable.
    """
    indexing.ensure_keys()
    aside = keyfiles.folder() / RETIRED / f"{FIRST}-{master.name}"
    with keyfiles.alone():
        _clear_unfinished()
        keyfiles.move(master.path, aside)
    keyring.read()
    return aside


def _new_key(ring: keyring.Ring) -> str:
    """Write a new key under its id and return that id."""
    key = secrets.token_bytes(keyfiles.SIZE)
    while keyring.key_id(key) in ring.masters:
        key = secrets.token_bytes(keyfiles.SIZE)
    name = keyring.key_id(key).hex()
    keyfiles.write_new(keyfiles.folder() / f"{FIRST}-{name}", key.hex())
    return name


def _clear_unfinished() -> None:
    # What a killed process left half way may be a second copy of a key.
    for beginning in (FIRST, CURRENT):
        keyfiles.clear_unfinished(keyfiles.folder(), beginning)
