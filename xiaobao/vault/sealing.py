"""Sealing: AES-256-GCM envelopes and keyed indexes, from a master key that is not in the database.

An envelope is ``version (1 byte) · key id (4) · nonce (12) · ciphertext and tag``.
"""

from __future__ import annotations

import hashlib
import hmac
import os
from functools import lru_cache

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from xiaobao.home import key
from xiaobao.vault.errors import WrongKey

_VERSION = b"\x01"


@lru_cache(maxsize=8)
def _derived(purpose: bytes, master: bytes) -> bytes:
    return HKDF(algorithm=SHA256(), length=32, salt=None, info=b"xiaobao/" + purpose).derive(master)


@lru_cache(maxsize=2)
def _cipher(master: bytes) -> AESGCM:
    return AESGCM(_derived(b"seal", master))


def _master() -> bytes:
    # Asked for twice a person in an import: the name of the home is enough to know whether it is the same.
    return _master_of(os.environ.get("XIAOBAO_HOME", ""))


@lru_cache(maxsize=2)
def _master_of(_home: str) -> bytes:
    return key("vault-master-key")


def seal(plain: bytes, *, about: bytes = b"") -> bytes:
    """Encrypt ``plain``; ``about`` is bound to it and must be given again to open."""
    master = _master()
    nonce = os.urandom(12)
    body = _cipher(master).encrypt(nonce, plain, about)
    return _VERSION + _key_id(master) + nonce + body


def unseal(envelope: bytes, *, about: bytes = b"") -> bytes:
    """Open what ``seal`` made; raises WrongKey for another key or an altered envelope."""
    master = _master()
    if envelope[:1] != _VERSION or envelope[1:5] != _key_id(master):
        raise WrongKey("封存的信息不是用当前密钥封存的，无法打开；请核对密钥文件。")
    try:
        return _cipher(master).decrypt(envelope[5:17], envelope[17:], about)
    except (InvalidTag, ValueError) as error:
        raise WrongKey("封存的信息已损坏或被改动，无法打开。") from error


def index(value: str, *, purpose: str) -> bytes:
    """Return a 16-byte keyed index: equal values meet, and the index alone reveals nothing."""
    return hmac.digest(_derived(b"index/" + purpose.encode(), _master()), value.encode(), "sha256")[:16]


@lru_cache(maxsize=2)
def _key_id(master: bytes) -> bytes:
    return hashlib.sha256(b"key-id" + master).digest()[:4]
