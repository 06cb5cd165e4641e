"""The keyring: every master key this home can open with, and the one it seals with now.

::

    keys/vault-master-key            the first master key
    keys/vault-master-key-1f2e3d4c   each later one, by its id
    keys/vault-current-key           the id of the one that seals now; there from the first rotation on
    keys/retired/                    keys no longer opened with; may be taken away

Keys are never in the database. A ring once read is kept; who seals looks at most twice a second whether
another process has rotated, and who opens reads the ring anew when a value names a key it does not know. A
module that keeps its keys to itself (密码机) would be another ``Master``.
"""

from __future__ import annotations

import hashlib
import os
import time
from dataclasses import dataclass, field, replace
from functools import lru_cache
from pathlib import Path

from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from xiaobao.home import key as key_called
from xiaobao.vault import keyfiles
from xiaobao.vault.ciphers import NONCE, TAG, Cipher
from xiaobao.vault.errors import KeyUnreadable, WrongKey

FIRST, CURRENT, INDEX = "vault-master-key", "vault-current-key", "vault-index-key"
RETIRED = "retired"
ID_SIZE = 4
"""Bytes of a key's id."""
LOOK = 0.5
"""Seconds for which a process that seals believes that the current key is still the current one."""


@dataclass(frozen=True)
class Master:
    """One master key: it encrypts data keys and nothing else. ``id`` says nothing of the key itself."""

    id: bytes
    secret: bytes = field(repr=False)
    path: Path

    @property
    def name(self) -> str:
        """Return the id as people read and type it: eight hexadecimal digits."""
        return self.id.hex()

    def wrap(self, data_key: bytes, nonce: bytes, about: bytes, cipher: Cipher) -> bytes:
        """Return a data key encrypted for keeping beside what it seals."""
        return cipher.encrypt(_wrapping(self.secret, cipher.name, cipher.key_size), nonce, data_key, about)

    def unwrap(self, wrapped: bytes, nonce: bytes, about: bytes, cipher: Cipher) -> bytes:
        """Return the data key; raises InvalidTag when it or what it is about was altered."""
        return cipher.decrypt(_wrapping(self.secret, cipher.name, cipher.key_size), nonce, wrapped, about)

    @property
    def direct(self) -> bytes:
        """Return the key that envelopes of version 1 were sealed with, all of them alike."""
        return _derived(self.secret, None, b"xiaobao/seal", 32)


@dataclass(frozen=True)
class Ring:
    """The keys of one home as they were read; ``stamp``: how the file naming the current one looked."""

    home: str
    masters: dict[bytes, Master]
    current: Master
    stamp: tuple[int, int, int] | None
    looked: float


_held: Ring | None = None


def wrapped_size(cipher: Cipher) -> int:
    """Return how many bytes a wrapped data key of this cipher takes, its nonce with it."""
    return NONCE + cipher.key_size + TAG


def current() -> Master:
    """Return the key that seals now; raises KeyUnreadable."""
    held, home = _held, os.environ.get("XIAOBAO_HOME", "")
    if held is not None and held.home == home and time.monotonic() - held.looked < LOOK:
        return held.current
    return _looked_again(held, home).current


def known(key_id: bytes) -> Master:
    """Return the key of this id, one that another process has made just now too.

    Raises WrongKey when there is none, KeyUnreadable.
    """
    held, home = _held, os.environ.get("XIAOBAO_HOME", "")
    if held is None or held.home != home or key_id not in held.masters:
        held = _read(home)
    if key_id in held.masters:
        return held.masters[key_id]
    raise WrongKey(
        f"封存的信息不是用现有密钥封存的（所需密钥 {key_id.hex()}），无法打开；请核对密钥文件，"
        "已停用的密钥可以从 keys/retired 移回 keys。"
    )


def read() -> Ring:
    """Return the ring as it is on disk now, making the first key of a new home; raises KeyUnreadable."""
    return _read(os.environ.get("XIAOBAO_HOME", ""))


