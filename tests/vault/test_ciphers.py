"""The ciphers, held against published vectors; and what may stand in XIAOBAO_CIPHER."""

from __future__ import annotations

import pytest
from cryptography.exceptions import InvalidTag, UnsupportedAlgorithm

from xiaobao.vault import ciphers
from xiaobao.vault.ciphers import CIPHERS, TAG, why_not

# AES-256-GCM: test case 16 of "The Galois/Counter Mode of Operation" (McGrew, Viega).
# SM4-GCM: RFC 8998, appendix A.1.
VECTORS = {
    "aes256gcm": {
        "key": "feffe9928665731c6d6a8f9467308308feffe9928665731c6d6a8f9467308308",
        "nonce": "cafebabefacedbaddecaf888",
        "plain": "d9313225f88406e5a55909c5aff5269a86a7a9531534f7da2e4c303d8a318a721c3c0c95956809532fcf0e2449"
        "a6b525b16aedf5aa0de657ba637b39",
        "about": "feedfacedeadbeeffeedfacedeadbeefabaddad2",
        "body": "522dc1f099567d07f47f37a32a84427d643a8cdcbfe5c0c97598a2bd2555d1aa8cb08e48590dbb3da7b08b1056828"
        "838c5f61e6393ba7a0abcc9f662",
        "tag": "76fc6ece0f4e1768cddf8853bb2d551b",
    },
    "sm4gcm": {
        "key": "0123456789abcdeffedcba9876543210",
        "nonce": "00001234567800000000abcd",
        "plain": "aaaaaaaaaaaaaaaabbbbbbbbbbbbbbbbccccccccccccccccddddddddddddddddeeeeeeeeeeeeeeeeffffffffffff"
        "ffffeeeeeeeeeeeeeeeeaaaaaaaaaaaaaaaa",
        "about": "feedfacedeadbeeffeedfacedeadbeefabaddad2",
        "body": "17f399f08c67d5ee19d0dc9969c4bb7d5fd46fd3756489069157b282bb200735d82710ca5c22f0ccfa7cbf93d496ac"
        "15a56834cbcf98c397b4024a2691233b8d",
        "tag": "83de3541e4c2b58177e065a9bf7b62ec",
    },
}


@pytest.mark.parametrize("name", VECTORS)
def test_a_cipher_says_what_its_standard_says(name):
    given = {part: bytes.fromhex(text) for part, text in VECTORS[name].items()}
    body = CIPHERS[name].encrypt(given["key"], given["nonce"], given["plain"], given["about"])
    assert body == given["body"] + given["tag"]
    assert CIPHERS[name].decrypt(given["key"], given["nonce"], body, given["about"]) == given["plain"]


@pytest.mark.parametrize("name", VECTORS)
@pytest.mark.parametrize("part", ["key", "nonce", "about", "body", "tag"])
def test_with_any_part_altered_it_does_not_open(name, part):
    given = {key: bytearray.fromhex(text) for key, text in VECTORS[name].items()}
    given[part][-1] ^= 1
    key, nonce, about = (bytes(given[one]) for one in ("key", "nonce", "about"))
    with pytest.raises(InvalidTag):
        CIPHERS[name].decrypt(key, nonce, bytes(given["body"] + given["tag"]), about)


@pytest.mark.parametrize("name", VECTORS)
@pytest.mark.parametrize("length", [0, 1, TAG - 1])
def test_what_is_shorter_than_a_tag_does_not_open(name, length):
    given = {part: bytes.fromhex(text) for part, text in VECTORS[name].items()}
    with pytest.raises((InvalidTag, ValueError)):
        CIPHERS[name].decrypt(given["key"], given["nonce"], given["tag"][:length], given["about"])


def test_both_ciphers_can_be_had_here():
    assert [why_not(name) for name in CIPHERS] == ["", ""]


def test_any_other_name_is_told_of_in_a_sentence():
    assert why_not("des") == "XIAOBAO_CIPHER 只能是 aes256gcm 或 sm4gcm，现在是“des”，请改正后再启动。"


def test_a_library_without_the_cipher_is_told_of_before_anything_is_sealed(monkeypatch):
    def without(*_given):
        raise UnsupportedAlgorithm("SM4")

    monkeypatch.setattr(ciphers, "Primitive", without)
    assert why_not("sm4gcm").startswith("这台机器的密码库不能用 sm4gcm 封存")
