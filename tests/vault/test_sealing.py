"""Sealing: only the key that sealed a value opens it, and only unaltered and for what it was sealed."""

from __future__ import annotations

import pytest
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.vault.homes import KNOWN
from xiaobao.vault.errors import WrongKey
from xiaobao.vault.sealing import HEADER, Header, current_header, header_of, seal, unseal

# 林晓禾, sealed about "identity" under the known key; the first by the code there was before version 2.
VERSION_1 = "01aa8b359b000102030405060708090a0bf17e2e83bbaec43175bfbeea419ddc027b86c330b99b1083b0"
AES = (
    "0201aa8b359b202122232425262728292a2bb201cb31be7886d54733f5d04817fe869ff62375dc7a61bd84610f87560a0159e945"
    "05af77be239290e38cdd1af72e8d2c2d2e2f3031323334353637b463b2f0fb02036a880e23364d6fdbcb3604b4c310b15b11f9"
)
SM4 = (
    "0202aa8b359b101112131415161718191a1b8b418de78ab76c8e819d7cf78274265258101c91c910f996ef2c475adfdec5a41c1d"
    "1e1f202122232425262736b15b86cbdbbcb58b4b5c632355d7433b09e78c14af3d8fcc"
)


@given(plain=st.binary(max_size=300), about=st.binary(max_size=20))
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_what_is_sealed_opens_again(key_of, cipher, plain, about):
    assert unseal(seal(plain, about=about), about=about) == plain


@pytest.mark.parametrize("envelope", [VERSION_1, AES, SM4])
def test_envelopes_of_every_version_and_cipher_there_has_been_open(known_home, envelope):
    assert unseal(bytes.fromhex(envelope), about=b"identity") == "林晓禾".encode()


def test_an_envelope_is_laid_out_as_is_written_down(known_home):
    """Taken apart here byte by byte, with nothing of the vault's own."""
    envelope = seal(b"x", about=b"identity")
    header, wrapped, value = envelope[:6], envelope[6:66], envelope[66:]
    wrapping = HKDF(SHA256(), 32, salt=b"xiaobao/vault/2", info=b"wrap/aes256gcm").derive(KNOWN)
    data_key = AESGCM(wrapping).decrypt(wrapped[:12], wrapped[12:], header + b"identity")
    assert AESGCM(data_key).decrypt(value[:12], value[12:], header + b"identity") == b"x"
    assert (header.hex(), len(data_key)) == ("0201aa8b359b", 32)


def test_every_value_has_a_key_and_nonces_of_its_own(key_of, cipher):
    sealed = {seal(b"x") for _ in range(200)}
    begins, ends = HEADER, -17
    assert len({envelope[begins:ends] for envelope in sealed}) == 200
    assert len({envelope[:begins] for envelope in sealed}) == 1


def test_nothing_of_the_plain_words_shows(key_of, cipher):
    envelope = seal("林晓禾 13900000001".encode())
    assert "林晓禾".encode() not in envelope
    assert b"13900000001" not in envelope


def test_an_envelope_says_how_it_was_sealed(key_of, cipher):
    envelope = seal(b"x")
    told = header_of(envelope[:HEADER])
    assert (told.version, told.cipher) == (2, cipher)
    assert envelope.startswith(current_header())
    assert header_of(bytes.fromhex(VERSION_1)) == Header(1, "aes256gcm", "aa8b359b")


def test_another_key_does_not_open_it(key_of, cipher):
    envelope = seal(b"x")
    key_of("思明")
    with pytest.raises(WrongKey) as refused:
        unseal(envelope)
    assert refused.value.code == "VLT-001"
    assert "请核对密钥文件" in refused.value.sentence
    assert header_of(envelope).key in refused.value.sentence


def test_sealed_for_one_purpose_it_does_not_open_for_another(key_of, cipher):
    with pytest.raises(WrongKey):
        unseal(seal(b"x", about=b"identity"), about=b"document")


@pytest.mark.parametrize("envelope", [VERSION_1, AES, SM4])
def test_a_single_changed_bit_anywhere_is_noticed(known_home, envelope):
    whole = bytes.fromhex(envelope)
    for place in range(len(whole)):
        for bit in (1, 2, 128):
            altered = bytearray(whole)
            altered[place] ^= bit
            with pytest.raises(WrongKey) as refused:
                unseal(bytes(altered), about=b"identity")
            assert refused.value.code == "VLT-001"


def test_parts_of_two_envelopes_do_not_make_a_third(key_of, cipher):
    one, other = seal(b"one"), seal(b"two")
    mixed = {one[:cut] + other[cut:] for cut in range(1, len(one))} - {one, other}
    assert len(mixed) > 60
    for envelope in mixed:
        with pytest.raises(WrongKey):
            unseal(envelope)


def test_a_cipher_cannot_be_passed_off_as_the_other(known_home):
    for envelope, mark in ((AES, 2), (SM4, 1)):
        altered = bytearray.fromhex(envelope)
        altered[1] = mark
        with pytest.raises(WrongKey):
            unseal(bytes(altered), about=b"identity")


def test_an_envelope_of_version_2_cannot_be_passed_off_as_version_1(known_home):
    whole = bytes.fromhex(AES)
    with pytest.raises(WrongKey):
        unseal(b"\x01" + whole[2:], about=b"identity")


@pytest.mark.parametrize("envelope", [b"", b"\x01", b"\x02" * 60, b"\x02\x01", b"\x03" * 120])
def test_what_is_no_envelope_is_refused_in_the_same_way(key_of, envelope):
    with pytest.raises(WrongKey):
        unseal(envelope)


@pytest.mark.parametrize("envelope", [VERSION_1, AES, SM4])
def test_a_shortened_or_lengthened_envelope_is_refused(known_home, envelope):
    whole = bytes.fromhex(envelope)
    for length in range(len(whole)):
        with pytest.raises(WrongKey):
            unseal(whole[:length], about=b"identity")
    with pytest.raises(WrongKey):
        unseal(whole + b"\x00", about=b"identity")