def rotated_at() -> float:
    """Return when the current key came into service, in seconds since the epoch; 0 for the first of all."""
    with keyfiles.told(keyfiles.folder() / CURRENT):
        try:
            return (keyfiles.folder() / CURRENT).stat().st_mtime
        except FileNotFoundError:
            return 0


def in_order(ring: Ring) -> list[Master]:
    """Return the keys of a ring, the first made first."""
    return sorted(ring.masters.values(), key=lambda master: (keyfiles.written_at(master.path), master.name))


def retired() -> list[str]:
    """Return the ids of the keys put aside that still lie in the home; raises KeyUnreadable."""
    aside = keyfiles.names(keyfiles.folder() / RETIRED, FIRST)
    return sorted(path.name.removeprefix(f"{FIRST}-") for path in aside)


def _looked_again(held: Ring | None, home: str) -> Ring:
    global _held  # one ring a process, replaced whole
    if held is None or held.home != home or held.stamp != _stamp():
        return _read(home)
    _held = replace(held, looked=time.monotonic())
    return _held


def _read(home: str) -> Ring:
    global _held
    # The moment and the stamp are taken first: what changes while reading is seen at the next look.
    looked, stamp = time.monotonic(), _stamp()
    masters = {master.id: master for master in _masters(first_use=stamp is None)}
    _held = Ring(home, masters, _chosen(masters, stamp), stamp, looked)
    return _held


def _masters(*, first_use: bool) -> list[Master]:
    folder = keyfiles.folder()
    found = keyfiles.names(folder, FIRST)
    if not found and first_use and not _used_before(folder):
        with keyfiles.told(folder / FIRST):
            key_called(FIRST)
        found = [folder / FIRST]
    if not found:
        raise KeyUnreadable("主密钥文件都不见了，封存的信息无法打开；请从备份恢复 keys 目录。")
    return [_master(path) for path in found]


def _used_before(folder: Path) -> bool:
    """Tell whether there has been a master key here: then a new one would only hide that it is lost."""
    return bool(keyfiles.names(folder, INDEX) or keyfiles.names(folder / RETIRED, FIRST))


def _master(path: Path) -> Master:
    secret = keyfiles.secret(path)
    return Master(key_id(secret), secret, path)


def _chosen(masters: dict[bytes, Master], stamp: object) -> Master:
    path = keyfiles.folder() / CURRENT
    if stamp is None:
        only = next(iter(masters.values()))
        if len(masters) == 1 and only.path.name == FIRST:
            return only
        raise KeyUnreadable(f"{path.name} 不见了，不知道现在该用哪把密钥封存；请从备份恢复 keys 目录。")
    name = keyfiles.text(path)
    try:
        return masters[bytes.fromhex(name)]
    except (KeyError, ValueError):
        raise KeyUnreadable(f"当前密钥 {name[:16]} 的文件不见了；请从备份恢复 keys 目录。") from None


def _stamp() -> tuple[int, int, int] | None:
    path = keyfiles.folder() / CURRENT
    with keyfiles.told(path):
        try:
            seen = path.stat()
        except FileNotFoundError:
            return None
        return seen.st_mtime_ns, seen.st_ino, seen.st_size


@lru_cache(maxsize=16)
def key_id(secret: bytes) -> bytes:
    """Return the id of a master key: a digest that says nothing of the key itself."""
    return hashlib.sha256(b"key-id" + secret).digest()[:ID_SIZE]


@lru_cache(maxsize=32)
def _wrapping(secret: bytes, cipher: str, size: int) -> bytes:
    # A salt of its own: no key derived for indexes or for version 1 leads to this one.
    return _derived(secret, b"xiaobao/vault/2", b"wrap/" + cipher.encode(), size)


@lru_cache(maxsize=32)
def _derived(secret: bytes, salt: bytes | None, info: bytes, size: int) -> bytes:
    return HKDF(algorithm=SHA256(), length=size, salt=salt, info=info).derive(secret)
