"""The two ciphers an envelope may be sealed with, AES-256-GCM and SM4-GCM; which one is a setting.

A cipher encrypts under a key used for nothing else and authenticates what the words are about. A module
certified for the purpose (密码机、密码卡) would be one more ``Cipher`` in ``CIPHERS``.
"""

from __future__ import annotations

import os
from typing import Protocol

from cryptography.exceptions import InvalidTag, UnsupportedAlgorithm
from cryptography.hazmat.primitives.ciphers import Cipher as Primitive
from cryptography.hazmat.primitives.ciphers import algorithms, modes
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

NONCE = 12
"""Bytes of a nonce."""
TAG = 16
"""Bytes of the tag at the end of what was encrypted."""


class Cipher(Protocol):
    """Authenticated encryption: ``key_size`` in bytes, ``mark`` the byte that names it in an envelope."""

    name: str
    mark: int
    key_size: int

    def encrypt(self, key: bytes, nonce: bytes, plain: bytes, about: bytes) -> bytes:
        """Return what was encrypted and its tag."""

    def decrypt(self, key: bytes, nonce: bytes, body: bytes, about: bytes) -> bytes:
        """Return the plain words; raises InvalidTag when anything was altered, ValueError when too short."""


class _Aes256Gcm:
    name, mark, key_size = "aes256gcm", 1, 32

    def encrypt(self, key: bytes, nonce: bytes, plain: bytes, about: bytes) -> bytes:
        return AESGCM(key).encrypt(nonce, plain, about)

    def decrypt(self, key: bytes, nonce: bytes, body: bytes, about: bytes) -> bytes:
        return AESGCM(key).decrypt(nonce, body, about)


class _Sm4Gcm:
    """GB/T 32907 in the mode of RFC 8998."""

    name, mark, key_size = "sm4gcm", 2, 16

    def encrypt(self, key: bytes, nonce: bytes, plain: bytes, about: bytes) -> bytes:
        sealing = Primitive(algorithms.SM4(key), modes.GCM(nonce)).encryptor()
        sealing.authenticate_additional_data(about)
        return sealing.update(plain) + sealing.finalize() + sealing.tag

    def decrypt(self, key: bytes, nonce: bytes, body: bytes, about: bytes) -> bytes:
        opening = Primitive(algorithms.SM4(key), modes.GCM(nonce, body[-TAG:])).decryptor()
        opening.authenticate_additional_data(about)
        return opening.update(body[:-TAG]) + opening.finalize()


CIPHERS: dict[str, Cipher] = {cipher.name: cipher for cipher in (_Aes256Gcm(), _Sm4Gcm())}
BY_MARK: dict[int, Cipher] = {cipher.mark: cipher for cipher in CIPHERS.values()}


def why_not(name: str) -> str:
    """Say in a sentence why sealing with the cipher called ``name`` cannot be had here; empty when it can."""
    if name not in CIPHERS:
        return f"XIAOBAO_CIPHER 只能是 {' 或 '.join(CIPHERS)}，现在是“{name}”，请改正后再启动。"
    try:
        works = _comes_back(CIPHERS[name])
    except (UnsupportedAlgorithm, InvalidTag, ValueError):
        works = False
    return "" if works else f"这台机器的密码库不能用 {name} 封存，请更换 XIAOBAO_CIPHER 或者密码库。"


def _comes_back(cipher: Cipher) -> bool:
    key, nonce = os.urandom(cipher.key_size), os.urandom(NONCE)
    body = cipher.encrypt(key, nonce, b"xiaobao", b"start")
    return cipher.decrypt(key, nonce, body, b"start") == b"xiaobao" and body[:-TAG] != b"xiaobao"
