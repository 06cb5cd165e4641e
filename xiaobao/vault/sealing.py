"""Sealing: each value under a data key of its own, which a master key outside the database wraps.

An envelope of version 2 is ::

    header     version (1 byte, 2) · cipher (1) · id of the master key (4)
    data key   nonce (12) · the key, encrypted by the master key, and tag
    value      nonce (12) · the value, encrypted by the data key, and tag

Both parts authenticate the header and what the value is about, so no byte can be changed and no part be put
into another envelope. Envelopes of version 1 (version · key id · nonce · value, all under one key,
AES-256-GCM) stay readable.
"""

from __future__ import annotations

import os
from dataclasses import dataclass

from cryptography.exceptions import InvalidTag
from django.conf import settings

from xiaobao.vault import keyring
from xiaobao.vault.ciphers import BY_MARK, CIPHERS, NONCE, Cipher
from xiaobao.vault.errors import WrongKey
from xiaobao.vault.indexing import index as index
from xiaobao.vault.keyring import ID_SIZE, Master

HEADER = 2 + ID_SIZE
"""Bytes at the beginning that say how a value was sealed; the same for all sealed alike."""
_VERSION, _FIRST_VERSION = 2, 1
_DIRECT = CIPHERS["aes256gcm"]


@dataclass(frozen=True, slots=True)
class Header:
    """How a value was sealed: the version of its envelope, the name of the cipher, the master key's id."""

    version: int
    cipher: str
    key: str


def seal(plain: bytes, *, about: bytes = b"") -> bytes:
    """Encrypt ``plain``; ``about`` is bound to it and must be given again to open. Raises KeyUnreadable."""
    master, cipher = keyring.current(), CIPHERS[settings.CIPHER]
    header = _header(master, cipher)
    drawn = os.urandom(cipher.key_size + NONCE + NONCE)
    data_key, nonces = drawn[: cipher.key_size], drawn[cipher.key_size :]
    wrapped = master.wrap(data_key, nonces[:NONCE], header + about, cipher)
    body = cipher.encrypt(data_key, nonces[NONCE:], plain, header + about)
    return header + nonces[:NONCE] + wrapped + nonces[NONCE:] + body


def unseal(envelope: bytes, *, about: bytes = b"") -> bytes:
    """Open what ``seal`` made, under whichever key of the ring.

    Raises WrongKey for a key that is not there or an altered envelope, KeyUnreadable.
    """
    told = header_of(envelope)
    if told is None:
        raise WrongKey("封存的信息已损坏或被改动，无法打开。")
    master = keyring.known(bytes.fromhex(told.key))
    try:
        if told.version == _FIRST_VERSION:
            return _opened_direct(envelope, about, master)
        return _opened(envelope, about, master, CIPHERS[told.cipher])
    except (InvalidTag, ValueError) as error:
        raise WrongKey("封存的信息已损坏或被改动，无法打开。") from error


def header_of(beginning: bytes) -> Header | None:
    """Read how a value was sealed from its first bytes (``HEADER`` of them); None where it is no envelope."""
    if len(beginning) < HEADER:
        return None
    if beginning[0] == _FIRST_VERSION:
        return Header(_FIRST_VERSION, _DIRECT.name, beginning[1 : 1 + ID_SIZE].hex())
    if beginning[0] == _VERSION and beginning[1] in BY_MARK:
        return Header(_VERSION, BY_MARK[beginning[1]].name, beginning[2:HEADER].hex())
    return None


def current_header() -> bytes:
    """Return what an envelope sealed now begins with; raises KeyUnreadable."""
    return _header(keyring.current(), CIPHERS[settings.CIPHER])


def _header(master: Master, cipher: Cipher) -> bytes:
    return bytes((_VERSION, cipher.mark)) + master.id


def _opened(envelope: bytes, about: bytes, master: Master, cipher: Cipher) -> bytes:
    bound = envelope[:HEADER] + about
    after = HEADER + keyring.wrapped_size(cipher)
    nonce, wrapped = envelope[HEADER : HEADER + NONCE], envelope[HEADER + NONCE : after]
    data_key = master.unwrap(wrapped, nonce, bound, cipher)
    return cipher.decrypt(data_key, envelope[after : after + NONCE], envelope[after + NONCE :], bound)


def _opened_direct(envelope: bytes, about: bytes, master: Master) -> bytes:
    start = 1 + ID_SIZE
    nonce, body = envelope[start : start + NONCE], envelope[start + NONCE :]
    return _DIRECT.decrypt(master.direct, nonce, body, about)
