"""Blind indexes: equal values meet, and the index alone reveals nothing without its key.

The keys of indexes are their own, in ``keys/vault-index-key``, so that what was indexed under one master key
is found under the next. They were derived once from the first master key, and do not lead back to it.
"""

from __future__ import annotations

import hmac
import os
from functools import lru_cache

from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF, HKDFExpand

from xiaobao.vault import keyfiles, keyring
from xiaobao.vault.errors import KeyUnreadable

SIZE = 16
"""Bytes of an index."""
_ALL_OTHERS = "*"
# Indexes of these purposes stood in homes before indexes had keys of their own. Each keeps the key it had:
# one secret that leads to both would lead to what version 1 was sealed with as well.
_EARLIEST = ("person", "registration")


def index(value: str, *, purpose: str) -> bytes:
    """Return the 16-byte keyed index of a value; raises KeyUnreadable."""
    key = _key(os.environ.get("XIAOBAO_HOME", ""), purpose)
    return hmac.digest(key, value.encode(), "sha256")[:SIZE]


def ensure_keys() -> None:
    """Write the keys of indexes where they are not there yet; raises KeyUnreadable."""
    keyring.read()
    path, first = keyfiles.folder() / keyring.INDEX, keyfiles.folder() / keyring.FIRST
    if keyfiles.names(path.parent, keyring.INDEX):
        return
    keyfiles.write_new(path, "".join(f"{line}\n" for line in _derived_from(keyfiles.secret(first))))


def _derived_from(master: bytes) -> list[str]:
    purposes = {purpose: f"index/{purpose}" for purpose in _EARLIEST} | {_ALL_OTHERS: "indexes"}
    return [f"{purpose} {_derive(master, info).hex()}" for purpose, info in purposes.items()]


def _derive(master: bytes, info: str) -> bytes:
    return HKDF(SHA256(), keyfiles.SIZE, salt=None, info=f"xiaobao/{info}".encode()).derive(master)


@lru_cache(maxsize=32)
def _key(_home: str, purpose: str) -> bytes:
    ensure_keys()
    keys = _written()
    if purpose in keys:
        return keys[purpose]
    return HKDFExpand(SHA256(), keyfiles.SIZE, info=f"xiaobao/index/{purpose}".encode()).derive(
        keys[_ALL_OTHERS]
    )


def _written() -> dict[str, bytes]:
    path = keyfiles.folder() / keyring.INDEX
    with keyfiles.told(path):
        lines = [line.split(" ") for line in keyfiles.text(path).splitlines()]
        keys = {purpose: bytes.fromhex(key) for purpose, key in lines}
    if keys.keys() != {*_EARLIEST, _ALL_OTHERS} or {len(key) for key in keys.values()} != {keyfiles.SIZE}:
        raise KeyUnreadable(f"密钥文件 {path.name} 不完整或者被改动；请从备份恢复 keys 目录。")
    return keys
